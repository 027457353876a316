"""Import this first: a bench then runs with the project's own Python and finds its packages."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PYTHON = ROOT / ".venv" / "bin" / "python"
if _PYTHON.exists() and Path(sys.prefix) != _PYTHON.parents[1]:
    os.execv(_PYTHON, [str(_PYTHON), *sys.argv])
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "bench")]
