"""What importing costs: no screen library below the screens, nothing written."""

import importlib.util
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import gesprekskaarten

ROOT = Path(gesprekskaarten.__file__).parent.parent
BELOW_THE_SCREENS = ["errors", "dutch_click", "domain", "room", "decks", "storage", "report", "conduct", "cli"]


def modules(name: str) -> list[str]:
    spec = importlib.util.find_spec(name)
    assert spec is not None, f"{name} does not exist"
    found = [name]
    for info in pkgutil.iter_modules(spec.submodule_search_locations or [], f"{name}."):
        if not info.name.endswith(".__main__"):
            found += modules(info.name)
    return found


def import_in_a_new_process(names: list[str], folder: Path) -> str:
    """Import `names`; gives the modules of the screen library that came along, one a line."""
    script = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(*sorted(m for m in sys.modules if m.split('.')[0] in ('textual', 'rich')), sep='\\n')"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("part", BELOW_THE_SCREENS)
def test_importing_leaves_the_screen_library_alone(part: str, tmp_path: Path) -> None:
    assert import_in_a_new_process(modules(f"gesprekskaarten.{part}"), tmp_path) == ""


def test_importing_the_screens_loads_the_screen_library(tmp_path: Path) -> None:
    assert "textual" in import_in_a_new_process(modules("gesprekskaarten.tui"), tmp_path).splitlines()


def test_importing_everything_creates_no_file(tmp_path: Path) -> None:
    import_in_a_new_process(modules("gesprekskaarten"), tmp_path)
    assert list(tmp_path.rglob("*")) == []
