"""Writes what the fuzzers begin with.

    seeds.py FOLDER PROTO_ROOT...

FOLDER/messages and FOLDER/json get inputs (a byte for the message type, then an encoding or JSON);
FOLDER/messages.dict and FOLDER/json.dict words that libFuzzer puts into inputs. The same each time.
The order of the types is that of TargetKinds.swift.
"""

import pathlib
import random
import sys

from google.protobuf import json_format, message_factory

sys.path.append(str(pathlib.Path(__file__).parent / "../Protobuf/Oracle"))

from oracle import pool  # noqa: E402
from random_message import RandomMessage  # noqa: E402

PLACES = ["Sample", "Numbers", "Maps", "Application", "Sparse", "Nothing", "Unpacked"]
WELL_KNOWN = ["Value", "Any", "Timestamp", "Duration", "FieldMask", "Struct", "ListValue",
              "DoubleValue", "FloatValue", "Int64Value", "UInt32Value", "BoolValue", "StringValue",
              "BytesValue"]
FILES = [f"lintas/test/v1/{name}.proto" for name in ["sample", "person"]]
FILES += [f"google/protobuf/{name}.proto"
          for name in ["any", "duration", "empty", "field_mask", "struct", "timestamp", "wrappers"]]
WORDS = ["null", "true", "false", "1e400", "-0", "NaN", "Infinity", "\\u0000", "\\ud83d\\ude08",
         "@type", "type.googleapis.com/google.protobuf.Duration", "1970-01-01T00:00:00Z", "3.5s",
         "+01:00", "9223372036854775807", "18446744073709551615", "[[[[", '{"":', "key", "value"]


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def escaped(data):
    return '"' + "".join(f"\\x{byte:02x}" for byte in data) + '"\n'


def main():
    folder = pathlib.Path(sys.argv[1])
    known = pool(sys.argv[2:], FILES)
    names = [f"lintas.test.v1.{name}" for name in PLACES]
    names += [f"google.protobuf.{name}" for name in WELL_KNOWN]
    kinds = [message_factory.GetMessageClass(known.FindMessageTypeByName(name)) for name in names]
    maker = RandomMessage(random.Random(5), kinds, depth=3)
    for name in ["messages", "json"]:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for place, kind in enumerate(kinds):
        for number in range(40 if place < 4 else 8):
            message = maker.of(kind)
            name = f"{place:02}-{number:02}"
            data = message.SerializeToString(deterministic=True)
            (folder / "messages" / name).write_bytes(bytes([place]) + data)
            try:
                text = json_format.MessageToJson(
                    message, indent=None, descriptor_pool=known, ensure_ascii=False)
            except (ValueError, TypeError, json_format.Error):
                continue  # what has no JSON
            (folder / "json" / name).write_bytes(bytes([place]) + text.encode())
    fields = [field for kind in kinds for field in kind.DESCRIPTOR.fields]
    tags = {varint(field.number << 3 | wire) for field in fields for wire in range(6)}
    (folder / "messages.dict").write_text("".join(map(escaped, sorted(tags))))
    names = {f'"{field.json_name}":' for field in fields} | set(WORDS)
    values = {value.name for kind in kinds for field in kind.DESCRIPTOR.fields
              if field.enum_type for value in field.enum_type.values}
    words = sorted(word.encode() for word in names | values)
    (folder / "json.dict").write_text("".join(map(escaped, words)))


main()
