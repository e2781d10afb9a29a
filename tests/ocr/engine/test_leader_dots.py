"""Full stops that only a leader can have given go; those of a text stay."""

import numpy as np
import pytest

from ocr.engine.interface import LineReading, ReadWord
from ocr.engine.leader_dots import without_dots_of, without_leader_dots


def cleaned(text: str) -> str:
    words = tuple(
        ReadWord(word, (0, 0, 1, 1), 0.9, letters=(0.9,) * len(word)) for word in text.split()
    )
    kept = without_leader_dots(LineReading(words))
    assert all(len(word.letters) == len(word.text) for word in kept.words)
    return kept.text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("18/07/.1959", "18/07/1959"),
        ("20/ 06./ 1970", "20/ 06/ 1970"),
        ("13 / 11 /. 1991", "13 / 11 / 1991"),
        ("Sinh: ... Nam", "Sinh: Nam"),
    ],
)
def test_no_stop_stands_beside_the_slash_of_a_date(read: str, meant: str) -> None:
    assert cleaned(read) == meant


@pytest.mark.parametrize(
    "text", ["Số 12. Ngõ 3", "1.500.000 đồng", "a.b/c.d", "02/7/1958.", "TP. Huế", "H01.02/A"]
)
def test_stops_of_a_text_stay(text: str) -> None:
    assert cleaned(text) == text


def test_only_lines_on_a_leader_lose_stops() -> None:
    line = np.full((32, 64), 255, np.uint8)
    read = LineReading((ReadWord("18/.07", (0, 0, 1, 1), 0.9),))
    found = without_dots_of([read, read], [line, line], [line, line.copy()])
    assert [one.text for one in found] == ["18/.07", "18/07"]
