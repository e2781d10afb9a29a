"""What frames say: letters, the likeliest readings, readings under a grammar."""

import numpy as np
import pytest

from ocr.engine.ctc import best_letters, guesses, margin
from ocr.engine.grammar import DATE, FREE, ID_CARD, PERSONAL_NUMBER, SERIAL, Grammar

CHARS = ["a", "b", "1", "7"]


def frames(*rows: dict[str, float]) -> np.ndarray:
    """Probabilities; what a row does not name is blank."""
    made = np.zeros((len(rows), len(CHARS) + 1), np.float32)
    for frame, row in zip(made, rows, strict=True):
        for char, chance in row.items():
            frame[CHARS.index(char) + 1] = chance
        frame[0] = 1 - frame.sum()
    return made


def test_letters_know_their_frames_and_repeats_are_one_letter() -> None:
    letters = best_letters(frames({"a": 0.9}, {"a": 0.8}, {}, {"a": 0.7}, {"b": 0.6}), CHARS)
    assert [(x.char, x.first, x.last) for x in letters] == [("a", 0, 1), ("a", 3, 3), ("b", 4, 4)]
    assert letters[0].confidence == pytest.approx(0.9)


def test_a_reading_gathers_all_its_alignments() -> None:
    # greedy says nothing (blank .6 twice); "a" has .4·.4 + 2·.4·.6 = .64 in all
    found = guesses(frames({"a": 0.4}, {"a": 0.4}), CHARS)
    assert found[0].text == "a"
    assert found[0].chance == pytest.approx(0.64)
    assert found[1].text == ""
    assert found[1].chance == pytest.approx(0.36)
    assert margin(found) == pytest.approx(0.64)


def test_doubled_letters_need_a_blank_between_them() -> None:
    assert guesses(frames({"a": 0.99}, {}, {"a": 0.99}), CHARS)[0].text == "aa"
    assert guesses(frames({"a": 0.99}, {"a": 0.99}), CHARS)[0].text == "a"


def test_a_grammar_hears_only_what_may_stand_there() -> None:
    two = Grammar("two", ("99",))
    heard = frames({"a": 0.7, "7": 0.3}, {}, {"1": 0.6, "7": 0.4})
    found = guesses(heard, CHARS, grammar=two)
    assert [guess.text for guess in found] == ["71", "77"]
    assert margin(found) == pytest.approx(0.6)
    assert guesses(frames({"a": 0.99}), CHARS, grammar=two) == []
    assert margin([]) == 0.0


@pytest.mark.parametrize(
    ("grammar", "good", "bad"),
    [
        (PERSONAL_NUMBER, "079184991234", "07918499123"),
        (ID_CARD, "271234567", "2712345678"),
        (DATE, "29/02/2024", "29/02/2023"),
        (DATE, "5.10.1963", "5.13.1963"),
        (SERIAL, "BP 123456", "B 123456"),
        (SERIAL, "AA01234567", "AA0123456"),
        (FREE, "anything", None),
    ],
)
def test_grammars_accept_whole_texts(grammar: Grammar, good: str, bad: str | None) -> None:
    assert grammar.accepts(good)
    assert all(grammar.may_follow(good[:n], good[n]) for n in range(len(good)))
    assert bad is None or not grammar.accepts(bad)
