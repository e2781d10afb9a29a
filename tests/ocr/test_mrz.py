"""The zone of a card is read exactly, or not at all."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dossiers.fonts import Face
from ocr.engine.choose import Readers, load_readers
from ocr.engine.grammar import Grammar
from ocr.mrz import Heard, check_digit, parse_mrz, read_zones, zone_of
from ocr.page import Method, Word
from ocr.reading import read_page
from ocr.source.interface import SourcePage

WEIGHTS = Path(__file__).parents[2] / "models" / "line_reader" / "weights"
FILL = "<" * 11
ALIKE = {"0": "OD", "1": "Il", "2": "Z", "5": "S", "6": "G", "8": "B"}


def zone(seed: int) -> tuple[str, str]:
    """The two lines of some card."""
    some = random.Random(seed)
    digits = "".join(some.choices("0123456789", k=8))
    number = f"0{some.randrange(1, 97):02d}{some.randrange(4)}{digits}"
    sex = "F" if int(number[3]) % 2 else "M"
    born, expires = number[4:6] + "0714", f"{some.randrange(26, 66)}0714"
    ends = [check_digit(text) for text in (number[3:], f"{number}<<", born, expires)]
    one = f"{number[3:]}{ends[0]}{number}<<{ends[1]}"
    two = f"{born}{ends[2]}", f"{expires}{ends[3]}"
    whole = check_digit(f"{one}{two[0]}{two[1]}{FILL}")
    return f"IDVNM{one}", f"{two[0]}{sex}{two[1]}VNM{FILL}{whole}"


CARDS = st.integers(0, 10_000).map(zone)


@given(CARDS, st.randoms(use_true_random=False))
def test_fillers_and_look_alikes_do_no_harm(card: tuple[str, str], some: random.Random) -> None:
    heard = []
    for line in card:
        body = "".join(some.choice("ce-<") if char == "<" else char for char in line)
        chars = [some.choice(ALIKE[c]) if c in ALIKE and some.random() < 0.2 else c for c in body]
        heard.append(" ".join(("".join(chars[:7]), "".join(chars[7:]))))
    assert zone_of([heard[0]], [heard[1]]) == card


@given(CARDS, st.integers(0, 1), st.integers(0, 29), st.integers(1, 9))
def test_a_single_wrong_digit_makes_it_no_zone(
    card: tuple[str, str], line: int, place: int, more: int
) -> None:
    lines = list(card)
    char = lines[line][place]
    if not char.isdigit():
        return
    wrong = str((int(char) + more) % 10)
    lines[line] = lines[line][:place] + wrong + lines[line][place + 1 :]
    assert parse_mrz(*lines) is None
    assert zone_of([lines[0]], [lines[1]]) is None


@given(CARDS)
def test_the_sex_must_be_that_of_the_number(card: tuple[str, str]) -> None:
    first, second = card
    other = {"M": "F", "F": "M"}[second[7]]
    assert zone_of([first], [second[:7] + other + second[8:]]) is None
    assert zone_of([first], [second.replace("F", "E")]) == card


def test_one_reader_is_enough_and_two_that_are_both_right_are_none() -> None:
    (first, second), (other, last) = zone(1), zone(2)
    assert zone_of(["IDVNM", first], ["", second]) == (first, second)
    assert zone_of([first, other], [second, last]) is None
    assert zone_of([first], [last]) is None


def test_a_line_is_read_again_only_where_the_readings_will_not_do() -> None:
    first, second = zone(3)
    asked = []

    def again(n: int, grammar: Grammar) -> list[str]:
        asked.append((n, grammar.name))
        return [(first, second)[n]]

    rects = (100, 500, 900, 530), (102, 545, 899, 576)
    lines = [Heard(rects[0], (first[:20],)), Heard(rects[1], (second,))]
    assert read_zones(lines, again) == {0: first, 1: second}
    assert asked == [(0, "td1_first"), (1, "td1_second")]
    asked.clear()
    assert read_zones([Heard(rects[0], (first,)), lines[1]], again) == {0: first, 1: second}
    assert not asked


def test_lines_that_stand_apart_are_no_zone() -> None:
    first, second = zone(4)
    for rect in ((100, 700, 900, 730), (500, 545, 1300, 575), (100, 400, 900, 430)):
        lines = [Heard((100, 500, 900, 530), (first,)), Heard(rect, (second,))]
        assert read_zones(lines, lambda *_: []) == {}


@pytest.fixture(scope="module")
def both() -> Readers:
    return load_readers(weights=WEIGHTS)


@pytest.fixture
def words_of(draw, both: Readers) -> Callable[..., list[Word]]:
    def read(*lines: str) -> list[Word]:
        texts = [(150, 300 + 46 * n, line) for n, line in enumerate(lines)]
        page = draw(*texts, (150, 120, "Đặc điểm nhân dạng"), face=Face("cursor", bold=True))
        found = read_page(SourcePage(1, 200.0, None, lambda: page), both)
        return [word for line in found.lines for word in line.words]

    return read


@pytest.mark.parametrize("seed", range(5, 9))
def test_a_drawn_zone_is_read_to_the_letter(words_of, seed: int) -> None:
    card = zone(seed)
    first, second = (w for w in words_of(*card, "NGUYEN<<VAN<AN<<") if w.method is Method.MRZ)
    assert (first.text, second.text) == card
    assert first.confidence == 1.0
    assert first.box[0] == pytest.approx(150 / 1654, abs=0.01)
    assert second.box[1] > first.box[3] - 0.01


def test_a_drawn_zone_with_a_wrong_digit_stays_print(words_of) -> None:
    first, second = zone(6)
    wrong = second[:-1] + str((int(second[-1]) + 1) % 10)
    words = words_of(first, wrong)
    assert words
    assert not [word for word in words if word.method is Method.MRZ]
