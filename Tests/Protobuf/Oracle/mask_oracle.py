"""Applies masks with Python's protobuf.

    mask_oracle.py CASES RESULTS PROTO_ROOT... FILE...

CASES holds cases, each: the length of a message's name (1 byte), the name, a byte (1: messages are
replaced, 2: lists are replaced), and four byte strings with their lengths before them (4 bytes,
little-endian): the message to take from, the message to change, the paths with commas between them,
and what we made of it: a byte for every path, 1 when the message has it and 0 when not; and, if all
are 1, the changed message's encoding. RESULTS gets a byte a case, 1 if Python makes the same of it.

Singular messages without content below the outermost are left out on both sides: whether a path
that takes nothing makes them present, protobuf's own libraries do not agree on.
"""

import pathlib
import struct
import sys

from google.protobuf import field_mask_pb2, message_factory

from oracle import pool


def prune(tree):
    """Takes away singular messages without content; true if nothing is left."""
    for field, value in tree.ListFields():
        if field.message_type is None:
            continue
        if field.message_type.GetOptions().map_entry:
            if field.message_type.fields_by_name["value"].message_type:
                for key in value:
                    prune(value[key])
        elif field.is_repeated:
            for child in value:
                prune(child)
        elif prune(value):
            tree.ClearField(field.name)
    return tree.ByteSize() == 0


def agrees(kind, source, target, paths, ours, flags):
    source, target = kind.FromString(source), kind.FromString(target)
    known = [field_mask_pb2.FieldMask(paths=[path]) for path in paths]
    verdicts = bytes(one.IsValidForDescriptor(kind.DESCRIPTOR) for one in known)
    if 0 in verdicts:
        return verdicts == ours
    mask = field_mask_pb2.FieldMask(paths=paths)
    mask.MergeMessage(source, target, bool(flags & 1), bool(flags & 2))
    changed = kind.FromString(ours[len(verdicts) :])
    prune(target)
    prune(changed)
    parts = [tree.SerializeToString(deterministic=True) for tree in (target, changed)]
    return ours.startswith(verdicts) and parts[0] == parts[1]


def main():
    cases, results, *rest = sys.argv[1:]
    roots = [path for path in rest if not path.endswith(".proto")]
    known = pool(roots, [path for path in rest if path.endswith(".proto")])
    data = pathlib.Path(cases).read_bytes()
    place = 0
    result = bytearray()
    while place < len(data):
        length = data[place]
        name = data[place + 1 : place + 1 + length].decode()
        flags = data[place + 1 + length]
        place += 2 + length
        parts = []
        for _ in range(4):
            (size,) = struct.unpack_from("<I", data, place)
            parts.append(data[place + 4 : place + 4 + size])
            place += 4 + size
        kind = message_factory.GetMessageClass(known.FindMessageTypeByName(name))
        paths = parts[2].decode().split(",")
        result.append(agrees(kind, *parts[:2], paths, parts[3], flags))
    pathlib.Path(results).write_bytes(result)


main()
