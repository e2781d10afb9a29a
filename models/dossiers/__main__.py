"""`python -m models.dossiers`: draw dossiers, or single papers of one type.

In: arguments. Out: scans under --out and their truth under --truth.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from models.dossiers.batch import draw_batch
from models.dossiers.damage import LEVELS
from models.dossiers.draw import TYPES, draw_paper, write_paper
from models.dossiers.files import KINDS, write_pages, write_truth
from models.dossiers.pdf import write_pdf


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m models.dossiers", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the scans")
    parser.add_argument("--truth", type=Path, required=True, help="folder of the truth")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--level", choices=LEVELS, default="print")
    parser.add_argument("--dpi", type=int, default=300)
    parser.add_argument("--dossiers", type=int, default=12)
    parser.add_argument("--paper", choices=TYPES, help="draw single papers of this type instead")
    parser.add_argument("--variant", help="with --paper: only this variant")
    parser.add_argument("--count", type=int, default=1, help="with --paper: how many")
    parser.add_argument("--kind", choices=(*KINDS, "tif"), help="with --paper: kind of file")
    parser.add_argument(
        "--digital", action="store_true", help="with --paper: PDF with a text layer, no scan"
    )
    return parser.parse_args(words)


def _digital(args: argparse.Namespace) -> None:
    """Single papers as born-digital PDF with a text layer."""
    args.out.mkdir(parents=True, exist_ok=True)
    for i in range(args.count):
        rng = random.Random(f"{args.paper}/{args.seed * 100_000 + i}")
        sheet = write_paper(args.paper, rng, variant=args.variant)
        path = args.out / f"{args.paper}-{i + 1:04d}.pdf"
        write_pdf(path, [sheet])
        write_truth(args.truth / f"{path.name}.json", [sheet.truth()])


def _papers(args: argparse.Namespace) -> None:
    args.out.mkdir(parents=True, exist_ok=True)
    for i in range(args.count):
        seed = args.seed * 100_000 + i
        paper = draw_paper(
            args.paper, seed=seed, level=args.level, dpi=args.dpi, variant=args.variant
        )
        kind = args.kind or ("png" if len(paper.pages) == 1 else "pdf")
        if len(paper.pages) > 1 and kind in ("png", "jpg"):
            kind = "tiff"
        path = args.out / f"{args.paper}-{i + 1:04d}.{kind}"
        write_pages(path, paper.pages, dpi=paper.truth["damage"][0]["dpi"])
        write_truth(args.truth / f"{path.name}.json", [paper.truth])


def main(words: list[str] | None = None) -> int:
    args = _arguments(sys.argv[1:] if words is None else words)
    if args.paper and args.digital:
        _digital(args)
    elif args.paper:
        _papers(args)
    else:
        draw_batch(
            args.out,
            truth=args.truth,
            seed=args.seed,
            dossiers=args.dossiers,
            level=args.level,
            dpi=args.dpi,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
