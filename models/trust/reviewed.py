"""Samples from papers that people have reviewed: what was read anew, beside what they decided.

In: a store and the readers. Out: a ``Sample`` for every value that is found again and that a person
has decided, in review or in a blind check; values that nobody looked at tell nothing. The pages of
real people stay where they are: nothing but signs and verdicts leaves this module.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.evidence import Trust
from extract.kinds import kind
from extract.pipeline import catalogue_of, load, read_documents
from models.trust.samples import Fields, Sample, kinds_of, samples_in, without_numbers
from ocr.engine.choose import Readers
from ocr.errors import InputError, PageError
from ocr.page import Page
from ocr.reading import read_page
from ocr.source.interface import Limits
from ocr.source.open import open_source
from storage.drafts import BLIND, TYPING, Decision, Verdict
from storage.errors import NotFound, StoreDamaged
from storage.record import Record, State
from storage.store import Store

LEVEL = "reviewed"
Kinds = dict[str, str]


def reviewed_samples(
    store: Store, readers: Readers, counts: dict[str, Fields], *, lost: Callable[[str], None]
) -> Iterator[Sample]:
    """Samples of all approved papers; ``lost`` is told the ids of those that cannot be read."""
    nlp = load(trust=Trust())
    count = counts.setdefault(LEVEL, Fields())
    for record_id in store.record_ids():
        record = store.latest(record_id)
        kinds = kinds_of(catalogue_of(nlp).get(record.document["type"]).fields)
        decided = decided_in(store, record, kinds) if record.state is State.APPROVED else {}
        if not decided:
            continue
        count.printed += sum(value is not None for value in decided.values())
        try:
            pages = list(_pages(store, record, readers))
        except (InputError, PageError, NotFound, StoreDamaged):
            lost(record_id)
            continue
        for document in read_documents(pages, nlp, as_type=record.document["type"]):
            yield from samples_in(
                document, kinds, decided, count,
                paper=f"{LEVEL}/{record_id}", level=LEVEL, told=decided,
            )  # fmt: skip


def decided_in(store: Store, record: Record, kinds: Kinds) -> dict[str, str | None]:
    """By path what a person said stands there (``None``: nothing), in its normal form.

    A later word counts before an earlier one, and what was typed blindly before all.
    """
    told: dict[str, str | None] = {}
    blind: dict[str, str | None] = {}
    for version in range(1, record.version + 1):
        for made in store.drafts.of(record.record_id, version):
            path = made.path.removeprefix(BLIND)
            name = without_numbers(path)
            if name in kinds and not made.path.endswith(TYPING):
                found = blind if made.path.startswith(BLIND) else told
                _note(found, path, made, kinds[name])
    return told | blind


def _note(found: dict[str, str | None], path: str, made: Decision, kind_name: str) -> None:
    if made.verdict is Verdict.VALUE and made.value:
        found[path] = kind(kind_name).clean(made.value).value
    elif made.verdict is Verdict.ABSENT:
        found[path] = None
    else:  # reopened, or nobody can read it: no truth
        found.pop(path, None)


def _pages(store: Store, record: Record, readers: Readers) -> Iterator[Page]:
    source = record.document["source"]
    with TemporaryDirectory(prefix="hoso-reviewed-") as folder:
        path = Path(folder) / "original"
        store.fetch_original(source["sha256"], path)
        with open_source(path, limits=Limits()) as opened:
            for number in source["pages"]:
                yield read_page(opened.page(number), readers)
