"""The reliability page: every value in one bin, drawings that stand alone."""

import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.calibration import packaged
from hoso.reliability import Reliability, page_of, summed

VALUES = st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), max_size=60)


@settings(deadline=None)
@given(VALUES)
def test_every_value_is_in_one_bin(values) -> None:
    one = Reliability()
    for sure, accepted, right in values:
        one.add(sure, accepted=accepted, right=right)
    assert sum(b.count for b in one.bins) == len(values)
    assert one.accepted == sum(accepted for _, accepted, _ in values)
    assert one.wrong == sum(accepted and not right for _, accepted, right in values)
    both = summed([one, one])
    assert (both.accepted, both.wrong) == (2 * one.accepted, 2 * one.wrong)


def test_the_page_draws_its_curves_and_fetches_nothing() -> None:
    one = Reliability(printed=40)
    for n in range(40):
        one.add(n / 40, accepted=n > 30, right=n % 7 > 0)
    page = page_of({"sex": one}, packaged(), 0.003)
    assert "http" not in page
    assert "<script" not in page
    drawn = page[page.index("<svg") : page.index("</svg>") + 6]
    svg = ET.fromstring(drawn)
    assert len(svg.findall("circle")) == sum(b.count > 0 for b in one.bins)
    assert "rests on" in page
    assert packaged().level("sex", "read", 0.003).pool in page
