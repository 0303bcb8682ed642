"""A client on grpcio that plays the interoperability cases of the gRPC project, with the flags that
such clients have.

    interop_client.py --server_port PORT --test_case NAME[,NAME...] --use_test_ca true --ca_file CA

It prints a line for each case: PASS, FAIL with what was wrong, or N/A with why grpcio cannot play
it as it is described. It ends with 1 if a case failed.
"""

import argparse
import sys
import time

import grpc

import contracts
from interop_cases import CASES, NotAvailable


class TestBed:
    """What cases play with: a channel to the server and its stubs."""

    def __init__(self, flags):
        self.flags = flags
        self.channel = self.another_channel()
        self.service = contracts.stub(self.channel, contracts.TEST)

    def another_channel(self):
        """A channel with a connection of its own."""
        authority = None
        if self.flags.ca_file:
            with open(self.flags.ca_file, "rb") as file:
                authority = file.read()
        options = contracts.OPTIONS + [("grpc.use_local_subchannel_pool", 1)]
        if self.flags.server_host_override:
            options.append(("grpc.ssl_target_name_override", self.flags.server_host_override))
        return grpc.secure_channel(
            f"{self.flags.server_host}:{self.flags.server_port}",
            grpc.ssl_channel_credentials(authority), options)


def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("--server_host", default="localhost")
    parser.add_argument("--server_port", type=int, required=True)
    parser.add_argument("--server_host_override", default="")
    parser.add_argument("--use_tls", type=contracts.truth, default=True)
    parser.add_argument("--use_test_ca", type=contracts.truth, default=False)
    parser.add_argument("--ca_file", default="")
    parser.add_argument("--test_case", required=True)
    parser.add_argument("--soak_iterations", type=int, default=10)
    parser.add_argument("--soak_max_failures", type=int, default=0)
    parser.add_argument("--soak_per_iteration_max_acceptable_latency_ms", type=int, default=1000)
    parser.add_argument("--soak_min_time_ms_between_rpcs", type=int, default=0)
    parser.add_argument("--soak_overall_timeout_seconds", type=int, default=10)
    flags = parser.parse_args()
    if not flags.use_tls:
        parser.error("this client is for tests over TLS")
    return flags


def main():
    flags = parsed()
    bed = TestBed(flags)
    names = list(CASES) if flags.test_case == "all" else flags.test_case.split(",")
    failed = 0
    for name in names:
        start = time.monotonic()
        try:
            CASES[name](bed)
        except NotAvailable as reason:
            print(f"N/A {name}: {reason}", flush=True)
        except Exception as error:  # whatever is wrong, it is the case's result
            failed += 1
            text = " ".join(f"{type(error).__name__}: {error}".split())
            print(f"FAIL {name}: {text}", flush=True)
        else:
            print(f"PASS {name} {(time.monotonic() - start) * 1000:.0f} ms", flush=True)
    bed.channel.close()
    sys.exit(1 if failed else 0)


main()
