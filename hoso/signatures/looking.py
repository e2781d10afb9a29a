"""Can copies be signed? Asked by ``hoso doctor``, in a worker process; nothing is signed.

In: ``Signing``. Out: ``KeySeen`` or a ``Hold`` for the key, a ``Hold`` or nothing for the service.
A token is asked for its certificate without the PIN: wrong ones, asked often, would lock it.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass, PKCS11Error
from pkcs11 import lib as library
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import find_token

from hoso.signatures.clock import Clock
from hoso.signatures.held import HeldBack, Hold
from hoso.signatures.keys import from_file, whom
from hoso.signatures.signing import Signing
from hoso.signatures.verify import silence


@dataclass(frozen=True, slots=True)
class KeySeen:
    """Whom the certificate names and how long it is valid; ``until`` None: not to be seen."""

    name: str
    since: datetime | None
    until: datetime | None


def key_job(signing: Signing) -> Iterator[KeySeen | Hold]:
    """Yields one."""
    silence()
    try:
        yield _seen(signing)
    except HeldBack as error:
        yield error.code
    except PKCS11Error:
        yield Hold.TOKEN_AWAY


def clock_job(signing: Signing) -> Iterator[Hold]:
    """Asks the service for a time stamp over nothing; yields why there was none."""
    silence()
    clock: Any = Clock(signing.tsa)
    try:
        asyncio.run(clock.async_dummy_response("sha256"))
    except HeldBack as error:
        yield error.code
    except (SigningError, ValueError):
        yield Hold.TSA_REFUSED


def _seen(signing: Signing) -> KeySeen:
    if signing.key_file is None:
        certificate = _on_token(signing)
    else:
        certificate = from_file(signing).signing_cert
    if certificate is None:
        return KeySeen("", None, None)
    since, until = certificate.not_valid_before, certificate.not_valid_after
    return KeySeen(whom(certificate), since.astimezone(UTC), until.astimezone(UTC))


def _on_token(signing: Signing) -> x509.Certificate | None:
    slots = library(str(signing.module)).get_slots()
    criteria = TokenCriteria(label=signing.token) if signing.token else None
    token = find_token(slots, token_criteria=criteria)
    if token is None:
        raise HeldBack(Hold.TOKEN_AWAY)
    wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.LABEL: signing.label}
    with token.open() as session:
        for found in session.get_objects(wanted):
            return x509.Certificate.load(found[Attribute.VALUE])
    return None
