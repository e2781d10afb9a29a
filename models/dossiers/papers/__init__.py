"""The papers, one module each: in a seeded generator and a `Case`, out a drawn `Sheet`."""

from __future__ import annotations

import random
from collections.abc import Callable

from models.dossiers.case import Case
from models.dossiers.papers import (
    ct01,
    ct07,
    don_dang_ky_bien_dong,
    gcn_qsdd,
    khac,
    van_ban_hanh_chinh,
)
from models.dossiers.sheet import Sheet

REGISTRY: dict[str, Callable[[random.Random, Case, str | None], Sheet]] = {
    "ct01": ct01.draw,
    "ct07": ct07.draw,
    "gcn_qsdd": gcn_qsdd.draw,
    "don_dang_ky_bien_dong": don_dang_ky_bien_dong.draw,
    "van_ban_hanh_chinh": van_ban_hanh_chinh.draw,
    "khac": khac.draw,
}
