"""A store with papers of invented people (domain §7.2), and the door over it.

Test folders are no packages, so what several test files need comes from here as fixtures.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from minio_server import MinioServer

from extract.catalogue import CHECKS, STRATEGIES, document_types
from extract.definition_files import load_catalogue
from extract.definitions import Catalogue
from hoso.archive.served import ServedArchive
from hoso.messages import Texts
from reuse.app import reuse_app
from reuse.definition_files import load_rules
from reuse.definitions import Rules
from reuse.interface import Services
from storage.layout import record_id
from storage.record import Record, State
from storage.store import Store, open_store

HUNG, ANH, TU = "001085990017", "036185990021", "079174990052"
HUNG_CARD = "012990017"
NAMES = {
    HUNG: "NGUYỄN VĂN HƯNG",
    ANH: "TRẦN THỊ MAI ANH",
    TU: "HUỲNH THỊ CẨM TÚ",
}
TODAY = date(2026, 11, 25)
Field = dict[str, Any]

# Papers that extract does not read yet, as their files may come to look.
MORE_TYPES = {
    "can_cuoc": """
        [fields]
        generation = "generation"
        citizen_id = "citizen_id"
        id_card_number = "id_card_number"
        full_name = "person_name"
        date_of_birth = "date"
        sex = "sex"
        permanent_address = "address"
        valid_until = "date"
        issue_date = "date"
        issuer = "organisation"
        [newer]
        same = ["holder"]
        [[holders]]
        role = "bearer"
        id_card_number = "id_card_number"
    """,
    "giay_ket_hon": """
        [fields]
        document_number = "document_number"
        registration_date = "date"
        [fields.wife]
        full_name = "person_name"
        date_of_birth = "date"
        citizen_id = "citizen_id"
        [fields.husband]
        full_name = "person_name"
        date_of_birth = "date"
        citizen_id = "citizen_id"
        [[holders]]
        role = "wife"
        full_name = "wife.full_name"
        citizen_id = "wife.citizen_id"
        [[holders]]
        role = "husband"
        full_name = "husband.full_name"
        citizen_id = "husband.citizen_id"
    """,
    "ly_lich_tu_phap": """
        sensitive = true
        [withheld]
        form_number = ["2"]
        [fields]
        form_number = "code"
        full_name = "person_name"
        citizen_id = "citizen_id"
        issue_date = "date"
        criminal_record = "free_text"
        [[holders]]
        role = "subject"
    """,
}


@dataclass
class FakePictures:
    """Draws nothing; remembers what was to be covered."""

    covered: list[Any] = field(default_factory=list)
    folder: Path = Path()

    def page(self, record: Record, n: int, *, cover: Sequence[Any] = ()) -> bytes:
        self.covered.append(list(cover))
        return b"RIFF" + f"{record.record_id} {n}".encode()

    def pdf(self, record: Record, *, cover: Mapping[int, Sequence[Any]]) -> bytes:
        self.covered.append(dict(cover))
        return b"%PDF-1.7 " + record.record_id.encode()

    @contextmanager
    def source_file(self, record: Record) -> Iterator[Path]:
        path = self.folder / record.record_id
        path.write_bytes(b"whole file")
        yield path


@dataclass(frozen=True)
class FakeClient:
    name: str
    scopes: frozenset[str]


@dataclass
class FakeClients:
    """Token → scopes."""

    tokens: dict[str, FakeClient] = field(default_factory=dict)

    def find(self, token: str) -> FakeClient | None:
        return self.tokens.get(token)


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """What extract reads, and three types more."""
    folder = tmp_path_factory.mktemp("types")
    for code, text in MORE_TYPES.items():
        if code not in {item.code for item in document_types().types}:
            lines = "\n".join(line.strip() for line in text.splitlines())
            own = f'code = "{code}"\nname = "{code}"\nsource = "thử"\n{lines}'
            (folder / f"{code}.toml").write_text(own, encoding="utf-8")
    other = 'code = "o"\nname = "o"\nsource = "thử"\nstructure = "other"\n'
    (folder / "o.toml").write_text(other, encoding="utf-8")
    more = load_catalogue(folder, strategies=STRATEGIES, checks=CHECKS)
    known = document_types()
    return Catalogue((*known.types, *more.types), known.other)


@pytest.fixture(scope="session")
def rules(catalogue: Catalogue) -> Rules:
    return load_rules(catalogue)


@pytest.fixture(params=["folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store; indirectly also one on the real MinIO."""
    if request.param == "folder":
        return open_store(str(tmp_path / "store"), secrets_folder=tmp_path / "secrets")
    minio: MinioServer = request.getfixturevalue("minio")
    url = f"s3://hoso-test/{uuid.uuid4().hex}"
    return open_store(url, secrets_folder=tmp_path / "secrets", s3=minio.settings)


def said(value: str | None, *, status: str = "accepted", **more: Any) -> Field:
    """A field as it is stored."""
    base = {
        "value": value,
        "raw": value or "",
        "confidence": 0.99,
        "status": status if value is not None else "missing",
        "method": "ocr",
        "page": 1,
        "box": [0.3, 0.2, 0.6, 0.22],
        "doubts": [],
    }
    return base | more


class Papers:
    """Files records directly, as a batch and an approval would leave them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._count = 0

    def add(
        self,
        type_: str,
        holders: Sequence[Mapping[str, Any]],
        fields: Mapping[str, Any],
        *,
        state: State = State.APPROVED,
        by: str = "chi.lan",
        pages: Sequence[int] = (1,),
    ) -> Record:
        self._count += 1
        sha256 = hashlib.sha256(f"{self._count}".encode()).hexdigest()
        shown = [{"role": "subject", "certain": True} | dict(holder) for holder in holders]
        numbers = [h.get("citizen_id") for h in shown if h["certain"] and h.get("citizen_id")]
        document = {
            "source": {
                "file": "ho so bi mat.pdf",
                "sha256": sha256,
                "pages": list(pages),
                "dossier": "NGUYEN VAN BI MAT",
            },
            "type": type_,
            "type_confidence": 0.99,
            "citizen_id": numbers[0] if numbers else None,
            "holders": shown,
            "fields": _filled(fields),
            "doubts": [],
        }
        record = Record(record_id=record_id(sha256, pages[0]), document=document)
        filed = self.store.file_record(record).record
        if state is State.DRAFT:
            return filed
        approved = replace(
            filed, state=state, approved_by=by, approved_at="2026-01-02T03:04:05.000+00:00"
        )
        return self.store.save_version(filed.record_id, approved, builds_on=filed.version)

    def ct07(self, number: str = HUNG, *, issued: str | None = "2026-03-05", **more: Any) -> Record:
        options = {k: more.pop(k) for k in ("state", "by", "pages") if k in more}
        fields = {
            "document_number": "12/XN",
            "issue_date": issued,
            "issuer": "Công an xã Phúc Thịnh",
            "full_name": NAMES[number],
            "citizen_id": number,
            "date_of_birth": "1985-03-12",
            "sex": "Nam",
            "permanent_address": "Thôn Đoài, xã Phúc Thịnh, thành phố Hà Nội",
            "head_name": "NGUYỄN VĂN HÙNG",
            "head_citizen_id": "001055990099",
            "relation_to_head": "Con đẻ",
        }
        holder = {"role": "subject", "full_name": NAMES[number], "citizen_id": number}
        return self.add("ct07", [holder], fields | more, **options)

    def ct01(self, number: str = HUNG, **more: Any) -> Record:
        options = {k: more.pop(k) for k in ("state", "by", "pages") if k in more}
        fields = {
            "full_name": NAMES[number],
            "citizen_id": number,
            "date_of_birth": "1985-03-12",
            "sex": "Nam",
            "phone": "0912345678",
            "request": "Đăng ký tạm trú",
        }
        holder = {"role": "declarant", "full_name": NAMES[number], "citizen_id": number}
        return self.add("ct01", [holder], fields | more, **options)

    def land(
        self,
        *numbers: str,
        serial: str = "BP 123456",
        issued: str | None = "2015-06-01",
        role: str = "owner",
        **more: Any,
    ) -> Record:
        options = {k: more.pop(k) for k in ("state", "by", "pages") if k in more}
        owners = [
            {"full_name": NAMES[n], "citizen_id": n, "address": f"Nhà của {NAMES[n]}"}
            for n in numbers
        ]
        fields = {
            "serial_number": serial,
            "register_number": "CH 03730",
            "issue_date": issued,
            "owners": owners,
            "parcels": [
                {
                    "parcel_number": "12",
                    "map_sheet": "5",
                    "parcel_address": "Thôn Đoài, xã Nam Hồng, huyện Đông Anh, TP. Hà Nội",
                    "area": "125.60",
                }
            ],
        }
        holders = [{"role": role, "full_name": NAMES[n], "citizen_id": n} for n in numbers]
        return self.add("gcn_qsdd", holders, fields | more, **options)


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for line, (name, value) in enumerate(fields.items()):
        top = round(0.1 + 0.03 * line, 3)
        filled[name] = _one(value, top)
    return filled


def _one(value: Any, top: float) -> Any:
    if isinstance(value, list):
        rows = enumerate(value)
        return [
            {k: _one(v, round(top + 0.001 + i / 300, 4)) for k, v in row.items()} for i, row in rows
        ]
    if isinstance(value, dict):
        return value if "status" in value else {k: _one(v, top) for k, v in value.items()}
    return said(value, box=[0.3, top, 0.6, round(top + 0.002, 4)])


@pytest.fixture
def papers(store: Store) -> Papers:
    return Papers(store)


@pytest.fixture(scope="session")
def texts() -> dict[str, Texts]:
    return {lang: Texts(lang, package="reuse.messages") for lang in ("vi", "en")}


@dataclass
class Door:
    """The running door, as a client sees it."""

    services: Services
    clients: FakeClients
    pictures: FakePictures
    http: TestClient
    scopes: str = "records procedures"

    def as_client(self, scopes: str) -> "Door":
        """The same door for a client with other scopes."""
        return replace(self, scopes=scopes)

    def ask(self, method: str, path: str, **options: Any) -> Any:
        token = f"token {self.scopes}".encode().hex()
        name = "cong-" + hashlib.sha256(self.scopes.encode()).hexdigest()[:6]
        self.clients.tokens[token] = FakeClient(name, frozenset(self.scopes.split()))
        headers = {"Authorization": f"Bearer {token}"} | options.pop("headers", {})
        return self.http.request(method, path, headers=headers, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.ask("GET", path, **options)

    def lookup(self, number: str, purpose: str = "1.004222") -> dict[str, Any]:
        body = {"citizen_id": number, "purpose": purpose}
        found = self.ask("POST", "/citizens/lookup", json=body)
        assert found.status_code == 200, found.text
        return dict(found.json())

    def log(self) -> list[dict[str, Any]]:
        return list(self.services.store.audit.entries(kind="access"))


@pytest.fixture
def door(
    store: Store,
    catalogue: Catalogue,
    rules: Rules,
    texts: dict[str, Texts],
    tmp_path: Path,
) -> Iterator[Door]:
    clients, pictures = FakeClients(), FakePictures(folder=tmp_path)
    services = Services(
        store=store,
        clients=clients,
        catalogue=catalogue,
        rules=rules,
        texts=texts,
        pictures=pictures,
        archive=ServedArchive(str(tmp_path / "luu"), None, store),
        floor=0.0,
        today=lambda: TODAY,
    )
    with TestClient(reuse_app(services), raise_server_exceptions=False) as http:
        yield Door(services, clients, pictures, http)


def body_of(answer: Any) -> dict[str, Any]:
    return dict(json.loads(answer.content))


@pytest.fixture
def people() -> Callable[[str], str]:
    return {"hung": HUNG, "anh": ANH, "tu": TU, "hung_card": HUNG_CARD}.__getitem__
