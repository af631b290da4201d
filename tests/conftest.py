"""Every test is cut off from the machine: its folders, its settings and its network."""

import os
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings

from tests.torture import TORTURE

settings.register_profile("gesprekskaarten", deadline=None)
settings.load_profile("gesprekskaarten")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as there are processors: tests of screens and terminals wait a third of their time."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


_INTERNET = {socket.AF_INET, socket.AF_INET6}


@pytest.fixture(autouse=True)
def own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Own data, settings and home folder, and no words of the developer's environment."""
    home = tmp_path / "thuis"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "lokaal"))
    monkeypatch.setenv("APPDATA", str(home / "zwervend"))
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("GESPREKSKAARTEN_SESSIES", str(tmp_path / "sessies"))
    for name in ("GESPREKSKAARTEN_DECKS", "NO_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket to the internet can be made and no name looked up; a socket pair inside the process still works."""
    create = socket.socket.__init__

    def guarded(self: socket.socket, family: int = -1, *rest: int, **named: Any) -> None:
        if family in _INTERNET or (family == -1 and named.get("fileno") is None):
            pytest.fail("the program opens a network socket")
        create(self, family, *rest, **named)

    def no_names(*_args: object, **_kwargs: object) -> NoReturn:
        pytest.fail("the program looks up a name on the network")

    monkeypatch.setattr(socket.socket, "__init__", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", no_names)
    monkeypatch.setattr(socket, "gethostbyname", no_names)


@pytest.fixture
def torture() -> list[tuple[str, str]]:
    """(name, text) of every text that breaks programs."""
    return TORTURE
