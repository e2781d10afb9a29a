"""The papers, one module each: in a seeded generator and a `Case`, out a drawn `Sheet`."""

from __future__ import annotations

import random
from collections.abc import Callable

from models.dossiers.case import Case
from models.dossiers.papers import (
    can_cuoc,
    ct01,
    ct07,
    don_dang_ky_bien_dong,
    don_dat_dai,
    gcn_qsdd,
    giay_ket_hon,
    giay_khai_sinh,
    giay_tiep_nhan_ho_so,
    giay_to_dat,
    hop_dong,
    khac,
    so_ho_khau,
    van_ban_hanh_chinh,
    xac_nhan,
)
from models.dossiers.sheet import Sheet

REGISTRY: dict[str, Callable[[random.Random, Case, str | None], Sheet]] = {
    "ct01": ct01.draw,
    "ct07": ct07.draw,
    "so_ho_khau": so_ho_khau.draw,
    "so_tam_tru": so_ho_khau.draw_temporary,
    "can_cuoc": can_cuoc.draw,
    "giay_khai_sinh": giay_khai_sinh.draw,
    "giay_ket_hon": giay_ket_hon.draw,
    "xac_nhan_tinh_trang_hon_nhan": xac_nhan.draw_status,
    "thong_bao_so_dinh_danh": xac_nhan.draw_notice,
    "giay_tiep_nhan_ho_so": giay_tiep_nhan_ho_so.draw,
    "ly_lich_tu_phap": xac_nhan.draw_record,
    "gcn_qsdd": gcn_qsdd.draw,
    "don_dang_ky_bien_dong": don_dang_ky_bien_dong.draw,
    "don_dang_ky_dat_dai": don_dat_dai.draw_first,
    "don_tach_hop_thua": don_dat_dai.draw_split,
    "don_chuyen_muc_dich": don_dat_dai.draw_purpose,
    "hop_dong_chuyen_nhuong": hop_dong.draw_sale,
    "hop_dong_tang_cho": hop_dong.draw_gift,
    "trich_luc_ban_do": giay_to_dat.draw_extract,
    "to_khai_le_phi_truoc_ba": giay_to_dat.draw_return,
    "phieu_chuyen_thong_tin": giay_to_dat.draw_transfer,
    "thong_bao_nop_tien": giay_to_dat.draw_notice,
    "van_ban_hanh_chinh": van_ban_hanh_chinh.draw,
    "khac": khac.draw,
}

VARIANTS: dict[str, tuple[str, ...]] = {
    "ct01": ct01.VARIANTS,
    "ct07": ct07.VARIANTS,
    "so_ho_khau": so_ho_khau.VARIANTS,
    "so_tam_tru": so_ho_khau.VARIANTS,
    "can_cuoc": can_cuoc.VARIANTS,
    "giay_khai_sinh": giay_khai_sinh.VARIANTS,
    "giay_ket_hon": giay_ket_hon.VARIANTS,
    "xac_nhan_tinh_trang_hon_nhan": xac_nhan.STATUS_VARIANTS,
    "thong_bao_so_dinh_danh": xac_nhan.NOTICE_VARIANTS,
    "giay_tiep_nhan_ho_so": giay_tiep_nhan_ho_so.VARIANTS,
    "ly_lich_tu_phap": xac_nhan.RECORD_VARIANTS,
    "gcn_qsdd": gcn_qsdd.VARIANTS,
    "don_dang_ky_bien_dong": don_dang_ky_bien_dong.VARIANTS,
    "don_dang_ky_dat_dai": don_dat_dai.FIRST_VARIANTS,
    "don_tach_hop_thua": don_dat_dai.SPLIT_VARIANTS,
    "don_chuyen_muc_dich": don_dat_dai.PURPOSE_VARIANTS,
    "hop_dong_chuyen_nhuong": hop_dong.VARIANTS,
    "hop_dong_tang_cho": hop_dong.VARIANTS,
    "trich_luc_ban_do": giay_to_dat.EXTRACT_VARIANTS,
    "to_khai_le_phi_truoc_ba": giay_to_dat.RETURN_VARIANTS,
    "phieu_chuyen_thong_tin": giay_to_dat.TRANSFER_VARIANTS,
    "thong_bao_nop_tien": giay_to_dat.NOTICE_VARIANTS,
    "van_ban_hanh_chinh": van_ban_hanh_chinh.VARIANTS,
    "khac": khac.VARIANTS,
}
