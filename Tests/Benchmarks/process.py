"""Other programs: what they cost, and how they are started and stopped."""

import os
import pathlib
import re
import subprocess
import sys
from types import TracebackType

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Crash"))

from daemon import Daemon  # noqa: E402

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far, its own and the kernel's for it (proc(5), stat)."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND


def resident_kib(pid: int) -> int:
    """Memory of a process that is in use now."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise RuntimeError(f"process {pid} has no memory")


def descriptors(pid: int) -> int:
    """How many files and sockets a process has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def figures(command: list[str], timeout: float = 300.0) -> dict[str, float]:
    """Runs a program to its end and gives the lines `name=value` that it printed."""
    ended = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    if ended.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{ended.stdout}{ended.stderr}")
    pairs = (line.split("=", 1) for line in ended.stdout.splitlines() if "=" in line)
    return {name: float(value) for name, value in pairs if re.fullmatch(r"[\d.e+-]+", value)}


class Server:
    """A server that prints its address as its first line, in a `with`."""

    def __init__(self, command: list[str]):
        self._command = command
        self._process: subprocess.Popen[str] | None = None
        self.address = ""
        self.pid = 0

    def __enter__(self) -> "Server":
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        self.pid = self._process.pid
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        if ":" not in self.address:
            self.__exit__(None, None, None)
            raise RuntimeError(f"{self._command[0]} said {self.address!r} and no address")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait(timeout=30)


class Life:
    """One run of lintasd, in a `with`; it has to end by itself with code 0."""

    def __init__(self, daemon: Daemon):
        self._daemon = daemon
        self.address = ""
        self.pid = 0
        # What it says of its store in the end: commits, writes.
        self.store: dict[str, int] = {}

    def __enter__(self) -> "Life":
        self.address = self._daemon.start()
        self.pid = self._daemon.pid
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if error is not None:
            self._daemon.kill()
            return
        code = self._daemon.stop()
        if code != 0:
            raise RuntimeError(f"lintasd ended with code {code}")
        last = next(line for line in self._daemon.said().splitlines() if " stopped " in line)
        pairs = (word.split("=", 1) for word in last.split() if "=" in word)
        self.store = {name: int(value) for name, value in pairs if value.isdecimal()}
