"""What the decisions on a draft say now, path by path.

In: a draft's decisions, the oldest first. Out: ``Standing`` for each path. Pure.

Paths are those of ``Decision`` (``full_name``, ``members.2.sex``, ``members.2``); two kinds of our
own stand beside them: ``PATH~typing`` is text that was typed but not yet confirmed, and
``~agreed:…`` says that a person has compared and the paper really says so. What somebody types in a
blind check stands under ``~blind:PATH`` and counts for nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.drafts import BLIND, TYPING, Decision, Verdict

AGREED = "~agreed:"


@dataclass(frozen=True, slots=True)
class Standing:
    """``latest`` counts unless there are ``rivals``: what others decided unseen by its author.

    ``typing``: unconfirmed text that is newer than ``latest``. ``place``: how many decisions of the
    draft came before ``latest`` (-1: none).
    """

    latest: Decision | None = None
    rivals: tuple[Decision, ...] = ()
    typing: Decision | None = None
    place: int = -1

    @property
    def verdict(self) -> Verdict | None:
        """What stands; ``None`` where nothing was decided, or it was reopened."""
        if self.latest is None or self.latest.verdict is Verdict.REOPENED:
            return None
        return self.latest.verdict

    @property
    def open_text(self) -> str | None:
        """Typed but not confirmed."""
        return self.typing.value or "" if self.typing is not None else None


NOTHING = Standing()


def standings(decisions: Iterable[Decision]) -> dict[str, Standing]:
    """For every path that was decided or typed on."""
    ordered = [one for one in decisions if not one.path.startswith(BLIND)]
    places = {one.id: place for place, one in enumerate(ordered)}
    paths: dict[str, list[Decision]] = {}
    for one in ordered:
        paths.setdefault(one.path, []).append(one)
    found = {}
    for path in {path.removesuffix(TYPING) for path in paths}:
        made = paths.get(path, [])
        typed = paths.get(path + TYPING, [])
        latest = made[-1] if made else None
        place = places[latest.id] if latest else -1
        open_typing = typed[-1] if typed and places[typed[-1].id] > place else None
        if open_typing is not None and open_typing.verdict is Verdict.REOPENED:
            open_typing = None
        found[path] = Standing(latest, _rivals(made), open_typing, place)
    return found


def _rivals(made: list[Decision]) -> tuple[Decision, ...]:
    """Decisions that differ from the last one, by others, and that nobody has seen since.

    Whoever has seen one decision has seen all before it.
    """
    if len(made) < 2:
        return ()
    order = {one.id: number for number, one in enumerate(made)}
    seen = max((order.get(one.saw or "", -1) for one in made), default=-1)
    last = made[-1]
    others: dict[str, Decision] = {}
    for one in made[seen + 1 : -1] if seen < len(made) - 1 else []:
        others[one.by] = one  # of one person only the newest
    return tuple(one for one in others.values() if one.by != last.by and not same(one, last))


def same(one: Decision, other: Decision) -> bool:
    """Do they say the same?"""
    return one.verdict == other.verdict and (one.value or "") == (other.value or "")


def agreed(found: Mapping[str, Standing], name: str, paths: Iterable[str]) -> bool:
    """Has a person said that the paper really says so, after the last change of these paths?"""
    said = found.get(AGREED + name, NOTHING)
    if said.verdict is not Verdict.VALUE:
        return False
    return said.place > max((found.get(path, NOTHING).place for path in paths), default=-1)
