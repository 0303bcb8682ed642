"""Swift that builds given messages through generated properties, and reads them back."""

import pathlib
import re
import struct

from google.protobuf.descriptor import FieldDescriptor as Field

STRUCT = re.compile(r"( *)@frozen public struct (\S+): Message \{")
PROPERTY = re.compile(r"  public var (\S+): ")
SLOT = re.compile(r"self\[_(?:value|message|list): (\w+)_slot\(\)\]")
TABLE = re.compile(r"MessageTable\((\w+)_table\(\)\)")
A_FILE = 25


def c_name(full_name):
    """The C structure of a message whose name has no underscore."""
    return "__".join(
        "".join(word[:1].upper() + word[1:] for word in part.split("_"))
        for part in full_name.split("."))


class SwiftBuilders:
    """Functions that build messages. The names of Swift come from the generated files: a property
    is known by the C slot that it reads."""

    def __init__(self, kinds, folders):
        self.types = {}
        self.properties = {}
        for folder in folders:
            for path in sorted(pathlib.Path(folder).rglob("*.swift")):
                self._read(path.read_text().splitlines())
        self.kinds = kinds
        self.functions = []

    def _read(self, lines):
        open_types = []
        name = None
        for line in lines:
            if found := STRUCT.match(line):
                depth = len(found[1]) // 2
                open_types = open_types[:depth] + [found[2]]
                is_known = False
            elif found := PROPERTY.search(line):
                name = found[1]
            if (found := TABLE.search(line)) and open_types and not is_known:
                self.types[found[1]] = ".".join(open_types)
                is_known = True
            if (found := SLOT.search(line)) and name:
                self.properties.setdefault(found[1], name)

    def type(self, descriptor):
        """The Swift type of a message."""
        return self.types[c_name(descriptor.full_name)]

    def property(self, field):
        """The Swift property of a field."""
        structure = c_name(field.containing_type.full_name)
        for member in (f"field_{field.number}", field.name.lower()):
            if f"{structure}_{member}" in self.properties:
                return self.properties[f"{structure}_{member}"]
        raise SystemExit(f"no property for {field.full_name}")

    def add(self, tree):
        """Adds a function that builds a message."""
        number = len(self.functions)
        body, checks = [], []
        self._fill("message", tree, body, "  ")
        self._check("message", tree, checks)
        name = self.type(tree.DESCRIPTOR)
        head = "var" if body else "let"
        lines = [f"func build{number}() -> [UInt8] {{", f"  {head} message = {name}()"] + body
        lines += checks
        lines += ["  let bytes = message.encoded()",
                  f"  require((try? {name}(decoding: bytes)) == message, {number})",
                  "  return bytes", "}"]
        self.functions.append("\n".join(lines))

    def _fill(self, path, tree, out, indent):
        for field, value in tree.ListFields():
            target = f"{path}.{self.property(field)}"
            if field.message_type and field.message_type.GetOptions().map_entry:
                self._fill_map(target, field.message_type, value, out, indent)
            elif field.is_repeated and field.message_type:
                for child in value:
                    inner = []
                    self._fill("$0", child, inner, indent + "  ")
                    if inner:
                        out += [f"{indent}{target}.append {{"] + inner + [f"{indent}}}"]
                    else:
                        out.append(f"{indent}{target}.append {{ _ in }}")
            elif field.is_repeated:
                values = ", ".join(self.literal(field, each) for each in value)
                out.append(f"{indent}{target} = [{values}]")
            elif field.message_type:
                before = len(out)
                self._fill(target, value, out, indent)
                if len(out) == before:
                    out.append(f"{indent}{target} = .init()")
            else:
                out.append(f"{indent}{target} = {self.literal(field, value)}")

    def _fill_map(self, target, entry, entries, out, indent):
        key, value = entry.fields_by_name["key"], entry.fields_by_name["value"]
        for place in entries:
            written = self.literal(key, place)
            if value.message_type:
                out.append(f"{indent}{target}[{written}] = .init()")
                self._fill(f"{target}[{written}, default: .init()]", entries[place], out, indent)
            else:
                out.append(
                    f"{indent}{target}[{written}] = {self.literal(value, entries[place])}")

    def _check(self, path, tree, out):
        """What is read through singular properties is what was written."""
        for field, value in tree.ListFields():
            if field.is_repeated:
                continue
            target = f"{path}.{self.property(field)}"
            if field.message_type:
                self._check(target, value, out)
                continue
            read, literal = target, self.literal(field, value)
            if field.type in (Field.TYPE_FLOAT, Field.TYPE_DOUBLE):
                read, literal = f"{target}.bitPattern", f"({literal}).bitPattern"
            out.append(f"  require({read} == {literal}, {len(self.functions)})")

    @staticmethod
    def literal(field, value):
        """A scalar of a field in Swift."""
        if field.type == Field.TYPE_BOOL:
            return "true" if value else "false"
        if field.type == Field.TYPE_ENUM:
            return f".init(rawValue: {value})"
        if field.type == Field.TYPE_STRING:
            return '"' + "".join(
                c if c.isascii() and c.isalnum() else f"\\u{{{ord(c):x}}}" for c in value) + '"'
        if field.type == Field.TYPE_BYTES:
            return "[" + ", ".join(map(str, value)) + "]"
        if field.type == Field.TYPE_FLOAT:
            return f"Float(bitPattern: {struct.unpack('<I', struct.pack('<f', value))[0]})"
        if field.type == Field.TYPE_DOUBLE:
            return f"Double(bitPattern: {struct.unpack('<Q', struct.pack('<d', value))[0]})"
        return str(value)

    def write(self, folder):
        """Writes the functions, a list of them, and a list of all message types."""
        folder.mkdir(parents=True)
        head = "internal import LintasProtobuf\ninternal import LintasStandard\n"
        head += "internal import Schemas\n\n"
        for start in range(0, len(self.functions), A_FILE):
            text = "\n\n".join(self.functions[start : start + A_FILE])
            (folder / f"Builders{start // A_FILE}.swift").write_text(head + text + "\n")
        kinds = "\n".join(
            f"    {self.type(kind.DESCRIPTOR)}.self," for kind in self.kinds)
        calls = "\n".join(f"    build{number}," for number in range(len(self.functions)))
        (folder / "Builders.swift").write_text(f"""public import LintasProtobuf
internal import Schemas

public enum Builders {{
  public static let kinds: [any Message.Type] = [
{kinds}
  ]
  public static let all: [@Sendable () -> [UInt8]] = [
{calls}
  ]
}}

func require(_ holds: Bool, _ number: Int) {{
  if !holds {{ fatalError("message \\(number) does not read back as it was built") }}
}}
""")
