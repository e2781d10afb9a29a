"""The store's secret, by which citizens' numbers become keys.

In: the store's objects and the folder where this machine keeps secrets. Out: ``Secret``. The file
``<store id>.key`` (mode 0600, folder 0700) holds 32 random bytes as 64 hexadecimal digits; it
belongs to the store, not to the machine: without it one citizen would silently become two.
``store.json`` says which secret it is and proves it by a check value, an HMAC of a fixed text.
Errors: ``SecretMissing``, ``SecretWrong``, ``NotAStore``, ``StoreDamaged`` (a newer format).
"""

import hashlib
import hmac
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.body import pack, unpack
from storage.errors import (
    Conflict,
    NotAStore,
    NotFound,
    SecretMissing,
    SecretWrong,
    StoreDamaged,
    StoreUnreachable,
)
from storage.layout import STORE
from storage.objects.interface import Objects

_FORMAT = 1
_STORE_ID = re.compile(r"[0-9a-f]{16}")
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Secret:
    """The secret of one store, and where it lies on this machine."""

    store_id: str
    path: Path
    key: bytes = field(repr=False)

    def key_of(self, text: str) -> str:
        """HMAC-SHA-256 of a citizen's number, as 64 hexadecimal digits."""
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()

    # Fixed texts that can be no number, so that neither value is anybody's key.
    @property
    def key_id(self) -> str:
        """Which secret made a key: it stands above the keys in objects' names."""
        return self.key_of("hoso key id")[:16]

    @property
    def check(self) -> str:
        """What ``store.json`` keeps, to know the secret again."""
        return self.key_of("hoso check value")


def open_secret(objects: Objects, folder: Path, *, create: bool) -> tuple[Secret, bool]:
    """The store's secret, and whether the store was made just now."""
    if (description := _description(objects)) is not None:
        return _kept(description, folder), False
    vacant = objects.is_vacant()
    if vacant and create and (secret := _made(objects, folder)) is not None:
        return secret, True
    # Perhaps another process has made the store since we looked.
    if (description := _description(objects)) is not None:
        return _kept(description, folder), False
    if vacant:
        raise NotAStore(f"there is no store at {objects.where}", where=objects.where)
    raise NotAStore(
        f"{objects.where} holds other things, or a store that lost its {STORE}: nothing is written"
        " there; choose an empty place, or bring the file back from the backup",
        where=objects.where,
    )


def _description(objects: Objects) -> dict[str, Any] | None:
    try:
        description = unpack(STORE, objects.get(STORE))
    except NotFound:
        return None
    if description.get("format") != _FORMAT or not _STORE_ID.fullmatch(
        str(description.get("store_id"))
    ):
        raise StoreDamaged(
            f"{STORE} of {objects.where} is damaged, or of a newer version of this program",
            where=objects.where,
        )
    return description


def _path(folder: Path, store_id: str) -> Path:
    return folder.absolute() / f"{store_id}.key"


def _made(objects: Objects, folder: Path) -> Secret | None:
    """A new store with a new secret; ``None`` when another process was quicker.

    The secret is safe on the disk, under a new store's id, before ``store.json`` names that id:
    whoever is killed in between leaves a secret of no store, and an empty place for a new start.
    """
    store_id = secrets.token_hex(8)
    secret = Secret(store_id, _path(folder, store_id), secrets.token_bytes(_LENGTH))
    try:
        _write(secret)
    except OSError as error:
        raise StoreUnreachable(
            f"the store's secret cannot be kept in {folder}: {error.strerror or error}",
            where=str(folder),
        ) from error
    description = {
        "format": _FORMAT,
        "store_id": store_id,
        "key_id": secret.key_id,
        "check": secret.check,
    }
    try:
        objects.put_new(STORE, pack(description))
    except Conflict:
        secret.path.unlink()  # only now is it certain that no store will ever ask for it
        return None
    return secret


def _write(secret: Secret) -> None:
    folder = secret.path.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(secret.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(file, "w", encoding="ascii") as stream:
        stream.write(secret.key.hex() + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    for place in (folder, *folder.parents):  # all the way: any of them may be new
        with suppress(PermissionError):
            directory = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(directory)
            finally:
                os.close(directory)


def _kept(description: dict[str, Any], folder: Path) -> Secret:
    store_id = description["store_id"]
    path = _path(folder, store_id)
    where = f"the secret of store {store_id} is expected in {path}"
    advice = "copy that file from the machine that made the store, or from the store's backup"
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except OSError as error:
        reason = error.strerror or error
        raise SecretMissing(f"{where}, but: {reason}; {advice}", where=str(path)) from error
    except ValueError:
        key = b""
    secret = Secret(store_id, path, key)
    if len(key) != _LENGTH or not hmac.compare_digest(secret.check, str(description.get("check"))):
        raise SecretWrong(f"{where}, but another lies there; {advice}", where=str(path))
    with suppress(PermissionError):
        path.chmod(0o600)  # whoever copied it may have left it open to others
    return secret
