"""With what archive copies are signed: a key and a time stamping service, read at the outer edge.

In: the environment. Out: ``Signing``, or nothing where no key is named. ``ValueError``: which
variable cannot be used (its name, never a secret).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """A key file (PKCS#12), or a key on a token (PKCS#11 ``module``); and where time comes from."""

    tsa: str  # address of a service as in RFC 3161
    key_file: Path | None = None
    module: Path | None = None
    token: str = ""  # the token's label
    label: str = ""  # of certificate and key on the token
    password: str = field(default="", repr=False)  # of the key file, or the token's PIN


def read_signing(env: Mapping[str, str]) -> Signing | None:
    """``HOSO_SIGN_KEY`` or ``HOSO_SIGN_MODULE``, and what belongs to them."""
    key_file, module = _path(env, "HOSO_SIGN_KEY"), _path(env, "HOSO_SIGN_MODULE")
    if key_file is None and module is None:
        return None
    if key_file is not None and module is not None:
        raise ValueError("HOSO_SIGN_MODULE")  # one of the two
    label = env.get("HOSO_SIGN_LABEL", "")
    if module is not None and not label:
        raise ValueError("HOSO_SIGN_LABEL")
    tsa = env.get("HOSO_TSA", "")
    if not tsa.startswith(("http://", "https://")):
        raise ValueError("HOSO_TSA")  # PAdES B-T is a signature with a time stamp
    return Signing(
        tsa=tsa,
        key_file=key_file,
        module=module,
        token=env.get("HOSO_SIGN_TOKEN", ""),
        label=label,
        password=_password(env),
    )


def _path(env: Mapping[str, str], name: str) -> Path | None:
    text = env.get(name)
    if not text:
        return None
    if not Path(text).is_file():
        raise ValueError(name)
    return Path(text)


def _password(env: Mapping[str, str]) -> str:
    file = _path(env, "HOSO_SIGN_PASSWORD_FILE")
    if file is None:
        return env.get("HOSO_SIGN_PASSWORD", "")
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError("HOSO_SIGN_PASSWORD_FILE") from error
