#!/usr/bin/env python3
"""Kills lintasd while many clients submit, and checks that no acknowledged application is lost.

Each round: start; compare everything that was ever acknowledged with what is there; send again,
under its key, what was sent in the round before; submit from many connections at once; SIGKILL
after a random while, in every second round at the very moment of an answer. Some rounds are also
killed while they start, and some while they drain.

    crash.py --ca ca.pem --logs DIR --rounds 20 -- lintasd serve --listen 127.0.0.1:0 ...
"""

import argparse
import collections
import concurrent.futures
import contextlib
import itertools
import pathlib
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from citizen import Citizen, Crowd, Office
from daemon import Daemon

# Every so many rounds there is an extra kill while the server starts, or while it drains.
_KILLED_STARTING = 4
_KILLED_DRAINING = 5

# Exit code for faults; every other failure ends with 1, so that a mutant's run which broke for
# another reason is not taken for one that was caught.
_FAULTS_FOUND = 3

# How many citizens register at a time.
_JOINING = 4

# How many faults are printed in full; the rest is counted.
_FAULTS_PRINTED = 10


@contextlib.contextmanager
def connected(address: str, ca: pathlib.Path, count: int) -> Iterator[list[Office]]:
    """`count` connections of their own to the server."""
    offices = [Office(address, ca, deadline=60) for _ in range(count)]
    try:
        yield offices
    finally:
        for office in offices:
            office.channel.close()


class Trial:
    """The citizens, the server and what was found so far."""

    def __init__(self, daemon: Daemon, ca: pathlib.Path, clients: int, seed: int):
        self._daemon = daemon
        self._ca = ca
        self._random = random.Random(seed)
        crowds = [Crowd(self._random.getrandbits(32)) for _ in range(clients)]
        self._citizens = [Citizen(number, crowd) for number, crowd in enumerate(crowds)]
        self._threads = concurrent.futures.ThreadPoolExecutor(clients)
        self.faults: list[str] = []
        self.unknown = 0

    def join(self) -> None:
        """Gives every citizen an account and a session, few at a time: hashing secrets is slow."""
        address = self._daemon.start()
        with connected(address, self._ca, _JOINING) as offices:
            with concurrent.futures.ThreadPoolExecutor(_JOINING) as few:
                turns = itertools.cycle(offices)
                list(few.map(Citizen.register, self._citizens, turns))
                list(few.map(Citizen.sign_in, self._citizens, turns))
        self._daemon.kill()

    def round(self, number: int) -> None:
        """One life of the server, from its start to its death."""
        if number % _KILLED_STARTING == 0:
            self._daemon.launch()
            time.sleep(self._random.uniform(0.0, 0.2))
            self._daemon.kill()
        address = self._daemon.start()
        with connected(address, self._ca, len(self._citizens)) as offices:
            self._check(offices)
            stop, answered = threading.Event(), threading.Event()
            work = [
                self._threads.submit(citizen.submit_until, office, stop, answered)
                for citizen, office in zip(self._citizens, offices)
            ]
            time.sleep(self._random.uniform(0.005, 1.5))
            if number % _KILLED_DRAINING == 0:
                self._daemon.terminate()
                time.sleep(self._random.uniform(0.0, 0.05))
            elif number % 2 == 0:
                # The worst moment for a server that answers before its commit.
                answered.clear()
                answered.wait(timeout=5)
            self._daemon.kill()
            stop.set()
            for one in work:
                one.result(timeout=120)
        self.unknown += sum(citizen.unknown() for citizen in self._citizens)

    def finish(self) -> None:
        """The last look; then the server drains and has to end by itself with code 0."""
        address = self._daemon.start()
        with connected(address, self._ca, len(self._citizens)) as offices:
            self._check(offices)
        code = self._daemon.stop()
        if code != 0:
            self.faults.append(f"lintasd: SIGTERM ended it with code {code}")
        self._threads.shutdown()

    def acknowledged(self) -> int:
        """How many submissions have an answer."""
        return sum(citizen.acknowledged() for citizen in self._citizens)

    def _check(self, offices: list[Office]) -> None:
        for faults in self._all(lambda citizen, office: citizen.check(office), offices):
            self.faults += faults

    def _all(self, work: Callable[[Citizen, Office], Any], offices: list[Office]) -> list[Any]:
        return list(self._threads.map(work, self._citizens, offices, timeout=300))


def tell(faults: list[str]) -> None:
    """Prints the first faults in full and counts the rest by kind."""
    for fault in faults[:_FAULTS_PRINTED]:
        print(f"crash: {fault}", file=sys.stderr)
    kinds = collections.Counter(fault.split(": ", 1)[1] for fault in faults)
    for kind, count in kinds.most_common():
        print(f"crash: {count} times: {kind}", file=sys.stderr)


def main() -> int:
    """Reads the command line, runs all rounds, and prints one line that sums them up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--ca", required=True, type=pathlib.Path, help="authority to trust (PEM)")
    parser.add_argument("--logs", required=True, type=pathlib.Path, help="folder for the logs")
    parser.add_argument("command", nargs="+", help="command that starts lintasd on port 0")
    given = parser.parse_args()
    print(f"crash: {given.rounds} rounds, {given.clients} clients, seed {given.seed}", flush=True)
    daemon = Daemon(given.command, given.logs)
    trial = Trial(daemon, given.ca, given.clients, given.seed)
    try:
        trial.join()
        for number in range(1, given.rounds + 1):
            trial.round(number)
            print(
                f"crash: round {number}: {trial.acknowledged()} acknowledged,"
                f" {trial.unknown} without answer, {len(trial.faults)} faults",
                flush=True,
            )
        trial.finish()
    finally:
        daemon.kill()
    tell(trial.faults)
    print(
        f"crash: {given.rounds} kills, {given.clients} clients:"
        f" {trial.acknowledged()} applications acknowledged, {trial.unknown} calls without answer"
        f" sent again, {len(trial.faults)} faults (lost, twice, or answered otherwise)"
    )
    return _FAULTS_FOUND if trial.faults else 0


if __name__ == "__main__":
    sys.exit(main())
