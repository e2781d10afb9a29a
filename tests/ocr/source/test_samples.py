"""Real hostile files, each in its own process: a result or a named error, in time and memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT.parent / "shared" / "samples"
SETS = ("08-pdf-robust", "09-image-robust")

# Imports once and forks for every file, since starting Python costs more than most files do.
PROGRAM = """
import json, os, resource, signal, sys
from ocr.errors import InputError
from ocr.source.open import open_source

def read(path):
    with open_source(path) as source:
        for number in range(1, min(source.page_count, 3) + 1):
            signal.alarm(33)
            try:
                assert source.page(number).image().size
            except InputError as error:
                assert error.fault

for path in json.load(sys.stdin):
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        signal.alarm(33)
        code = 1
        try:
            read(path)
            code = 0
        except InputError as error:
            code = 0 if error.fault else 1
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    sys.stdout.write(json.dumps([path, status]) + chr(10))
"""


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
@pytest.mark.parametrize("folder", SETS)
def test_hostile_files(folder):
    found = [path for path in (SAMPLES / folder).rglob("*") if path.is_file()]
    files = sorted(str(path) for path in found if path.suffix not in {".md", ".txt"})
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(files),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    outcomes = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(outcomes) == len(files) > 50
    assert [outcome for outcome in outcomes if outcome[1] != 0] == []
