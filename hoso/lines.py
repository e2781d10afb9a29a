"""``hoso lines``: pictures of single text lines are read by every reader this machine has."""

import json
import sys
from pathlib import Path
from typing import Any

from hoso.messages import Texts
from hoso.pool import Job, Pool
from hoso.settings import Settings
from hoso.work import lines_job

_BATCH = 64


def read_lines(images: list[Path], settings: Settings, texts: Texts, *, as_json: bool) -> int:
    """Prints one reading per picture, in order; 1 when some could not be read."""
    code = 0
    with Pool(1, memory=settings.worker_memory) as pool:
        for start in range(0, len(images), _BATCH):
            for line in _readings(images[start : start + _BATCH], settings, pool):
                if "error" in line:
                    code = 1
                    line["error"]["message"] = texts.fault(line["error"]["code"])
                    print(f"{line['file']}: {line['error']['message']}", file=sys.stderr)
                if as_json:
                    print(json.dumps(line, ensure_ascii=False), flush=True)
                elif "error" not in line:
                    print(line["text"])
    return code


def _readings(images: list[Path], settings: Settings, pool: Pool) -> list[dict[str, Any]]:
    """What the worker read; a picture on which it died is named, the rest is tried again."""
    lines: list[dict[str, Any]] = []
    while len(lines) < len(images):
        rest = images[len(lines) :]
        args = (rest, settings.limits, settings.engine)
        pool.give(Job(lines_job, args, None, settings.page_seconds))
        while pool.busy:
            for event in pool.events():
                if event.item is not None:
                    lines.append(event.item)
                elif event.fault is not None:
                    failed = str(images[len(lines)])
                    lines.append({"file": failed, "error": {"code": str(event.fault.fault)}})
    return lines
