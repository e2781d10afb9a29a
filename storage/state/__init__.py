"""What only this machine knows: accounts, sessions, leases, programs' tokens."""

from storage.state.accounts import Account, Refusal, Role
from storage.state.clients import Client
from storage.state.sessions import Session
from storage.state.state import State, open_state

__all__ = ["Account", "Client", "Refusal", "Role", "Session", "State", "open_state"]
