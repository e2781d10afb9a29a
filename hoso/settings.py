"""Everything that can be set, read once from the environment at the outer edge.

Inside, functions take what they need as arguments. A value that makes no sense raises
``SettingError`` with the variable's name.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extract.calibration import TARGET
from hoso.signatures.signing import Signing, read_signing
from hoso.signatures.trust import read_roots
from ocr.source.interface import Limits
from storage.objects.s3_settings import S3Settings


class SettingError(ValueError):
    """A variable of the environment that cannot be used; ``name`` says which."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(f"{name}={value!r}")
        self.name = name
        self.value = value


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What may be used without a person: the error allowed, and kinds that blind checks stopped."""

    target: float = TARGET
    stopped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the commands work with."""

    store: str
    state_folder: Path
    s3: S3Settings | None
    limits: Limits
    workers: int
    engine: str
    page_seconds: float
    worker_memory: int
    audit_share: float
    lang: str
    acceptance: Acceptance = Acceptance()
    queue: str = field(default="", repr=False)  # its address may hold a password
    trust_roots: tuple[bytes, ...] = field(default=(), repr=False)  # certificates, as DER
    signing: Signing | None = None  # archive copies are signed with this
    archive: str = ""  # where they lie: a folder, or s3://…

    @property
    def secrets_folder(self) -> Path:
        """Where the secrets of stores lie, one file per store."""
        return self.state_folder / "secrets"


def read_settings(env: Mapping[str, str]) -> Settings:
    """Settings from the environment (``HOSO_…``, see README)."""
    home = Path(env.get("HOME") or Path.home())
    state = Path(env.get("XDG_STATE_HOME") or home / ".local" / "state") / "hoso"
    limits = Limits()
    return Settings(
        store=env.get("HOSO_STORE") or "./hoso-store",
        state_folder=Path(env.get("HOSO_STATE") or state),
        s3=_s3(env),
        limits=Limits(
            max_pages=_number(env, "HOSO_MAX_PAGES", limits.max_pages),
            max_pixels=_number(env, "HOSO_MAX_PIXELS", limits.max_pixels),
            max_bytes=_number(env, "HOSO_MAX_BYTES", limits.max_bytes),
        ),
        workers=_number(env, "HOSO_WORKERS", len(os.sched_getaffinity(0))),
        engine=env.get("HOSO_ENGINE") or "auto",
        page_seconds=float(_number(env, "HOSO_PAGE_SECONDS", 25)),
        worker_memory=_number(env, "HOSO_WORKER_MB", 900) * 1024 * 1024,
        audit_share=_share(env, "HOSO_AUDIT_SHARE", 0.02),
        lang=env.get("HOSO_LANG") or "vi",
        acceptance=Acceptance(_error(env, "HOSO_TARGET_ERROR", TARGET)),
        queue=_queue(env),
        trust_roots=_roots(env),
        signing=_signing(env),
        archive=env.get("HOSO_ARCHIVE") or "",
    )


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name)
    if not text:
        return default
    if not text.isdecimal() or int(text) < 1:
        raise SettingError(name, text)
    return int(text)


def _share(env: Mapping[str, str], name: str, default: float) -> float:
    """``0.02`` or ``2%``."""
    text = (env.get(name) or "").strip()
    if not text:
        return default
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise SettingError(name, text) from None
    if not 0 <= share <= 1:
        raise SettingError(name, text)
    return share


def _error(env: Mapping[str, str], name: str, default: float) -> float:
    """A share that is small, but that samples can show: ``0.003``, ``0.3%``."""
    share = _share(env, name, default)
    if not 0.0001 <= share <= 0.1:
        raise SettingError(name, env.get(name, ""))
    return share


def _queue(env: Mapping[str, str]) -> str:
    """The database of the queue; empty: the processes of one machine do."""
    url = env.get("HOSO_QUEUE") or ""
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise SettingError("HOSO_QUEUE", url.partition(":")[0])  # never a password
    return url


def _roots(env: Mapping[str, str]) -> tuple[bytes, ...]:
    """The certificates that signers of incoming PDFs must lead to; none: signers are unknown."""
    folder = env.get("HOSO_TRUST_ROOTS") or ""
    if not folder:
        return ()
    try:
        return read_roots(Path(folder))
    except (ValueError, OSError) as error:
        raise SettingError("HOSO_TRUST_ROOTS", str(error)) from error


def _signing(env: Mapping[str, str]) -> Signing | None:
    try:
        return read_signing(env)
    except ValueError as error:
        raise SettingError(str(error), env.get(str(error), "")) from error  # never the password


def _s3(env: Mapping[str, str]) -> S3Settings | None:
    endpoint = env.get("HOSO_S3_ENDPOINT")
    if not endpoint:
        return None
    secure = env.get("HOSO_S3_SECURE", "")
    if secure.lower() not in {"", "0", "1", "true", "false"}:
        raise SettingError("HOSO_S3_SECURE", secure)
    return S3Settings(
        endpoint=endpoint,
        access_key=env.get("HOSO_S3_ACCESS_KEY", ""),
        secret_key=env.get("HOSO_S3_SECRET_KEY", ""),
        region=env.get("HOSO_S3_REGION") or "us-east-1",
        secure=secure.lower() in {"1", "true"},
    )
