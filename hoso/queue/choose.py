"""Which way a batch goes: ``HOSO_QUEUE`` names a database, or this machine does it alone."""

from collections.abc import Callable

from hoso.filing import Approved
from hoso.queue.embedded import Accept, Embedded
from hoso.queue.errors import check_client
from hoso.queue.interface import Queue
from hoso.settings import Settings
from storage.store import Store

Say = Callable[[str, dict[str, object]], None]  # a key of the messages, and its values


def queue_of(
    store: Store,
    settings: Settings,
    *,
    approved: Approved,
    say: Say,
    patient: bool = False,
    accept: Accept | None = None,
) -> Queue:
    """The queue. Raises ``QueueAwayError``, unless ``patient``: then it is waited for.

    ``accept``: what may be accepted, asked for every batch; workers ask for themselves.
    """
    if not settings.queue:
        return Embedded(store, settings, approved=approved, accept=accept)
    check_client()
    from hoso.queue.sending import Sender  # loads the database's client, which folders do not need

    return Sender(store, settings, say=say, patient=patient)
