"""Ways to read a part of a paper that is no label with a value: each TOML ``[[blocks]]`` names one.

In go the paper on hand and the options of the block, out come pieces of print by field.
"""

from collections.abc import Callable, Mapping

from extract.context import Context, Pieces
from extract.strategies import letterhead

Strategy = Callable[[Context, Mapping[str, str]], Pieces]

STRATEGIES: dict[str, Strategy] = {
    "letterhead": letterhead.read,
}
