"""What ``hoso doctor`` says of signatures and of the archive: set up, reachable, valid until when.

In: settings. Out: ``Finding``s; none makes the installation unfit. Keys, tokens and services are
asked in a worker process, and only those that are named in the settings.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from asn1crypto import x509

from hoso.archive.shelf import copies_at
from hoso.doctor import Finding
from hoso.messages import Texts
from hoso.pool import Job, Pool
from hoso.settings import Settings
from hoso.signatures.held import Hold
from hoso.signatures.looking import KeySeen, clock_job, key_job
from hoso.signatures.signing import Signing
from storage.errors import StoreError

_SECONDS = 30.0
_SOON = timedelta(days=30)


def signing_findings(settings: Settings, texts: Texts) -> Iterator[Finding]:
    """The key, the time stamping service, the roots, the archive."""
    name = texts("signing.name")
    if settings.signing is None:
        yield Finding(name, True, texts("signing.unset"), needed=False, unset=True)
    else:
        with Pool(1, memory=settings.worker_memory) as pool:
            yield _key(settings.signing, pool, texts)
            yield _clock(settings.signing, pool, texts)
    yield _roots(settings, texts)
    if settings.archive:
        yield _archive(settings, texts)


def _key(signing: Signing, pool: Pool, texts: Texts) -> Finding:
    name = texts("signing.name")
    seen = _asked(pool, Job(key_job, (signing,), None, _SECONDS))
    if not isinstance(seen, KeySeen):
        code = seen if isinstance(seen, Hold) else Hold.FAILED
        return Finding(name, False, texts(f"held.{code}"), needed=False)
    if seen.since is None or seen.until is None:
        return Finding(name, True, texts("signing.token_unseen"), needed=False)
    now = datetime.now(UTC)
    values = {
        "signer": seen.name,
        "until": f"{seen.until:%d/%m/%Y}",
        "since": f"{seen.since:%d/%m/%Y}",
    }
    if now > seen.until:
        key = "signing.expired"
    elif now < seen.since:
        key = "signing.not_yet"
    else:
        key = "signing.soon" if seen.until - now < _SOON else "signing.ready"
    text = texts(key, **values)
    if signing.module is not None and key in {"signing.ready", "signing.soon"}:
        text = f"{text} {texts('signing.pin')}"
    return Finding(name, key == "signing.ready", text, needed=False)


def _clock(signing: Signing, pool: Pool, texts: Texts) -> Finding:
    hold = _asked(pool, Job(clock_job, (signing,), None, _SECONDS))
    host = urlsplit(signing.tsa).hostname or ""  # the address may hold a password
    text = texts("signing.tsa_ready", host=host)
    if hold is not None:
        code = hold if isinstance(hold, Hold) else Hold.TSA_AWAY
        text = f"{host}: {texts(f'held.{code}')}"
    return Finding(texts("signing.tsa"), hold is None, text, needed=False)


def _roots(settings: Settings, texts: Texts) -> Finding:
    name, roots = texts("signing.roots"), settings.trust_roots
    if not roots:
        return Finding(name, True, texts("signing.roots_unset"), needed=False, unset=True)
    now = datetime.now(UTC)
    old = sum(x509.Certificate.load(der).not_valid_after < now for der in roots)
    text = texts("signing.roots_old" if old else "signing.roots_ready", count=len(roots), old=old)
    return Finding(name, not old, text, needed=False)


def _archive(settings: Settings, texts: Texts) -> Finding:
    name = f"{texts('signing.archive')} {settings.archive}"
    if "://" not in settings.archive and not Path(settings.archive).exists():
        return Finding(name, True, texts("signing.archive_absent"), needed=False)
    try:
        copies = copies_at(settings.archive, settings.s3, create=False)
    except StoreError as error:
        return Finding(name, False, texts.store_error(error.code, error.where), needed=False)
    return Finding(name, True, copies.where, needed=False)


def _asked(pool: Pool, job: Job) -> Any:
    """What the job yields first, or its fault; None where it yields nothing."""
    found: list[Any] = []
    pool.give(job)
    while pool.busy:
        found += [event.fault or event.item for event in pool.events() if not event.done]
    return found[0] if found else None
