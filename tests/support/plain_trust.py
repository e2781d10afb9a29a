"""Trust for tests of what is read: surely read is accepted, whatever the table of the day says."""

import math

from extract.calibration import Calibration, Curve
from extract.evidence import Trust
from extract.kinds import kind_names

SURE = math.log(0.8 / 0.2)  # the weakest word's confidence, as log odds


def plain_trust(**changes: object) -> Trust:
    """Values whose weakest word is read at .8 or better are accepted; pools hold for all kinds."""
    pools = {
        f"{source}/{kind}": Curve((SURE,), (100_000,), (0,))
        for source in ("read", "alone", "typed", "code", "derived")
        for kind in kind_names()
    }
    steps = tuple((x / 4, 1 / (1 + math.exp(-x / 4))) for x in range(-40, 41))
    return Trust(
        calibration=Calibration(weights={"least": 1.0}, steps=steps, pools=pools), **changes
    )
