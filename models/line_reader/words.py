"""Common words of offices, written for this project: lines of them teach how real words look.

In: a seeded generator. Out: a run of words that means nothing, with punctuation and short forms.
"""

from __future__ import annotations

import random

_WORDS = """
thủ tục|hành chính|công bố|danh mục|sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|ban hành|lĩnh vực|
thẩm quyền|giải quyết|chức năng|quản lý|nhà nước|phạm vi|tổ chức|cá nhân|cơ quan|đơn vị|
liên quan|trách nhiệm|thi hành|quyết định|nghị định|thông tư|chỉ thị|nghị quyết|pháp luật|
quy định|quy trình|nội bộ|điện tử|trực tuyến|toàn trình|một phần|tiếp nhận|trả kết quả|hồ sơ|
giấy tờ|bản sao|bản chính|chứng thực|công chứng|hợp đồng|giao dịch|chuyển nhượng|chuyển đổi|
tặng cho|thừa kế|thế chấp|góp vốn|cho thuê|thu hồi|bồi thường|hỗ trợ|tái định cư|giải phóng|
mặt bằng|quy hoạch|kế hoạch|sử dụng|đất đai|đất ở|nông thôn|đô thị|trồng cây|lâu năm|hằng năm|
lúa nước|rừng sản xuất|phòng hộ|đặc dụng|nuôi trồng|thủy sản|làm muối|thương mại|dịch vụ|
sản xuất|kinh doanh|phi nông nghiệp|cơ sở|công trình|sự nghiệp|giao thông|thủy lợi|năng lượng|
bưu chính|viễn thông|văn hóa|xã hội|y tế|giáo dục|đào tạo|thể dục|thể thao|khoa học|công nghệ|
môi trường|tài nguyên|khoáng sản|biển đảo|khí tượng|đo đạc|bản đồ|địa chính|thửa đất|diện tích|
ranh giới|mốc giới|tọa độ|tỷ lệ|tờ bản đồ|trích lục|trích đo|sổ hộ khẩu|tạm trú|thường trú|
lưu trú|tạm vắng|cư trú|nhân khẩu|hộ gia đình|chủ hộ|quan hệ|vợ chồng|cha mẹ|con đẻ|con nuôi|
giám hộ|khai sinh|khai tử|kết hôn|ly hôn|nhận cha|nhận con|hộ tịch|quốc tịch|lý lịch|tư pháp|
trợ giúp|pháp lý|hòa giải|thi đua|khen thưởng|kỷ luật|kỷ niệm|cán bộ|công chức|viên chức|
người lao động|tuyển dụng|bổ nhiệm|miễn nhiệm|điều động|luân chuyển|biệt phái|nghỉ hưu|thôi việc|
tiền lương|phụ cấp|bảo hiểm|thất nghiệp|tai nạn|bệnh nghề nghiệp|người cao tuổi|trẻ em|phụ nữ|
người khuyết tật|bảo trợ|nghèo|cận nghèo|người có công|liệt sĩ|thương binh|thân nhân|bệnh binh|
kháng chiến|thuế|phí|lệ phí|ngân sách|tài chính|kế toán|kiểm toán|thanh tra|kiểm tra|giám sát|
khiếu nại|tố cáo|tiếp công dân|phòng chống|tham nhũng|lãng phí|tiêu cực|an ninh|trật tự|an toàn|
xã hội chủ nghĩa|quốc phòng|dân quân|tự vệ|nghĩa vụ|quân sự|cảnh sát|phòng cháy|chữa cháy|
cứu nạn|cứu hộ|đường bộ|đường thủy|hàng hải|hàng không|phương tiện|đăng kiểm|giấy phép|lái xe|
vận tải|hành khách|hàng hóa|xăng dầu|rượu|thuốc lá|hóa chất|vật liệu nổ|điện lực|xuất khẩu|
nhập khẩu|hải quan|đầu tư|doanh nghiệp|hợp tác xã|hộ kinh doanh|đăng ký|thành lập|giải thể|
phá sản|cổ phần|trách nhiệm hữu hạn|vốn điều lệ|người đại diện|ủy quyền|ngành nghề|trụ sở|
chi nhánh|văn phòng|địa điểm|xây dựng|thẩm định|thiết kế|dự toán|nghiệm thu|đấu thầu|đấu giá|
lựa chọn|nhà thầu|chất lượng|khảo sát|thi công|nhà ở|chung cư|sở hữu|kiến trúc|cảnh quan|hạ tầng|
kỹ thuật|cấp nước|thoát nước|chiếu sáng|cây xanh|nghĩa trang|hỏa táng|rác thải|nước thải|
khí thải|chăn nuôi|thú y|trồng trọt|bảo vệ|thực vật|phân bón|giống|lâm nghiệp|kiểm lâm|đê điều|
thiên tai|khám bệnh|chữa bệnh|hành nghề|dược phẩm|mỹ phẩm|thực phẩm|dinh dưỡng|dân số|
kế hoạch hóa|y tế dự phòng|trang thiết bị|mầm non|tiểu học|trung học|phổ thông|đại học|cao đẳng|
trung cấp|nghề nghiệp|học sinh|sinh viên|giáo viên|giảng viên|tuyển sinh|học bạ|văn bằng|
chứng chỉ|kiểm định|xuất bản|in ấn|báo chí|quảng cáo|điện ảnh|nghệ thuật|biểu diễn|di sản|
di tích|bảo tàng|thư viện|du lịch|lữ hành|hướng dẫn viên|khách sạn|tôn giáo|tín ngưỡng|dân tộc|
hội|quỹ|thanh niên|địa giới|đơn vị hành chính|sáp nhập|sắp xếp|bầu cử|đại biểu|hội đồng|ủy ban|
nhân dân|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|chánh văn phòng|trưởng phòng|chuyên viên|
lãnh đạo|thủ trưởng|bộ trưởng|thứ trưởng|thủ tướng|chính phủ|quốc hội|trung ương|địa phương|
cấp tỉnh|cấp huyện|cấp xã|thành phố|thị xã|thị trấn|phường|xã|quận|huyện|thôn|bản|ấp|tổ dân phố|
khu phố|căn cứ|xét đề nghị|theo đề nghị|kể từ ngày|có hiệu lực|trong thời hạn|ngày làm việc|nộp|
gửi|nhận|xem xét|trình|phê duyệt|chấp thuận|thông báo|văn bản|nêu rõ lý do|không quy định|
trường hợp|đối với|đồng thời|tại|của|và|hoặc|về việc|theo|từ|đến|trên|dưới|trong|ngoài|các|những|
một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ|được|bị|phải|cần|sẽ|đã|đang|nếu|thì|
để|do|bởi|vì|như|cùng|với|giữa|mỗi|mọi|kèm theo|phụ lục|biểu mẫu|mẫu đơn|tờ khai|đơn đề nghị|
giấy ủy quyền|biên bản|báo cáo|kết luận|ý kiến|lấy ý kiến|tham gia|phối hợp|chủ trì|hướng dẫn|
tổng hợp|cập nhật|công khai|niêm yết|trang thông tin|cổng dịch vụ công|quốc gia|hệ thống|
cơ sở dữ liệu|phần mềm|chữ ký số|mã số|định danh|căn cước|tài khoản|ngân hàng|chuyển khoản|
thanh toán|biên lai|hóa đơn|nghĩa vụ tài chính|miễn|giảm|gia hạn|cấp đổi|cấp lại|cấp mới|
đính chính|xác nhận|xác minh|thẩm tra|nguồn gốc|thời hạn|mục đích|hình thức|sử dụng chung|
sử dụng riêng|tranh chấp|kê biên|thi hành án|tòa án|viện kiểm sát|luật sư|trọng tài|giám định|
đăng bạ
"""
_SHORT_FORMS = """
UBND HĐND TTHC CP VPCP BTP BNV BCA BTC BYT BGDĐT BTNMT BNNMT TTPVHCC PVHCC KSTT VP VT TT TTTT
STP SNV SYT SGDĐT SNNMT SXD SCT STC SKHCN CBTTHC DVC DVCTT QLNN CCHC CNTT PCT CT GĐ PGĐ TP KT
TM TL TUQ CBCC QSDĐ GCN GPMB BHXH BHYT CSDL THCS THPT GDTX ATTP PCCC NTM NCTH TTDVVL HTX TNHH
CP MTV VNPT I II III IV VI VII VIII IX XI
"""
_SHORT = tuple(_SHORT_FORMS.split())
WORDS = tuple(word for word in _WORDS.replace("\n", "").split("|") if word)
_ENDS = ("./.", ".", ".", ".", ";", ";", ",", ":", "")


def office_words(rng: random.Random, longest: int) -> str:
    """Words up to about ``longest`` characters, as in the middle of a paragraph."""
    text, start = "", rng.random() < 0.5
    while len(text) < longest:
        word = rng.choice(_SHORT) if rng.random() < 0.06 else rng.choice(WORDS)
        if start or rng.random() < 0.08:
            word = word[0].upper() + word[1:]
        start = False
        kind = rng.random()
        if kind < 0.03:
            word = f"({word})"
        elif kind < 0.13:
            word += rng.choice(",,,;.:")
            start = word[-1] == "."
        elif kind < 0.15:
            word += rng.choice((" -", " –", "/"))
        text += word if text.endswith("/") else f" {word}"
    return ended(rng, text.strip(" -–/"))


def ended(rng: random.Random, text: str) -> str:
    """With a mark at the end, as often as lines of letters have one."""
    return text + rng.choice(_ENDS) if rng.random() < 0.5 and text[-1:].isalnum() else text
