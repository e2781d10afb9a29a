"""Some real administrative units, old (to 30/6/2025) and new, over the whole country.

In: nothing. Out: rows `code | old commune | old district | new commune | new province`; the pair of
a row lies in the same region and is not a mapping to rely on. Written by hand for drawing.
"""

from __future__ import annotations

UNITS = """\
001|phường Dịch Vọng Hậu|quận Cầu Giấy|phường Cầu Giấy|thành phố Hà Nội
001|xã Nam Hồng|huyện Đông Anh|xã Phúc Thịnh|thành phố Hà Nội
001|phường Láng Hạ|quận Đống Đa|phường Đống Đa|thành phố Hà Nội
001|xã Tản Lĩnh|huyện Ba Vì|xã Suối Hai|thành phố Hà Nội
001|phường Yên Nghĩa|quận Hà Đông|phường Yên Nghĩa|thành phố Hà Nội
001|thị trấn Quốc Oai|huyện Quốc Oai|xã Quốc Oai|thành phố Hà Nội
002|xã Phương Độ|thành phố Hà Giang|phường Hà Giang 1|tỉnh Tuyên Quang
004|thị trấn Trùng Khánh|huyện Trùng Khánh|xã Trùng Khánh|tỉnh Cao Bằng
006|phường Sông Cầu|thành phố Bắc Kạn|phường Bắc Kạn|tỉnh Thái Nguyên
008|phường Minh Xuân|thành phố Tuyên Quang|phường Minh Xuân|tỉnh Tuyên Quang
010|phường Cốc Lếu|thành phố Lào Cai|phường Lào Cai|tỉnh Lào Cai
011|xã Thanh Nưa|huyện Điện Biên|xã Thanh Nưa|tỉnh Điện Biên
012|phường Tân Phong|thành phố Lai Châu|phường Tân Phong|tỉnh Lai Châu
014|phường Chiềng An|thành phố Sơn La|phường Chiềng An|tỉnh Sơn La
014|xã Mường Bú|huyện Mường La|xã Mường Bú|tỉnh Sơn La
015|phường Nguyễn Thái Học|thành phố Yên Bái|phường Yên Bái|tỉnh Lào Cai
017|phường Tân Thịnh|thành phố Hòa Bình|phường Hòa Bình|tỉnh Phú Thọ
019|phường Phan Đình Phùng|thành phố Thái Nguyên|phường Phan Đình Phùng|tỉnh Thái Nguyên
020|phường Tam Thanh|thành phố Lạng Sơn|phường Tam Thanh|tỉnh Lạng Sơn
022|phường Bãi Cháy|thành phố Hạ Long|phường Bãi Cháy|tỉnh Quảng Ninh
022|xã Hải Đông|thành phố Móng Cái|phường Móng Cái 2|tỉnh Quảng Ninh
024|xã Tân Hưng|huyện Lạng Giang|xã Lạng Giang|tỉnh Bắc Ninh
025|phường Gia Cẩm|thành phố Việt Trì|phường Việt Trì|tỉnh Phú Thọ
026|phường Khai Quang|thành phố Vĩnh Yên|phường Vĩnh Yên|tỉnh Phú Thọ
027|phường Vệ An|thành phố Bắc Ninh|phường Kinh Bắc|tỉnh Bắc Ninh
030|thị trấn Thanh Hà|huyện Thanh Hà|xã Thanh Hà|thành phố Hải Phòng
031|phường Đằng Giang|quận Ngô Quyền|phường Gia Viên|thành phố Hải Phòng
033|phường Hiến Nam|thành phố Hưng Yên|phường Phố Hiến|tỉnh Hưng Yên
034|xã Thụy Liên|huyện Thái Thụy|xã Thái Thụy|tỉnh Hưng Yên
035|phường Minh Khai|thành phố Phủ Lý|phường Phủ Lý|tỉnh Ninh Bình
036|xã Giao Phong|huyện Giao Thủy|xã Giao Ninh|tỉnh Ninh Bình
036|phường Vị Xuyên|thành phố Nam Định|phường Nam Định|tỉnh Ninh Bình
037|xã Gia Vân|huyện Gia Viễn|xã Gia Vân|tỉnh Ninh Bình
038|xã Quảng Phú|huyện Thọ Xuân|xã Thọ Long|tỉnh Thanh Hóa
038|phường Đông Thọ|thành phố Thanh Hóa|phường Hàm Rồng|tỉnh Thanh Hóa
040|xã Nghi Hoa|huyện Nghi Lộc|xã Nghi Lộc|tỉnh Nghệ An
040|phường Hưng Bình|thành phố Vinh|phường Thành Vinh|tỉnh Nghệ An
042|phường Nguyễn Du|thành phố Hà Tĩnh|phường Thành Sen|tỉnh Hà Tĩnh
044|phường Đồng Phú|thành phố Đồng Hới|phường Đồng Hới|tỉnh Quảng Trị
045|xã Triệu Phước|huyện Triệu Phong|xã Nam Cửa Việt|tỉnh Quảng Trị
046|phường Vỹ Dạ|thành phố Huế|phường Vỹ Dạ|thành phố Huế
048|phường Hòa Khánh Bắc|quận Liên Chiểu|phường Liên Chiểu|thành phố Đà Nẵng
049|phường Cẩm Phô|thành phố Hội An|phường Hội An|thành phố Đà Nẵng
051|xã Tịnh Kỳ|thành phố Quảng Ngãi|xã Tịnh Khê|tỉnh Quảng Ngãi
052|phường Nhơn Bình|thành phố Quy Nhơn|phường Quy Nhơn Đông|tỉnh Gia Lai
054|phường Phú Thạnh|thành phố Tuy Hòa|phường Phú Yên|tỉnh Đắk Lắk
056|phường Vĩnh Nguyên|thành phố Nha Trang|phường Nha Trang|tỉnh Khánh Hòa
058|xã Phước Hữu|huyện Ninh Phước|xã Phước Hữu|tỉnh Khánh Hòa
060|phường Phú Thủy|thành phố Phan Thiết|phường Phú Thủy|tỉnh Lâm Đồng
062|phường Quyết Thắng|thành phố Kon Tum|phường Kon Tum|tỉnh Quảng Ngãi
064|xã Ia Kênh|thành phố Pleiku|phường Diên Hồng|tỉnh Gia Lai
066|xã Ea Tu|thành phố Buôn Ma Thuột|phường Tân An|tỉnh Đắk Lắk
066|thị trấn Ea Drăng|huyện Ea H'leo|xã Ea Drăng|tỉnh Đắk Lắk
067|xã Quảng Khê|huyện Đắk Glong|xã Quảng Khê|tỉnh Lâm Đồng
068|phường 9|thành phố Đà Lạt|phường Lâm Viên - Đà Lạt|tỉnh Lâm Đồng
070|phường Tân Phú|thành phố Đồng Xoài|phường Đồng Xoài|thành phố Đồng Nai
072|xã Thạnh Tân|thành phố Tây Ninh|phường Tân Ninh|tỉnh Tây Ninh
074|phường Chánh Nghĩa|thành phố Thủ Dầu Một|phường Thủ Dầu Một|Thành phố Hồ Chí Minh
075|phường Tân Hiệp|thành phố Biên Hòa|phường Tam Hiệp|tỉnh Đồng Nai
075|xã Sông Ray|huyện Cẩm Mỹ|xã Sông Ray|tỉnh Đồng Nai
077|phường Thắng Tam|thành phố Vũng Tàu|phường Vũng Tàu|Thành phố Hồ Chí Minh
079|phường 12|quận Gò Vấp|phường An Hội Tây|Thành phố Hồ Chí Minh
079|phường Linh Trung|thành phố Thủ Đức|phường Linh Xuân|Thành phố Hồ Chí Minh
079|xã Vĩnh Lộc A|huyện Bình Chánh|xã Vĩnh Lộc|Thành phố Hồ Chí Minh
080|xã Mỹ Lạc|huyện Thủ Thừa|xã Thủ Thừa|tỉnh Tây Ninh
082|xã Bình Ninh|huyện Chợ Gạo|xã Bình Ninh|tỉnh Đồng Tháp
083|xã Mỹ Thạnh An|thành phố Bến Tre|phường Bến Tre|tỉnh Vĩnh Long
084|xã Lương Hòa|huyện Châu Thành|xã Châu Thành|tỉnh Vĩnh Long
086|xã Hòa Ninh|huyện Long Hồ|xã An Bình|tỉnh Vĩnh Long
087|xã Tân Nhuận Đông|huyện Châu Thành|xã Tân Nhuận Đông|tỉnh Đồng Tháp
089|phường Mỹ Xuyên|thành phố Long Xuyên|phường Long Xuyên|tỉnh An Giang
091|xã Thổ Sơn|huyện Hòn Đất|xã Hòn Đất|tỉnh An Giang
092|phường Hưng Lợi|quận Ninh Kiều|phường Ninh Kiều|thành phố Cần Thơ
093|xã Vị Thanh|huyện Vị Thủy|xã Vị Thanh 1|thành phố Cần Thơ
094|xã Đại Tâm|huyện Mỹ Xuyên|xã Mỹ Xuyên|thành phố Cần Thơ
095|phường Nhà Mát|thành phố Bạc Liêu|phường Hiệp Thành|tỉnh Cà Mau
096|xã Đất Mũi|huyện Ngọc Hiển|xã Đất Mũi|tỉnh Cà Mau
"""
