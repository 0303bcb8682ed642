"""Compiles .proto files into descriptors, without generated code."""

import pathlib
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool
from grpc_tools import protoc


def pool(roots, files):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "set"
        arguments = ["protoc", f"--descriptor_set_out={path}", "--include_imports"]
        well_known = pathlib.Path(protoc.__file__).parent / "_proto"
        arguments += [f"-I{root}" for root in [*roots, well_known]]
        if protoc.main(arguments + files) != 0:
            raise SystemExit("the contracts do not compile")
        files = descriptor_pb2.FileDescriptorSet.FromString(path.read_bytes())
    made = descriptor_pool.DescriptorPool()
    for file in files.file:
        made.Add(file)
    return made
