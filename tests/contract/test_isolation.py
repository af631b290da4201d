import asyncio
import os
import socket
from pathlib import Path

import platformdirs
import pytest


def test_a_test_cannot_open_a_network_socket() -> None:
    with pytest.raises(pytest.fail.Exception, match="network socket"):
        socket.socket(socket.AF_INET)
    with pytest.raises(pytest.fail.Exception, match="network socket"):
        socket.socket()
    with pytest.raises(pytest.fail.Exception, match="network socket"):
        socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)


async def test_asyncio_still_talks_inside_the_process() -> None:
    left, right = socket.socketpair()
    with left, right:
        left.setblocking(False)
        right.setblocking(False)
        await asyncio.get_running_loop().sock_sendall(left, b"hoi")
        assert await asyncio.get_running_loop().sock_recv(right, 3) == b"hoi"


def test_the_folders_of_the_machine_are_out_of_reach(tmp_path: Path) -> None:
    assert Path(platformdirs.user_data_dir("gesprekskaarten")).is_relative_to(tmp_path)
    assert Path.home().is_relative_to(tmp_path)
    assert Path(os.environ["GESPREKSKAARTEN_SESSIES"]).is_relative_to(tmp_path)
