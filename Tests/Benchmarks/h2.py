"""h2load as the load, nghttpd as the limit: the same call answered by a server that does nothing
but HTTP/2 and TLS with the same libraries."""

import pathlib
import re
import socket
import statistics
import subprocess
import time
from dataclasses import dataclass
from types import TracebackType

from process import cpu_seconds

_CIPHER = "TLS_AES_128_GCM_SHA256"
_CONNECTIONS = 8
_CALLS_IN_FLIGHT = 16


@dataclass(frozen=True)
class Call:
    """A unary call over and over: what is sent, and how long the answer's message is."""

    path: str
    request: pathlib.Path
    answer_bytes: int
    fields: tuple[str, ...] = ()


def frame(message: bytes) -> bytes:
    """A message as gRPC sends it: not compressed, its length, its bytes."""
    return b"\0" + len(message).to_bytes(4, "big") + message


def load(
    address: str,
    call: Call,
    count: int,
    connections: int = _CONNECTIONS,
    in_flight: int = _CALLS_IN_FLIGHT,
    log: pathlib.Path | None = None,
) -> float:
    """Calls `count` times and returns the calls a second; `log` gets the time of each. Raises
    unless every answer came with 200 and had the right length: h2load knows no grpc-status, but a
    refusal has no message."""
    command = ["h2load", f"-c{connections}", f"-m{in_flight}", f"-n{count}"]
    if log is not None:
        command.append(f"--log-file={log}")
    command += [f"--tls13-ciphers={_CIPHER}", f"--data={call.request}"]
    for field in ("content-type: application/grpc", "te: trailers", *call.fields):
        command += ["-H", field]
    command.append(f"https://{address}{call.path}")
    said = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True).stdout
    expected = {
        r"TLS Protocol: (\S+)": "TLSv1.3",
        r"Cipher: (\S+)": _CIPHER,
        r"(\d+) succeeded": str(count),
        r"status codes: (\d+) 2xx": str(count),
        r"\((\d+)\) data": str(count * call.answer_bytes),
    }
    for pattern, value in expected.items():
        found = re.search(pattern, said)
        if found is None or found.group(1) != value:
            raise RuntimeError(f"{pattern} is not {value}; h2load said:\n{said}")
    rate = re.search(r"([\d.]+) req/s", said)
    if rate is None:
        raise RuntimeError(f"no rate; h2load said:\n{said}")
    return float(rate.group(1))


def times(address: str, call: Call, count: int, log: pathlib.Path) -> list[float]:
    """The microseconds of each of `count` calls, one after the other, the shortest first."""
    log.unlink(missing_ok=True)
    load(address, call, count, connections=1, in_flight=1, log=log)
    # Columns: when it began, its HTTP status, how long it took.
    return sorted(float(line.split()[2]) for line in log.read_text().splitlines())


class Limit:
    """nghttpd, in a `with`: answers the calls with as many bytes and a trailer, from files."""

    def __init__(self, folder: pathlib.Path, data: pathlib.Path, threads: int):
        """`folder` gets the files, `data` has the certificate of lintasd."""
        self._folder = folder
        self._credentials = [str(data / "server-key.pem"), str(data / "server.pem")]
        self._threads = threads
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    def answer(self, call: Call) -> None:
        """Answers this call from now on."""
        file = self._folder / call.path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\0" * call.answer_bytes)

    def __enter__(self) -> "Limit":
        command = ["nghttpd", "-a", "127.0.0.1", "-n", str(self._threads), "-d", str(self._folder)]
        command += ["--trailer", "grpc-status: 0", str(self._port), *self._credentials]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return self
            time.sleep(0.01)
        self.__exit__(None, None, None)
        raise RuntimeError("nghttpd does not listen")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(timeout=30)


@dataclass(frozen=True)
class Cost:
    """Server CPU of one call in microseconds, and calls a second, run by run."""

    ours: list[float]
    limits: list[float]
    our_rates: list[float]
    limit_rates: list[float]

    @property
    def ratio(self) -> float:
        """The median of the runs' ratios of CPU."""
        return median_ratio(self.ours, self.limits)

    @property
    def rate_ratio(self) -> float:
        """The median of the runs' ratios of calls a second."""
        return median_ratio(self.our_rates, self.limit_rates)


def median_ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios of runs that alternated."""
    return statistics.median(our / their for our, their in zip(ours, theirs))


def compare(
    address: str, pid: int, limit: Limit, call: Call, count: int, runs: int
) -> Cost:
    """What a call costs the server at `address` and what it costs the limit, in alternating
    runs."""
    limit.answer(call)
    servers = [(address, pid), (limit.address, limit.pid)]
    for server, _ in servers:
        load(server, call, count // 10)
    costs: list[list[float]] = [[], []]
    rates: list[list[float]] = [[], []]
    for _ in range(runs):
        for (server, process), cost, rate in zip(servers, costs, rates):
            before = cpu_seconds(process)
            rate.append(load(server, call, count))
            cost.append((cpu_seconds(process) - before) / count * 1e6)
    return Cost(*costs, *rates)
