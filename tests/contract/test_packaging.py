"""An installed program, run from any folder, has its decks and its example."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import gesprekskaarten

ROOT = Path(gesprekskaarten.__file__).parent.parent


def run(*command: str | Path, cwd: Path, **extra_environment: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | extra_environment, capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the sdist, so the sdist holds all the wheel needs."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, cwd=ROOT)
    assert [f.name for f in out.glob("*.tar.gz")] == [f"gesprekskaarten-{gesprekskaarten.__version__}.tar.gz"]
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run(*pip, "--no-deps", "--no-index", "--target", target, wheel, cwd=target)
    return target


def test_the_wheel_holds_every_deck_the_example_and_both_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    shipped = [*(ROOT / "decks").rglob("*.toml"), ROOT / "sessions" / "voorbeeld.toml"]
    for file in shipped:
        assert inside.get(f"gesprekskaarten/_content/{file.relative_to(ROOT).as_posix()}") == file.read_bytes(), file
    licences = {name.split("/licenses/")[1] for name in inside if "/licenses/" in name}
    assert licences == {"LICENSE", "decks/LICENSE"}
    assert "gesprekskaarten/py.typed" in inside
    assert "gesprekskaarten/locale/nl/LC_MESSAGES/gesprekskaarten.mo" in inside


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    package = ROOT / "gesprekskaarten"
    expected = {
        f"gesprekskaarten/{file.relative_to(package).as_posix()}"
        for file in package.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        assert expected <= set(archive.namelist())


def test_the_installed_program_lists_its_decks_from_any_folder(installed: Path, tmp_path: Path) -> None:
    python_path = str(installed)
    where = "import gesprekskaarten; print(gesprekskaarten.__file__)"
    used = run(sys.executable, "-c", where, cwd=tmp_path, PYTHONPATH=python_path).strip()
    assert Path(used).is_relative_to(installed)
    listing = run(sys.executable, "-m", "gesprekskaarten", "deck", "lijst", cwd=tmp_path, PYTHONPATH=python_path)
    assert "grensvlakken-wlz" in listing


def test_the_console_script_says_its_version(installed: Path, tmp_path: Path) -> None:
    script = next((installed / "bin").glob("gesprekskaarten*"))
    said = run(sys.executable, script, "--version", cwd=tmp_path, PYTHONPATH=str(installed))
    assert gesprekskaarten.__version__ in said
