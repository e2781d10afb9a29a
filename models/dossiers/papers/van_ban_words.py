"""Invented wording of letterhead papers.

In: nothing. Out: subjects, legal bases and paragraphs in the style of offices; no text of a real
paper was taken over.
"""

from __future__ import annotations

SUBJECTS: dict[str, tuple[str, ...]] = {
    "quyet_dinh": (
        "phê duyệt kế hoạch sử dụng đất năm 2026 của xã",
        "công bố danh mục thủ tục hành chính lĩnh vực đất đai được sửa đổi, bổ sung",
        "thành lập Tổ công tác số hóa hồ sơ lưu trữ",
        "cho phép chuyển mục đích sử dụng đất đối với hộ gia đình, cá nhân",
        "ban hành Quy chế tiếp công dân",
        "kiện toàn Ban Chỉ đạo chuyển đổi số",
    ),
    "cong_van": (
        "rà soát hồ sơ đăng ký cư trú",
        "cung cấp thông tin nguồn gốc sử dụng đất",
        "tăng cường tiếp nhận hồ sơ trực tuyến trên Cổng Dịch vụ công quốc gia",
        "hướng dẫn thu phí, lệ phí",
        "trả lời đơn kiến nghị của công dân",
    ),
    "thong_bao": (
        "lịch tiếp công dân tháng 8",
        "niêm yết công khai kết quả kiểm tra hồ sơ đăng ký đất đai",
        "thay đổi địa điểm tiếp nhận và trả kết quả thủ tục hành chính",
        "kết luận cuộc họp giao ban",
    ),
    "to_trinh": (
        "đề nghị phê duyệt dự toán kinh phí chỉnh lý tài liệu",
        "xin chủ trương sửa chữa trụ sở",
    ),
    "ke_hoach": (
        "số hóa hồ sơ đất đai giai đoạn 2026 - 2028",
        "tuyên truyền, phổ biến pháp luật về cư trú",
    ),
    "giay_moi": (
        "dự hội nghị triển khai công tác chuyển đổi số",
        "họp thẩm định hồ sơ",
    ),
}
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;",
    "Căn cứ Luật Cư trú ngày 13 tháng 11 năm 2020;",
    "Căn cứ Nghị định số 151/2025/NĐ-CP của Chính phủ quy định về phân định thẩm quyền của chính "
    "quyền địa phương 02 cấp trong lĩnh vực đất đai;",
    "Căn cứ Nghị định số 154/2024/NĐ-CP của Chính phủ quy định chi tiết một số điều và biện pháp "
    "thi hành Luật Cư trú;",
    "Xét đề nghị của Chánh Văn phòng tại Tờ trình số 45/TTr-VP;",
    "Theo đề nghị của Trưởng phòng Kinh tế.",
)
LEADS = (
    "Ủy ban nhân dân các xã, phường",
    "Các sở, ban, ngành",
    "Thuế cơ sở khu vực",
    "Chi nhánh Văn phòng đăng ký đất đai",
    "Các phòng, đơn vị trực thuộc",
)
BODY: dict[str, tuple[str, ...]] = {
    "tasks": (
        "rà soát, lập danh mục hồ sơ cần số hóa, báo cáo trước ngày 15 hằng tháng;",
        "bố trí máy quét, đường truyền và nhân sự bảo đảm tiếp nhận hồ sơ thông suốt trong giờ "
        "hành chính;",
        "hướng dẫn người dân nộp hồ sơ trực tuyến, hạn chế đi lại nhiều lần;",
        "kiểm tra việc lưu trữ, khai thác, chia sẻ dữ liệu theo đúng quy định về bảo vệ dữ liệu cá "
        "nhân;",
        "tổng hợp khó khăn, vướng mắc và đề xuất giải pháp tháo gỡ.",
    ),
    "dieu": (
        "Ban hành kèm theo Quyết định này danh mục hồ sơ được số hóa tại bộ phận tiếp nhận và trả "
        "kết quả; thời gian thực hiện trong quý III và quý IV.",
        "Giao các phòng chuyên môn phối hợp rà soát, đối chiếu thành phần hồ sơ, bảo đảm mỗi giấy "
        "tờ chỉ phải nộp một lần.",
        "Kinh phí thực hiện được bố trí từ nguồn chi thường xuyên của đơn vị theo phân cấp ngân "
        "sách hiện hành.",
        "Quyết định này có hiệu lực kể từ ngày ký. Các quy định trước đây trái với Quyết định này "
        "đều bị bãi bỏ.",
        "Chánh Văn phòng, thủ trưởng các đơn vị và cá nhân có liên quan chịu trách nhiệm thi hành "
        "Quyết định này.",
    ),
    "text": (
        "Thực hiện chỉ đạo của cấp trên về nâng cao chất lượng giải quyết thủ tục hành chính, đơn "
        "vị đã tổ chức rà soát toàn bộ hồ sơ tiếp nhận từ đầu năm đến nay.",
        "Qua kiểm tra cho thấy một số hồ sơ còn thiếu thành phần, bản quét mờ, chưa đúng độ phân "
        "giải theo quy định; việc khai thác lại dữ liệu gặp khó khăn.",
        "1. Đề nghị các đơn vị phân công cán bộ đầu mối, hoàn thành việc đối chiếu trước ngày 30 "
        "tháng 9 và gửi báo cáo bằng văn bản.",
        "2. Hồ sơ phát sinh mới phải được quét, trích xuất và ký số ngay khi tiếp nhận; không yêu "
        "cầu người dân nộp lại giấy tờ đã có trong kho dữ liệu.",
        "3. Trường hợp vướng mắc, liên hệ bộ phận chuyên môn để được hướng dẫn, giải đáp kịp thời.",
        "Thời gian: 8 giờ 00 phút, tại phòng họp tầng 2. Đề nghị đại biểu đến đúng giờ và chuẩn bị "
        "ý kiến tham gia.",
        "Trong quá trình thực hiện, nếu có khó khăn đề nghị phản ánh về cơ quan để tổng hợp, xem "
        "xét, giải quyết theo thẩm quyền.",
        "Trân trọng cảm ơn sự phối hợp của quý cơ quan.",
    ),
}
