"""Wording of forms, certificates and letters, written for this project.

In: nothing. Out: tuples of labels, headings, sentences, offices; ``{N}`` and the like are slots
that ``texts`` fills. No text of a real person's paper is among them.
"""

from __future__ import annotations

from models.dossiers.blocks import MOTTO, NATION
from models.dossiers.papers.van_ban_words import BASES, BODY, LEADS, SUBJECTS

LABELS = (
    "1. Họ, chữ đệm và tên:", "1. Họ, chữ đệm và tên khai sinh:", "Họ và tên:", "Họ, tên:",
    "2. Ngày, tháng, năm sinh:", "Ngày sinh:", "Năm sinh:", "3. Giới tính:", "Giới tính:",
    "4. Số định danh cá nhân:", "4. Số định danh cá nhân/CMND:", "Số CCCD:", "CMND số:",
    "Căn cước công dân số:", "Số căn cước:", "5. Số điện thoại liên hệ:", "Điện thoại:",
    "6. Email:", "Email:", "7. Nơi thường trú:", "8. Nơi tạm trú:", "9. Nơi ở hiện tại:",
    "Nơi cư trú:", "Địa chỉ thường trú:", "Địa chỉ:", "10. Nghề nghiệp, nơi làm việc:",
    "11. Họ, chữ đệm và tên chủ hộ:", "7. Họ, chữ đệm và tên chủ hộ:", "Quan hệ với chủ hộ:",
    "12. Quan hệ với chủ hộ:", "8. Mối quan hệ với chủ hộ:", "Kính gửi(1):", "Kính gửi:",
    "13. Số định danh cá nhân/CMND của chủ hộ:", "9. Số định danh cá nhân của chủ hộ:",
    "14. Nội dung đề nghị(2):", "10. Nội dung đề nghị(2):", "Dân tộc:", "Tôn giáo:", "Quốc tịch:",
    "Quê quán:", "Nơi sinh:", "Nơi đăng ký khai sinh:", "Nơi cấp:", "Cấp ngày:", "Ngày cấp:",
    "a) Thửa đất số:", "tờ bản đồ số:", "b) Địa chỉ:", "c) Diện tích:", "d) Hình thức sử dụng:",
    "đ) Mục đích sử dụng:", "e) Thời hạn sử dụng:", "g) Nguồn gốc sử dụng:", "2. Nhà ở:",
    "3. Công trình xây dựng khác:", "4. Rừng sản xuất là rừng trồng:", "5. Cây lâu năm:",
    "6. Ghi chú:", "Ghi chú:", "Số vào sổ cấp GCN:", "Số vào sổ:", "Loại đất:", "Thời hạn:",
    "1.1. Tên(2):", "1.2. Giấy tờ nhân thân/pháp nhân số:", "1.3. Địa chỉ(3):", "Mã vạch:",
    "1.4. Điện thoại liên hệ (nếu có):", "2. Nội dung biến động(4):", "Lý do:", "Mã giấy:",
    "3. Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này gồm có(5):", "Nơi nhận:",
    "Thời hạn tạm trú: đến ngày", "Họ, chữ đệm và tên người khai:", "Số phát hành GCN:",
    "Xác nhận của cơ quan có thẩm quyền:", "Hình thức sử dụng đất:", "Mục đích sử dụng đất:",
    "Số tờ, số thửa:", "Trích yếu:", "Số hồ sơ:", "Ngày nhận:", "Ngày hẹn trả:", "Số:", "V/v",
    "Bằng chữ:", "Chữ ký:", "STT", "TT", "Bà:", "Ông:", "Hộ ông:", "Hộ bà:", "Bên A:", "Bên B:",
)  # fmt: skip
HEADINGS = (
    NATION, NATION, MOTTO, MOTTO, "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "XÁC NHẬN THÔNG TIN CƯ TRÚ",
    "GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
    "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI",
    "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:",
    "THÔNG BÁO", "TỜ TRÌNH", "KẾ HOẠCH", "GIẤY MỜI", "BIÊN BẢN", "ỦY BAN NHÂN DÂN",
    "HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN",
    "PHÓ CHỦ TỊCH", "CHỦ TỊCH", "GIÁM ĐỐC", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TRƯỞNG CÔNG AN",
    "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI",
    "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "NGƯỜI KÊ KHAI", "CHỦ HỘ", "CHỦ SỞ HỮU CHỖ Ở HỢP PHÁP",
    "CHA, MẸ HOẶC NGƯỜI GIÁM HỘ", "Ý KIẾN CỦA CHỦ HỘ(3)", "NGƯỜI VIẾT ĐƠN",
    "PHẦN GHI CỦA NGƯỜI NHẬN HỒ SƠ", "Người kê khai",
    "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất",
    "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", "Sơ đồ thửa đất", "CÔNG AN XÃ",
    "III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất",
    "Nội dung thay đổi và cơ sở pháp lý", "IV. Những thay đổi sau khi cấp giấy chứng nhận",
    "Xác nhận của cơ quan có thẩm quyền", "Họ, chữ đệm và tên", "Số định danh cá nhân",
    "Mối quan hệ với chủ hộ", "Mục đích sử dụng",
    "15. Những thành viên trong hộ gia đình cùng thay đổi:", "(Ký, ghi rõ họ tên)",
    "CÔNG CHỨNG VIÊN", "(Ký, ghi rõ họ, chữ đệm và tên)", "(Ký tên, đóng dấu)",
    "Mối quan hệ với người có thay đổi",
)  # fmt: skip
OFFICES = (
    "Ủy ban nhân dân", "UBND", "Công an", "Hội đồng nhân dân", "Sở Nội vụ", "Sở Tư pháp",
    "Sở Nông nghiệp và Môi trường", "Văn phòng đăng ký đất đai",
    "Chi nhánh Văn phòng đăng ký đất đai", "Chi cục Thuế", "Thuế cơ sở", "Sở Tài chính",
    "Trung tâm Phục vụ hành chính công", "Sở Y tế",
)  # fmt: skip
SHORT = (
    "Nam", "Nữ", "Nam", "Nữ", "Con", "Con đẻ", "Con ruột", "Vợ", "Chồng", "Chủ hộ", "Bố đẻ",
    "Mẹ đẻ", "Kinh", "Tày", "Thái", "Mường", "Khơ-me", "Ê-đê", "Không", "Có", "-/-", "x", "X",
    "Việt Nam", "Lâu dài", "Cháu", "Cháu nội", "Khác", "Anh ruột", "Em ruột", "ông", "bà", "m²",
    "Loại", "ngày", "Sử dụng riêng", "Sử dụng chung", "Điều 1.", "Điều 2.", "năm", "tháng",
    "Công giáo", "Phật giáo",
)  # fmt: skip
_OWN = (
    "Tôi tên là {N}, sinh ngày {D}, số căn cước {I}, thường trú tại {A}.",
    "Hộ ông {N} và bà {N} đang sử dụng thửa đất số {#}, tờ bản đồ số {#}, diện tích {S}.",
    "Ông {N}, năm sinh: {Y}, CMND số: {I}; địa chỉ thường trú: {A}.",
    "và vợ là bà {N}, năm sinh: {Y}, CCCD số: {I}",
    "và chồng là ông {N}, năm sinh {Y}, CMND số {I}",
    "Chuyển nhượng cho ông {N}, CCCD số {I}, địa chỉ: {A}, theo hồ sơ số {R}.",
    "Tặng cho bà {N}, căn cước công dân số {I}, theo hồ sơ số {R} ngày {D}.",
    "Thế chấp bằng quyền sử dụng đất tại Ngân hàng {W}, theo hồ sơ số {R}.",
    "Xóa nội dung đăng ký thế chấp ngày {D} theo hồ sơ số {R}.",
    "Giấy chứng nhận số {K}, số vào sổ cấp {R}, do {O} cấp ngày {D}.",
    "Thửa đất có {S} thuộc hành lang an toàn giao thông; số thửa trước: {#}.",
    "Căn cứ Nghị định số {L} ngày {D} của Chính phủ về cơ cấu tổ chức, nhiệm vụ, quyền hạn;",
    "Căn cứ Thông tư số {L} ngày {D} của Bộ trưởng quy định chi tiết một số điều của Luật;",
    "Căn cứ Quyết định số {L} ngày {D} của {O} về việc phân cấp, ủy quyền;",
    "Xét đề nghị của Giám đốc {O} tại Tờ trình số {L} ngày {D}.",
    "Theo đề nghị của Giám đốc {O} tại Tờ trình số {L},", "Nơi nhận: như Điều 3; lưu: VT, {W}.",
    "Quyết định này có hiệu lực thi hành kể từ ngày {D} và thay thế Quyết định số {L}.",
    "Mẫu CT01 ban hành kèm theo Thông tư số {L} ngày {D}", "Ban hành kèm theo Nghị định số {L}",
    "Đăng ký thường trú cho {N} cùng các thành viên trong hộ gia đình tại {A}",
    "Đăng ký tạm trú từ ngày {D} đến ngày {D} tại {A}", "Gia hạn tạm trú đến ngày {D}",
    "Tách hộ, điều chỉnh thông tin về cư trú; xóa đăng ký thường trú tại {A}",
    "Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi chịu trách nhiệm.",
    "Hai bên thỏa thuận giá chuyển nhượng là {M} (bằng chữ: {W} đồng chẵn).",
    "Lệ phí trước bạ {M}; thuế thu nhập cá nhân {M}; tỷ lệ {#}%.", "Số tiền: {M} (thu ngày {D})",
    "Nhà ở riêng lẻ; diện tích xây dựng: {S}; diện tích sàn: {S}; sở hữu riêng; cấp III",
    "Diện tích: {S}, riêng: {S}, chung: Không",
    "Thời hạn sử dụng đất: đến ngày {D}; đất ở: lâu dài", "{P}, ngày {#} tháng {#} năm {Y}",
    "{P}, ngày {#} tháng {#} năm {Y}", "{P}, {D}",
    "Kỹ thuật, kỹ năng, kỷ luật, tỷ lệ, tỉ mỉ, nghĩa vụ, bãi bỏ, hỗ trợ, rủi ro, xử lý, sửa đổi",
    "Thủ tướng Chính phủ, Thứ trưởng, Cục trưởng, Vụ trưởng, Chánh Thanh tra, Tổ trưởng",
    "Danh mục thủ tục hành chính được sửa đổi, bổ sung, bãi bỏ thuộc phạm vi chức năng quản lý",
    "Kiểm soát thủ tục hành chính, cơ chế một cửa, một cửa liên thông trong giải quyết hồ sơ",
    "Bãi bỏ các thủ tục có số thứ tự {#}, {#}, {#} tại Phụ lục kèm theo Quyết định số {L}",
    "Giao {O} chủ trì, phối hợp với các cơ quan, đơn vị liên quan cập nhật quy trình nội bộ",
    "Trung tâm Phục vụ hành chính công; trực tuyến toàn trình; qua dịch vụ bưu chính công ích",
    "{#} ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ; phí, lệ phí: {M}; không quy định",
)  # fmt: skip
SENTENCES = (
    *_OWN,
    *BASES,
    *LEADS,
    *(s for part in (BODY, SUBJECTS) for all_ in part.values() for s in all_),
)
