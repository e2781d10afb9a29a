"""The installed ``hoso`` command, and an environment without anybody's own settings of it."""

import os
import sys
from pathlib import Path

HOSO = Path(sys.executable).parent / "hoso"


def command_env(state: Path) -> dict[str, str]:
    """The environment of this process, with a state folder of the test's own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("HOSO_")}
    # Where it is set every process compiles all of spaCy anew: half of what most tests would take.
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    return own | {"HOSO_STATE": str(state)}
