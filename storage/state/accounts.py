"""Accounts of people: passwords as argon2id hashes, locked for a while after failures.

Errors: a name, role or password that may not be is a ``ValueError`` with a code as its text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from storage.sqlite import Database

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHORTEST, _LONGEST = 8, 1000  # characters of a password
_FREE_FAILURES = 5  # and from then on each one locks, twice as long as the last
_FIRST_LOCK, _LONGEST_LOCK = 30.0, 3600.0  # seconds


class Role(StrEnum):
    """What a person may do: clerks bring papers in and type, reviewers approve as well, admins
    also withdraw filings and see everybody's work."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in."""

    name: str
    role: Role
    lang: str = "vi"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody could not sign in: ``wrong`` (name or password), or ``locked`` for a while."""

    reason: str
    seconds: int = 0


class Accounts:
    """The accounts of this machine."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._hasher = PasswordHasher()  # RFC 9106, low-memory profile
        self._nobody = self._hasher.hash("nobody")  # checked for unknown names: in like time

    def add(self, name: str, role: str, password: str, *, lang: str = "vi") -> Account:
        """A new account, or new role and password of an old one, which also unlocks it."""
        account = Account(_checked_name(name), Role(role), lang)
        if not _SHORTEST <= len(password) <= _LONGEST:
            raise ValueError("bad_password")
        own = (name, str(account.role), self._hasher.hash(password), lang, self._clock())
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO accounts (name, role, password, lang, created_at)"
                " VALUES (?,?,?,?,?) ON CONFLICT (name) DO UPDATE SET role=excluded.role,"
                " password=excluded.password, lang=excluded.lang, disabled=0, failures=0,"
                " locked_until=0",
                own,
            )
            connection.execute("DELETE FROM sessions WHERE account=?", (name,))
        return account

    def check(self, name: str, password: str) -> Account | Refusal:
        """The account when name and password are right and it is not locked."""
        row = self._database.connection.execute(
            "SELECT * FROM accounts WHERE name=? AND disabled=0", (name,)
        ).fetchone()
        if row is not None and row["locked_until"] > self._clock():
            return Refusal("locked", int(row["locked_until"] - self._clock()) + 1)
        right = self._is_right(row["password"] if row else self._nobody, password[:_LONGEST])
        if row is None:
            return Refusal("wrong")
        if not right:
            return self._failed(name)
        with self._database.writing() as connection:
            connection.execute("UPDATE accounts SET failures=0 WHERE name=?", (name,))
        return Account(row["name"], Role(row["role"]), row["lang"])

    def get(self, name: str) -> Account | None:
        """The account, unless it is disabled or was never there."""
        row = self._database.connection.execute(
            "SELECT * FROM accounts WHERE name=? AND disabled=0", (name,)
        ).fetchone()
        return None if row is None else Account(row["name"], Role(row["role"]), row["lang"])

    def set_lang(self, name: str, lang: str) -> None:
        """The language this person wants to read."""
        with self._database.writing() as connection:
            connection.execute("UPDATE accounts SET lang=? WHERE name=?", (lang, name))

    def disable(self, name: str) -> bool:
        """Nobody signs in with it any more, and open sessions end; what it did stays."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE account=?", (name,))
            done = connection.execute("UPDATE accounts SET disabled=1 WHERE name=?", (name,))
            return done.rowcount > 0

    def all(self) -> list[Account]:
        """Everybody who may sign in, by name."""
        rows = self._database.connection.execute(
            "SELECT * FROM accounts WHERE disabled=0 ORDER BY name"
        )
        return [Account(row["name"], Role(row["role"]), row["lang"]) for row in rows]

    def _is_right(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False

    def _failed(self, name: str) -> Refusal:
        with self._database.writing() as connection:
            connection.execute("UPDATE accounts SET failures=failures+1 WHERE name=?", (name,))
            row = connection.execute(
                "SELECT failures FROM accounts WHERE name=?", (name,)
            ).fetchone()
            beyond = row["failures"] - _FREE_FAILURES
            if beyond < 0:
                return Refusal("wrong")
            seconds = min(_FIRST_LOCK * 2 ** min(beyond, 20), _LONGEST_LOCK)
            connection.execute(
                "UPDATE accounts SET locked_until=? WHERE name=?", (self._clock() + seconds, name)
            )
            return Refusal("locked", int(seconds))


def _checked_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("bad_name")
    return name
