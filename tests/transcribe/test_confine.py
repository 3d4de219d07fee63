"""agent/transcribe/confine.py: a confined process reads and answers, and can do nothing else."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from agent.transcribe.confine import SILENCE

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
WRITE = "open('out.txt', 'w').write('the lease')"
WRITE_BELOW_PYTHON = "os.write(descriptor, b'the lease')"
CONNECT = "socket.create_connection(('127.0.0.1', 9), timeout=1)"
START = "subprocess.run([sys.executable, '--version'])"
FILL_MEMORY = "mmap.mmap(-1, 1 << 31)"


def attempt(what: str, *, confined: bool, folder: Path) -> str:
    """Try something in a process of its own and say how it ended."""
    program = f"""
import mmap, os, socket, subprocess, sys
from agent.transcribe.confine import confine
descriptor = os.open("opened_before.txt", os.O_WRONLY | os.O_CREAT)
if {confined}:
    confine(memory_bytes=1 << 30)
try:
    {what}
    print("done")
except BaseException as error:
    print(type(error).__name__)
"""
    command = [sys.executable, "-B", "-c", program]
    ended = subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    return ended.stdout.strip()


@pytest.mark.parametrize(
    ("what", "free", "bound"),
    [
        (WRITE, "done", "NotForAChild"),
        pytest.param(WRITE_BELOW_PYTHON, "done", "OSError", marks=POSIX),
        (CONNECT, "ConnectionRefusedError", "NotForAChild"),
        (START, "done", "NotForAChild"),
        pytest.param(FILL_MEMORY, "done", "OSError", marks=POSIX),
        ("open(__import__('json').__file__).read()", "done", "done"),
    ],
    ids=["write", "write below Python", "connect", "start a program", "fill the memory", "read"],
)
def test_a_confined_process_only_reads(tmp_path: Path, what: str, free: str, bound: str) -> None:
    assert attempt(what, confined=False, folder=tmp_path).endswith(free)
    assert attempt(what, confined=True, folder=tmp_path) == bound
    if "lease" in what:
        assert (tmp_path / "opened_before.txt").read_text() == ("the lease" if "descriptor" in what else "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a process a network of its own")
def test_a_library_below_python_reaches_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = bytes([2, 0, *server.getsockname()[1].to_bytes(2), 127, 0, 0, 1]) + bytes(8)
        connect = f"libc.connect(libc.socket(2, 1, 0), {address!r}, 16)"
        program = f"print(({connect}) == 0); sys.exit()"
        assert attempt(
            f"import ctypes; libc = ctypes.CDLL(None); {program}", confined=False, folder=tmp_path
        ).startswith("True")
        inside = attempt(
            f"import ctypes; libc = ctypes.CDLL(None); {program}", confined=True, folder=tmp_path
        )
    if inside.startswith("True") and not _may_have_own_network():
        pytest.skip("this system gives no process a network of its own")
    assert inside.startswith("False")


def _may_have_own_network() -> bool:
    """Ask the system's own tool; in some containers nobody may."""
    flags = ["--net"] if os.geteuid() == 0 else ["--user", "--net"]
    try:
        return subprocess.run(["unshare", *flags, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="the library's folder differs elsewhere")
@pytest.mark.parametrize("silenced", [True, False])
def test_the_engine_does_not_report_to_its_maker(tmp_path: Path, silenced: bool) -> None:
    """From 1.29 on its reports wait in a file before they are sent. We keep to 1.28, and set its switch all the same."""
    offline = "from agent.transcribe import confine; confine._leave_the_network()"  # whatever the switch does
    program = f"{offline}; from faster_whisper.vad import get_vad_model; get_vad_model()"
    kept = {key: value for key, value in os.environ.items() if key not in {"CI", "GITHUB_ACTIONS", *SILENCE}}
    places = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "TMPDIR"), str(tmp_path))
    no_way_out = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    environment = {**kept, **places, **no_way_out, "PYTHONPATH": str(ROOT), **(SILENCE if silenced else {})}
    subprocess.run([sys.executable, "-B", "-c", program], env=environment, check=True, timeout=60)
    assert list(tmp_path.rglob(".onnxruntime")) == []
