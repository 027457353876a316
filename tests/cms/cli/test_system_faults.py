"""What the system says of files and networks reaches the user as a Chinese sentence."""

import re
import socket

import pytest

from cms.system_faults import file_fault, network_fault
from publisher.fetching import FetchFault, fetch

ENGLISH = re.compile(r"[A-Z][a-z]+ [a-z]+|Errno")


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_told(taken_port):
    with socket.socket() as second, pytest.raises(OSError, match="in use") as fault:
        second.bind(("127.0.0.1", taken_port))

    assert network_fault(fault.value) == "已被别的程序占用"


def test_an_address_where_nothing_answers_is_told(taken_port):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    for address, why in (
        (f"http://127.0.0.1:{closed}/", "没有应答"),
        ("http://no-such-host.invalid/", "找不到这个主机名"),
        (f"https://127.0.0.1:{taken_port}/", "等候超时"),
    ):
        with pytest.raises(FetchFault, match=why) as told:
            fetch(address, most=10, seconds=1)
        assert not ENGLISH.search(str(told.value))


def test_a_path_through_a_file_is_told(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(OSError, match="a/b") as fault:
        (tmp_path / "a" / "b").read_text()

    assert file_fault(fault.value).endswith("a/b：路径中有一段是文件，应为文件夹。")
