"""The wall around the tests: what the site never does, no test does unseen."""

import socket
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.conftest import CalledOutside


def test_no_name_of_another_machine_is_looked_up() -> None:
    with pytest.raises((CalledOutside, URLError)):
        urlopen("https://example.org/", timeout=1)


def test_no_address_of_another_machine_is_called() -> None:
    with socket.socket() as line, pytest.raises(CalledOutside):
        line.connect(("192.0.2.1", 80))


def test_this_machine_may_be_called() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=2) as line,
    ):
        assert line.getpeername() == server.getsockname()
