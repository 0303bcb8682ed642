"""Judges inputs with Python's protobuf.

    oracle.py INPUTS VERDICTS PROTO_ROOT... FILE...

INPUTS holds cases, each: the length of a message's name (1 byte), the name, and two byte strings
with their lengths before them (4 bytes, little-endian): an input, and what we wrote after reading
it (empty when we refused it). VERDICTS gets one byte a case: 1 if Python accepts the input, plus 2
if Python reads the same content from what we wrote, plus 4 if it refuses what we wrote. Two
things that Python does alone are judged otherwise. A field number 0, which no field can have, it
lets pass inside an unknown group and in a message without fields: such an input counts as refused.
An entry of a map with a field that entries do not have it makes, whole, an unknown field of the
message around it: there the content counts as the same.
"""

import pathlib
import struct
import sys
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, message, message_factory
from google.protobuf import unknown_fields
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


def read(kind, data):
    try:
        return kind.FromString(data)
    except message.DecodeError:
        return None


def messages(tree):
    """The message and all below it, but for entries of maps."""
    yield tree
    for field, value in tree.ListFields():
        if field.message_type is None:
            continue
        if field.message_type.GetOptions().map_entry:
            if field.message_type.fields_by_name["value"].message_type is None:
                continue
            children = value.values()
        else:
            children = value if field.is_repeated else [value]
        for child in children:
            yield from messages(child)


def holds_number_zero(unknown):
    return any(
        field.field_number == 0 or (field.wire_type == 3 and holds_number_zero(field.data))
        for field in unknown
    )


def holds_entry(tree, unknown):
    """Whether an entry of one of the message's maps is among its unknown fields."""
    for field in unknown:
        known = tree.DESCRIPTOR.fields_by_number.get(field.field_number)
        kind = known.message_type if known else None
        if kind and kind.GetOptions().map_entry and field.wire_type == 2:
            return True
    return False


def judge(kind, data, ours):
    theirs = read(kind, data)
    if theirs is None:
        return 0
    unknown = [(tree, unknown_fields.UnknownFieldSet(tree)) for tree in messages(theirs)]
    if any(holds_number_zero(fields) for _, fields in unknown):
        return 0
    again = read(kind, ours)
    if again is None:
        return 1 + 4
    same = again.SerializeToString(deterministic=True) == theirs.SerializeToString(
        deterministic=True
    )
    return 1 + (2 if same or any(holds_entry(*pair) for pair in unknown) else 0)


def main():
    inputs, verdicts, *rest = sys.argv[1:]
    roots = [path for path in rest if not path.endswith(".proto")]
    known = pool(roots, [path for path in rest if path.endswith(".proto")])
    kinds = {}
    data = pathlib.Path(inputs).read_bytes()
    place = 0
    result = bytearray()
    while place < len(data):
        length = data[place]
        name = data[place + 1 : place + 1 + length].decode()
        place += 1 + length
        parts = []
        for _ in range(2):
            (size,) = struct.unpack_from("<I", data, place)
            parts.append(data[place + 4 : place + 4 + size])
            place += 4 + size
        if name not in kinds:
            descriptor = known.FindMessageTypeByName(name)
            kinds[name] = message_factory.GetMessageClass(descriptor)
        result.append(judge(kinds[name], *parts))
    pathlib.Path(verdicts).write_bytes(result)


if __name__ == "__main__":
    main()
