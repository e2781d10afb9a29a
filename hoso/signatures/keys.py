"""The key that signs: from a PKCS#12 file, or on a PKCS#11 token that never gives it away.

In: ``Signing``. Out: pyHanko's signer, kept in this process for the next copy. ``HeldBack`` when
the key cannot be used now. Tokens lock themselves after a few wrong PINs: whoever calls does not
ask again after ``key_refused``.
"""

import asyncio
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from asn1crypto import x509
from pkcs11 import exceptions as wrong
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer, SimpleSigner

from hoso.signatures.held import HeldBack, Hold
from hoso.signatures.signing import Signing


@lru_cache(maxsize=1)
def signer_of(signing: Signing) -> Signer:
    """The signer; its certificate must be valid now."""
    signer = from_file(signing) if signing.key_file is not None else _from_token(signing)
    certificate = signer.signing_cert
    if certificate is None:
        raise HeldBack(Hold.KEY_REFUSED)
    if not certificate.not_valid_before <= datetime.now(UTC) <= certificate.not_valid_after:
        raise HeldBack(Hold.NOT_VALID_NOW)
    return signer


def forget() -> None:
    """A token that was away must be opened anew."""
    signer_of.cache_clear()


def name_of(signer: Signer) -> str:
    """Whom the certificate names: the agency, or the person."""
    assert signer.signing_cert is not None  # signer_of has looked
    return whom(signer.signing_cert)


def whom(certificate: x509.Certificate) -> str:
    """The name in a certificate."""
    subject = certificate.subject.native
    name = subject.get("common_name") or subject.get("organization_name") or ""
    return ", ".join(name) if isinstance(name, list) else str(name)


def from_file(signing: Signing) -> Signer:
    """The signer of a key file, whenever its certificate is valid."""
    # pyHanko logs what is wrong with the file and gives nothing.
    load: Any = SimpleSigner.load_pkcs12
    signer = load(str(signing.key_file), passphrase=signing.password.encode())
    if not isinstance(signer, SimpleSigner):
        raise HeldBack(Hold.KEY_REFUSED)
    return signer


def _from_token(signing: Signing) -> Signer:
    try:
        criteria = TokenCriteria(label=signing.token) if signing.token else None
        session = open_pkcs11_session(
            str(signing.module), token_criteria=criteria, user_pin=signing.password or None
        )
        signer = PKCS11Signer(session, signing.label, other_certs_to_pull=None)
        asyncio.run(signer.ensure_objects_loaded())  # type: ignore[no-untyped-call]
    except (wrong.PinIncorrect, wrong.PinLocked, wrong.PinInvalid, wrong.PinLenRange) as error:
        raise HeldBack(Hold.KEY_REFUSED) from error
    except (wrong.NoSuchKey, wrong.MultipleObjectsReturned) as error:
        raise HeldBack(Hold.KEY_REFUSED) from error
    return signer
