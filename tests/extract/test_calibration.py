"""When a kind is accepted: enough samples, few enough errors, and like its pool."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_trust import plain_trust

from extract.bounds import fewest_samples, upper_bound
from extract.calibration import Calibration, Curve, interpolated, packaged
from extract.evidence import Trust, field_of, judged, piece_of
from extract.kinds import kind_names
from extract.layout import Token
from extract.signs import Signs, signs_of
from models.trust.calibrate import as_json
from models.trust.fit import fit, fold_of, groups, steps_of
from models.trust.samples import Sample
from ocr.page import Method, Reading

TARGET = 0.003
ENOUGH = fewest_samples(TARGET)


def curve(*rows: tuple[float, int, int]) -> Curve:
    return Curve(*map(tuple, zip(*rows, strict=True)))


def table(**pools: Curve) -> Calibration:
    named = {name.replace("__", "/"): one for name, one in pools.items()}
    return Calibration(groups={"sex": "words", "religion": "words"}, pools=named)


def token(text: str, *readings: tuple[str, str, float], method: Method = Method.OCR) -> Token:
    told = tuple(Reading(*reading) for reading in readings)
    sure = max((r.confidence for r in told), default=1.0)
    return Token(text, (0.1, 0.1, 0.2, 0.12), 1, sure, method, told)


def agreed(text: str) -> tuple[Token, ...]:
    return tuple(token(w, ("hoso", w, 0.999), ("tesseract", w, 0.95)) for w in text.split())


def test_a_kind_with_too_few_samples_is_never_accepted() -> None:
    few = table(read__sex=curve((1.0, ENOUGH - 1, 0)), read=curve((1.0, ENOUGH - 1, 0)))
    assert few.level("sex", "read", TARGET).reason == "bound_too_high"
    enough = table(read__sex=curve((1.0, ENOUGH, 0)))
    assert enough.level("sex", "read", TARGET).pool == "read/sex"


def test_a_kind_without_samples_of_its_own_rests_on_no_pool() -> None:
    pools = table(read__words=curve((1.0, 9000, 0)), read=curve((1.0, 9000, 0)))
    assert pools.level("sex", "read", TARGET).reason == "no_samples"


def test_a_kind_with_some_samples_rests_on_its_group_then_on_all() -> None:
    own = curve((2.0, 100, 0))
    group = table(read__sex=own, read__words=curve((2.0, 2000, 0)), read=curve((1.0, 9000, 0)))
    assert group.level("sex", "read", TARGET).pool == "read/words"
    every = table(read__sex=own, read__words=curve((2.0, 200, 0)), read=curve((1.0, 9000, 0)))
    assert every.level("sex", "read", TARGET).pool == "read"


def test_a_kind_that_goes_wrong_in_a_good_pool_is_left_out() -> None:
    bad = table(read__sex=curve((2.0, 100, 4)), read=curve((1.0, 9000, 4)))
    assert bad.level("sex", "read", TARGET).reason == "unlike_its_pool"
    assert bad.level("sex", "read", 0.1).score is not None


def test_the_loosest_level_that_holds_is_taken() -> None:
    one = curve((3.0, 1500, 0), (2.0, 3000, 2), (1.0, 4000, 30), (0.0, 9000, 500))
    assert one.level(TARGET) == 2.0
    assert one.level(0.02) == 1.0
    assert one.level(0.0001) is None


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 3000), st.integers(0, 5)), min_size=1, max_size=12),
    st.floats(0.0005, 0.05),
)
def test_whatever_the_counts_the_bound_holds_at_the_level(steps, target) -> None:
    rows, samples, errors = [], 0, 0
    for place, (more, wrong) in enumerate(steps):
        samples, errors = samples + more, errors + min(more, wrong)
        rows.append((10.0 - place, samples, errors))
    one = curve(*rows)
    level = one.level(target)
    if level is not None:
        assert upper_bound(one.at(level)[1], one.at(level)[0]) <= target + 1e-9


@given(st.lists(st.tuples(st.floats(-9, 9), st.booleans()), min_size=1, max_size=200))
def test_probabilities_rise_with_the_score(pairs) -> None:
    steps = steps_of([s for s, _ in pairs], [good for _, good in pairs])
    asked = [interpolated(steps, x / 10) for x in range(-100, 101)]
    assert asked == sorted(asked)
    assert all(0 < p < 1 for p in asked)


# From values to their status


def test_readers_that_differ_are_no_agreement() -> None:
    differ = [*agreed("Nguyễn Văn"), token("An", ("hoso", "An", 0.99), ("tesseract", "Ân", 0.9))]
    told = signs_of(differ, method="ocr", raw="Nguyễn Văn An", sure=0.9, repaired=False)
    assert (told.source, told.agreed, told.disputed) == ("read", False, True)
    alone = [token("An", ("tesseract", "An", 0.99), ("tesseract-eng", "An", 0.9))]
    assert signs_of(alone, method="ocr", raw="An", sure=0.9, repaired=False).source == "alone"


def test_a_doubt_of_a_check_is_never_weighed_away() -> None:
    trust = plain_trust()
    item = field_of(piece_of(agreed("NGUYỄN V4N AN")), "person_name")
    assert judged(item, "person_name", "ct01.full_name", trust).status == "review"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stopped": frozenset({"person_name"})}, "acceptance_stopped"),
        ({"calibration": Calibration()}, "not_calibrated"),
    ],
)
def test_what_may_not_be_accepted_says_why(change, code) -> None:
    item = field_of(piece_of(agreed("NGUYỄN VĂN AN")), "person_name")
    assert judged(item, "person_name", "ct01.full_name", plain_trust()).status == "accepted"
    trust = replace(plain_trust(), _levels={}, **change)
    told = judged(item, "person_name", "ct01.full_name", trust)
    assert (told.status, [doubt.code for doubt in told.doubts]) == ("review", [code])


def test_a_field_that_is_held_back_waits_for_a_person() -> None:
    plain = plain_trust()
    held = replace(plain.calibration, held=frozenset({"ct01.full_name"}))
    item = field_of(piece_of(agreed("NGUYỄN VĂN AN")), "person_name")
    assert judged(item, "person_name", "ct01.full_name", Trust(held)).status == "review"
    assert judged(item, "person_name", "ct07.full_name", Trust(held)).status == "accepted"


# The recipe


def drawn(count: int, *, wrong_below: float) -> list[Sample]:
    """Samples whose weakest word tells whether they are right."""
    made = []
    for n in range(count):
        sure = 0.5 + 0.4999 * ((n * 37) % count) / count
        signs = Signs("read", agreed=True, least=sure, second=sure, words=2)
        kind = ("sex", "religion")[n % 2]
        paper = f"ct01/{n // 4}"
        made.append(Sample(kind, f"ct01.{kind}", signs, sure >= wrong_below, paper, "print"))
    return made


def test_what_is_learnt_accepts_the_sure_and_not_the_unsure() -> None:
    made = fit(drawn(6000, wrong_below=0.6), made="", source={})
    level = made.level("sex", "read", TARGET)
    assert level.score is not None
    assert level.bound <= TARGET
    for sure, accepted in ((0.99, True), (0.55, False)):
        signs = Signs("read", agreed=True, least=sure, second=sure, words=2)
        assert (made.score("sex", signs) >= level.score) is accepted


def test_the_levels_of_damage_of_one_text_are_in_one_fold() -> None:
    one = drawn(4, wrong_below=0.6)
    assert len({fold_of(sample) for sample in one}) == 1


def test_every_kind_has_a_group() -> None:
    assert set(groups()) == kind_names()


def test_the_table_of_the_package_is_read_back_as_it_was_written() -> None:
    table = packaged()
    assert json.loads(json.dumps(as_json(table)))["pools"].keys() == table.pools.keys()
    assert table.made
    assert {kind for kind, _ in table.kinds()} <= kind_names()
