"""Signatures that are right, but written down in a way that pyHanko does not read.

Met on decisions of Vietnamese offices: plain RSA with the parameters of RSASSA-PSS beside it, and a
PKCS #1 v1.5 digest without the NULL that RFC 8017 §9.2 (note 2) lets verifiers accept as absent.
The identifier of the algorithm is not among what a CMS signature covers (RFC 5652 §5.4): passing
over its parameters changes nothing that was signed.
"""

import hashlib

from asn1crypto import algos, cms, core, x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

_RSA = "1.2.840.113549.1.1.1"


class _Loose(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    _fields = [  # noqa: RUF012 - asn1crypto reads a plain list
        ("algorithm", core.ObjectIdentifier),
        ("parameters", core.Any, {"optional": True}),
    ]


def name_plainly(info: cms.SignerInfo) -> None:
    """Takes away parameters that plain RSA does not have, so that it can be read as what it is."""
    loose = _Loose.load(info["signature_algorithm"].dump())
    if loose["algorithm"].dotted == _RSA:
        plain = algos.SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15"})
        info["signature_algorithm"] = plain


def is_signed_without_null(info: cms.SignerInfo, signer: x509.Certificate) -> bool:
    """Is it a right signature but for the NULL in its digest? The whole padding is compared."""
    key = load_der_public_key(signer.public_key.dump())
    algorithm = info["signature_algorithm"]
    if not isinstance(key, RSAPublicKey) or algorithm.signature_algo != "rsassa_pkcs1v15":
        return False
    digest = info["digest_algorithm"]["algorithm"].native
    if not info["signed_attrs"] or digest not in {"sha256", "sha384", "sha512"}:
        return False
    signed = hashlib.new(digest, info["signed_attrs"].untag().dump()).digest()
    bare = _Loose({"algorithm": algos.DigestAlgorithmId(digest).dotted}).dump()
    body = bare + core.OctetString(signed).dump()
    told = b"\x30" + bytes([len(body)]) + body
    size = (key.key_size + 7) // 8
    padding = size - 3 - len(told)
    if padding < 8:
        return False
    numbers = key.public_numbers()
    found = pow(int.from_bytes(info["signature"].native, "big"), numbers.e, numbers.n)
    return bool(found.to_bytes(size, "big") == b"\x00\x01" + b"\xff" * padding + b"\x00" + told)
