"""Validates messages by the contract's option (lintas.v1.rule), as a second opinion.

    violations.py INPUTS VERDICTS PROTO_ROOT... FILE...

INPUTS holds cases, each: the length of a message's name (1 byte), the name, the length of an
encoding (4 bytes, little-endian), the encoding. VERDICTS gets for each case one line for each
violation, "path rule limit", and then an empty line; in the order of the fields' numbers, but that
entries of maps come in any order. The rules are read from the descriptors' options when the script
runs; no code of ours is involved.
"""

import pathlib
import struct
import sys

from google.protobuf import message_factory

from oracle import pool


class Validator:
    def __init__(self, known):
        kind = known.FindMessageTypeByName("google.protobuf.FieldOptions")
        self.options = message_factory.GetMessageClass(kind)
        self.extension = known.FindExtensionByName("lintas.v1.rule")
        message_factory.GetMessageClass(self.extension.message_type)
        self.rules = {}

    def rule(self, field):
        if field.full_name not in self.rules:
            options = self.options.FromString(field.GetOptions().SerializeToString())
            rule = options.Extensions[self.extension]
            self.rules[field.full_name] = rule if rule.ByteSize() else None
        return self.rules[field.full_name]

    def message(self, tree, path):
        for field in sorted(tree.DESCRIPTOR.fields, key=lambda field: field.number):
            rule = self.rule(field)
            name = path + field.name
            if field.is_repeated:
                yield from self.repeated(getattr(tree, field.name), field, rule, name)
            elif self.is_given(tree, field):
                yield from self.value(getattr(tree, field.name), field, rule, name)
            elif rule and rule.required:
                yield name, "required"

    def repeated(self, values, field, rule, name):
        if rule and rule.required and not values:
            yield name, "required"
        if rule and rule.max_items and len(values) > rule.max_items:
            yield name, "max_items", rule.max_items
            return
        if field.message_type and field.message_type.GetOptions().map_entry:
            value = field.message_type.fields_by_name["value"]
            if value.message_type:
                for key in values:
                    yield from self.value(values[key], value, None, f"{name}[{shown(key)}]")
            return
        for index, element in enumerate(values):
            place = f"{name}[{index}]"
            if rule and rule.required and not field.message_type and is_zero(element, field):
                yield place, "required"
            else:
                yield from self.value(element, field, rule, place)

    def value(self, value, field, rule, name):
        if field.message_type:
            yield from self.message(value, name + ".")
        elif rule:
            yield from limits(value, field, rule, name)

    @staticmethod
    def is_given(tree, field):
        if field.has_presence:
            return tree.HasField(field.name)
        return not is_zero(getattr(tree, field.name), field)


def shown(key):
    """A map's key as a path shows it."""
    if not isinstance(key, str):
        return str(key)
    for letter, escape in (("\\", "\\\\"), ('"', '\\"'), ("\0", "\\0")):
        key = key.replace(letter, escape)
    return f'"{key}"'


def is_zero(value, field):
    # Minus zero is a given number.
    if isinstance(value, float):
        return struct.pack("<d", value) == bytes(8)
    return not value


def limits(value, field, rule, name):
    if isinstance(value, (str, bytes)):
        if rule.min_length and len(value) < rule.min_length:
            yield name, "min_length", rule.min_length
        if rule.max_length and len(value) > rule.max_length:
            yield name, "max_length", rule.max_length
        if rule.format == "nik" and len(value.encode()) != 16:
            yield name, "nik.length"
        if rule.format == "identifier" and value.startswith("x"):
            yield name, "identifier.first"
        return
    if rule.defined_only and value not in field.enum_type.values_by_number:
        yield name, "defined_only"
    # What is no number is neither above nor below.
    bound = float if isinstance(value, float) else int
    if rule.HasField("min") and not value >= bound(rule.min):
        yield name, "min", rule.min
    if rule.HasField("max") and not value <= bound(rule.max):
        yield name, "max", rule.max


def main():
    inputs, verdicts, *rest = sys.argv[1:]
    roots = [path for path in rest if not path.endswith(".proto")]
    known = pool(roots, [path for path in rest if path.endswith(".proto")])
    validator = Validator(known)
    kinds = {}
    data = pathlib.Path(inputs).read_bytes()
    place = 0
    lines = []
    while place < len(data):
        length = data[place]
        name = data[place + 1 : place + 1 + length].decode()
        place += 1 + length
        (size,) = struct.unpack_from("<I", data, place)
        if name not in kinds:
            kinds[name] = message_factory.GetMessageClass(known.FindMessageTypeByName(name))
        tree = kinds[name].FromString(data[place + 4 : place + 4 + size])
        place += 4 + size
        for violation in validator.message(tree, ""):
            lines.append(" ".join(map(str, violation)))
        lines.append("")
    pathlib.Path(verdicts).write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
