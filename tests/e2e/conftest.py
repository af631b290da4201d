"""Each test here has terminals of its own, and a store that nothing else uses."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.terminal import Tmux, missing


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "e2e: runs the program in a real terminal (tmux)")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The folder of all sessions."""
    return tmp_path / "sessies"


@pytest.fixture
def tmux(tmp_path: Path, own_machine: None) -> Iterator[Tmux]:
    """Terminals with the folders of this test."""
    del own_machine
    reason = missing()
    if reason:
        pytest.skip(reason)
    kept = {
        name: value
        for name, value in os.environ.items()
        if name == "HOME" or name.startswith(("XDG_", "GESPREKSKAARTEN_", "TEXTUAL_"))
    }
    with closing(Tmux(tmp_path, kept)) as server:
        yield server
