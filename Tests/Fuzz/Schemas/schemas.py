"""Random messages of random contracts, and what Python's protobuf makes of our answers.

    schemas.py make SEED CONTRACTS CASES FOLDER
    schemas.py build SEED COUNT FOLDER SWIFT_FOLDER... OUTPUT
    schemas.py judge FOLDER

`make` writes FOLDER/protos with that many contracts, and FOLDER/cases with that many inputs for
their messages: encodings, right and wrong, and JSON. What we make of each stands in FOLDER/answers
(see CaseFile.swift). `build` writes Swift into OUTPUT that builds that many messages through
what was generated into SWIFT_FOLDERs, and FOLDER/expected with what they must be; what they are
stands in FOLDER/built. `judge` compares: it ends with 1 and the first differences, or prints the
counts. The seed makes all of it again.
"""

import json
import pathlib
import random
import re
import struct
import sys

from google.protobuf import json_format, message, message_factory, unknown_fields

sys.path += [str(pathlib.Path(__file__).parent / each) for each in ("..", "../../Protobuf/Oracle")]

import strict_json  # noqa: E402
from json_oracle import alike, read as read_json, same  # noqa: E402
from mutation import mutate, with_unknown  # noqa: E402
from oracle import holds_entry, judge, messages, pool  # noqa: E402
from random_message import RandomMessage  # noqa: E402
from random_schema import WELL_KNOWN, Schema  # noqa: E402
from swift_builders import SwiftBuilders  # noqa: E402

BINARY, JSON = 0, 1
PATH = re.compile(r"[a-z0-9_.]+")


class Contracts:
    """The contracts in a folder."""

    def __init__(self, folder):
        root = folder / "protos"
        files = sorted(str(path.relative_to(root)) for path in root.rglob("*.proto"))
        standard = [f"google/protobuf/{name}.proto" for name in WELL_KNOWN]
        self.pool = pool([root], files + standard)
        self.names = [name for file in files
                      for name in self._below(self.pool.FindFileByName(file).message_types_by_name)]
        self.well_known = [
            name for file in standard
            for name in self._below(self.pool.FindFileByName(file).message_types_by_name)]
        self._kinds = {}

    def _below(self, messages):
        for each in messages.values():
            if not each.GetOptions().map_entry:
                yield each.full_name
                yield from self._below(each.nested_types_by_name)

    def kind(self, name):
        """The class of a message."""
        if name not in self._kinds:
            descriptor = self.pool.FindMessageTypeByName(name)
            self._kinds[name] = message_factory.GetMessageClass(descriptor)
        return self._kinds[name]


def packed(data):
    return struct.pack("<I", len(data)) + data


def taken(data, place):
    """A byte string with its length before it, and the place behind it."""
    (size,) = struct.unpack_from("<I", data, place)
    return data[place + 4 : place + 4 + size], place + 4 + size


def text_of(maker, tree, known):
    """JSON of a message in one of the forms that it may have, or None if it has none, or none that
    Python reads: a list of NullValue it writes as nulls and then refuses."""
    try:
        text = json_format.MessageToJson(
            tree,
            preserving_proto_field_name=maker.random.random() < 0.3,
            use_integers_for_enums=maker.random.random() < 0.3,
            always_print_fields_with_no_presence=maker.random.random() < 0.3,
            indent=maker.random.choice([None, 2]),
            descriptor_pool=known.pool,
            ensure_ascii=maker.random.random() < 0.5,
        ).encode()
        json_format.Parse(text, type(tree)(), descriptor_pool=known.pool)
        return text
    except (ValueError, TypeError, json_format.Error, message.DecodeError):
        return None


def make(seed, contracts, count, folder):
    chance = random.Random(seed)
    for number in range(contracts):
        for name, text in Schema(chance, number).files.items():
            path = folder / "protos" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    known = Contracts(folder)
    kinds = [known.kind(name) for name in known.names]
    inside = [known.kind(name) for name in known.well_known]
    maker = RandomMessage(chance, kinds[:20] + inside)
    out = bytearray()
    last = b""
    for number in range(count):
        kind = kinds[number % len(kinds)]
        tree = maker.of(kind)
        data = tree.SerializeToString(deterministic=chance.random() < 0.5)
        form = BINARY
        choice = chance.random()
        if choice < 0.3:
            text = text_of(maker, tree, known)
            if text is not None:
                form, data = JSON, text
        elif choice < 0.5:
            data = with_unknown(chance, data)
        elif choice < 0.85:
            data = mutate(chance, data, last)
        if form == BINARY:
            last = data
        name = kind.DESCRIPTOR.full_name.encode()
        out += bytes([len(name)]) + name + bytes([form]) + packed(data)
    (folder / "cases").write_bytes(out)


def build(seed, count, folder, swift, output):
    chance = random.Random(seed)
    known = Contracts(folder)
    kinds = [known.kind(name) for name in known.names]
    maker = RandomMessage(chance, [known.kind(name) for name in known.well_known])
    builders = SwiftBuilders(kinds, swift)
    expected = bytearray()
    for number in range(count):
        tree = maker.of(kinds[number % len(kinds)])
        builders.add(tree)
        name = tree.DESCRIPTOR.full_name.encode()
        expected += bytes([len(name)]) + name + packed(tree.SerializeToString(deterministic=True))
    (folder / "expected").write_bytes(expected)
    builders.write(output)


def built(folder):
    """Each message that Swift built: its name, what it must be, and what it is."""
    path = folder / "expected"
    expected = path.read_bytes() if path.exists() else b""
    given = (folder / "built").read_bytes() if expected else b""
    place = there = 0
    while place < len(expected):
        length = expected[place]
        name = expected[place + 1 : place + 1 + length].decode()
        data, place = taken(expected, place + 1 + length)
        ours, there = taken(given, there)
        yield name, data, ours


def all_messages(tree, known):
    """The message, all below it, and what is packed into each Any."""
    for each in messages(tree):
        yield each
        if each.DESCRIPTOR.full_name == "google.protobuf.Any" and each.type_url:
            kind = known.kind(each.type_url.split("/")[-1])
            yield from all_messages(kind.FromString(each.value), known)


def has_no_json(tree, known):
    """Whether the message holds what has no JSON by the mapping, though Python writes some: a Value
    of no kind, and a FieldMask whose path is no path."""
    for each in all_messages(tree, known):
        name = each.DESCRIPTOR.full_name
        if name == "google.protobuf.Value" and each.WhichOneof("kind") is None:
            return True
        if name == "google.protobuf.FieldMask" and not all(map(PATH.fullmatch, each.paths)):
            return True
    return False


def has_odd_entry(tree, known):
    """Whether Python holds an entry of a map to be unknown, which leaves it out of its JSON."""
    return any(holds_entry(each, unknown_fields.UnknownFieldSet(each))
               for each in all_messages(tree, known))


def has_odd_null(tree, known):
    """Whether a NullValue has a number other than 0. Python writes it as null all the same, which
    would be read as 0; we write the number, as of any value that the contract does not name."""
    def odd(field, value):
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            inner = field.message_type.fields_by_name["value"]
            return any(odd(inner, each) for each in value.values())
        if field.enum_type is None or field.enum_type.full_name != "google.protobuf.NullValue":
            return False
        return any(value) if field.is_repeated else value != 0

    return any(odd(field, value)
               for each in all_messages(tree, known) for field, value in each.ListFields())


def judged(known, name, form, data, ours, text):
    """What is wrong with an answer, or None. `ours` and `text` are our encoding and our JSON, None
    when we refused."""
    kind = known.kind(name)
    if form == JSON:
        theirs = read_json(kind, data, known.pool)
        if (theirs is None) != (ours is None):
            return f"Python {'refuses' if theirs is None else 'accepts'} the JSON"
        if theirs is None:
            return None
        if not same(kind.FromString(ours), theirs, known.pool):
            return "Python reads another message from the JSON"
        return None if text is not None else "what came from JSON has no JSON"
    verdict = judge(kind, data, ours or b"")
    if verdict != (0 if ours is None else 3):
        return f"verdict {verdict} on the encoding"
    if ours is None:
        return None
    tree = kind.FromString(ours)
    try:
        theirs = json_format.MessageToJson(tree, descriptor_pool=known.pool)
    except (ValueError, TypeError, json_format.Error, message.DecodeError) as error:
        return None if text is None else f"Python has no JSON of it: {error}"
    if text is None:
        return None if has_no_json(tree, known) else "we have no JSON of it"
    is_alike = (alike(json.loads(theirs), json.loads(text)) or has_odd_entry(tree, known)
                or has_odd_null(tree, known))
    return None if is_alike else "the JSON is another"


def answers(folder):
    """Each case with its answer: name, form, input, our encoding, our JSON."""
    cases, given = (folder / "cases").read_bytes(), (folder / "answers").read_bytes()
    place = there = 0

    while place < len(cases):
        length = cases[place]
        name = cases[place + 1 : place + 1 + length].decode()
        form = cases[place + 1 + length]
        data, place = taken(cases, place + 2 + length)
        both = []
        for _ in range(2):
            is_there = given[there]
            part, there = taken(given, there + 1)
            both.append(part if is_there else None)
        yield name, form, data, *both
    if there != len(given):
        raise SystemExit("there are more answers than cases")


def main():
    command, *rest = sys.argv[1:]
    folder = pathlib.Path(rest[-1])
    if command == "make":
        make(int(rest[0]), int(rest[1]), int(rest[2]), folder)
        return
    if command == "build":
        build(int(rest[0]), int(rest[1]), pathlib.Path(rest[2]), rest[3:-1], folder)
        return
    strict_json.hold()
    known = Contracts(folder)
    counts = {"cases": 0, "accepted": 0, "as JSON": 0}
    wrong = 0
    for name, form, data, ours, text in answers(folder):
        counts["cases"] += 1
        counts["accepted"] += ours is not None
        counts["as JSON"] += text is not None
        fault = judged(known, name, form, data, ours, text)
        if fault:
            wrong += 1
            if wrong <= 10:
                print(f"{name}: {fault}")
                for what, part in [("input", data), ("ours", ours), ("JSON", text)]:
                    print(f"  {what} {str(part)[:1500]}")
    for name, data, ours in built(folder):
        counts["built in Swift"] = counts.get("built in Swift", 0) + 1
        # Both in Python's order of maps.
        parts = [known.kind(name).FromString(part).SerializeToString(deterministic=True)
                 for part in (data, ours)]
        if parts[0] != parts[1]:
            wrong += 1
            print(f"{name}: built otherwise\n  expected {data}\n  built {ours}")
    print(f"schemas: {len(known.names)} messages,",
          ", ".join(f"{count} {what}" for what, count in counts.items()), f"{wrong} differences")
    if wrong:
        raise SystemExit(1)


main()
