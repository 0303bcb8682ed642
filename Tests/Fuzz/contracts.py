"""Contracts compiled at run time, and the classes of their messages."""

import pathlib
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

WELL_KNOWN = pathlib.Path(protoc.__file__).parent / "_proto"


class Contracts:
    """The messages of some .proto files and of all that these import."""

    def __init__(self, roots, files):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "set"
            arguments = ["protoc", f"--descriptor_set_out={path}", "--include_imports"]
            arguments += [f"-I{root}" for root in [*roots, WELL_KNOWN]]
            if protoc.main(arguments + list(files)) != 0:
                raise SystemExit("the contracts do not compile")
            self.files = descriptor_pb2.FileDescriptorSet.FromString(path.read_bytes())
        self.pool = descriptor_pool.DescriptorPool()
        for file in self.files.file:
            self.pool.Add(file)
        self._kinds = {}

    def kind(self, name):
        """The class of the message with this full name."""
        if name not in self._kinds:
            descriptor = self.pool.FindMessageTypeByName(name)
            self._kinds[name] = message_factory.GetMessageClass(descriptor)
        return self._kinds[name]

    def names(self, files):
        """Full names of the messages of some files, but for entries of maps."""

        def below(prefix, messages):
            for each in messages:
                if not each.options.map_entry:
                    yield f"{prefix}{each.name}"
                    yield from below(f"{prefix}{each.name}.", each.nested_type)

        for file in self.files.file:
            if file.name in files:
                yield from below(f"{file.package}." if file.package else "", file.message_type)
