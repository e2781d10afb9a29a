"""What comes in and goes out, for checking and for OpenAPI (contract §4). Pydantic stays here.

Answers are plain JSON made elsewhere; their models here say in OpenAPI what they look like.
Invented people only, in the examples too.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

_NUMBER = "001085990017"
_RECORD = "mfrggzdfmztwq2lknnwg23tpob"
_HANDLE = "9f2b" * 16
Number = Annotated[
    str,
    Field(
        pattern=r"^(?:[0-9]{12}|[0-9]{9})$",
        max_length=12,
        description="Số định danh 12 chữ số, hoặc số CMND cũ 9 chữ số.",
        examples=[_NUMBER],
    ),
]
PurposeCode = Annotated[
    str,
    Field(
        min_length=1,
        max_length=64,
        pattern=r"^[a-z0-9_.]+$",
        description="Mã thủ tục hoặc mã mục đích của GET /catalog.",
        examples=["1.004222"],
    ),
]
Day = Annotated[
    str,
    Field(max_length=10, examples=["2026-11-25"], json_schema_extra={"format": "date"}),
]
Text = Annotated[str, Field(max_length=2000)]
Rows = Annotated[list[dict[Annotated[str, Field(max_length=64)], Text]], Field(max_length=50)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Lookup(_Request):
    """Find what is filed under a citizen's number."""

    citizen_id: Number
    purpose: PurposeCode


class Check(_Request):
    """Ask what of a dossier is held. ``date``: the day of filing; today where it is absent."""

    citizen_id: Number
    purpose: PurposeCode
    date: Day | None = None


class Prefill(_Request):
    """Fill the procedure's form. ``inputs``: what the applicant has entered, by field."""

    citizen_id: Number
    purpose: PurposeCode
    inputs: Annotated[
        dict[Annotated[str, Field(max_length=64)], Text | Rows],
        Field(max_length=100, examples=[{"recipient": "Công an xã Phúc Thịnh, thành phố Hà Nội"}]),
    ] = {}


class Said(BaseModel):
    """The same in both languages."""

    vi: str
    en: str


class ProblemBody(BaseModel):
    """RFC 9457, with a stable code and the detail in both languages."""

    type: str
    title: str
    status: int
    code: Annotated[str, Field(examples=["scope_missing"])]
    detail: Said


class Reason(BaseModel):
    code: str
    detail: Said


class Summary(BaseModel):
    """A record as a lookup shows it."""

    record_id: Annotated[str, Field(examples=[_RECORD])]
    type: Annotated[str, Field(examples=["ct07"])]
    version: int
    state: str
    issue_date: str | None
    valid_until: str | None
    approved_at: str | None
    approved_by: str | None
    reason_not_ready: Reason | None


class LookupAnswer(BaseModel):
    citizen: Annotated[str, Field(examples=[_HANDLE])]
    records: list[Summary]


class RecordAnswer(BaseModel):
    """Contract §2's document, with the record's state. Withheld fields: ``value`` is null and
    ``withheld`` true."""

    record_id: str
    version: int
    state: str
    approved_by: str | None
    approved_at: str | None
    valid_until: str | None
    superseded_by: str | None
    source: dict[str, Any]
    type: str
    citizen_id: str | None
    holders: list[dict[str, Any]]
    fields: dict[str, Any]
    doubts: list[dict[str, Any]]


class DocumentAnswer(BaseModel):
    """An archive copy: the fields of CV 7197, which may be null where they are withheld, and what
    the copy is. ``made``: two_layer, vector or as_is; ``sha256``: of the PDF."""

    record_id: str
    version: int
    DocCode: Annotated[str, Field(examples=["G06.01_CT07_000021_V2"])]
    TypeName: str
    CodeNumber: str | None
    CodeNotation: str | None
    IssuedDate: str | None
    OrganName: str | None
    Subject: str | None
    Language: str
    PageAmount: str
    Keyword: str
    Mode: str
    ConfidenceLevel: str
    Format: str
    scanned: str
    made: str
    sha256: str
    signed_by: str | None = None
    signed: str | None = None


class Version(BaseModel):
    version: int
    state: str
    created_at: str
    created_by: str | None
    approved_by: str | None
    approved_at: str | None
    superseded_by: str | None


class VersionsAnswer(BaseModel):
    record_id: str
    versions: list[Version]
    next: str | None


class Component(BaseModel):
    component: str
    name: str
    state: Annotated[str, Field(examples=["held"])]
    reason: str
    record_id: str | None
    type: str | None
    valid_until: str | None
    sentence: str
    legal_basis: str
    made_anew: bool
    others: list[str]


class CheckAnswer(BaseModel):
    procedure: str
    name: str
    date: str
    components: list[Component]


class Evidence(BaseModel):
    """A value and where it comes from: page (from 1) and box on the record's own pages."""

    value: str | list[dict[str, str]] | None
    record_id: str | None
    type: str | None
    page: int | None
    box: list[float] | None
    method: str | None
    approved_by: str | None
    approved_at: str | None
    valid_until: str | None


class FilledField(Evidence):
    label: Said
    editable: bool
    conflicts: list[Evidence]


class PrefillAnswer(BaseModel):
    procedure: str
    form: str
    fields: dict[str, FilledField]
    missing: list[str]


class LogEntry(BaseModel):
    id: str
    at: str
    client: str
    what: str
    purpose: str | None
    citizen: str | None
    records: list[dict[str, Any]]


class LogAnswer(BaseModel):
    entries: list[LogEntry]
    next: str | None


class CatalogAnswer(BaseModel):
    types: list[dict[str, Any]]
    procedures: list[dict[str, Any]]
    purposes: list[dict[str, Any]]
    forms: list[dict[str, Any]]


class Health(BaseModel):
    status: str
