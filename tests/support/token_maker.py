"""Puts a key and its certificate onto a new SoftHSM token: ``token_maker.py FOLDER PIN``.

A program of its own: a PKCS#11 library does not outlive a fork of the process that opened it.
FOLDER holds ``key.der`` (PKCS#8), ``certificate.der`` and SoftHSM's configuration.
"""

import os
import subprocess
import sys
from pathlib import Path

import pkcs11
from asn1crypto import keys, x509
from pkcs11 import Attribute, CertificateType, ObjectClass
from pkcs11.util.rsa import decode_rsa_private_key

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
TOKEN, LABEL = "hoso-thu", "ky"


def configure(folder: Path) -> dict[str, str]:
    """The environment in which SoftHSM keeps its tokens in that folder."""
    (folder / "tokens").mkdir(parents=True, exist_ok=True)
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    return {"SOFTHSM2_CONF": str(conf)}


def main(folder: Path, pin: str) -> None:
    os.environ |= configure(folder)
    command = ["softhsm2-util", "--init-token", "--free", "--label", TOKEN]
    subprocess.run([*command, "--pin", pin, "--so-pin", pin], check=True, capture_output=True)
    token = pkcs11.lib(str(MODULE)).get_token(token_label=TOKEN)
    info = keys.PrivateKeyInfo.load((folder / "key.der").read_bytes())
    der = (folder / "certificate.der").read_bytes()
    subject = x509.Certificate.load(der).subject.dump()
    same = {Attribute.TOKEN: True, Attribute.LABEL: LABEL, Attribute.ID: b"\x01"}
    with token.open(rw=True, user_pin=pin) as session:
        key = decode_rsa_private_key(info["private_key"].parsed.dump())
        session.create_object(key | same | {Attribute.PRIVATE: True, Attribute.SENSITIVE: True})
        session.create_object(
            same
            | {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.SUBJECT: subject,
                Attribute.VALUE: der,
            }
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
