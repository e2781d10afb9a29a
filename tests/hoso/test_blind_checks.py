"""What people find when they check blindly stops the acceptance of a kind, by itself and aloud."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.bounds import fewest_samples, lower_bound
from extract.calibration import TARGET
from extract.kinds import kind_names
from hoso.blind_checks import Tally, acceptance_of, stopped, stopped_sentences, tallies
from hoso.messages import Texts
from hoso.settings import SettingError, Settings, read_settings
from storage.index import open_index
from storage.store import Store, open_store

CHECKS = st.lists(
    st.dictionaries(
        st.sampled_from(["sex", "date", "person_name"]),
        st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda t: [max(t), min(t)]),
    ),
    max_size=20,
)


@given(CHECKS)
def test_nothing_is_counted_twice_and_nothing_left_out(checks) -> None:
    found = tallies(checks)
    for place in (0, 1):
        wanted = sum(counts[place] for check in checks for counts in check.values())
        assert sum((t.samples, t.errors)[place] for t in found.values()) == wanted
    assert tallies(reversed(checks)) == found


@settings(deadline=None)
@given(st.integers(1, 5000), st.integers(0, 50))
def test_a_kind_stops_when_its_errors_speak_against_the_target(samples: int, errors: int) -> None:
    errors = min(errors, samples)
    tally = Tally(samples, errors)
    if tally.holds(TARGET):
        assert lower_bound(errors, samples) <= TARGET + 1e-9
        assert samples < fewest_samples(TARGET) or errors <= TARGET * samples
        assert Tally(samples + 1, errors).holds(TARGET) or samples + 1 >= fewest_samples(TARGET)
    else:
        assert errors > TARGET * samples
        assert not Tally(samples, min(errors + 1, samples)).holds(TARGET)


@pytest.mark.parametrize(
    ("samples", "errors", "holds"),
    [(0, 0, True), (50, 0, True), (5, 1, False), (100, 1, True), (100, 3, False),
     (1000, 3, True), (1000, 4, False), (5000, 15, True)],
)  # fmt: skip
def test_one_slip_among_many_stops_nothing(samples: int, errors: int, holds: bool) -> None:
    assert Tally(samples, errors).holds(TARGET) is holds


def set_up(tmp_path: Path) -> tuple[Settings, Store]:
    env = {"HOSO_STATE": str(tmp_path / "state"), "HOSO_STORE": str(tmp_path / "store")}
    settings = read_settings(env)
    return settings, open_store(
        settings.store, secrets_folder=settings.secrets_folder, s3=None, create=True
    )


def check(store: Store, number: int, **checked: list[int]) -> None:
    entry = {"by": "lan", "record_id": f"r{number}", "version": 1, "type": "ct01"}
    store.audit.write("blind_check", entry | {"checked": checked})


def test_a_store_stops_a_kind_and_says_so(tmp_path: Path) -> None:
    settings, store = set_up(tmp_path)
    check(store, 1, sex=[1, 0], person_name=[2, 0])
    assert acceptance_of(store, settings).stopped == frozenset()
    assert stopped_sentences(store, settings, Texts("vi")) == []
    check(store, 2, sex=[1, 1], person_name=[2, 0])
    assert acceptance_of(store, settings).stopped == {"sex"}
    (sentence,) = stopped_sentences(store, settings, Texts("vi"))
    assert "giới tính" in sentence
    assert "0.3 %" in sentence


def test_the_index_tells_the_same_as_the_log(tmp_path: Path) -> None:
    settings, store = set_up(tmp_path)
    for number in range(4):
        check(store, number, sex=[3, number % 2])
    index = open_index(tmp_path / "i.sqlite", filed_types=frozenset(), audit_share=0.02)
    index.rebuild(store)
    check(store, 9, sex=[3, 1])
    assert acceptance_of(store, settings, index) == acceptance_of(store, settings)
    assert stopped(tallies(index.blind_checks()), TARGET) == {"sex"}
    again = open_index(tmp_path / "j.sqlite", filed_types=frozenset(), audit_share=0.02)
    again.rebuild(store)
    assert sorted(map(str, again.blind_checks())) == sorted(map(str, index.blind_checks()))


def test_checks_of_before_the_calibration_do_not_count(tmp_path: Path) -> None:
    _, store = set_up(tmp_path)
    check(store, 1, sex=[1, 1])
    index = open_index(tmp_path / "i.sqlite", filed_types=frozenset(), audit_share=0.02)
    index.rebuild(store)
    assert index.blind_checks(since="2999-01-01T00:00:00+00:00") == []
    assert len(index.blind_checks(since="2020-01-01T00:00:00+00:00")) == 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_kind_has_a_name(lang: str) -> None:
    texts = Texts(lang)
    assert all(texts.kind(kind) != kind for kind in kind_names() - {"money", "area"})


@pytest.mark.parametrize("value", ["0", "1", "-0.1", "viel", "nan"])
def test_a_target_that_makes_no_sense_is_refused(value: str) -> None:
    with pytest.raises(SettingError):
        read_settings({"HOSO_TARGET_ERROR": value})


def test_the_target_is_read() -> None:
    assert read_settings({}).acceptance.target == TARGET
    assert read_settings({"HOSO_TARGET_ERROR": "0.5%"}).acceptance.target == 0.005
