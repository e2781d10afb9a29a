"""Makes the DOCX templates of our forms anew: ``python -m reuse.forms.make_templates``.

The words are those of the forms' own legal texts; places to fill are Jinja expressions of docxtpl:
``{{ full_name or dots(60) }}``. Run it after a change here and commit what it writes.
"""

# ruff: noqa: E501 - a line of a form is a line here

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

_HERE = Path(__file__).parent
_LEFT, _CENTRE, _RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
_JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
_BOX = 0.62  # centimetres: a box for one digit


@dataclass
class Sheet:
    """One A4 sheet (Nghị định 30/2020/NĐ-CP, Phụ lục I: lề, phông chữ)."""

    size: float = 13

    def __post_init__(self) -> None:
        self.document: Any = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(1.7)
        section.top_margin = section.bottom_margin = Cm(1.6)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(self.size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = 1.1

    def text(self, said: str, *, align: Any = _LEFT, size: float = 0, **marks: Any) -> Any:
        """A paragraph; ``^(1)^`` in it is raised."""
        return self.fill(self.document.add_paragraph(), said, align=align, size=size, **marks)

    def fill(
        self, paragraph: Any, said: str, *, align: Any = _LEFT, size: float = 0, **marks: Any
    ) -> Any:
        paragraph.alignment = align
        for i, part in enumerate(said.split("^")):
            if part:
                run = paragraph.add_run(part)
                run.font.superscript = True if i % 2 else None
                run.font.size = Pt(size) if size else None
                for name, value in marks.items():
                    setattr(run, name, value)
        return paragraph

    def head(self) -> None:
        """Quốc hiệu, tiêu ngữ, with the rule under them."""
        self.text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", align=_CENTRE, bold=True)
        motto = self.text("Độc lập – Tự do – Hạnh phúc", align=_CENTRE, bold=True)
        motto.runs[0].underline = True
        motto.paragraph_format.space_after = Pt(12)

    def table(self, widths: list[float], rows: int, *, bordered: bool) -> Any:
        table = self.document.add_table(rows=rows, cols=len(widths))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
                if bordered:
                    border(cell)
        return table

    def boxes(self, label: str, name: str) -> None:
        """A label and twelve boxes, one for each digit."""
        first = 16.8 - 12 * _BOX
        table = self.table([first, *[_BOX] * 12], 1, bordered=False)
        cells = table.rows[0].cells
        self.fill(cells[0].paragraphs[0], label)
        for i, cell in enumerate(cells[1:]):
            border(cell)
            paragraph = self.fill(
                cell.paragraphs[0], f"{{{{ {name}_digits[{i}] }}}}", align=_CENTRE
            )
            paragraph.paragraph_format.space_after = Pt(0)
        self.gap(5)

    def pair(self, left: str, right: str) -> None:
        """Two items on one line."""
        for cell, said in zip(
            self.table([10.0, 6.8], 1, bordered=False).rows[0].cells, (left, right), strict=True
        ):
            self.fill(cell.paragraphs[0], said).paragraph_format.space_after = Pt(0)
        self.gap(4)

    def gap(self, points: float) -> None:
        """White between two tables, which Word would otherwise join."""
        paragraph = self.text("", size=2)
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(points)

    def save(self, name: str) -> None:
        self.document.core_properties.author = "hoso"
        self.document.core_properties.title = name
        self.document.save(str(_HERE / f"{name}.docx"))


def border(cell: Any) -> None:
    """Lines around one cell."""
    properties = cell._tc.get_or_add_tcPr()
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.append(borders)


def residence_declaration() -> Sheet:
    """Mẫu CT01, Thông tư 53/2025/TT-BCA."""
    sheet = Sheet()
    mark = "Mẫu CT01 ban hành kèm theo Thông tư số 53/2025/TT-BCA ngày 01/7/2025"
    sheet.text(mark, align=_RIGHT, size=10, italic=True)
    sheet.head()
    title = sheet.text("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", align=_CENTRE, size=14, bold=True)
    title.paragraph_format.space_after = Pt(8)
    to = sheet.text("Kính gửi^(1)^: {{ recipient or dots(60) }}", align=_CENTRE)
    to.paragraph_format.space_after = Pt(8)
    sheet.text("1. Họ, chữ đệm và tên: {{ full_name or dots(95) }}")
    sheet.pair(
        "2. Ngày, tháng, năm sinh: {{ date_of_birth or '....../....../...........' }}",
        "3. Giới tính: {{ sex or dots(38) }}",
    )
    sheet.boxes("4. Số định danh cá nhân:", "citizen_id")
    sheet.pair(
        "5. Số điện thoại liên hệ: {{ phone or dots(32) }}", "6. Email: {{ email or dots(42) }}"
    )
    sheet.pair(
        "7. Họ, chữ đệm và tên chủ hộ: {{ head_name or dots(20) }}",
        "8. Mối quan hệ với chủ hộ: {{ relation_to_head or dots(15) }}",
    )
    sheet.boxes("9. Số định danh cá nhân của chủ hộ:", "head_citizen_id")
    sheet.text("10. Nội dung đề nghị^(2)^: {{ request or dots(380) }}", align=_LEFT)
    sheet.text("11. Những thành viên trong hộ gia đình cùng thay đổi:")
    _members(sheet)
    _signatures(sheet)
    sheet.text("", size=6)
    for note in (
        "Chú thích:",
        "(1) Cơ quan đăng ký cư trú.",
        "(2) Ghi rõ ràng, cụ thể nội dung đề nghị. Ví dụ: đăng ký thường trú; đăng ký tạm trú; tách hộ; "
        "xác nhận thông tin về cư trú…",
        "(3) Áp dụng đối với các trường hợp quy định tại khoản 2, khoản 3, khoản 4, khoản 5, khoản 6 "
        "Điều 20; khoản 1 Điều 25; điểm a khoản 1 Điều 26 Luật Cư trú.",
        "(4) Áp dụng đối với các trường hợp quy định tại khoản 2, khoản 3, khoản 5, khoản 6 Điều 20; "
        "khoản 1 Điều 25 Luật Cư trú.",
        "(5) Áp dụng đối với trường hợp người chưa thành niên, người hạn chế hành vi dân sự, người không "
        "đủ năng lực hành vi dân sự có thay đổi thông tin về cư trú.",
        "(6) Người kê khai ký, ghi rõ họ tên.",
        "(7) Chỉ kê khai thông tin khi công dân xác nhận ý kiến qua ứng dụng định danh quốc gia.",
    ):
        small = sheet.text(note, size=9, italic=note != "Chú thích:", bold=note == "Chú thích:")
        small.paragraph_format.space_after = Pt(0)
    return sheet


def _members(sheet: Sheet) -> None:
    widths = [1.0, 4.6, 2.6, 1.7, 3.6, 3.3]
    table = sheet.table(widths, 4, bordered=True)
    heads = (
        *("TT", "Họ, chữ đệm và tên", "Ngày, tháng, năm sinh", "Giới tính"),
        *("Số định danh cá nhân", "Mối quan hệ với chủ hộ"),
    )
    for cell, said in zip(table.rows[0].cells, heads, strict=True):
        sheet.fill(cell.paragraphs[0], said, align=_CENTRE, size=11, bold=True)
    table.rows[1].cells[0].paragraphs[0].add_run("{%tr for row in blank(members, 6) %}")
    values = ("loop.index", "row.full_name", "row.date_of_birth", "row.sex", "row.citizen_id")
    for cell, name in zip(table.rows[2].cells, (*values, "row.relation_to_head"), strict=True):
        sheet.fill(cell.paragraphs[0], f"{{{{ {name} }}}}", size=11)
    table.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")
    sheet.gap(10)


def _signatures(sheet: Sheet) -> None:
    columns = (
        ("Ý KIẾN CỦA CHỦ HỘ^(3)^", False),
        ("Ý KIẾN CỦA CHỦ SỞ HỮU CHỖ Ở HỢP PHÁP^(4)^", True),
        ("Ý KIẾN CỦA CHA, MẸ HOẶC NGƯỜI GIÁM HỘ^(5)^", True),
        ("NGƯỜI KÊ KHAI^(6)^", False),
    )
    table = sheet.table([4.2] * 4, 3, bordered=False)
    for i, (said, by_app) in enumerate(columns):
        sheet.fill(
            table.rows[0].cells[i].paragraphs[0],
            "....., ngày....tháng....năm.....",
            align=_CENTRE,
            size=9,
            italic=True,
        )
        sheet.fill(table.rows[1].cells[i].paragraphs[0], said, align=_CENTRE, size=10, bold=True)
        last = table.rows[2].cells[i]
        space = sheet.fill(last.paragraphs[0], "", align=_CENTRE)
        space.paragraph_format.space_after = Pt(52)
        if by_app:
            for line in ("^(7)^ Họ và tên: " + "." * 22, "^(7)^ Số định danh cá nhân: " + "." * 8):
                sheet.fill(last.add_paragraph(), line, size=9).paragraph_format.space_after = Pt(0)
        elif i == len(columns) - 1:
            sheet.fill(last.add_paragraph(), "{{ full_name }}", align=_CENTRE, size=10, bold=True)


def land_change() -> Sheet:
    """Mẫu số 18, Nghị định 151/2025/NĐ-CP, with the provinces' item on the certificate."""
    sheet = Sheet()
    sheet.text(
        "Mẫu số 18 ban hành kèm theo Nghị định số 151/2025/NĐ-CP",
        align=_RIGHT,
        size=10,
        italic=True,
    )
    sheet.head()
    title = sheet.text("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", align=_CENTRE, size=14, bold=True)
    title.paragraph_format.space_after = Pt(0)
    title = sheet.text("ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", align=_CENTRE, size=14, bold=True)
    title.paragraph_format.space_after = Pt(10)
    to = sheet.text("Kính gửi^(1)^: {{ recipient or dots(60) }}", align=_CENTRE)
    to.paragraph_format.space_after = Pt(10)
    sheet.text(
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất:", bold=True
    )
    sheet.text("a) Tên^(2)^: {{ full_name or dots(110) }}")
    sheet.text(
        "b) Giấy tờ nhân thân/pháp nhân^(2)^: {% if citizen_id %}số {{ citizen_id }}"
        "{% if identity_issue_date %}, cấp ngày {{ identity_issue_date }}{% endif %}"
        "{% if identity_issuer %}, {{ identity_issuer }}{% endif %}"
        "{% else %}{{ dots(85) }}{% endif %}"
    )
    sheet.text("c) Địa chỉ^(2)^: {{ address or dots(106) }}")
    sheet.text(
        "d) Điện thoại liên hệ (nếu có): {{ phone or dots(26) }}"
        "   Hộp thư điện tử (nếu có): {{ email or dots(22) }}"
    )
    sheet.text("2. Giấy chứng nhận đã cấp:", bold=True)
    sheet.text("2.1. Số vào sổ cấp Giấy chứng nhận: {{ register_number or dots(70) }}")
    sheet.text("2.2. Số phát hành Giấy chứng nhận (Số seri): {{ serial_number or dots(60) }}")
    sheet.text(
        "2.3. Ngày cấp Giấy chứng nhận: {{ certificate_issue_date or '......../......../............' }}"
    )
    sheet.text("3. Nội dung biến động^(3)^:", bold=True)
    sheet.text("{{ change_content or dots(520) }}", align=_LEFT)
    sheet.text(
        "4. Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này gồm có^(4)^:", bold=True
    )
    sheet.text("{%p for paper in blank(attachments, 2) %}")
    sheet.text("({{ loop.index }}) {{ paper or dots(120) }}")
    sheet.text("{%p endfor %}")
    sheet.text(
        "[  ] Có nhu cầu cấp mới Giấy chứng nhận          [  ] Không có nhu cầu cấp mới Giấy chứng nhận"
    )
    oath = sheet.text(
        "Tôi/chúng tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi/chúng tôi hoàn "
        "toàn chịu trách nhiệm trước pháp luật.",
        align=_JUSTIFIED,
    )
    oath.paragraph_format.space_before = Pt(6)
    pair = sheet.table([7.6, 9.2], 1, bordered=False).rows[0].cells
    lines: tuple[tuple[str, dict[str, Any]], ...] = (
        (".........., ngày ..... tháng ..... năm .......", {"italic": True}),
        ("Người viết đơn", {"bold": True}),
        ("(Ký, ghi rõ họ tên và đóng dấu nếu có)", {"italic": True, "size": 11}),
    )
    for i, (said, marks) in enumerate(lines):
        paragraph = pair[1].paragraphs[0] if i == 0 else pair[1].add_paragraph()
        sheet.fill(paragraph, said, align=_CENTRE, **marks)
    pair[1].paragraphs[-1].paragraph_format.space_after = Pt(60)
    sheet.fill(pair[1].add_paragraph(), "{{ full_name }}", align=_CENTRE, bold=True)
    sheet.text("", size=6)
    for note in (
        "Hướng dẫn kê khai:",
        "(1) Ghi tên Văn phòng đăng ký đất đai hoặc Chi nhánh Văn phòng đăng ký đất đai nơi có đất.",
        "(2) Ghi thông tin như trên Giấy chứng nhận đã cấp; trường hợp nhận chuyển quyền thì ghi thông tin "
        "của bên nhận chuyển quyền.",
        "(3) Ghi nội dung biến động, ví dụ: nhận chuyển nhượng; thay đổi thông tin; cấp đổi; cấp lại do bị mất…",
        "(4) Ghi các giấy tờ nộp kèm theo đơn này.",
    ):
        small = sheet.text(note, size=9, italic=note[0] == "(", bold=note[0] != "(")
        small.paragraph_format.space_after = Pt(0)
    return sheet


def main() -> None:
    residence_declaration().save("ct01")
    land_change().save("don_dang_ky_bien_dong")


if __name__ == "__main__":
    main()
