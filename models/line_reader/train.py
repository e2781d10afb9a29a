"""Trains the network with CTC on the drawn shards; resumable; made for two CPU cores.

Two processes of one thread each, their gradients averaged at every step: on a machine that others
use too, two threads in one process wait for each other at every layer.

``python -m models.line_reader.train FOLDER MINUTES`` reads ``FOLDER/shards`` (``short*`` in the
first tenth of the time, then ``full*``; ``held`` is never trained on), looks for new shards at
every pass, keeps ``FOLDER/last.pt`` and goes on from it. A line per evaluation goes to
``FOLDER/curve.tsv``: seconds, steps, lines seen, loss, lines exact, CER.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, distributed, multiprocessing
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from models.line_reader.alphabet import CHARSET, CLASSES, encode
from models.line_reader.drawing import Grey
from models.line_reader.network import LineNetwork
from models.line_reader.scores import Score, score
from models.line_reader.shards import Sample, read_shard
from ocr.engine.strips import HEIGHT, STEP, as_input

SEED = 1
WORKERS = 2
RATE = 2.5e-3  # highest learning rate
WARM, SHORT = 0.03, 0.1  # shares of the time: rate rises; short lines only
AREA = 8000  # columns in a batch
MEMORY = 0.998  # of the average of the weights, a step
SAVE_EVERY, TELL_EVERY = 60, 150  # seconds


@dataclass(slots=True)
class Progress:
    """How far the training has come."""

    seconds: float = 0.0
    steps: int = 0
    lines: int = 0
    peak: float = RATE
    short: float = SHORT


def rate(share: float, peak: float = RATE) -> float:
    """Learning rate after a share of the time: a short rise, then a cosine down to a hundredth."""
    if share < WARM:
        return peak * max(share / WARM, 0.02)
    down = 0.5 * (1 + math.cos(math.pi * min(1.0, (share - WARM) / (1 - WARM))))
    return peak * (0.01 + 0.99 * down)


def vary(strip: Grey, rng: random.Random, noise: np.random.Generator) -> Grey:
    """Cheap changes at every pass: width, a row up or down, blur, grain, contrast."""
    width = max(8, round(strip.shape[1] * rng.uniform(0.9, 1.12)))
    work = np.asarray(cv2.resize(strip, (width, HEIGHT), interpolation=cv2.INTER_LINEAR))
    if rng.random() < 0.4:
        up, down = rng.randint(-1, 2), rng.randint(-1, 2)
        work = work[max(0, -up) : HEIGHT - max(0, -down)]
        work = cv2.copyMakeBorder(
            work, max(0, up), max(0, down), 0, 0, cv2.BORDER_CONSTANT, value=255
        )
        work = cv2.resize(work, (width, HEIGHT), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.25:
        work = cv2.GaussianBlur(work, (0, 0), rng.uniform(0.3, 0.8))
    grey = work.astype(np.float32)
    if rng.random() < 0.4:
        grey += noise.standard_normal(grey.shape, dtype=np.float32) * rng.uniform(1, 10)
    if rng.random() < 0.3:
        grey = 255 - (255 - grey) * rng.uniform(0.6, 1.2)
    return np.clip(grey, 0, 255).astype(np.uint8)


def batches(samples: list[Sample], rng: random.Random) -> Iterator[list[Sample]]:
    """One pass in random order; lines of similar width together, about ``AREA`` columns each."""
    order = list(range(len(samples)))
    rng.shuffle(order)
    for start in range(0, len(order), 2048):
        block = sorted(order[start : start + 2048], key=lambda n: samples[n].strip.shape[1])
        groups: list[list[Sample]] = [[]]
        for sample in (samples[n] for n in block):
            if groups[-1] and (len(groups[-1]) + 1) * sample.strip.shape[1] > AREA:
                groups.append([])
            groups[-1].append(sample)
        rng.shuffle(groups)
        yield from groups


class Training:
    """The network, its optimiser and where their checkpoint lies; one of ``WORKERS`` alike."""

    def __init__(self, folder: Path, minutes: float, worker: int) -> None:
        torch.manual_seed(SEED)
        self.folder, self.limit, self.worker = folder, minutes * 60, worker
        self.network = LineNetwork(CLASSES).to(memory_format=torch.channels_last)
        self.optimiser = torch.optim.AdamW(self.network.parameters(), RATE, weight_decay=0.01)
        self.average = AveragedModel(
            self.network, multi_avg_fn=get_ema_multi_avg_fn(MEMORY), use_buffers=True
        )
        self.progress = Progress()
        self.losses: list[float] = []
        self._clock = time.perf_counter()
        if (folder / "last.pt").exists():
            state = torch.load(folder / "last.pt")
            self.network.load_state_dict(state["network"])
            if "optimiser" in state:  # a checkpoint of ``warm`` has none
                self.optimiser.load_state_dict(state["optimiser"])
            self.progress = Progress(**state["progress"])
            self.average.module.load_state_dict(state.get("average", state["network"]))
            self.average.n_averaged.fill_(1)  # or the first step would begin it anew
        seed = SEED + WORKERS * self.progress.steps + worker
        self._rng, self._noise = random.Random(seed), np.random.default_rng(seed)

    def run(self) -> None:
        """Trains until the time is up, saving and telling on the way."""
        saved = told = self.progress.seconds
        for group in self._groups():
            self._step(group)
            if self.progress.seconds - saved > SAVE_EVERY:
                saved = self.progress.seconds
                self.save()
            if self.progress.seconds - told > TELL_EVERY:
                told = self.progress.seconds
                self.tell(120)
        self.save()
        self.tell(500)

    def _share(self) -> float:
        return self.progress.seconds / self.limit

    def _groups(self) -> Iterator[list[Sample]]:
        """Batches of the stage that is on, until the time is up."""
        while self._share() < 1:
            short = self._share() < self.progress.short
            paths = sorted((self.folder / "shards").glob("short*.npy" if short else "full*.npy"))
            samples = [sample for path in paths for sample in read_shard(path)]
            for group in batches(samples, self._rng):
                if self._share() >= 1 or (self._share() < self.progress.short) != short:
                    break
                yield group

    def _step(self, group: list[Sample]) -> None:
        share = rate(self._share(), self.progress.peak)
        for settings in self.optimiser.param_groups:
            settings["lr"] = share
        strips = [vary(sample.strip, self._rng, self._noise) for sample in group]
        targets = [encode(sample.text) for sample in group]
        with torch.autocast("cpu", dtype=torch.bfloat16):  # half as long again without
            frames = self.network.see(_tensor(strips))
        logits = self.network.speak(frames.float())
        loss = functional.ctc_loss(
            logits.log_softmax(-1).transpose(0, 1),
            torch.tensor([number for target in targets for number in target]),
            torch.tensor([-(-strip.shape[1] // STEP) for strip in strips]),
            torch.tensor([len(target) for target in targets]),
            zero_infinity=True,
        )
        self.optimiser.zero_grad()
        loss.backward()
        self._share_out(len(group))
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        if not self.worker:
            self.average.update_parameters(self.network)
        self.progress.steps += 1
        self.losses = [*self.losses[-199:], float(loss.item())]

    def _share_out(self, lines: int) -> None:
        """Averages the gradients and the clock, so that all workers stay alike."""
        now = time.perf_counter()
        seconds, self._clock = now - self._clock, now
        grads = [p.grad for p in self.network.parameters() if p.grad is not None]
        own = [torch.tensor([seconds, lines], dtype=torch.float32)]
        flat = torch.cat([g.flatten() for g in grads] + own)
        distributed.all_reduce(flat)
        flat /= WORKERS
        for grad, part in zip(grads, flat[:-2].split([g.numel() for g in grads]), strict=True):
            grad.copy_(part.view_as(grad))
        self.progress.seconds += float(flat[-2])
        self.progress.lines += round(float(flat[-1]) * WORKERS)

    def save(self) -> None:
        """The checkpoint, replaced as a whole."""
        if self.worker:
            return
        state = {
            "network": self.network.state_dict(),
            "average": self.average.module.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "progress": asdict(self.progress),
        }
        torch.save(state, self.folder / "next.pt")
        (self.folder / "next.pt").replace(self.folder / "last.pt")

    def tell(self, count: int) -> None:
        """Reads held-out lines and notes the figures."""
        if self.worker:
            return
        got = self._held(count)
        mean = sum(self.losses) / max(1, len(self.losses))
        p = self.progress
        with (self.folder / "curve.tsv").open("a", encoding="utf-8") as file:
            file.write(
                f"{p.seconds:.0f}\t{p.steps}\t{p.lines}\t{mean:.3f}\t{got.exact:.3f}\t{got.cer:.4f}\n"
            )

    def _held(self, count: int) -> Score:
        self.average.eval()
        pairs = []
        with torch.no_grad():
            for sample in read_shard(self.folder / "shards" / "held.npy")[:count]:
                best = self.average.module(_tensor([sample.strip]))[0].argmax(-1).tolist()
                kept = [b for a, b in zip([0, *best], best, strict=False) if b and a != b]
                pairs.append(("".join(CHARSET[n - 1] for n in kept), sample.text))
        return score(pairs)


def _tensor(strips: list[Grey]) -> Tensor:
    return torch.from_numpy(as_input(strips)).contiguous(memory_format=torch.channels_last)


def _work(worker: int, folder: Path, minutes: float) -> None:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    meeting = (folder / "meeting").resolve().as_uri()
    distributed.init_process_group("gloo", meeting, rank=worker, world_size=WORKERS)
    Training(folder, minutes, worker).run()
    distributed.destroy_process_group()


def train(folder: Path, minutes: float) -> None:
    """Trains until ``minutes`` have gone by, all runs from this folder's checkpoint together."""
    (folder / "meeting").unlink(missing_ok=True)
    multiprocessing.spawn(_work, (folder, minutes), nprocs=WORKERS)


if __name__ == "__main__":
    train(Path(sys.argv[1]), float(sys.argv[2]))
