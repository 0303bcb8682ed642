#!/usr/bin/env python3
"""Measures an empty unary call against the servers of other gRPC libraries: the same contract, the
same certificate, the same load of h2load, in turns. Prints ratios of server CPU a call."""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys

import grpc
import h2
from calls import empty_call, judge, listed
from process import Server, cpu_seconds

_TARGETS = {
    "grpc_swift_server_cpu_vs_ours": ("at least", 30.0),
    "grpc_cpp_server_cpu_vs_ours": ("at least", 6.0),
}


def check(server: Server, data: pathlib.Path, call: h2.Call) -> None:
    """Makes one call by grpcio, which unlike h2load knows a status. Raises if it is not OK with an
    empty message."""
    credentials = grpc.ssl_channel_credentials((data / "authority.pem").read_bytes())
    with grpc.secure_channel(server.address, credentials) as channel:
        if channel.unary_unary(call.path)(b"", timeout=10) != b"":
            raise RuntimeError("the answer is not empty")


def measure(
    servers: dict[str, Server], call: h2.Call, count: int, runs: int
) -> dict[str, list[float]]:
    """Microseconds of server CPU a call, run by run, the servers in turns."""
    costs: dict[str, list[float]] = {name: [] for name in servers}
    for server in servers.values():
        h2.load(server.address, call, count // 10)
    for _ in range(runs):
        for name, server in servers.items():
            before = cpu_seconds(server.pid)
            h2.load(server.address, call, count)
            costs[name].append((cpu_seconds(server.pid) - before) / count * 1e6)
    return costs


def main() -> int:
    """Reads the command line and measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", required=True, help="CallBench")
    parser.add_argument("--grpc-swift", required=True, help="GRPCSwiftServer")
    parser.add_argument("--grpc-cpp", required=True, help="grpc-server")
    parser.add_argument("--data", required=True, type=pathlib.Path, help="with certificates")
    parser.add_argument("--folder", required=True, type=pathlib.Path, help="for files")
    parser.add_argument("--runs", type=int, default=5, help="alternating runs, for the median")
    parser.add_argument("--calls", type=int, default=50_000, help="calls of a run")
    given = parser.parse_args()
    credentials = [str(given.data / "server.pem"), str(given.data / "server-key.pem")]
    call = empty_call(given.folder)
    print(f"bench: {os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}", flush=True)
    results: dict[str, float] = {}
    with (
        Server([given.ours, "serve", *credentials, "1"]) as ours,
        Server([given.grpc_swift, *credentials]) as swift,
        Server([given.grpc_cpp, *credentials]) as cpp,
    ):
        servers = {"ours": ours, "grpc_swift": swift, "grpc_cpp": cpp}
        for server in servers.values():
            check(server, given.data, call)
        costs = measure(servers, call, given.calls, given.runs)
    for name, cost in costs.items():
        print(f"bench: {name}: {listed(cost)} us of server CPU a call")
    for name in "grpc_swift", "grpc_cpp":
        ratio = statistics.median(a / b for a, b in zip(costs[name], costs["ours"]))
        results[f"{name}_server_cpu_vs_ours"] = ratio
        print(f"RESULT {name}_server_cpu_vs_ours={ratio:.2f}")
    judge(results, _TARGETS)
    print(f"bench: load {os.getloadavg()[0]:.2f} in the end")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, subprocess.SubprocessError, grpc.RpcError) as failure:
        print(f"bench: {failure}", file=sys.stderr)
        sys.exit(1)
