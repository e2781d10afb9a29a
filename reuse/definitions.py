"""What reuse knows as data: papers, procedures, forms and purposes, each from a TOML file.

Names of papers stand in the files only; the code knows mechanisms (components, conditions, levels
of trust). ``definition_files`` reads and checks the files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


class RuleError(Exception):
    """A file of ours is wrong: which one, which key, and how to mend it."""

    def __init__(self, file: str, key: str, fix: str) -> None:
        super().__init__(f"{file}: {key}: {fix}")
        self.file, self.key, self.fix = file, key, fix


@dataclass(frozen=True)
class Wording:
    """The same in both languages."""

    vi: str
    en: str

    def said(self, lang: str) -> str:
        return self.en if lang == "en" else self.vi

    def as_json(self) -> dict[str, str]:
        return {"vi": self.vi, "en": self.en}


@dataclass(frozen=True)
class Paper:
    """One type of paper as reuse sees it (contract §3), whether extract reads it yet or not.

    ``dated``: fields that date it. ``about_others``: fields about other persons which the kinds of
    the fields do not tell; ``officials``: names of signers, who are nobody's private matter.
    ``residence``: fields in which an authority states where the holder lives;
    ``void_when_moved``: a newer statement of another residence ends it (domain K11).
    ``succeeds``: a newer paper that agrees in all of these takes its place, though it bears
    another number. What else a newer paper does stands in extract's definition (``newer``).
    """

    code: str
    name: Wording
    dated: tuple[str, ...] = ()
    about_others: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    residence: tuple[str, ...] = ()
    void_when_moved: bool = False
    succeeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Accepted:
    """A type of paper that satisfies a component, and on what conditions besides being in force.

    ``roles``: the citizen must be one of these on it. ``where``: a field must hold one of these
    words (without marks and case), such as the purpose a confirmation was issued for.
    ``max_age_months``: counted from its date. ``needs_person``: a rule's approval is not enough.
    """

    type: str
    roles: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    max_age_months: int = 0
    needs_person: bool = False


@dataclass(frozen=True)
class Component:
    """One thing a dossier consists of (thành phần hồ sơ).

    ``made_anew``: written for each dossier, from the procedure's form where ``form`` is given.
    ``original_needed``: the paper itself is handed in, since it will be written on or withdrawn.
    ``when``: in which case it is asked for at all (empty: always).
    """

    key: str
    name: Wording
    legal_basis: str
    papers: tuple[Accepted, ...] = ()
    made_anew: bool = False
    original_needed: bool = False
    when: Wording | None = None


@dataclass(frozen=True)
class Procedure:
    """One administrative procedure. ``discloses``: ``TYPE.field`` about other persons which it
    needs; ``texts``: the form's free texts, with the form's fields in braces."""

    code: str
    name: Wording
    body: Wording
    legal_basis: str
    form: str
    components: tuple[Component, ...]
    discloses: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()

    @property
    def types(self) -> frozenset[str]:
        """Every type that some component takes."""
        return frozenset(paper.type for part in self.components for paper in part.papers)


@dataclass(frozen=True)
class Source:
    """Where a value may come from: ``TYPE.field``, or ``TYPE.rows.field`` of the citizen's own row
    (of every row, where the rows are no persons); ``TYPE.rows`` is a whole table."""

    type: str
    path: tuple[str, ...]

    @property
    def field(self) -> str:
        return ".".join((self.type, *self.path))


@dataclass(frozen=True)
class FormField:
    """A field of a form. ``sources``: levels of trust, the most trusted first; papers of one level
    must agree. ``kind``: how a value is cleaned and shown; ``rows``: columns of a table with their
    kinds. ``selects``: an input here leaves out all papers that state another value."""

    name: str
    label: Wording
    kind: str = "free_text"
    sources: tuple[tuple[Source, ...], ...] = ()
    required: bool = False
    editable: bool = True
    selects: bool = False
    rows: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """A form that can be prefilled; ``template``: the file it is printed from, if there is one."""

    code: str
    name: Wording
    source: str
    fields: tuple[FormField, ...]
    template: str = ""


@dataclass(frozen=True)
class Purpose:
    """A lawful purpose other than a procedure (domain P1)."""

    code: str
    name: Wording
    legal_basis: str
    discloses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rules:
    """All of it, by code."""

    papers: Mapping[str, Paper]
    procedures: Mapping[str, Procedure]
    forms: Mapping[str, Form]
    purposes: Mapping[str, Purpose]

    def discloses(self, purpose: str) -> frozenset[str] | None:
        """What the purpose shows of other persons; ``None``: there is no such purpose."""
        found = self.procedures.get(purpose) or self.purposes.get(purpose)
        return None if found is None else found.discloses
