"""A server of another make for the tests of our client: grpcio, google.protobuf.Any as message.

    grpcio_server.py --certificate CHAIN --key KEY [--address ADDRESS] [--option NAME=NUMBER]...

It prints its port on one line when it serves, and ends when its standard input does.
"""

import argparse
import sys
import time
from concurrent import futures

import grpc
from google.protobuf import any_pb2

SERVICE = "lintas.test.Probe"


def echo(note, context):
    for name, value in context.invocation_metadata():
        if name == "echo":
            context.send_initial_metadata([("echo", value)])
            context.set_trailing_metadata([("last", value)])
    return note


def fail(note, context):
    context.set_trailing_metadata([("last", "words")])
    context.abort(grpc.StatusCode[note.type_url], "as ordered ☺")


def hang(note, context):
    while context.is_active():
        time.sleep(0.01)
    return note


def count(note, context):
    for number in range(len(note.value)):
        yield any_pb2.Any(type_url=str(number))


def total(notes, context):
    sizes = [len(note.value) for note in notes]
    return any_pb2.Any(type_url=f"{len(sizes)} notes of {sum(sizes)} bytes")


def chat(notes, context):
    for note in notes:
        if note.type_url == "leave":
            return
        yield note


def method(make, behavior):
    return make(behavior, any_pb2.Any.FromString, any_pb2.Any.SerializeToString)


def handlers():
    unary = grpc.unary_unary_rpc_method_handler
    return grpc.method_handlers_generic_handler(SERVICE, {
        "Echo": method(unary, echo),
        "Fail": method(unary, fail),
        "Hang": method(unary, hang),
        "Count": method(grpc.unary_stream_rpc_method_handler, count),
        "Sum": method(grpc.stream_unary_rpc_method_handler, total),
        "Chat": method(grpc.stream_stream_rpc_method_handler, chat),
    })


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--address", default="127.0.0.1:0")
    parser.add_argument("--option", action="append", default=[])
    arguments = parser.parse_args()
    options = [(name, int(value)) for name, value in
               (option.split("=") for option in arguments.option)]
    server = grpc.server(futures.ThreadPoolExecutor(16), options=options)
    server.add_generic_rpc_handlers((handlers(),))
    with open(arguments.key, "rb") as key, open(arguments.certificate, "rb") as certificate:
        credentials = grpc.ssl_server_credentials([(key.read(), certificate.read())])
    port = server.add_secure_port(arguments.address, credentials)
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(None)


main()
