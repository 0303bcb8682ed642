"""The test contract for grpcio, compiled when the program starts, and a view of each message that
grpcio does not give: whether it came compressed.

Both sides switch the C core's decompression off (`OPTIONS`). Messages then arrive as they were
sent, and gzip's magic number tells a compressed one: no message of the contract can begin with
these bytes, which would be a field of a wire type that does not exist.
"""

import gzip
import importlib.resources
import pathlib
import tempfile
import types
from dataclasses import dataclass

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

PROTOS = pathlib.Path(__file__).parent.parent / "Protos"
FILES = ["grpc/testing/test.proto", "xds/service/orca/v3/orca.proto"]
TEST = "grpc.testing.TestService"
UNIMPLEMENTED = "grpc.testing.UnimplementedService"
LOAD = "xds.service.orca.v3.OpenRcaService"
OPTIONS = [("grpc.per_message_decompression", 0)]
MAGIC = b"\x1f\x8b"


def compiled():
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "contracts"
        well_known = importlib.resources.files("grpc_tools") / "_proto"
        code = protoc.main(["protoc", f"-I{PROTOS}", f"-I{well_known}", "--include_imports",
                            f"--descriptor_set_out={output}", *FILES])
        if code != 0:
            raise SystemExit("the contracts do not compile")
        files = descriptor_pb2.FileDescriptorSet.FromString(output.read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    return pool


POOL = compiled()


def message(name):
    """The class of a message, by its full name."""
    return message_factory.GetMessageClass(POOL.FindMessageTypeByName(name))


Empty = message("grpc.testing.Empty")
Payload = message("grpc.testing.Payload")
SimpleRequest = message("grpc.testing.SimpleRequest")
SimpleResponse = message("grpc.testing.SimpleResponse")
InputRequest = message("grpc.testing.StreamingInputCallRequest")
InputResponse = message("grpc.testing.StreamingInputCallResponse")
OutputRequest = message("grpc.testing.StreamingOutputCallRequest")
OutputResponse = message("grpc.testing.StreamingOutputCallResponse")
OrcaLoadReport = message("xds.data.orca.v3.OrcaLoadReport")
OrcaLoadReportRequest = message("xds.service.orca.v3.OrcaLoadReportRequest")


@dataclass
class Received:
    """A message as it came."""
    message: object
    is_compressed: bool


def reader(descriptor):
    kind = message_factory.GetMessageClass(descriptor)

    def read(data):
        is_compressed = data[:2] == MAGIC
        return Received(kind.FromString(gzip.decompress(data) if is_compressed else data),
                        is_compressed)
    return read


def kind(method):
    """How grpcio names a kind of call: `unary_unary` and so on."""
    names = {False: "unary", True: "stream"}
    return f"{names[method.client_streaming]}_{names[method.server_streaming]}"


def stub(channel, service):
    """All methods of a service, for a client: messages go out, `Received` comes back."""
    methods = POOL.FindServiceByName(service).methods
    return types.SimpleNamespace(**{
        method.name: getattr(channel, kind(method))(
            f"/{service}/{method.name}",
            request_serializer=lambda request: request.SerializeToString(),
            response_deserializer=reader(method.output_type))
        for method in methods})


def handlers(service, behaviors):
    """Some methods of a service, for a server: `Received` comes in, messages go back."""
    methods = POOL.FindServiceByName(service).methods_by_name
    return grpc.method_handlers_generic_handler(service, {
        name: getattr(grpc, f"{kind(methods[name])}_rpc_method_handler")(
            behavior, request_deserializer=reader(methods[name].input_type),
            response_serializer=lambda response: response.SerializeToString())
        for name, behavior in behaviors.items()})


def truth(text):
    """The value of a flag."""
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"
