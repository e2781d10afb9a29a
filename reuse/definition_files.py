"""Reads ``papers.toml``, ``purposes.toml``, ``procedures/*.toml`` and ``forms/*.toml``.

In: extract's catalogue, and the folder (this package's own by default). Out: checked ``Rules``. A
wrong file stops the program with the file, the key and what to do (``RuleError``).
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from extract.definitions import Catalogue
from extract.kinds import kind_names
from reuse.definitions import (
    Accepted,
    Component,
    Form,
    FormField,
    Paper,
    Procedure,
    Purpose,
    RuleError,
    Rules,
)
from reuse.paths import Paths
from reuse.toml_table import Table

_CODE = re.compile(r"\d\.\d{6}")  # mã thủ tục hành chính quốc gia
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BRACES = re.compile(r"\{([^{}]*)\}")


def load_rules(catalogue: Catalogue, folder: Traversable | None = None) -> Rules:
    """Read and check everything."""
    folder = folder or files("reuse")
    papers = _papers(folder, catalogue)
    paths = Paths(papers, catalogue)
    forms = {form.code: form for form in _forms(folder, paths)}
    procedures = {p.code: p for p in _procedures(folder, paths, forms)}
    purposes = _purposes(folder, paths)
    return Rules(papers=papers, procedures=procedures, forms=forms, purposes=purposes)


def _papers(folder: Traversable, catalogue: Catalogue) -> dict[str, Paper]:
    file = "papers.toml"
    papers = {}
    for code, data in _read(folder / file).items():
        table = Table(file, code, data)
        papers[code] = Paper(
            code=code,
            name=table.wording("name"),
            dated=table.texts("dated"),
            about_others=table.texts("about_others"),
            officials=table.texts("officials"),
            residence=table.texts("residence"),
            void_when_moved=table.flag("void_when_moved"),
            succeeds=table.texts("succeeds"),
        )
        table.done()
    paths = Paths(papers, catalogue)
    for item in (*catalogue.types, catalogue.other):
        if item.code not in papers:
            raise RuleError(file, item.code, "thiếu loại giấy mà extract đọc được; hãy thêm")
    for paper in papers.values():
        several = (paper.dated, paper.about_others, paper.officials, paper.residence)
        for path in (*paper.succeeds, *(path for some in several for path in some)):
            paths.check(file, paper.code, f"{paper.code}.{path}")
    return papers


def _purposes(folder: Traversable, paths: Paths) -> dict[str, Purpose]:
    file = "purposes.toml"
    purposes = {}
    for code, data in _read(folder / file).items():
        table = Table(file, code, data)
        if not _NAME.fullmatch(code):
            raise RuleError(file, code, "mã mục đích chỉ gồm chữ thường, số và dấu _")
        purposes[code] = Purpose(
            code=code,
            name=table.wording("name"),
            legal_basis=table.text("legal_basis"),
            discloses=_disclosed(table, paths),
        )
        table.done()
    return purposes


def _forms(folder: Traversable, paths: Paths) -> Iterator[Form]:
    for file, data in _folder(folder / "forms"):
        table = Table(file, "", data)
        form = Form(
            code=table.text("code"),
            name=table.wording("name"),
            source=table.text("source"),
            fields=tuple(_form_field(part, paths) for part in table.tables("fields")),
            template=table.text("template", ""),
        )
        table.done()
        if file != f"{form.code}.toml":
            raise table.wrong("code", f"phải trùng tên tệp; hãy đổi thành “{file[:-5]}”")
        if form.template and not (folder / "forms" / form.template).is_file():
            raise table.wrong("template", f"không có tệp forms/{form.template}")
        names = [part.name for part in form.fields]
        if len(set(names)) < len(names):
            raise table.wrong("fields", "có hai trường cùng tên; hãy đổi một")
        yield form


def _form_field(table: Table, paths: Paths) -> FormField:
    rows = table.strings("rows")
    levels = table.levels("sources")
    field = FormField(
        name=table.text("name"),
        label=table.wording("label"),
        kind=table.text("kind", "free_text"),
        sources=tuple(
            tuple(paths.source(table, f"sources[{i}]", name, whole=bool(rows)) for name in level)
            for i, level in enumerate(levels)
        ),
        required=table.flag("required"),
        editable=table.flag("editable", default=True),
        selects=table.flag("selects"),
        rows=rows,
    )
    table.done()
    for kind in (field.kind, *field.rows.values()):
        if kind not in kind_names():
            near = ", ".join(sorted(kind_names()))
            raise table.wrong("kind", f"loại “{kind}” không có; dùng: {near}")
    return field


def _procedures(folder: Traversable, paths: Paths, forms: dict[str, Form]) -> Iterator[Procedure]:
    for file, data in _folder(folder / "procedures"):
        table = Table(file, "", data)
        procedure = Procedure(
            code=table.text("code"),
            name=table.wording("name"),
            body=table.wording("body"),
            legal_basis=table.text("legal_basis"),
            form=table.text("form"),
            components=tuple(_component(part, paths) for part in table.tables("components")),
            discloses=_disclosed(table, paths),
            texts=table.strings("texts"),
            attachments=table.texts("attachments"),
        )
        table.done()
        if file != f"{procedure.code}.toml" or not _CODE.fullmatch(procedure.code):
            raise table.wrong("code", "phải là mã quốc gia (1.004222) và trùng tên tệp")
        if procedure.form not in forms:
            raise table.wrong("form", f"không có; dùng một trong: {', '.join(sorted(forms))}")
        _check_texts(table, procedure, forms[procedure.form])
        _check_components(table, procedure)
        yield procedure


def _component(table: Table, paths: Paths) -> Component:
    component = Component(
        key=table.text("key"),
        name=table.wording("name"),
        legal_basis=table.text("legal_basis"),
        papers=tuple(_accepted(part, paths) for part in table.tables("papers")),
        made_anew=table.flag("made_anew"),
        original_needed=table.flag("original_needed"),
        when=table.wording_or_none("when"),
    )
    table.done()
    if component.made_anew == bool(component.papers):
        raise table.wrong("papers", "hoặc made_anew = true, hoặc có ít nhất một [[…papers]]")
    return component


def _accepted(table: Table, paths: Paths) -> Accepted:
    accepted = Accepted(
        type=table.text("type"),
        roles=table.texts("roles"),
        where=table.words("where"),
        max_age_months=table.number("max_age_months"),
        needs_person=table.flag("needs_person"),
    )
    table.done()
    paths.check_type(table.file, f"{table.key}.type", accepted.type)
    for name in accepted.where:
        paths.check(table.file, f"{table.key}.where", f"{accepted.type}.{name}")
    for role in accepted.roles:
        paths.check_role(table.file, f"{table.key}.roles", accepted.type, role)
    return accepted


def _disclosed(table: Table, paths: Paths) -> frozenset[str]:
    names = table.texts("discloses")
    for name in names:
        paths.check(table.file, f"{table.key}.discloses".strip("."), name)
    return frozenset(names)


def _check_texts(table: Table, procedure: Procedure, form: Form) -> None:
    fields = {part.name for part in form.fields}
    for name, text in procedure.texts.items():
        for used in (name, *_BRACES.findall(text)):
            if used not in fields:
                raise table.wrong(f"texts.{name}", f"“{used}” không phải là trường của mẫu")


def _check_components(table: Table, procedure: Procedure) -> None:
    keys = [part.key for part in procedure.components]
    if not keys or len(set(keys)) < len(keys):
        raise table.wrong("components", "phải có, mỗi thành phần một key riêng")


def _folder(folder: Traversable) -> Iterator[tuple[str, dict[str, object]]]:
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.name.endswith(".toml"):
            yield item.name, _read(item)


def _read(file: Traversable) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(file.name, "", f"không phải TOML hợp lệ: {error}") from error
    except FileNotFoundError as error:
        raise RuleError(file.name, "", "không có tệp này") from error
