"""What this machine keeps beside a store: its state, its index, a cache of originals, a spool."""

from pathlib import Path

from extract.catalogue import document_types
from hoso.settings import Settings
from storage.index import Index, open_index
from storage.state import State, open_state
from storage.store import Store


def folder_of(settings: Settings, store: Store) -> Path:
    """The folder of this store on this machine."""
    return settings.state_folder / "stores" / store.store_id


def state_of(settings: Settings, store: Store) -> State:
    """Accounts, sessions, leases and clients of this machine for this store."""
    return open_state(folder_of(settings, store) / "state.sqlite")


def index_of(settings: Settings, store: Store) -> Index:
    """The index of this machine for this store."""
    return open_index(
        folder_of(settings, store) / "index.sqlite",
        filed_types=document_types().filed_types,
        audit_share=settings.audit_share,
    )
