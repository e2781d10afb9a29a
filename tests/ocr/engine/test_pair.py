"""Two readers: agreement is trusted, dispute goes to a person, nothing either saw is lost."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engine.interface import LineReading, ReadWord
from ocr.engine.pair import DISPUTED, PairReader
from ocr.picture import Grey

LINE = np.full((40, 200), 255, np.uint8)


class Says:
    """A reader that reads what it is told."""

    version = "test"

    def __init__(self, name: str, text: str, sure: float = 0.9) -> None:
        self.name = name
        self._words = tuple(
            ReadWord(word, (10 * n, 0, 10 * n + 9, 20), sure) for n, word in enumerate(text.split())
        )

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        return [LineReading(self._words) for _ in lines]


def pair(one: str, other: str, *, sure: tuple[float, float] = (0.9, 0.9)) -> LineReading:
    (reading,) = PairReader(Says("a", one, sure[0]), Says("b", other, sure[1])).read([LINE])
    return reading


def test_agreement_keeps_the_better_confidence_and_both_readings() -> None:
    reading = pair("NGUYỄN VĂN AN", "NGUYỄN VĂN AN", sure=(0.8, 0.95))
    assert reading.text == "NGUYỄN VĂN AN"
    assert {word.confidence for word in reading.words} == {0.95}
    assert [r.text for r in reading.words[0].readings] == ["NGUYỄN", "NGUYỄN"]


def test_the_first_reader_stands_in_a_dispute_but_is_not_trusted() -> None:
    reading = pair("tỉnh Phú Thọ", "tỉnh Phú Tho", sure=(0.8, 0.9))
    assert reading.text == "tỉnh Phú Thọ"
    assert [word.confidence for word in reading.words] == [0.9, 0.9, DISPUTED]
    assert [r.text for r in reading.words[2].readings] == ["Thọ", "Tho"]


def test_words_torn_apart_by_one_reader_are_one_dispute() -> None:
    reading = pair("số 001085990017 cấp", "số 001085 990017 cấp")
    assert reading.text == "số 001085990017 cấp"
    assert reading.words[1].confidence == DISPUTED
    assert [r.text for r in reading.words[1].readings] == ["001085990017", "001085 990017"]


@pytest.mark.parametrize(("one", "other"), [("", "Nữ"), ("Nữ", "")])
def test_what_only_one_reader_saw_is_kept_in_doubt(one: str, other: str) -> None:
    reading = pair(one, other)
    assert reading.text == "Nữ"
    assert reading.words[0].confidence <= DISPUTED


@pytest.mark.parametrize(
    ("other", "doubted"),
    [
        ("NGUYỄN THỊ MAI", {"NGUYỄN", "MAI"}),
        ("NGUYỄN MAI l", {"MAI"}),
        ("— NGUYỄN MAI ...", set()),
    ],
)
def test_a_word_only_the_second_saw_puts_its_neighbours_in_doubt(
    other: str, doubted: set[str]
) -> None:
    reading = pair("NGUYỄN MAI", other)
    assert reading.text == "NGUYỄN MAI"
    assert {word.text for word in reading.words if word.confidence <= DISPUTED} == doubted
    assert reading.readings[1].text == other


@given(st.lists(st.sampled_from(["a", "b", "c"])), st.lists(st.sampled_from(["a", "b", "c"])))
def test_only_words_that_both_read_are_trusted(one: list[str], other: list[str]) -> None:
    for word in pair(" ".join(one), " ".join(other)).words:
        texts = [reading.text for reading in word.readings]
        assert word.confidence <= DISPUTED or texts == [word.text, word.text]


class Seen(Says):
    """Notes which part of a line it was shown."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, text)
        self.widths: list[int] = []

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        self.widths += [line.shape[1] for line in lines]
        return super().read(lines)


def sparing(first: str, second: Seen, *, known: int, line: Grey = LINE) -> LineReading:
    readers = PairReader(Says("a", first), second).sparing(lambda _: known)
    (reading,) = readers.read([line])
    return reading


def test_known_print_is_not_read_a_second_time_its_value_is() -> None:
    second = Seen("b", "AN")
    reading = sparing("Họ tên: AN", second, known=2)
    assert second.widths == [200 - 19]  # between the label's last word and the value
    assert [word.text for word in reading.words] == ["Họ", "tên:", "AN"]
    assert [len(word.readings) for word in reading.words] == [0, 0, 2]
    assert reading.words[2].rect == (20, 0, 29, 20)


def test_a_dispute_about_the_value_lies_where_the_value_is() -> None:
    reading = sparing("Họ tên:", Seen("b", "AN"), known=2, line=line_with_ink(at=100))
    assert [r.text for r in reading.readings] == ["Họ tên:", "AN"]
    assert reading.words[-1].confidence == DISPUTED  # something stands behind the label


def test_a_whole_line_of_known_print_is_left_alone() -> None:
    second = Seen("b", "anything")
    reading = sparing("Độc lập", second, known=2)
    assert second.widths == []
    assert reading.text == "Độc lập"


def line_with_ink(*, at: int) -> Grey:
    line = LINE.copy()
    line[10:30, at : at + 20] = 0
    return line


class Sees:
    """A reader that says how dark the middle of its line is."""

    version = "test"

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        return [
            LineReading((ReadWord(str(int(line[20, 100])), (0, 0, 9, 20), 0.9),)) for line in lines
        ]


def test_each_reader_may_have_its_own_picture_of_a_line() -> None:
    dark = np.full_like(LINE, 7)
    (reading,) = PairReader(Sees("a"), Sees("b")).read([dark], again=[LINE])
    assert [r.text for r in reading.readings] == ["7", "255"]


def test_stops_of_a_leader_are_no_dispute() -> None:
    one = Says("a", "Sinh ngày 18/07/.1959")
    (reading,) = PairReader(one, Says("b", "Sinh ngày 18/07/1959")).read(
        [LINE], again=[LINE.copy()]
    )
    assert [w.text for w in reading.words] == ["Sinh", "ngày", "18/07/1959"]
    assert {w.confidence for w in reading.words} == {0.9}
