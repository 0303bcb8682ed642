"""Calls a server by nothing but reflection, and reads channelz, with gRPC's own Python packages.

    ecosystem.py HOST:PORT AUTHORITY.pem

Prints one line a finding and ends with 0 if all is as it should be.
"""

import ipaddress
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_channelz.v1 import channelz_pb2, channelz_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

SERVICE = "lintas.v1.ApplicantService"
FORM = {
    "kind": "PASSPORT_KIND_ELECTRONIC",
    "validity": "PASSPORT_VALIDITY_TEN_YEARS",
    "reason": "APPLICATION_REASON_FIRST",
}


def message(pool, name):
    """The class of a message that reflection described."""
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(name))


def reflect(channel):
    """Finds services, options and extensions, and makes a call with what was found."""
    database = ProtoReflectionDescriptorDatabase(channel)
    services = set(database.get_services())
    assert {SERVICE, "grpc.health.v1.Health"} <= services, services
    pool = descriptor_pool.DescriptorPool(database)
    method = pool.FindServiceByName(SERVICE).FindMethodByName("QuoteFee")
    assert method.input_type.full_name == "lintas.v1.QuoteFeeRequest"
    # The policy of the method stands in an extension of ours, which comes along.
    options = pool.FindMessageTypeByName("google.protobuf.MethodOptions")
    extensions = database.FindAllExtensionNumbers(options.full_name)
    assert extensions, "no extension of options is known"
    question = reflection_pb2.ServerReflectionRequest()
    question.file_containing_extension.containing_type = options.full_name
    question.file_containing_extension.extension_number = extensions[0]
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)
    (answer,) = stub.ServerReflectionInfo(iter([question]), timeout=10)
    files = answer.file_descriptor_response.file_descriptor_proto
    names = [descriptor_pb2.FileDescriptorProto.FromString(file).name for file in files]
    assert names[0] == "lintas/v1/options.proto", names

    request = message(pool, "lintas.v1.QuoteFeeRequest")()
    for field, value in FORM.items():
        kind = request.DESCRIPTOR.fields_by_name[field].enum_type
        setattr(request, field, kind.values_by_name[value].number)
    call = channel.unary_unary(
        f"/{SERVICE}/QuoteFee",
        request_serializer=lambda sent: sent.SerializeToString(),
        response_deserializer=message(pool, "lintas.v1.QuoteFeeResponse").FromString,
    )
    fee = call(request, timeout=10).fee
    assert fee.ByteSize() > 0
    print("reflection: called", SERVICE)


def read_channelz(channel):
    """Finds the connection of this very question, page by page."""
    stub = channelz_pb2_grpc.ChannelzStub(channel)
    servers = stub.GetServers(channelz_pb2.GetServersRequest(), timeout=10)
    assert servers.end and len(servers.server) == 1, servers
    server = servers.server[0]
    assert server.data.calls_started > server.data.calls_failed
    assert server.data.calls_succeeded > 0
    page = stub.GetServerSockets(
        channelz_pb2.GetServerSocketsRequest(server_id=server.ref.server_id, max_results=1),
        timeout=10,
    )
    assert len(page.socket_ref) == 1
    socket = stub.GetSocket(
        channelz_pb2.GetSocketRequest(socket_id=page.socket_ref[0].socket_id), timeout=10
    ).socket
    assert ipaddress.ip_address(socket.remote.tcpip_address.ip_address).is_loopback
    assert socket.security.tls.standard_name.startswith("TLS_"), socket.security
    assert socket.data.streams_started >= socket.data.streams_succeeded > 0
    assert socket.data.messages_sent > 0 and socket.data.messages_received > 0
    information = [option for option in socket.data.option if option.name == "TCP_INFO"]
    detail = channelz_pb2.SocketOptionTcpInfo()
    assert information[0].additional.Unpack(detail) and detail.tcpi_snd_mss > 0
    try:
        stub.GetSocket(channelz_pb2.GetSocketRequest(socket_id=1 << 60), timeout=10)
        raise AssertionError("a socket that is not there was shown")
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.NOT_FOUND, error
    print("channelz: read", socket.security.tls.standard_name)


def main():
    """Runs both."""
    address, authority = sys.argv[1:]
    with open(authority, "rb") as file:
        trust = grpc.ssl_channel_credentials(file.read())
    port = address.rpartition(":")[2]
    with grpc.secure_channel(f"localhost:{port}", trust) as channel:
        reflect(channel)
        read_channelz(channel)


main()
