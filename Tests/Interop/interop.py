"""Plays gRPC's interoperability cases four ways over TLS, and prints a table of them.

    interop.py --binaries FOLDER [--case NAME]... [--faulty]

Our client and grpcio's play against our server and grpcio's. FOLDER holds InteropServer and
InteropClient; the Python that runs this has grpcio and grpcio-tools. Certificates are made for the
run. Ends with 1 if a case failed or was not played. With --faulty both clients play against a
server whose answers are a little wrong, and it ends with 1 if a case passed that should not have.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

CASES = """
empty_unary large_unary client_streaming server_streaming ping_pong empty_stream
client_compressed_unary server_compressed_unary client_compressed_streaming
server_compressed_streaming custom_metadata status_code_and_message special_status_message
unimplemented_method unimplemented_service cancel_after_begin cancel_after_first_response
timeout_on_sleeping_server concurrent_large_unary rpc_soak channel_soak long_lived_channel
orca_per_rpc orca_oob
""".split()
PEERS = pathlib.Path(__file__).parent / "Peers"
MAKES = ["lintas", "grpcio"]
# What a client may say that it cannot play as it is described.
NOT_AVAILABLE = {("grpcio", "orca_per_rpc")}
# What a faulty server cannot get wrong: an empty answer, and calls that end before there is one.
FAULTLESS = ["empty_unary", "cancel_after_begin", "timeout_on_sleeping_server"]
# Whether a call is fast is no question of this table: machines that judge are slow.
SOAK = ["--soak_iterations=10", "--soak_per_iteration_max_acceptable_latency_ms=60000",
        "--soak_overall_timeout_seconds=300"]
# Seconds that a client may take for all cases.
PATIENCE = 240
# The kernel ends what we started when we end, however that comes about.
TIED = ["setpriv", "--pdeathsig", "KILL"]


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make_certificates(folder):
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    openssl(folder, "req", "-x509", *key, "-days", "2", "-subj", "/CN=interop authority",
            "-keyout", "authority.key", "-out", "authority.pem")
    openssl(folder, "req", *key, "-subj", "/CN=interop server",
            "-addext", "subjectAltName=DNS:*.test.google.fr,DNS:localhost,IP:127.0.0.1",
            "-keyout", "server.key", "-out", "server.csr")
    openssl(folder, "x509", "-req", "-in", "server.csr", "-CA", "authority.pem",
            "-CAkey", "authority.key", "-days", "2", "-copy_extensions", "copy",
            "-out", "server.pem")


class Server:
    """A running server of one make."""

    def __init__(self, make, binaries, folder, *flags):
        command = {"lintas": [binaries / "InteropServer"],
                   "grpcio": [sys.executable, PEERS / "interop_server.py"]}[make]
        self.log = open(folder / f"{make}-server.log", "w+")
        self.process = subprocess.Popen(
            [*TIED, *command, "--port=0", "--use_tls=true",
             "--tls_cert_file", folder / "server.pem", "--tls_key_file", folder / "server.key",
             *flags],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"listening on \S+:(\d+)$", line.strip())
        if not found:
            self.process.wait()
            self.log.seek(0)
            raise SystemExit(f"{make}'s server did not start: {line}{self.log.read()}")
        self.port = found[1]

    def stop(self):
        if self.process.poll() is not None:
            self.log.seek(0)
            print(f"A server ended with {self.process.returncode}: {self.log.read()}")
        self.process.terminate()
        self.process.wait()
        self.log.close()


def play(make, port, binaries, folder, cases, results):
    """Has a client of one make play all cases, and keeps what it says about each."""
    command = {"lintas": [binaries / "InteropClient"],
               "grpcio": [sys.executable, PEERS / "interop_client.py"]}[make]
    client = subprocess.Popen(
        [*TIED, *command, "--server_host=localhost", f"--server_port={port}", "--use_tls=true",
         "--server_host_override=foo.test.google.fr", "--use_test_ca=true",
         "--ca_file", folder / "authority.pem", f"--test_case={','.join(cases)}", *SOAK],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        output, _ = client.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        client.kill()
        output, _ = client.communicate()
    for line in output.splitlines():
        verdict, _, rest = line.partition(" ")
        name = re.split("[: ]", rest)[0]
        if verdict in ("PASS", "FAIL") or (verdict == "N/A" and (make, name) in NOT_AVAILABLE):
            results[name] = (verdict, rest)
    for name in cases:
        results.setdefault(name, ("FAIL", f"{name}: not played; {output[-500:]}"))


def play_all(servers, binaries, folder, cases, results):
    """Two ways at a time, so that no server has two clients: they would see each other's load."""
    for order in (MAKES, MAKES[::-1]):
        players = [
            threading.Thread(target=play, args=(
                client, servers[server].port, binaries, folder, cases, results[client, server]))
            for client, server in zip(MAKES, order)]
        for player in players:
            player.start()
        for player in players:
            player.join()


def find_faults(binaries, folder, cases):
    """Plays against a faulty server, and returns how often a client did not notice."""
    cases = [name for name in cases if name not in FAULTLESS]
    missed = 0
    server = Server("grpcio", binaries, folder, "--faulty=true")
    try:
        for make in MAKES:
            results = {}
            play(make, server.port, binaries, folder, cases, results)
            for name in cases:
                verdict, text = results[name]
                if verdict != "FAIL" or "not played" in text:
                    missed += 1
                    print(f"{make}'s client does not notice: {text}")
    finally:
        server.stop()
    print(f"{len(cases)} cases, {len(MAKES)} clients, {missed} faults not noticed")
    return missed


def table(ways, cases, results):
    """The table as lines, what cannot be played, and what failed."""
    width = max(len(name) for name in cases)
    titles = [f"{client} → {server}" for client, server in ways]
    lines = [" ".join(["case".ljust(width), *titles])]
    notes, failures = [], []
    for name in cases:
        cells = []
        for way, title in zip(ways, titles):
            verdict, text = results[way][name]
            cells.append({"PASS": "pass", "N/A": "n/a"}.get(verdict, "FAIL").ljust(len(title)))
            if verdict == "N/A":
                notes.append(f"n/a, {title}: {text}")
            elif verdict != "PASS":
                failures.append(f"FAIL, {title}: {text}")
        lines.append(" ".join([name.ljust(width), *cells]).rstrip())
    return lines, notes, failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", type=pathlib.Path, required=True)
    parser.add_argument("--case", action="append", choices=CASES)
    parser.add_argument("--faulty", action="store_true")
    arguments = parser.parse_args()
    binaries = arguments.binaries.resolve()
    cases = arguments.case or CASES
    ways = [(client, server) for client in MAKES for server in MAKES]
    results = {way: {} for way in ways}
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        make_certificates(folder)
        if arguments.faulty:
            sys.exit(1 if find_faults(binaries, folder, cases) else 0)
        servers = {}
        try:
            for make in MAKES:
                servers[make] = Server(make, binaries, folder)
            play_all(servers, binaries, folder, cases, results)
        finally:
            for server in servers.values():
                server.stop()
    lines, notes, failures = table(ways, cases, results)
    print("\n".join(lines + notes + failures))
    print(f"{len(cases)} cases, {len(ways)} ways, {len(notes)} not available, "
          f"{len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
