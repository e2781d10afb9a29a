"""Shards of drawn lines on disk: ``NAME.npy`` (all strips, flat) and ``NAME.json`` (widths, texts).

In: a count and a seed. Out: files that training maps into memory.
``python -m models.line_reader.shards OUT COUNT SEED [--longest N] [--values|--capitals|--sealed]``
draws one shard, about 300 lines/s; ``--values``: only what stands on forms, on leaders and in
boxes; ``--capitals``: only lines in capitals, where a tone above a circumflex is smallest;
``--sealed``: running text under black seals.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.line_reader.drawing import Grey, draw_line
from models.line_reader.texts import LONGEST, Text, random_text
from models.line_reader.wear import wear
from ocr.engine.strips import HEIGHT, STEP, WIDEST, to_strip


@dataclass(frozen=True, slots=True)
class Sample:
    """A line at the network's height, and what it says."""

    strip: Grey
    text: str


def drawn_pictures(
    seed: int,
    *,
    longest: int = LONGEST,
    keep: Callable[[Text], bool] | None = None,
    hand: bool = False,
    sealed: bool = False,
) -> Iterator[tuple[Grey, str]]:
    """Line pictures without end, with their truth, as a reader gets them.

    ``keep`` picks among the texts; ``hand`` sets all of them in pen-like faces; ``sealed`` lays a
    black seal over all of them.
    """
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    while True:
        text = random_text(rng, longest=longest)
        if keep is not None and not keep(text):
            continue
        clean = draw_line(text, rng, hand=hand, sealed=sealed)
        if clean is not None and clean.shape[0] >= 8:
            yield wear(clean, noise), text.truth


def _on_forms(text: Text) -> bool:
    return text.value or text.boxed


def _in_text(text: Text) -> bool:
    return not _on_forms(text)


def _in_capitals(text: Text) -> bool:
    return text.truth.isupper()


def drawn_samples(
    seed: int,
    *,
    longest: int = LONGEST,
    keep: Callable[[Text], bool] | None = None,
    sealed: bool = False,
) -> Iterator[Sample]:
    """Strips that fit the network and leave CTC a frame per character and one per repeat."""
    for picture, text in drawn_pictures(seed, longest=longest, keep=keep, sealed=sealed):
        strip = to_strip(picture).image
        repeats = sum(a == b for a, b in itertools.pairwise(text))
        if (len(text) + repeats + 1) * STEP < strip.shape[1] <= WIDEST:
            yield Sample(strip, text)


def write_shard(
    path: Path,
    count: int,
    seed: int,
    *,
    longest: int = LONGEST,
    keep: Callable[[Text], bool] | None = None,
    sealed: bool = False,
) -> None:
    """Draw ``count`` lines; the shard appears under its name only when whole."""
    cv2.setNumThreads(1)
    source = drawn_samples(seed, longest=longest, keep=keep, sealed=sealed)
    samples = [next(source) for _ in range(count)]
    path.parent.mkdir(parents=True, exist_ok=True)
    index = {"widths": [s.strip.shape[1] for s in samples], "texts": [s.text for s in samples]}
    path.with_suffix(".json").write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as file:
        np.save(file, np.concatenate([sample.strip.ravel() for sample in samples]))
    unfinished.rename(path.with_suffix(".npy"))


def read_shard(path: Path) -> list[Sample]:
    """The samples of ``NAME.npy``, mapped, not loaded."""
    index = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    flat: npt.NDArray[np.uint8] = np.load(path, mmap_mode="r")
    samples, start = [], 0
    for width, text in zip(index["widths"], index["texts"], strict=True):
        end = start + width * HEIGHT
        samples.append(Sample(flat[start:end].reshape(HEIGHT, width), text))
        start = end
    return samples


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--longest", type=int, default=LONGEST)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--values", dest="keep", action="store_const", const=_on_forms)
    which.add_argument("--capitals", dest="keep", action="store_const", const=_in_capitals)
    which.add_argument("--sealed", dest="keep", action="store_const", const=_in_text)
    asked = parser.parse_args()
    write_shard(
        asked.out,
        asked.count,
        asked.seed,
        longest=asked.longest,
        keep=asked.keep,
        sealed=asked.keep is _in_text,
    )
