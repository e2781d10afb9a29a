"""A small office for tests of the review door: a folder store with invented papers, and a server.

``fill`` writes papers straight into the store; ``services`` wires the door with stand-ins for what
hoso implements; run as a program it serves: ``review_stand.py FOLDER PORT``. All people are
invented (numbers end in 99xxxx).
"""

import hashlib
import io
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, ImageDraw, ImageFont

from extract.cross_checks import CHECKS
from extract.definition_files import load_catalogue
from extract.definitions import Catalogue
from extract.strategies import STRATEGIES
from hoso.messages import Texts
from review_ui.interface import Services
from storage.index import open_index
from storage.layout import record_id
from storage.record import Record, State
from storage.state import open_state
from storage.store import Store, open_store

PASSWORD = "mat-khau-thu"
PEOPLE = (
    ("NGUYỄN VĂN HƯNG", "001085990017", "1985-03-12", "Nam"),
    ("TRẦN THỊ MAI ANH", "036185990021", "1985-02-14", "Nữ"),
    ("HUỲNH THỊ CẨM TÚ", "079174990052", "1974-06-30", "Nữ"),
    ("VÕ THÀNH ĐẠT", "082062990066", "1962", "Nam"),
    ("H'NHIÊN BYĂ", "066190990079", "1990-01-08", "Nữ"),
    ("LÒ VĂN PIỀNG", "014088990083", "1988-12-17", "Nam"),
)
WIDTH, HEIGHT = 1240, 1754


def catalogue() -> Catalogue:
    """The types of papers as they stand."""
    return load_catalogue(strategies=STRATEGIES, checks=CHECKS)


def read(
    value: str | None,
    status: str = "accepted",
    *codes: str,
    line: int = 0,
    page: int = 1,
    readings: tuple[tuple[str, str], ...] = (),
) -> dict[str, Any]:
    """A field as the machine stores it."""
    top = 0.12 + 0.03 * line
    made: dict[str, Any] = {
        "value": value,
        "raw": value or "",
        "confidence": 0.61 if status == "review" else 0.99,
        "status": status,
        "method": "ocr",
        "page": page,
        "box": [0.35, top, 0.86, top + 0.018],
        "doubts": [{"code": code, "message": _MESSAGES.get(code, code)} for code in codes],
    }
    if readings:
        made["readings"] = [{"reader": r, "text": t, "confidence": 0.6} for r, t in readings]
    return made


_MESSAGES = {
    "low_confidence": "Đọc không chắc chắn.",
    "occurrences_differ": "Trên giấy có hai giá trị khác nhau cho mục này.",
    "type_uncertain": "Không chắc chắn về loại giấy tờ.",
}


def ct01(
    number: int = 0,
    *,
    doubt: str = "request",
    certain: bool = True,
    members: int = 0,
    file: str | None = None,
) -> Record:
    """A declaration with one doubtful field; ``doubt``: which ('' for none)."""
    name, citizen, born, sex = PEOPLE[number % len(PEOPLE)]
    values = {
        "recipient": "Công an xã Phúc Thịnh",
        "full_name": name,
        "date_of_birth": born,
        "sex": sex,
        "citizen_id": citizen,
        "phone": "0912345678",
        "head_name": "NGUYỄN VĂN HƯNG",
        "relation_to_head": "Vợ" if sex == "Nữ" else "Con đẻ",
        "request": "Đăng ký thường trú theo vợ tại Thôn Đoài, xã Phúc Thịnh, thành phố Hà Nội",
    }
    fields: dict[str, Any] = {
        key: read(value, line=line) for line, (key, value) in enumerate(values.items())
    }
    if doubt:
        line = list(values).index(doubt)
        other = values[doubt].replace("Ị", "I").replace("đ", "d")
        fields[doubt] = read(
            values[doubt],
            "review",
            "low_confidence",
            line=line,
            readings=(("hoso", values[doubt]), ("tesseract", other)),
        )
    if members:
        fields["members"] = [
            {
                "full_name": read(PEOPLE[(number + n) % len(PEOPLE)][0], line=12 + n),
                "date_of_birth": read(PEOPLE[(number + n) % len(PEOPLE)][2], line=12 + n),
                "relation_to_head": read("Con đẻ", line=12 + n),
            }
            for n in range(1, members + 1)
        ]
    holder = {
        "role": "declarant",
        "full_name": name,
        "citizen_id": citizen,
        "certain": certain,
    }
    return paper("ct01", fields, [holder], file=file or f"to-khai-{number:02d}.pdf")


def paper(
    code: str,
    fields: dict[str, Any],
    holders: list[dict[str, Any]],
    *,
    file: str,
    pages: tuple[int, ...] = (1,),
    first: int = 1,
) -> Record:
    """A record as a machine files it."""
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    citizen = next((h["citizen_id"] for h in holders if h["certain"] and "citizen_id" in h), None)
    document = {
        "source": {"file": file, "sha256": sha256, "pages": list(pages), "dossier": "ho-so-thu"},
        "type": code,
        "type_confidence": 0.99,
        "citizen_id": citizen,
        "holders": holders,
        "fields": fields,
        "doubts": [],
    }
    return Record(record_id=record_id(sha256, first), document=document)


def by_rule(record: Record) -> Record:
    """The record, approved by a rule."""
    return replace(
        record,
        state=State.APPROVED,
        approved_by="rule:complete@1",
        approved_at="2026-11-01T00:00:00",
    )


def fill(store: Store, count: int = 12) -> list[Record]:
    """Papers with one doubt each, in several fields; some without a certain holder."""
    doubts = ("request", "full_name", "date_of_birth", "phone", "relation_to_head", "recipient")
    made = [
        ct01(n, doubt=doubts[n % len(doubts)], certain=n % 5 != 4, members=2 if n % 4 == 3 else 0)
        for n in range(count)
    ]
    return [store.file_record(record).record for record in made]


class Pictures:
    """Pages drawn from the record's own fields."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int, int], bytes] = {}

    def page(self, record: Record, n: int) -> bytes:
        key = (record.record_id, record.version, n)
        if key not in self._made:
            self._made[key] = _drawn(record, n)
        return self._made[key]

    def warm(self, record: Record) -> None:
        del record

    def region(
        self, record: Record, n: int, box: tuple[float, float, float, float], kind: str
    ) -> list["Candidate"]:
        del record, n, kind
        return [] if box[1] > 0.9 else [Candidate("0987654321", 0.97), Candidate("0987654327", 0.4)]


@dataclass(frozen=True)
class Candidate:
    text: str
    confidence: float
    reader: str = "hoso"


def _drawn(record: Record, n: int) -> bytes:
    page = Image.new("RGB", (WIDTH, HEIGHT), "#fdfdfb")
    pen = ImageDraw.Draw(page)
    small = ImageFont.truetype("DejaVuSerif.ttf", 24)
    large = ImageFont.truetype("DejaVuSerif-Bold.ttf", 30)
    pen.text((330, 60), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "#222", large)
    pen.text((300, 120), f"GIẤY BỊA ĐẶT ĐỂ THỬ · trang {n}", "#222", large)
    fields = record.document["fields"]
    rows = [row for value in fields.values() if isinstance(value, list) for row in value]
    flat = [(k, v) for k, v in fields.items() if isinstance(v, dict) and "status" in v]
    flat += [item for row in rows for item in row.items()]
    for name, one in flat:
        if one["box"] and one["page"] == record.document["source"]["pages"][n - 1]:
            x0, y0, _, _ = one["box"]
            pen.text((90, y0 * HEIGHT), f"{name}:", "#777", small)
            pen.text((x0 * WIDTH, y0 * HEIGHT), one["value"] or "", "#1b2a4a", small)
    out = io.BytesIO()
    page.save(out, "WEBP", quality=70)
    return out.getvalue()


class Papers:
    """Page work without reading again: a new version, or new records."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def retype(self, record: Record, type: str, *, by: str) -> Record:  # noqa: A002
        return self._saved(
            record, record.document | {"type": type, "fields": {}, "holders": []}, by
        )

    def split(self, record: Record, first_page_of_second: int, *, by: str) -> tuple[Record, Record]:
        source = record.document["source"]
        cut = first_page_of_second - 1
        first = self._saved(
            record, record.document | {"source": source | {"pages": source["pages"][:cut]}}, by
        )
        second = paper(
            "khac",
            {},
            [],
            file=source["file"],
            pages=tuple(source["pages"][cut:]),
            first=source["pages"][cut],
        )
        return first, self.store.file_record(second).record

    def merge(self, first: Record, second: Record, *, by: str) -> Record:
        pages = first.document["source"]["pages"] + second.document["source"]["pages"]
        source = first.document["source"] | {"pages": pages}
        return self._saved(first, first.document | {"source": source}, by)

    def reorder(self, record: Record, order: list[int], *, by: str) -> Record:
        source = record.document["source"]
        pages = [source["pages"][n - 1] for n in order]
        return self._saved(record, record.document | {"source": source | {"pages": pages}}, by)

    def rotate(self, record: Record, n: int, quarter_turns: int, *, by: str) -> Record:
        del n, quarter_turns
        return self._saved(record, record.document, by)

    def _saved(self, record: Record, document: dict[str, Any], by: str) -> Record:
        new = replace(record, document=document, created_by=by)
        return self.store.save_version(record.record_id, new, builds_on=record.version)


@dataclass
class Progress:
    files: int = 0
    files_done: int = 0
    pages_in: int = 0
    pages_stored: int = 0
    pages_quarantined: int = 0
    documents: int = 0
    running: bool = True
    error: str | None = None


@dataclass
class Uploads:
    """Counts what comes in; a file named ``…hong…`` is set aside. Nothing is read."""

    store: Store
    batches: dict[str, Progress] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    retried: list[str] = field(default_factory=list)

    def start(self, by: str, lang: str) -> str:
        del by, lang
        batch = f"dot-{len(self.batches) + 1}"
        self.batches[batch] = Progress()
        return batch

    def add(self, batch: str, name: str, stream: BinaryIO) -> None:
        progress = self.batches[batch]
        sha256 = hashlib.sha256(stream.read()).hexdigest()
        broken = "hong" in name
        self.names.append(name)
        progress.files += 1
        progress.files_done += 1
        progress.pages_in += 1
        progress.pages_quarantined += broken
        progress.pages_stored += not broken
        faults = [{"page": None, "code": "broken"}] if broken else []
        self.store.close_ledger(
            sha256,
            {
                "file": name,
                "batch": batch,
                "pages_in": 1,
                "pages_stored": int(not broken),
                "pages_quarantined": int(broken),
                "documents": 0,
                "faults": faults,
            },
        )

    def close(self, batch: str) -> None:
        self.batches[batch].running = False

    def progress(self, batch: str) -> Progress:
        if batch not in self.batches:
            raise ValueError("unknown_batch")
        return self.batches[batch]

    def retry(self, batch: str, sha256: str) -> None:
        del batch
        self.retried.append(sha256)


def services(folder: Path, *, audit_share: float = 0.0, **changes: Any) -> Services:
    """The door's services over a folder; accounts van-thu, an, binh and quan-tri are there."""
    store = open_store(str(folder / "store"), secrets_folder=folder / "secrets")
    known = catalogue()
    filed = frozenset(one.code for one in known.types if one.holders)
    state = open_state(folder / "state.sqlite")
    for name, role in (
        ("van-thu", "clerk"),
        ("an", "reviewer"),
        ("binh", "reviewer"),
        ("quan-tri", "admin"),
    ):
        if state.accounts.get(name) is None:
            state.accounts.add(name, role, PASSWORD)
    own = Services(
        store=store,
        index=open_index(folder / "index.sqlite", filed_types=filed, audit_share=audit_share),
        state=state,
        catalogue=known,
        texts={lang: Texts(lang, package="review_ui.messages") for lang in ("vi", "en")},
        pictures=Pictures(),
        papers=Papers(store),
        uploads=Uploads(store),
        approved=lambda record: None,
        fetched=lambda record_id, since: [
            {"client": "mot-cua", "purpose": "1.004222", "at": "2026-11-20T08:00:00.000+00:00"}
        ],
    )
    return replace(own, **changes)


def main() -> None:
    """Serve the folder; fill it when it is new."""
    import uvicorn

    from review_ui.app import review_app

    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    share = float(sys.argv[3]) if len(sys.argv) > 3 else 0.0
    own = services(folder, audit_share=share)
    if own.store.is_new:
        fill(own.store)
    uvicorn.run(review_app(own), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
