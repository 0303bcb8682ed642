"""The interoperability cases of the gRPC project (interop-test-descriptions.md) for grpcio: those
that need neither a cloud account nor a proxy."""

import base64
import os
import pathlib
import queue
import re
import subprocess
import tempfile
import time

import grpc

import contracts
from contracts import InputRequest, OutputRequest, Payload, SimpleRequest

GZIP = grpc.Compression.Gzip
TURNS = [(27182, 31415), (8, 9), (1828, 2653), (45904, 58979)]
ECHO = [("x-grpc-test-echo-initial", "test_initial_metadata_value"),
        ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab")]


class Failure(Exception):
    """What was not as a case wants it."""


class NotAvailable(Exception):
    """Why grpcio cannot play a case as it is described, and what was done instead."""


def same(what, found, wanted):
    if found != wanted:
        raise Failure(f"{what} is {found!r} and not {wanted!r}")


def zeros(size):
    return Payload(body=bytes(size))


def check(payload, size):
    if payload.body != bytes(size):
        raise Failure(f"the payload is not {size} zeros but {len(payload.body)} bytes")


def large_request(**fields):
    return SimpleRequest(response_size=314159, payload=zeros(271828), **fields)


def truth(value):
    return {"value": value}


def status(wanted, body):
    """Fails unless `body` ends with a status; returns its message."""
    try:
        body()
    except grpc.RpcError as error:
        same("the status", error.code(), wanted)
        return error.details()
    raise Failure(f"the call went well instead of ending with {wanted}")


class Pipe:
    """Requests of a stream, written while it runs."""

    def __init__(self):
        self.queue = queue.SimpleQueue()

    def __iter__(self):
        return iter(self.queue.get, None)

    def write(self, request):
        self.queue.put(request)

    def finish(self):
        self.queue.put(None)


# One request, one answer.

def empty_unary(bed):
    answer = bed.service.EmptyCall(contracts.Empty())
    same("the size of the answer", answer.message.ByteSize(), 0)


def large_unary(bed):
    check(bed.service.UnaryCall(large_request()).message.payload, 314159)


# Streams.

def client_streaming(bed):
    requests = (InputRequest(payload=zeros(size)) for size, _ in TURNS)
    answer = bed.service.StreamingInputCall(requests)
    same("the sum", answer.message.aggregated_payload_size, 74922)


def server_streaming(bed):
    request = OutputRequest(response_parameters=[{"size": size} for _, size in TURNS])
    answers = [answer.message for answer in bed.service.StreamingOutputCall(request)]
    same("the number of answers", len(answers), 4)
    for answer, (_, size) in zip(answers, TURNS):
        check(answer.payload, size)


def ping_pong(bed):
    pipe = Pipe()
    answers = bed.service.FullDuplexCall(iter(pipe))
    for size, answer_size in TURNS:
        pipe.write(OutputRequest(response_parameters=[{"size": answer_size}],
                                 payload=zeros(size)))
        check(next(answers).message.payload, answer_size)
    pipe.finish()
    same("what follows", list(answers), [])


def empty_stream(bed):
    same("the answer to nothing", list(bed.service.FullDuplexCall(iter(()))), [])


# Compression.

def client_compressed_unary(bed):
    probe = large_request(expect_compressed=truth(True))
    status(grpc.StatusCode.INVALID_ARGUMENT, lambda: bed.service.UnaryCall(probe))
    check(bed.service.UnaryCall(probe, compression=GZIP).message.payload, 314159)
    plain = large_request(expect_compressed=truth(False))
    check(bed.service.UnaryCall(plain).message.payload, 314159)


def server_compressed_unary(bed):
    for is_compressed in (True, False):
        answer = bed.service.UnaryCall(large_request(response_compressed=truth(is_compressed)))
        same("the answer's being compressed", answer.is_compressed, is_compressed)
        check(answer.message.payload, 314159)


def client_compressed_streaming(bed):
    first = InputRequest(payload=zeros(27182), expect_compressed=truth(True))
    # A client of grpcio has no way to except one message of a compressed stream. The core leaves
    # out what does not get smaller, so these are not zeros but bytes that do not compress.
    second = InputRequest(payload=Payload(body=os.urandom(45904)), expect_compressed=truth(False))
    status(grpc.StatusCode.INVALID_ARGUMENT,
           lambda: bed.service.StreamingInputCall(iter([first])))
    answer = bed.service.StreamingInputCall(iter([first, second]), compression=GZIP)
    same("the sum", answer.message.aggregated_payload_size, 73086)


def server_compressed_streaming(bed):
    wanted = [(31415, True), (92653, False)]
    request = OutputRequest(response_parameters=[
        {"size": size, "compressed": truth(is_compressed)} for size, is_compressed in wanted])
    answers = list(bed.service.StreamingOutputCall(request))
    same("the number of answers", len(answers), 2)
    for answer, (size, is_compressed) in zip(answers, wanted):
        same(f"{size} bytes' being compressed", answer.is_compressed, is_compressed)
        check(answer.message.payload, size)


# Metadata and status.

def echoed(call):
    head = [value for key, value in call.initial_metadata() if key == ECHO[0][0]]
    same("what comes back in the head", head, [ECHO[0][1]])
    trailers = [value for key, value in call.trailing_metadata() if key == ECHO[1][0]]
    same("what comes back in the trailers", trailers, [ECHO[1][1]])


def custom_metadata(bed):
    answer, call = bed.service.UnaryCall.with_call(large_request(), metadata=ECHO)
    check(answer.message.payload, 314159)
    echoed(call)
    request = OutputRequest(response_parameters=[{"size": 314159}], payload=zeros(271828))
    call = bed.service.FullDuplexCall(iter([request]), metadata=ECHO)
    answers = list(call)
    same("the number of answers", len(answers), 1)
    check(answers[0].message.payload, 314159)
    echoed(call)


def status_code_and_message(bed):
    text = "test status message"
    wanted = {"code": 2, "message": text}
    unary = SimpleRequest(response_status=wanted)
    same("the message", status(grpc.StatusCode.UNKNOWN,
                               lambda: bed.service.UnaryCall(unary)), text)
    streamed = OutputRequest(response_status=wanted)
    same("the stream's message", status(
        grpc.StatusCode.UNKNOWN,
        lambda: list(bed.service.FullDuplexCall(iter([streamed])))), text)


def special_status_message(bed):
    text = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"
    request = SimpleRequest(response_status={"code": 2, "message": text})
    same("the message", status(grpc.StatusCode.UNKNOWN,
                               lambda: bed.service.UnaryCall(request)), text)


def unimplemented_method(bed):
    status(grpc.StatusCode.UNIMPLEMENTED,
           lambda: bed.service.UnimplementedCall(contracts.Empty()))


def unimplemented_service(bed):
    service = contracts.stub(bed.channel, contracts.UNIMPLEMENTED)
    status(grpc.StatusCode.UNIMPLEMENTED,
           lambda: service.UnimplementedCall(contracts.Empty()))


# Calls that the client ends, or time.

def cancel_after_begin(bed):
    pipe = Pipe()
    call = bed.service.StreamingInputCall.future(iter(pipe))
    call.cancel()
    same("whether it was cancelled", call.cancelled(), True)
    same("the status", call.code(), grpc.StatusCode.CANCELLED)
    pipe.finish()


def cancel_after_first_response(bed):
    pipe = Pipe()
    pipe.write(OutputRequest(response_parameters=[{"size": 31415}], payload=zeros(27182)))
    call = bed.service.FullDuplexCall(iter(pipe))
    check(next(call).message.payload, 31415)
    call.cancel()
    status(grpc.StatusCode.CANCELLED, lambda: next(call))
    pipe.finish()


def timeout_on_sleeping_server(bed):
    pipe = Pipe()
    pipe.write(OutputRequest(payload=zeros(27182)))
    call = bed.service.FullDuplexCall(iter(pipe), timeout=0.001)
    status(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: next(call))
    pipe.finish()


# Many calls at once, and calls for a long time.

def concurrent_large_unary(bed):
    request = large_request()
    calls = [bed.service.UnaryCall.future(request) for _ in range(1000)]
    for call in calls:
        check(call.result().message.payload, 314159)


def soak(bed, call):
    flags = bed.flags
    end = time.monotonic() + flags.soak_overall_timeout_seconds
    failures = []
    for number in range(flags.soak_iterations):
        start = time.monotonic()
        if start >= end:
            raise Failure(f"there were only {number} calls in time")
        try:
            check(call().message.payload, 314159)
        except grpc.RpcError as error:
            failures.append(f"{error.code()}: {error.details()}")
        latency = (time.monotonic() - start) * 1000
        if latency > flags.soak_per_iteration_max_acceptable_latency_ms:
            failures.append(f"a call took {latency:.0f} ms")
        time.sleep(max(0, flags.soak_min_time_ms_between_rpcs - latency) / 1000)
    if len(failures) > flags.soak_max_failures:
        raise Failure(f"{len(failures)} failures, the first: {failures[0]}")


def rpc_soak(bed):
    soak(bed, lambda: bed.service.UnaryCall(large_request()))


def channel_soak(bed):
    def call():
        with bed.another_channel() as channel:
            return contracts.stub(channel, contracts.TEST).UnaryCall(large_request())
    soak(bed, call)


def long_lived_channel(bed):
    with bed.another_channel() as channel:
        service = contracts.stub(channel, contracts.TEST)
        for _ in range(bed.flags.soak_iterations):
            check(service.UnaryCall(large_request()).message.payload, 314159)
            time.sleep(bed.flags.soak_min_time_ms_between_rpcs / 1000)


# Load reports, read where they arrive: grpcio has no balancer that could be asked for them.

def raw_trailer(bed, path, request, name):
    """A trailer of a unary call that `nghttp` makes, which knows nothing of gRPC."""
    message = request.SerializeToString()
    with tempfile.TemporaryDirectory() as folder:
        body = pathlib.Path(folder) / "body"
        body.write_bytes(b"\0" + len(message).to_bytes(4, "big") + message)
        done = subprocess.run(
            ["nghttp", "--verbose", "--no-verify-peer", "--timeout=60", f"--data={body}",
             "--header=content-type: application/grpc", "--header=te: trailers",
             f"https://{bed.flags.server_host}:{bed.flags.server_port}{path}"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    found = re.findall(rf"recv \(stream_id=\d+\) {name}: (\S+)", done.stdout)
    same("the number of reports", len(found), 1)
    return base64.b64decode(found[0] + "=" * (-len(found[0]) % 4))

def reported(report, wanted):
    same("the load", report.cpu_utilization, wanted["cpu_utilization"])
    same("the memory", report.mem_utilization, wanted["memory_utilization"])
    same("the cost", dict(report.request_cost), wanted.get("request_cost", {}))
    same("the utilization", dict(report.utilization), wanted["utilization"])


def orca_per_rpc(bed):
    wanted = {"cpu_utilization": 0.8210, "memory_utilization": 0.5847,
              "request_cost": {"cost": 3456.32}, "utilization": {"util": 0.30499}}
    request = SimpleRequest(orca_per_query_report=wanted)
    bed.service.UnaryCall(request)
    report = raw_trailer(bed, f"/{contracts.TEST}/UnaryCall", request, "endpoint-load-metrics-bin")
    reported(contracts.OrcaLoadReport.FromString(report), wanted)
    raise NotAvailable("grpcio's core keeps the report for its balancers and shows it to nobody; "
                       "the call went well, and nghttp got the right report")


def orca_oob(bed):
    watching = contracts.stub(bed.channel, contracts.LOAD).StreamCoreMetrics(
        contracts.OrcaLoadReportRequest(report_interval={"nanos": 100_000_000}), timeout=30)
    pipe = Pipe()
    answers = bed.service.FullDuplexCall(iter(pipe))
    for cpu, memory, utilization in ((0.8210, 0.5847, 0.30499), (0.29309, 0.2, 0.2039)):
        wanted = {"cpu_utilization": cpu, "memory_utilization": memory,
                  "utilization": {"util": utilization}}
        pipe.write(OutputRequest(orca_oob_report=wanted, response_parameters=[{"size": 1}]))
        next(answers)
        for report in watching:  # those from before may be on the way
            try:
                reported(report.message, wanted)
                break
            except Failure:
                continue
        else:
            raise Failure("the server stopped to report its load")
    pipe.finish()
    same("what follows", list(answers), [])
    watching.cancel()


CASES = {case.__name__: case for case in (
    empty_unary, large_unary, client_streaming, server_streaming, ping_pong, empty_stream,
    client_compressed_unary, server_compressed_unary, client_compressed_streaming,
    server_compressed_streaming, custom_metadata, status_code_and_message, special_status_message,
    unimplemented_method, unimplemented_service, cancel_after_begin, cancel_after_first_response,
    timeout_on_sleeping_server, concurrent_large_unary, rpc_soak, channel_soak, long_lived_channel,
    orca_per_rpc, orca_oob)}
