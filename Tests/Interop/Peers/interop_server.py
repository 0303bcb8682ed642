"""A server of grpc.testing.TestService on grpcio, with the flags that such servers have.

    interop_server.py --tls_cert_file CHAIN --tls_key_file KEY [--port PORT] [--faulty true]

It prints a line that ends with its address when it serves. With --faulty nearly all that it answers
is a little wrong, to show that clients notice.
"""

import argparse
import os
import threading
import time
from concurrent import futures

import grpc

import contracts

CODES = {code.value[0]: code for code in grpc.StatusCode}
HEAD = "x-grpc-test-echo-initial"
TRAILER = "x-grpc-test-echo-trailing-bin"
REPORT = "endpoint-load-metrics-bin"


class LoadBoard:
    """The load that the server reports: what a test last said that it is."""

    def __init__(self):
        self.lock = threading.Lock()
        self.latest = contracts.OrcaLoadReport()

    def post(self, report):
        with self.lock:
            self.latest = report

    def report(self):
        with self.lock:
            return self.latest


BOARD = LoadBoard()
# 1 if answers are to be wrong.
FAULT = 0


def load_report(test):
    return contracts.OrcaLoadReport(
        cpu_utilization=test.cpu_utilization + FAULT, mem_utilization=test.memory_utilization,
        request_cost=dict(test.request_cost), utilization=dict(test.utilization))


def begin(context, is_compressed=False, trailers=()):
    """Sends back what goes back beside the messages."""
    if FAULT:
        return
    metadata = context.invocation_metadata()
    if is_compressed:
        context.set_compression(grpc.Compression.Gzip)
    head = [(key, value) for key, value in metadata if key == HEAD]
    if head:
        context.send_initial_metadata(head)
    context.set_trailing_metadata(
        [(key, value) for key, value in metadata if key == TRAILER] + list(trailers))


def payload(kind, size, context):
    if kind != 0 or not 0 <= size <= 64 << 20:
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, "there is no such payload")
    return contracts.Payload(body=bytes(size + FAULT))


def end(request, context):
    if request.HasField("response_status") and request.response_status.code != 0:
        code = CODES.get(request.response_status.code, grpc.StatusCode.UNKNOWN)
        context.abort(code, request.response_status.message + "." * FAULT)


def check(received, context):
    request = received.message
    if FAULT or not request.HasField("expect_compressed"):
        return
    if request.expect_compressed.value != received.is_compressed:
        context.abort(grpc.StatusCode.INVALID_ARGUMENT,
                      f"compressed: {received.is_compressed}")


def empty_call(received, context):
    begin(context)
    return contracts.Empty()


def unary_call(received, context):
    request = received.message
    check(received, context)
    trailers = []
    if request.HasField("orca_per_query_report"):
        report = load_report(request.orca_per_query_report)
        trailers.append((REPORT, report.SerializeToString()))
    begin(context, request.response_compressed.value, trailers)
    end(request, context)
    response = contracts.SimpleResponse(
        payload=payload(request.response_type, request.response_size, context))
    if request.fill_server_id:
        response.server_id = f"grpcio-{os.getpid()}"
    return response


def cacheable_unary_call(received, context):
    context.send_initial_metadata([("cache-control", "max-age=60, public")])
    return contracts.SimpleResponse(
        payload=contracts.Payload(body=str(time.time_ns()).encode()))


def answers(request, context):
    end(request, context)
    for parameters in request.response_parameters:
        time.sleep(parameters.interval_us / 1e6)
        if not parameters.compressed.value:
            context.disable_next_message_compression()
        yield contracts.OutputResponse(
            payload=payload(request.response_type, parameters.size, context))


def streaming_output_call(received, context):
    begin(context, is_compressed=True)
    yield from answers(received.message, context)


def streaming_input_call(requests, context):
    begin(context)
    total = FAULT
    for received in requests:
        check(received, context)
        total += len(received.message.payload.body)
    return contracts.InputResponse(aggregated_payload_size=total)


def full_duplex_call(requests, context):
    begin(context, is_compressed=True)
    for received in requests:
        if received.message.HasField("orca_oob_report"):
            BOARD.post(load_report(received.message.orca_oob_report))
        yield from answers(received.message, context)
    for _ in range(FAULT):
        yield contracts.OutputResponse()


def half_duplex_call(requests, context):
    begin(context, is_compressed=True)
    for received in list(requests):
        yield from answers(received.message, context)


def stream_core_metrics(received, context):
    asked = received.message.report_interval
    interval = max(asked.seconds + asked.nanos / 1e9, 0.05)
    while context.is_active():
        yield BOARD.report()
        if FAULT:
            return
        time.sleep(interval)


def services():
    methods = {
        "EmptyCall": empty_call,
        "UnaryCall": unary_call,
        "CacheableUnaryCall": cacheable_unary_call,
        "StreamingOutputCall": streaming_output_call,
        "StreamingInputCall": streaming_input_call,
        "FullDuplexCall": full_duplex_call,
        "HalfDuplexCall": half_duplex_call,
    }
    # A method that the server must not know, and a service.
    unimplemented = {"UnimplementedCall": empty_call} if FAULT else {}
    return (contracts.handlers(contracts.TEST, methods | unimplemented),
            contracts.handlers(contracts.UNIMPLEMENTED, unimplemented),
            contracts.handlers(contracts.LOAD, {"StreamCoreMetrics": stream_core_metrics}))


def main():
    global FAULT
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--use_tls", type=contracts.truth, default=True)
    parser.add_argument("--tls_cert_file", required=True)
    parser.add_argument("--tls_key_file", required=True)
    parser.add_argument("--faulty", type=contracts.truth, default=False)
    flags = parser.parse_args()
    if not flags.use_tls:
        parser.error("this server is for tests over TLS")
    FAULT = int(flags.faulty)
    server = grpc.server(futures.ThreadPoolExecutor(32), options=contracts.OPTIONS)
    server.add_generic_rpc_handlers(services())
    with open(flags.tls_key_file, "rb") as key, open(flags.tls_cert_file, "rb") as certificates:
        credentials = grpc.ssl_server_credentials([(key.read(), certificates.read())])
    port = server.add_secure_port(f"127.0.0.1:{flags.port}", credentials)
    server.start()
    print(f"interop_server.py: listening on 127.0.0.1:{port}", flush=True)
    server.wait_for_termination()


main()
