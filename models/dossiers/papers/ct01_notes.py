"""The footnotes on the second page of CT01 (a shortened wording of the circular's own notes).

In: a `Flow`. Out: a page of notes without fields.
"""

from __future__ import annotations

from models.dossiers.flow import Flow

_NOTES = (
    "(1) Cơ quan đăng ký cư trú.",
    "(2) Ghi rõ ràng, cụ thể nội dung đề nghị. Ví dụ: đăng ký thường trú; đăng ký tạm trú; tách "
    "hộ; xác nhận thông tin về cư trú...",
    "(3) Áp dụng đối với các trường hợp quy định tại khoản 2, khoản 3, khoản 4, khoản 5, khoản 6 "
    "Điều 20 Luật Cư trú. Việc lấy ý kiến của chủ hộ được thực hiện theo các phương thức sau:",
    "a) Chủ hộ ghi rõ nội dung đồng ý và ký, ghi rõ họ tên vào Tờ khai.",
    "b) Chủ hộ xác nhận nội dung đồng ý thông qua ứng dụng {app} hoặc các dịch vụ công trực tuyến "
    "khác.",
    "c) Chủ hộ có văn bản riêng ghi rõ nội dung đồng ý (văn bản này không phải công chứng, chứng "
    "thực).",
    "(4) Áp dụng đối với các trường hợp quy định tại khoản 2, khoản 3 Điều 20, khoản 1 Điều 25 "
    "Luật Cư trú. Việc lấy ý kiến của chủ sở hữu chỗ ở hợp pháp được thực hiện theo các phương "
    "thức như đối với chủ hộ.",
    "(5) Áp dụng đối với trường hợp người chưa thành niên, người hạn chế hành vi dân sự, người "
    "không đủ năng lực hành vi dân sự có thay đổi thông tin về cư trú.",
    "(6) Trường hợp nộp trực tiếp người kê khai ký, ghi rõ họ, chữ đệm và tên vào Tờ khai.",
    "(7) Chỉ kê khai thông tin khi công dân đề nghị xác nhận nội dung đồng ý thông qua ứng dụng "
    "{app}.",
)


def notes(flow: Flow, variant: str) -> None:
    """A page of its own, or what is left of the page the table ran over to."""
    if flow.sheet.page == 1:
        flow.sheet.new_page()
        flow.y = flow.look.top
    app = "định danh quốc gia" if variant == "2025" else "VNeID"
    flow.skip(8)
    flow.text("**Chú thích:**")
    for note in _NOTES[: 9 if variant == "2021" else 10]:
        flow.text(
            flow.runs(note.format(app=app), size=flow.look.size - 0.5), align="justify", indent=20
        )
