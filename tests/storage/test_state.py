"""Accounts, sessions, leases, clients: what a server of this machine knows of people."""

import threading
from pathlib import Path

import pytest

from storage.errors import StoreRefused
from storage.sqlite import Database
from storage.state import Account, Refusal, Role, State, open_state

PASSWORD = "mật khẩu dài"


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> State:
    return open_state(tmp_path / "state.sqlite", clock=clock)


def test_only_the_right_password_opens(state: State) -> None:
    state.accounts.add("lan", "reviewer", PASSWORD)
    assert state.accounts.check("lan", PASSWORD) == Account("lan", Role.REVIEWER)
    assert state.accounts.check("lan", PASSWORD + " ") == Refusal("wrong")
    assert state.accounts.check("nobody", PASSWORD) == Refusal("wrong")


def test_failures_lock_for_longer_and_longer_and_a_new_password_unlocks(
    state: State, clock: Clock
) -> None:
    state.accounts.add("lan", "clerk", PASSWORD)
    seconds = []
    for _ in range(8):
        refusal = state.accounts.check("lan", "wrong password")
        assert isinstance(refusal, Refusal)
        seconds.append(refusal.seconds)
        clock.now += refusal.seconds
    assert seconds == [0, 0, 0, 0, 30, 60, 120, 240]
    state.accounts.check("lan", "wrong password")
    assert state.accounts.check("lan", PASSWORD).__class__ is Refusal  # even the right one waits
    state.accounts.add("lan", "clerk", PASSWORD)
    assert state.accounts.check("lan", PASSWORD) == Account("lan", Role.CLERK)


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("Lan", "clerk", PASSWORD), ("lan", "boss", PASSWORD), ("lan", "clerk", "short")],
)
def test_accounts_that_may_not_be(state: State, name: str, role: str, password: str) -> None:
    with pytest.raises(ValueError):
        state.accounts.add(name, role, password)


def test_no_password_and_no_token_is_kept(state: State) -> None:
    state.accounts.add("lan", "admin", PASSWORD)
    token = state.clients.add("mot-cua", "records")
    session = state.sessions.open("lan")
    for file in state.path.parent.iterdir():
        for secret in (PASSWORD, token, session.id):
            assert secret.encode() not in file.read_bytes()


def test_a_session_ends_when_nobody_is_there_and_when_its_account_does(
    state: State, clock: Clock
) -> None:
    state.accounts.add("lan", "clerk", PASSWORD)
    session = state.sessions.open("lan")
    for _ in range(3):
        clock.now += 4 * 3600
        assert state.sessions.find(session.id) is not None
    clock.now += 5 * 3600
    assert state.sessions.find(session.id) is None  # a long day is over
    other = state.sessions.open("lan")
    state.accounts.disable("lan")
    assert state.sessions.find(other.id) is None
    assert state.accounts.check("lan", PASSWORD) == Refusal("wrong")


def test_a_paper_is_leased_to_one_and_freed_when_the_heart_stops(
    state: State, clock: Clock
) -> None:
    assert state.leases.take("r", "lan/1", 60)
    assert not state.leases.take("r", "hung/2", 60)
    clock.now += 50
    assert state.leases.renew("r", "lan/1", 60)
    clock.now += 50
    assert state.leases.held() == {"r": "lan/1"}
    clock.now += 20
    assert state.leases.take("r", "hung/2", 60)
    assert not state.leases.renew("r", "lan/1", 60)
    state.leases.release("r", "lan/1")
    assert state.leases.held() == {"r": "hung/2"}


def test_of_many_who_ask_at_once_one_gets_the_lease(state: State) -> None:
    got: list[str] = []

    def ask(name: str) -> None:
        if state.leases.take("r", name, 60):
            got.append(name)

    threads = [threading.Thread(target=ask, args=(f"n{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1


def test_clients_and_their_scopes(state: State) -> None:
    token = state.clients.add("mot-cua", "records:ct01 procedures")
    client = state.clients.find(token)
    assert client is not None
    assert client.may("records", "ct01")
    assert not client.may("records", "ct07")
    assert client.may("procedures", "1.004222")
    assert state.clients.find(token + "x") is None
    for name, scopes in (("mot-cua", "records"), ("b", "everything"), ("b", ""), ("/", "records")):
        with pytest.raises(ValueError):
            state.clients.add(name, scopes)
    assert state.clients.revoke("mot-cua")
    assert state.clients.find(token) is None


def test_a_file_is_migrated_with_a_copy_of_what_it_was_and_never_back(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    first = ("CREATE TABLE a (x)",)
    Database(path, first, durable=True).connection.execute("INSERT INTO a VALUES (1)")
    newer = Database(path, (*first, "ALTER TABLE a ADD y; CREATE TABLE b (z)"), durable=True)
    assert [tuple(row) for row in newer.connection.execute("SELECT * FROM a")] == [(1, None)]
    old = Database(tmp_path / "x.v1", first, durable=True)
    assert [tuple(row) for row in old.connection.execute("SELECT * FROM a")] == [(1,)]
    with pytest.raises(StoreRefused):
        Database(path, first, durable=True)


def test_the_file_is_its_owners_alone(state: State) -> None:
    assert state.path.stat().st_mode & 0o077 == 0
