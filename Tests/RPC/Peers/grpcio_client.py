"""A client of another make for the tests of our server: grpcio.

    grpcio_client.py --target TARGET --authority FILE [--certificate CHAIN --key KEY]

It calls Echo of the probe once and prints the text of the answer, or the name of the status.
"""

import argparse

import grpc
from google.protobuf import any_pb2


def read(path):
    if path is None:
        return None
    with open(path, "rb") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--target", required=True)
    parser.add_argument("--authority", required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    given = parser.parse_args()
    credentials = grpc.ssl_channel_credentials(
        read(given.authority), read(given.key), read(given.certificate)
    )
    options = [("grpc.ssl_target_name_override", "localhost")]
    with grpc.secure_channel(given.target, credentials, options) as channel:
        echo = channel.unary_unary(
            "/lintas.test.Probe/Echo", any_pb2.Any.SerializeToString, any_pb2.Any.FromString
        )
        try:
            print(echo(any_pb2.Any(), timeout=20).type_url)
        except grpc.RpcError as error:
            print(error.code().name)


main()
