#!/usr/bin/env python3
"""Measures the calls themselves: a server whose methods do nothing, against a bare HTTP/2 server
and a bare copy over TLS, and our client.

What is reported are ratios of runs that alternate, the median of them, and some figures of this
machine, which are none of another.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys

import h2
from process import Server, cpu_seconds, figures

_MESSAGE_BYTES = 1024
_LARGE_BYTES = 65536

# What each result may be, as a bound and whether it is the least or the most.
_TARGETS = {
    "unary_server_cpu_vs_nghttpd": ("at most", 1.0),
    "unary_rps_vs_nghttpd": ("at least", 0.9),
    "unary_p50_vs_nghttpd": ("at most", 1.3),
    "unary_p99_vs_nghttpd": ("at most", 2.0),
    "stream_bytes_vs_plain_tls_copy": ("at least", 0.5),
}


class CallBench:
    """The programs, the files and the results so far."""

    def __init__(self, given: argparse.Namespace):
        self._program = str(given.binaries / "CallBench")
        self._copy = str(given.copy)
        self._folder: pathlib.Path = given.folder
        self._data: pathlib.Path = given.data
        self._runs: int = given.runs
        self._scale: float = given.scale
        self.results: dict[str, float] = {}

    def result(self, name: str, value: float) -> None:
        """Prints and keeps a result."""
        self.results[name] = value
        print(f"RESULT {name}={value:.2f}", flush=True)

    def unary(self) -> None:
        """An empty unary call: server CPU, calls a second, and time of one call in flight."""
        call = empty_call(self._folder)
        with self._serve() as server, h2.Limit(self._folder / "limit", self._data, 1) as limit:
            cost = h2.compare(
                server.address, server.pid, limit, call, self._count(300_000), self._runs
            )
            print(
                f"bench: empty unary call: {listed(cost.ours)} us a call, nghttpd"
                f" {listed(cost.limits)} us",
                flush=True,
            )
            self.result("unary_server_cpu_vs_nghttpd", cost.ratio)
            self.result("unary_rps_vs_nghttpd", cost.rate_ratio)
            self._latency(server, limit, call)

    def _latency(self, server: Server, limit: h2.Limit, call: h2.Call) -> None:
        log = self._folder / "times"
        ours: list[list[float]] = []
        limits: list[list[float]] = []
        for _ in range(self._runs):
            ours.append(h2.times(server.address, call, self._count(20_000), log))
            limits.append(h2.times(limit.address, call, self._count(20_000), log))
        for percent in 50, 99:
            our = [at(run, percent) for run in ours]
            their = [at(run, percent) for run in limits]
            print(f"bench: one in flight, p{percent}: {listed(our)} us, nghttpd {listed(their)} us")
            self.result(f"unary_p{percent}_vs_nghttpd", h2.median_ratio(our, their))

    def client(self) -> None:
        """What an empty unary call costs the process that makes it, 64 in flight."""
        with self._serve() as server:
            calls = self._count(200_000)
            for place, name in ("loop", ""), ("anywhere", "_from_any_thread"):
                costs = [
                    self._call("unary", server, calls, 64, place)["cpu_seconds"] / calls * 1e6
                    for _ in range(self._runs)
                ]
                self.result(f"client_cpu_us_per_unary{name}", statistics.median(costs))

    def exchange(self) -> None:
        """Messages of 1 KiB both ways on 8 streams: how many the server takes and sends in a
        second of one core."""
        streams, messages = 8, self._count(50_000)
        with self._serve() as server:
            rates: list[float] = []
            for _ in range(self._runs):
                before = cpu_seconds(server.pid)
                self._call("exchange", server, streams, messages, _MESSAGE_BYTES)
                rates.append(2 * streams * messages / (cpu_seconds(server.pid) - before))
        self.result("stream_messages_per_s_per_core", statistics.median(rates))

    def download(self) -> None:
        """Messages of 64 KiB on one stream, against a copy of the same bytes over TLS."""
        ratio = self._copies("download")
        self.result("stream_bytes_vs_plain_tls_copy", ratio)

    def upload(self) -> None:
        """The same to the server."""
        ratio = self._copies("upload")
        self.result("stream_upload_bytes_vs_plain_tls_copy", ratio)

    def _copies(self, way: str) -> float:
        messages = self._count(20_000)
        credentials = [str(self._data / "server.pem"), str(self._data / "server-key.pem")]
        command = [self._copy, *credentials, str(messages), str(_LARGE_BYTES)]
        ours: list[float] = []
        plain: list[float] = []
        with self._serve() as server:
            for _ in range(self._runs):
                ours.append(self._call(way, server, messages, _LARGE_BYTES)["seconds"])
                plain.append(figures(command)["seconds"])
        rates = [messages * _LARGE_BYTES / seconds / 1e6 for seconds in ours]
        print(f"bench: {way} of messages of 64 KiB: {listed(rates)} MB/s", flush=True)
        return h2.median_ratio(plain, ours)

    def _serve(self) -> Server:
        command = [self._program, "serve", str(self._data / "server.pem")]
        return Server([*command, str(self._data / "server-key.pem"), "1"])

    def _call(self, what: str, server: Server, *rest: object) -> dict[str, float]:
        authority = str(self._data / "authority.pem")
        return figures([self._program, what, server.address, authority, *map(str, rest)])

    def _count(self, number: int) -> int:
        return max(1000, int(number * self._scale))


def empty_call(folder: pathlib.Path) -> h2.Call:
    """The call that does nothing."""
    request = folder / "empty.request"
    request.write_bytes(h2.frame(b""))
    return h2.Call(path="/bench.v1.Calls/Nothing", request=request, answer_bytes=5)


def listed(values: list[float]) -> str:
    """Figures for a line."""
    return " ".join(f"{value:.2f}" for value in values)


def at(run: list[float], percent: int) -> float:
    """The time that so many of a hundred calls kept to."""
    return run[min(len(run) - 1, len(run) * percent // 100)]


def judge(results: dict[str, float], targets: dict[str, tuple[str, float]]) -> None:
    """Prints each result beside what it should be."""
    for name, (word, bound) in targets.items():
        if name in results:
            value = results[name]
            kept = value <= bound if word == "at most" else value >= bound
            verdict = "kept" if kept else "MISSED"
            print(f"bench: {verdict:6} {name} {value:.2f}, {word} {bound:g}")


def main() -> int:
    """Reads the command line and measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binaries", required=True, type=pathlib.Path, help="with CallBench")
    parser.add_argument("--copy", required=True, type=pathlib.Path, help="tls-copy")
    parser.add_argument("--data", required=True, type=pathlib.Path, help="with certificates")
    parser.add_argument("--folder", required=True, type=pathlib.Path, help="for files")
    parser.add_argument("--runs", type=int, default=5, help="alternating runs, for the median")
    parser.add_argument("--scale", type=float, default=1.0, help="of the numbers of calls")
    parts = ["unary", "client", "exchange", "download", "upload"]
    parser.add_argument("--only", choices=parts)
    given = parser.parse_args()
    print(f"bench: {os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}", flush=True)
    bench = CallBench(given)
    for part in parts:
        if given.only in (None, part):
            getattr(bench, part)()
    judge(bench.results, _TARGETS)
    print(f"bench: load {os.getloadavg()[0]:.2f} in the end")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, subprocess.SubprocessError) as failure:
        print(f"bench: {failure}", file=sys.stderr)
        sys.exit(1)
