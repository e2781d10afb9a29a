"""Lists of surnames, middle names and given names (common words, put together at random).

In: nothing. Out: tuples. No list was taken over from elsewhere; nobody particular is meant.
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = _words(
    "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ "
    "Ngô Dương Lý Đinh Trương Lương Tô Mai Cao Đoàn Trịnh Lâm Hà Thái Tạ Quách Châu Vương "
    "Phùng Kiều Doãn Lưu Nghiêm Khổng Tăng Chu La Triệu Tống Bạch Thân Giáp"
)
MIDDLES_M = (
    "Văn",
    "Văn",
    "Văn",
    "Đức",
    "Hoàng",
    "Quốc",
    "Minh",
    "Đình",
    "Thành",
    "Hữu",
    "Xuân",
    "Trọng",
    "Quang",
    "Khánh",
    "Chí",
    "Nhật",
    "Công",
    "Tấn",
    "Gia",
    "Thanh",
    "Vĩnh",
    "Ngọc",
    "Anh",
    "Bá",
    "Duy",
    "Mạnh",
    "Tiến",
    "Thế",
    "Viết",
    "Phúc",
    "Đăng",
    "Hải",
)
MIDDLES_F = (
    "Thị",
    "Thị",
    "Thị",
    "Thị",
    "Ngọc",
    "Thị Hồng",
    "Thị Mai",
    "Thị Thu",
    "Thùy",
    "Thị Quỳnh",
    "Kim",
    "Phương",
    "Khánh",
    "Thị Mỹ",
    "Thị Cẩm",
    "Bích",
    "Thanh",
    "Thị Thanh",
    "Minh",
    "Thị Kim",
    "Hoài",
    "Diệu",
    "Thị Bích",
    "Tường",
    "Thị Ngọc",
)
GIVEN_M = _words(
    "Hưng Thịnh Phúc Bảo Tuấn Khôi Đạt Nghĩa Trường Nhân Quyền Vinh Duy Cường Anh Thành Lộc "
    "Huy Tùng Phát Dũng Hải Sơn Long Nam Khang Kiên Toàn Tâm Đông Bình Hòa Quý Thắng Lợi "
    "Chiến Hậu Tài Trí Tín Việt Khoa Lâm Giang Thuận Ước Bửu Hiệp Nguyên Quân Sỹ Đoàn"
)
GIVEN_F = _words(
    "Nhung Anh Trâm Dương Như Tuyết Ngân Thủy Thảo Hường Lệ Linh Tú Bảy Hoa Lan Huệ Cúc Mai "
    "Đào Hằng Hạnh Hiền Hương Liên Loan Nga Oanh Phượng Quyên Sương Tâm Thắm Thoa Trang Trinh "
    "Tuyền Uyên Vân Xuân Yến Ngọc Châu Diễm Giang Hiếu Khuê Mỹ Nguyệt Nữ Thương Út"
)
# ethnicity, sex, surname, middles, givens, usual codes of birth registration
MINORITY: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("Thái", "Nam", "Lò Văn", ("",), ("Piềng", "Pâng", "Ún", "Inh", "Hặc"), ("014", "011")),
    ("Thái", "Nữ", "Quàng Thị", ("",), ("Ọi", "Pỏm", "Xương", "Hịa"), ("014", "011")),
    ("Mông", "Nam", "Sùng A", ("",), ("Páo", "Chứ", "Dình", "Lềnh", "Vừ"), ("002", "011", "010")),
    ("Mông", "Nữ", "Giàng Thị", ("",), ("Mỷ", "Dợ", "Sông", "Chở"), ("002", "012")),
    ("Tày", "Nam", "Nông Văn", ("",), ("Phủ", "Tòng", "Chức"), ("004", "020", "006")),
    ("Nùng", "Nữ", "Lục Thị", ("",), ("Niềm", "Sằm", "Bế"), ("020", "004")),
    ("Ê-đê", "Nữ", "H'", ("",), ("Nhiên Byă", "Lan Niê", "Wên Mlô", "Ruê Êban"), ("066",)),
    ("Ê-đê", "Nam", "Y", ("",), ("Wăn Êban", "Thái Niê", "Blô Mlô", "Đức Kbuôr"), ("066",)),
    ("Gia-rai", "Nam", "Rơ Châm", ("",), ("Hyan", "Khâm", "Tít"), ("064",)),
    ("Cơ-ho", "Nam", "K'", ("",), ("Brừu", "Têm", "Long Sơn"), ("068",)),
    ("Khơ-me", "Nam", "Thạch", ("Sa",), ("Rươne", "Ráth", "Phai"), ("084", "094")),
    ("Khơ-me", "Nữ", "Kim Thị", ("",), ("Sa Mết", "Hươne", "Phol La"), ("084", "094")),
    ("Mường", "Nữ", "Bùi Thị", ("",), ("Ẻn", "Xiện", "Ủn"), ("017", "038")),
    ("Dao", "Nam", "Triệu Tài", ("",), ("Phấu", "Lìn", "Chiêu"), ("008", "002")),
    ("Chăm", "Nam", "Đạo Thanh", ("",), ("Quyến", "Phước", "Tưởng"), ("058",)),
)
RELIGIONS = (
    "Không",
    "Không",
    "Không",
    "Không",
    "Không",
    "Phật giáo",
    "Công giáo",
    "Tin Lành",
    "Cao Đài",
    "Phật giáo Hòa Hảo",
)
JOBS = (
    "Làm ruộng",
    "Giáo viên, Trường THCS số 2",
    "Công nhân, Công ty may Hoa Sen Trắng",
    "Buôn bán nhỏ",
    "Lái xe",
    "Lao động tự do",
    "Kế toán",
    "Thợ xây",
    "Nội trợ",
    "Cán bộ hợp tác xã",
    "Y sĩ, Trạm y tế xã",
    "Kỹ sư điện",
)
