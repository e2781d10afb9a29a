"""Names of objects. In: hashes, record ids, keys (never numbers). Out: names, which sort usefully.

``originals/<aa>/<sha256>`` · ``ledger/<aa>/<sha256>.json`` ·
``quarantine/<aa>/<sha256>/<file|p000012>.json`` · ``records/<aa>/<record id>/v000001.json`` ·
``citizens/<key id>/<key>/<record id>[.v000002.withdrawn]`` · ``changes/<date>/<ulid>.json`` ·
``drafts/<aa>/<record id>/v000001/<ulid>.json`` · ``audit/<date>/<writer>/<n>.json`` ·
``batches/<batch id>.json`` · ``archive/<agency>/<type>/numbers/000001.json`` ·
``archive/<agency>/<type>/records/<aa>/<record id>.json`` ·
``pages/<aa>/<sha256>/p000001/<rendition>.webp``
"""

import base64
import hashlib
import re
import secrets
import threading
from datetime import UTC, date, datetime

STORE = "store.json"
QUARANTINE = "quarantine/"
LEDGER = "ledger/"
RECORDS = "records/"
CHANGES = "changes/"
AUDIT = "audit/"
BATCHES = "batches/"

_SHA256 = re.compile(r"[0-9a-f]{64}")
_RECORD_ID = re.compile(r"[a-z2-7]{26}")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ulid_lock = threading.Lock()
_last_ulid = [0]


def record_id(sha256: str, first_page: int, *, nth: int = 0) -> str:
    """The id of the paper that starts on this page of this file: the same work, the same name.

    ``nth`` counts from 0 the papers that start on one page (two cards on one sheet).
    """
    start = f"{_checked(_SHA256, sha256)} {first_page} {nth}"
    digest = hashlib.sha256(start.encode()).digest()
    return base64.b32encode(digest).decode().lower()[:26]


def original(sha256: str) -> str:
    return f"originals/{_checked(_SHA256, sha256)[:2]}/{sha256}"


def ledger(sha256: str) -> str:
    return f"ledger/{_checked(_SHA256, sha256)[:2]}/{sha256}.json"


def quarantined(sha256: str, page: int | None) -> str:
    leaf = "file" if page is None else f"p{page:06}"
    return f"{QUARANTINE}{_checked(_SHA256, sha256)[:2]}/{sha256}/{leaf}.json"


def quarantined_part(name: str) -> tuple[str, int | None]:
    """SHA-256 and page (``None``: the whole file) of a ``quarantined`` name."""
    _, _, sha256, leaf = name.removesuffix(".json").split("/")
    return sha256, None if leaf == "file" else int(leaf[1:])


def versions(identifier: str) -> str:
    return f"records/{_checked(_RECORD_ID, identifier)[:2]}/{identifier}/"


def version(identifier: str, number: int) -> str:
    return f"{versions(identifier)}v{number:06}.json"


def filings(key_id: str, key: str) -> str:
    return f"citizens/{key_id}/{key}/"


def filing(key_id: str, key: str, identifier: str) -> str:
    return filings(key_id, key) + identifier


def withdrawal(key_id: str, key: str, identifier: str, number: int) -> str:
    return f"{filing(key_id, key, identifier)}.v{number:06}.withdrawn"


def filing_part(name: str) -> tuple[str, int]:
    """Record id, and the version at which this filing was withdrawn (0: it is no withdrawal)."""
    identifier, _, rest = name.rpartition("/")[2].partition(".")
    return identifier, int(rest.removesuffix(".withdrawn")[1:]) if rest else 0


def archive_claim(agency: str, kind: str, number: int) -> str:
    """Whose this running number is."""
    return f"archive/{agency.lower()}/{kind.lower()}/numbers/{number:06}.json"


def archive_number(agency: str, kind: str, identifier: str) -> str:
    """Which running number this record has."""
    aa = _checked(_RECORD_ID, identifier)[:2]
    return f"archive/{agency.lower()}/{kind.lower()}/records/{aa}/{identifier}.json"


def ulid(moment: datetime) -> str:
    """26 letters and digits, never twice; later moments sort later (ulid.github.io/spec).

    So do later calls of one process within a millisecond.
    """
    with _ulid_lock:
        value = int(moment.timestamp() * 1000) << 80 | secrets.randbits(80)
        if value >> 80 == _last_ulid[0] >> 80:
            value = _last_ulid[0] + 1 + secrets.randbits(32)
        _last_ulid[0] = value
    return _in_crockford(value)


def change(moment: datetime) -> str:
    """A name of its own at every call; later moments sort later."""
    return f"{CHANGES}{moment.astimezone(UTC):%Y-%m-%d}/{ulid(moment)}.json"


def changes_before(moment: datetime) -> str:
    """What sorts just before every change of this moment and later."""
    first = int(moment.timestamp() * 1000) << 80
    return f"{CHANGES}{moment.astimezone(UTC):%Y-%m-%d}/{_in_crockford(first)}"


def drafts(identifier: str, number: int) -> str:
    """Decisions on the draft that builds on this version."""
    return f"drafts/{_checked(_RECORD_ID, identifier)[:2]}/{identifier}/v{number:06}/"


def decision(identifier: str, number: int, decision_id: str) -> str:
    return f"{drafts(identifier, number)}{decision_id}.json"


def audit(day: date, writer: str, number: int) -> str:
    return f"{AUDIT}{day:%Y-%m-%d}/{writer}/{number:09}.json"


def batch(batch_id: str) -> str:
    return f"{BATCHES}{batch_id}.json"


def rendition(sha256: str, page: int, name: str) -> str:
    return f"pages/{_checked(_SHA256, sha256)[:2]}/{sha256}/p{page:06}/{name}.webp"


def _in_crockford(value: int) -> str:
    return "".join(_CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))


def _checked(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError("not a SHA-256 or record id")
    return text
