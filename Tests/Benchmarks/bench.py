#!/usr/bin/env python3
"""Measures lintasd: CPU a call against a bare HTTP/2 server, group commit, idle connections.

Absolute figures belong to the machine; what is reported are ratios of runs that alternate, and
beside them the time that the disk takes to make 4 KiB durable.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import resource
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Clients" / "Python"))

import h2  # noqa: E402
from contracts import applicant, identity  # noqa: E402
from grpc_health.v1 import health_pb2  # noqa: E402
from idle import IdleCrowd  # noqa: E402
from office import Caller, Office  # noqa: E402
from people import Crowd, Person, first_passport  # noqa: E402
from process import Daemon, Life, descriptors, figures, resident_kib  # noqa: E402

_CITIZENS = 8
_CALLERS = 64
_IDLE = 1000

# What each result may be, as a bound and whether it is the least or the most.
_TARGETS = {
    "health_check_server_cpu_vs_nghttpd": ("at most", 1.2),
    "get_application_server_cpu_vs_nghttpd": ("at most", 2.5),
    "submit_group_commit_gain": ("at least", 4.0),
    "submissions_per_commit_at_64": ("at least", 16.0),
    "single_submit_vs_raw_lmdb_commit": ("at most", 2.5),
    "idle_connection_kib": ("at most", 64.0),
}


class Bench:
    """The server, its data folder, and the results so far."""

    def __init__(self, given: argparse.Namespace):
        self._binaries: pathlib.Path = given.binaries
        self._folder: pathlib.Path = given.folder
        self._data = self._folder / "data"
        self._runs: int = given.runs
        self._calls: int = given.calls
        self._seconds: int = given.seconds
        self._loops = os.cpu_count() or 1
        command = [str(self._binaries / "lintasd"), "serve", "--data", str(self._data)]
        command += ["--listen", "127.0.0.1:0", "--loops", str(self._loops)]
        self._daemon = Daemon(command, self._folder / "logs")
        self._sessions = self._folder / "sessions"
        self._citizen = Caller()
        self._submissions = 0
        self.results: dict[str, float] = {}

    @property
    def _authority(self) -> pathlib.Path:
        return self._data / "authority.pem"

    def result(self, name: str, value: float) -> None:
        """Prints and keeps a result."""
        self.results[name] = value
        print(f"RESULT {name}={value:.2f}", flush=True)

    def join(self) -> None:
        """Gives the citizens accounts and sessions, few at a time: hashing secrets is slow."""
        with Life(self._daemon) as life, Office(life.address, self._authority) as office:
            crowd = Crowd(random.getrandbits(64))

            def register(person: Person) -> Caller:
                request = identity.RegisterRequest(
                    nik=person.nik,
                    full_name=person.full_name,
                    phone=person.phone,
                    secret=person.secret,
                )
                office.change(office.identity.Register, request, Caller())
                return office.sign_in(person.nik, person.secret)

            with concurrent.futures.ThreadPoolExecutor(2) as few:
                callers = list(few.map(register, [crowd.adult() for _ in range(_CITIZENS)]))
        self._sessions.write_text("".join(f"{caller.token}\n" for caller in callers))
        self._citizen = callers[0]

    def cpu(self) -> None:
        """What a call costs the server, against nghttpd with as many threads."""
        files = self._folder / "limit"
        with Life(self._daemon) as life, h2.Limit(files, self._data, self._loops) as limit:
            for name, call in self._health(), self._own_file(life.address):
                cost = h2.compare(life.address, life.pid, limit, call, self._calls, self._runs)
                print(
                    f"bench: {call.path}, {call.answer_bytes} bytes:"
                    f" {_listed(cost.ours)} us a call, nghttpd {_listed(cost.limits)} us",
                    flush=True,
                )
                self.result(f"{name}_server_cpu_vs_nghttpd", cost.ratio)

    def commits(self) -> None:
        """Durable submissions: by one caller and by many, and LMDB alone."""
        gains, shares, costs = [], [], []
        for run in range(self._runs):
            alone, _ = self._submit(1)
            many, share = self._submit(_CALLERS)
            raw = figures(
                [
                    str(self._binaries / "LintasBench"), "commit",
                    str(self._data / "store" / "records"), str(self._submissions),
                    str(self._folder / f"raw-{run}"), str(self._seconds),
                ]
            )  # fmt: skip
            commit = raw["seconds"] / raw["commits"]
            gains.append(many / alone)
            shares.append(share)
            costs.append(1 / alone / commit)
            print(
                f"bench: {alone:.0f} submissions/s by one caller, {many:.0f} by {_CALLERS},"
                f" {share:.1f} a commit; LMDB alone {1 / commit:.0f} commits/s of"
                f" {raw['entries']:.0f} entries, {raw['bytes']:.0f} bytes",
                flush=True,
            )
        self.result("submit_group_commit_gain", statistics.median(gains))
        self.result("submissions_per_commit_at_64", statistics.median(shares))
        self.result("single_submit_vs_raw_lmdb_commit", statistics.median(costs))

    def idle(self) -> None:
        """What a connection that does nothing costs in memory."""
        with Life(self._daemon) as life:
            before, open_before = resident_kib(life.pid), descriptors(life.pid)
            crowd = IdleCrowd(life.address, self._authority)
            crowd.open(_IDLE)
            # The server may still be freeing what the last handshakes needed.
            time.sleep(2)
            grown = resident_kib(life.pid) - before
            if descriptors(life.pid) - open_before < _IDLE:
                raise RuntimeError("the server did not keep all idle connections")
            crowd.close()
        self.result("idle_connection_kib", grown / _IDLE)

    def disk(self) -> None:
        """How long the disk takes to make 4 KiB durable: what every commit waits for."""
        times = []
        path = self._folder / "disk"
        file = os.open(path, os.O_CREAT | os.O_WRONLY)
        for _ in range(200):
            os.write(file, bytes(4096))
            start = time.perf_counter()
            os.fdatasync(file)
            times.append((time.perf_counter() - start) * 1000)
        os.close(file)
        path.unlink()
        self.result("disk_fdatasync_ms", statistics.median(times))

    def _submit(self, callers: int) -> tuple[float, float]:
        """Durable submissions a second by so many callers, and how many shared a commit."""
        with Life(self._daemon) as life:
            got = figures(
                [
                    str(self._binaries / "LintasBench"), "submit", life.address,
                    str(self._authority), str(self._sessions), str(callers), str(self._seconds),
                ]
            )  # fmt: skip
        self._submissions += int(got["all"])
        return got["submissions"] / got["seconds"], got["all"] / life.store["commits"]

    def _health(self) -> tuple[str, h2.Call]:
        answer = health_pb2.HealthCheckResponse(status=health_pb2.HealthCheckResponse.SERVING)
        return "health_check", h2.Call(
            path="/grpc.health.v1.Health/Check",
            request=self._request("health", health_pb2.HealthCheckRequest()),
            answer_bytes=len(h2.frame(answer.SerializeToString())),
        )

    def _own_file(self, address: str) -> tuple[str, h2.Call]:
        """The citizen looks at an application of their own."""
        form = first_passport(Crowd(1).adult(), "18.08")
        with Office(address, self._authority) as office:
            submitted = office.change(
                office.applicant.SubmitApplication,
                applicant.SubmitApplicationRequest(form=form),
                self._citizen,
            )
            self._submissions += 1
            request = applicant.GetApplicationRequest(
                application_id=submitted.application.application_id
            )
            answer = office.read(office.applicant.GetApplication, request, self._citizen)
        return "get_application", h2.Call(
            path="/lintas.v1.ApplicantService/GetApplication",
            request=self._request("own-file", request),
            answer_bytes=len(h2.frame(answer.SerializeToString())),
            fields=(f"authorization: Bearer {self._citizen.token}",),
        )

    def _request(self, name: str, message: object) -> pathlib.Path:
        path = self._folder / f"{name}.request"
        path.write_bytes(h2.frame(message.SerializeToString()))
        return path


def _listed(values: list[float]) -> str:
    return " ".join(f"{value:.2f}" for value in values)


def judge(results: dict[str, float]) -> None:
    """Prints each result beside what it should be."""
    for name, (word, bound) in _TARGETS.items():
        if name in results:
            value = results[name]
            kept = value <= bound if word == "at most" else value >= bound
            verdict = "kept" if kept else "MISSED"
            print(f"bench: {verdict:6} {name} {value:.2f}, {word} {bound:g}")


def main() -> int:
    """Reads the command line and measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binaries", required=True, type=pathlib.Path, help="lintasd, LintasBench")
    parser.add_argument("--folder", required=True, type=pathlib.Path, help="with prepared data/")
    parser.add_argument("--runs", type=int, default=5, help="alternating runs, for the median")
    parser.add_argument("--calls", type=int, default=200_000, help="calls of a run of h2load")
    parser.add_argument("--seconds", type=int, default=3, help="time of a run of submissions")
    parser.add_argument("--only", choices=["cpu", "commits", "idle"], help="a part of it")
    given = parser.parse_args()
    # A thousand connections on either side, and the programs that are started inherit it.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(16384, most), most))
    print(f"bench: {os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}", flush=True)
    bench = Bench(given)
    bench.join()
    parts = {"cpu": bench.cpu, "commits": bench.commits, "idle": bench.idle}
    for name, part in parts.items():
        if given.only in (None, name):
            part()
    bench.disk()
    judge(bench.results)
    print(f"bench: load {os.getloadavg()[0]:.2f} in the end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
