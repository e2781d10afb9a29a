"""Where the two packages differ, as a committed report.

In: each old commune with what both say. Out: Markdown: counts, and every commune on which they do
not agree, so that somebody can look the resolution up.
"""

from dataclasses import dataclass, field

from models.administrative_units.sources import District, Province, Ward

_HEAD = """\
# Administrative units: what the two sources say differently

Made by `make units`. First: `vietnamadminunits` 1.0.4; second: `vn-address-converter` 0.1.3. The
table has the successors of both: a commune with more than one is never decided by the program.
"""


@dataclass
class Differences:
    """``names``: of the new communes by code."""

    names: dict[str, str]
    counts: dict[str, int] = field(default_factory=dict)
    other: list[str] = field(default_factory=list)
    only_first: list[str] = field(default_factory=list)
    only_second: list[str] = field(default_factory=list)
    unknown_districts: list[str] = field(default_factory=list)

    def compare(self, province: Province, district: District, ward: Ward) -> None:
        place = f"{ward.name or '(không có cấp xã)'}, {district.name}, {province.name}"
        if not ward.first:
            self._count("only the second names it (merged before 2025)")
            self.only_second.append(f"{place}: {self._named(ward.second)}")
        elif not ward.second:
            self._count("only the first names it")
            self.only_first.append(f"{place}: {self._named(ward.first)}")
        elif not ward.second <= ward.first:
            self._count("different successors")
            said = f"{self._named(ward.first)} | {self._named(ward.second)}"
            self.other.append(f"{place}: {said}")
        elif len(ward.first) > 1:
            self._count("split; the second names one of the parts")
        else:
            self._count("the same successor")

    def summary(self) -> str:
        return "; ".join(f"{what}: {count}" for what, count in sorted(self.counts.items()))

    def text(self) -> str:
        rows = "".join(f"| {what} | {count} |\n" for what, count in sorted(self.counts.items()))
        parts = [f"{_HEAD}\n| old communes | |\n|---|---|\n{rows}"]
        for title, lines in (
            ("Different successors (first | second)", self.other),
            ("Only the first names it", self.only_first),
            ("Only the second names it", self.only_second),
            ("Districts of the second that the first does not know", self.unknown_districts),
        ):
            listed = "".join(f"- {line}\n" for line in sorted(lines))
            parts.append(f"## {title}\n\n{listed or '(none)' + chr(10)}")
        return "\n".join(parts)

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def _named(self, codes: set[str]) -> str:
        return "; ".join(f"{self.names[code]} {code}" for code in sorted(codes)) or "–"
