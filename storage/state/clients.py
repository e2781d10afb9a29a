"""Programs that may fetch: a token each, of which only a hash is kept, with scopes (contract §4).

A token holds 256 random bits, so a plain SHA-256 is enough: there is nothing to guess.
Errors: a name or scopes that may not be are a ``ValueError`` with a code as its text.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from storage.sqlite import Database

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SCOPE = re.compile(
    r"records(:[a-z0-9_]{1,64})?|procedures(:[0-9]\.[0-9]{6})?|original:file|access-log"
)


@dataclass(frozen=True, slots=True)
class Client:
    """A program and what it may do."""

    name: str
    scopes: frozenset[str]

    def may(self, kind: str, which: str) -> bool:
        """Has it ``records`` (or ``records:ct01``), ``procedures`` (or ``procedures:1.004222``)?"""
        return kind in self.scopes or f"{kind}:{which}" in self.scopes


class Clients:
    """The programs known on this machine."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def add(self, name: str, scopes: str) -> str:
        """A new program; its token, shown this once. ``ValueError`` if the name is taken."""
        if not _NAME.fullmatch(name):
            raise ValueError("bad_name")
        wanted = sorted(set(scopes.split()))
        if not wanted or not all(_SCOPE.fullmatch(scope) for scope in wanted):
            raise ValueError("bad_scopes")
        token = f"hoso_{secrets.token_urlsafe(32)}"
        with self._database.writing() as connection:
            if connection.execute("SELECT 1 FROM clients WHERE name=?", (name,)).fetchone():
                raise ValueError("name_taken")
            connection.execute(
                "INSERT INTO clients VALUES (?,?,?,?,NULL)",
                (name, " ".join(wanted), _hash(token), self._clock()),
            )
        return token

    def find(self, token: str) -> Client | None:
        """The program whose token this is, unless it was revoked."""
        row = self._database.connection.execute(
            "SELECT * FROM clients WHERE token=? AND revoked_at IS NULL", (_hash(token),)
        ).fetchone()
        return None if row is None else Client(row["name"], frozenset(row["scopes"].split()))

    def revoke(self, name: str) -> bool:
        """Its token opens nothing any more."""
        with self._database.writing() as connection:
            done = connection.execute(
                "UPDATE clients SET revoked_at=? WHERE name=? AND revoked_at IS NULL",
                (self._clock(), name),
            )
            return done.rowcount > 0

    def all(self) -> list[Client]:
        """Programs that are not revoked, by name."""
        rows = self._database.connection.execute(
            "SELECT * FROM clients WHERE revoked_at IS NULL ORDER BY name"
        )
        return [Client(row["name"], frozenset(row["scopes"].split())) for row in rows]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
