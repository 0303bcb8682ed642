"""Judges JSON with Python's protobuf.

    json_oracle.py CASES VERDICTS PROTO_ROOT... FILE...

CASES holds cases, each: a letter, the length of a message's name (1 byte), the name, and two byte
strings with their lengths before them (4 bytes, little-endian).

Letter M: a message's encoding, and the JSON that we wrote of it. VERDICTS gets a byte, 1 if Python
reads the same message from our JSON, plus 2 if Python writes JSON of the same meaning; then what
Python writes, with its length before it: with names of the contract, numbers of enums and defaults
as its first byte's bits say.

Letter T: a text, and the encoding of what we read from it (empty when we refused it, else with a
byte in front). VERDICTS gets a byte, 1 if Python accepts the text, plus 2 if it reads the same
message, plus 4 if it refuses our encoding.
"""

import json
import pathlib
import struct
import sys

from google.protobuf import json_format, message, message_factory

import strict_json
from oracle import pool


def write(tree, known, style):
    return json_format.MessageToJson(
        tree,
        preserving_proto_field_name=bool(style & 1),
        use_integers_for_enums=bool(style & 2),
        always_print_fields_with_no_presence=bool(style & 4),
        indent=2 if style & 8 else None,
        descriptor_pool=known,
        ensure_ascii=bool(style & 16),
    )


def read(kind, text, known):
    try:
        return json_format.Parse(text, kind(), descriptor_pool=known)
    except (json_format.ParseError, UnicodeDecodeError, RecursionError):
        return None


def normal(tree, known):
    """Puts the entries of maps in the contents of every Any in one order."""
    if tree.DESCRIPTOR.full_name == "google.protobuf.Any" and tree.type_url:
        kind = known.FindMessageTypeByName(tree.type_url.split("/")[-1])
        content = message_factory.GetMessageClass(kind).FromString(tree.value)
        tree.value = normal(content, known).SerializeToString(deterministic=True)
        return tree
    for field, value in tree.ListFields():
        if field.message_type is None:
            continue
        if field.message_type.GetOptions().map_entry:
            if field.message_type.fields_by_name["value"].message_type:
                for key in value:
                    normal(value[key], known)
        else:
            for child in value if field.is_repeated else [value]:
                normal(child, known)
    return tree


def same(left, right, known):
    parts = [normal(tree, known).SerializeToString(deterministic=True) for tree in (left, right)]
    return parts[0] == parts[1]


def alike(left, right):
    """Whether two values of JSON mean the same. A number may be spelled with other digits of the
    same single precision; that its own bits come back is asked apart from this."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(alike(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(alike, left, right))
    if isinstance(left, float) and isinstance(right, float):
        if left == right:
            return True
        return abs(left) < 3.5e38 and struct.pack("<f", left) == struct.pack("<f", right)
    return left == right


def judge_message(kind, data, ours, known, style):
    tree = kind.FromString(data)
    verdict = 0
    again = read(kind, ours, known)
    if again is not None and same(again, tree, known):
        verdict |= 1
    plain = json_format.MessageToJson(tree, descriptor_pool=known)
    if alike(json.loads(plain), json.loads(ours)):
        verdict |= 2
    theirs = write(tree, known, style).encode()
    return bytes([verdict]) + struct.pack("<I", len(theirs)) + theirs


def judge_text(kind, text, ours, known):
    theirs = read(kind, text, known)
    if theirs is None:
        return bytes([0])
    if not ours:
        return bytes([1])
    try:
        again = kind.FromString(ours[1:])
    except message.DecodeError:
        return bytes([1 + 4])
    return bytes([1 + (2 if same(again, theirs, known) else 0)])


def main():
    strict_json.hold()
    cases, verdicts, *rest = sys.argv[1:]
    roots = [path for path in rest if not path.endswith(".proto")]
    known = pool(roots, [path for path in rest if path.endswith(".proto")])
    kinds = {}
    data = pathlib.Path(cases).read_bytes()
    place = 0
    result = bytearray()
    while place < len(data):
        letter, style, length = data[place], data[place + 1], data[place + 2]
        place += 3
        name = data[place : place + length].decode()
        place += length
        parts = []
        for _ in range(2):
            (size,) = struct.unpack_from("<I", data, place)
            parts.append(data[place + 4 : place + 4 + size])
            place += 4 + size
        if name not in kinds:
            descriptor = known.FindMessageTypeByName(name)
            kinds[name] = message_factory.GetMessageClass(descriptor)
        if letter == ord("M"):
            result += judge_message(kinds[name], *parts, known, style)
        else:
            result += judge_text(kinds[name], *parts, known)
    pathlib.Path(verdicts).write_bytes(result)


if __name__ == "__main__":
    main()
