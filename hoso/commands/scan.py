"""``hoso scan`` and ``hoso watch``: files in, records in the store, counts that balance."""

import csv
import fcntl
import os
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from hoso.approval import after_approval
from hoso.batch import Summary
from hoso.blind_checks import acceptance_of, stopped_sentences
from hoso.commands.edge import (
    OK,
    SET_ASIDE,
    USAGE,
    complain,
    open_the_store,
    print_json,
    saying,
)
from hoso.inputs import Input, find_inputs
from hoso.intake import LASTING
from hoso.messages import Texts
from hoso.queue.choose import queue_of
from hoso.queue.interface import Order, Priority
from hoso.settings import Acceptance, Settings
from hoso.show import Progress, show_summary
from hoso.watch import BadFolder, Watch, check_folder
from storage.store import Store


def scan_paths(
    paths: list[Path],
    settings: Settings,
    texts: Texts,
    *,
    as_json: bool,
    priority: Priority = Priority.ARCHIVE,
) -> int:
    """Exit code 1 when something was set aside."""
    store = open_the_store(settings.store, settings, create=True)
    if store.is_new:
        complain(texts("scan.new_store", where=store.where, secret=store.secret_path))
    settings = with_blind_checks(store, settings, texts)
    queue = queue_of(store, settings, approved=after_approval(store), say=saying(texts))
    with Progress(texts) as progress:
        summary = queue.scan(
            progress.count(find_inputs(paths)),
            order=Order(priority=priority),
            told=progress.told,
        )
    if not summary.files:
        complain(texts("app.no_input"))
        return USAGE
    _name_quarantined(summary, settings, texts)
    if as_json:
        print_json(summary.as_json())
    else:
        show_summary(summary, texts)
    return SET_ASIDE if summary.pages_quarantined else OK


def watch_folder(folder: Path, settings: Settings, texts: Texts) -> int:
    """Until it is stopped; whatever goes wrong is said on stderr, and waited for."""
    try:
        real = check_folder(folder, settings.store)
    except BadFolder as error:
        complain(texts(f"watch.{error}", folder=folder))
        return USAGE
    store = open_the_store(settings.store, settings, create=True)

    def accept() -> Acceptance:
        return with_blind_checks(store, settings, texts).acceptance

    queue = queue_of(
        store,
        settings,
        approved=after_approval(store),
        say=saying(texts),
        patient=True,
        accept=accept,
    )

    def scan(inputs: Sequence[Input]) -> dict[str, str]:
        done = queue.scan(inputs)
        counts = done.as_json()
        complain(texts("watch.done", **counts))
        _name_quarantined(done, settings, texts)
        return {name: code for name, _, code in done.quarantined if code not in LASTING}

    def say(key: str, values: dict[str, object]) -> None:
        complain(texts(f"watch.{key}", **values))

    notes = settings.state_folder / "watch" / f"{sha256(os.fsencode(real)).hexdigest()[:16]}.sqlite"
    notes.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with notes.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            complain(texts("watch.busy", folder=folder))
            return USAGE
        Watch(real, notes, scan=scan, say=say).run()
    return OK


def with_blind_checks(store: Store, settings: Settings, texts: Texts) -> Settings:
    """The settings without the kinds that blind checks have stopped; says which these are."""
    for sentence in stopped_sentences(store, settings, texts):
        complain(sentence)
    return replace(settings, acceptance=acceptance_of(store, settings))


def _name_quarantined(summary: Summary, settings: Settings, texts: Texts) -> None:
    """On stderr, each with its reason, and in a list that the clerk can open."""
    if not summary.quarantined:
        return
    listing = settings.state_folder / "quarantine.csv"
    rows = []
    for name, page, code in summary.quarantined:
        shown = texts("scan.page", page=page) if page else ""
        sentence = texts.fault(code)
        complain(texts("scan.quarantined", name=name, page=shown, sentence=sentence, code=code))
        rows.append([name, str(page or ""), code, sentence])
    _write_csv(listing, rows)
    complain(texts("scan.quarantine_list", path=listing))


def _write_csv(path: Path, rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w", newline="", encoding="utf-8-sig") as stream:  # opens in a spreadsheet
        writer = csv.writer(stream)
        writer.writerow(["file", "page", "code", "reason"])
        writer.writerows(rows)
