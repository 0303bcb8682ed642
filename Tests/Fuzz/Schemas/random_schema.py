"""Contracts at random: what proto3 allows, in every mixture."""

SCALARS = ["int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64",
           "sfixed32", "sfixed64", "bool", "string", "bytes", "float", "double"]
KEYS = [each for each in SCALARS if each not in ("bytes", "float", "double")]
WELL_KNOWN = {
    "any": ["Any"], "duration": ["Duration"], "empty": ["Empty"], "field_mask": ["FieldMask"],
    "struct": ["Struct", "Value", "ListValue", "NullValue"], "timestamp": ["Timestamp"],
    "wrappers": ["DoubleValue", "FloatValue", "Int64Value", "UInt64Value", "Int32Value",
                 "UInt32Value", "BoolValue", "StringValue", "BytesValue"],
}
# Of the field names some are words of C, of Swift or of what is generated.
WORDS = ["amount", "base", "case", "class", "code", "count", "data", "default", "description",
         "encode", "entry", "enum", "flag", "for", "has", "hash", "http", "id", "in", "index",
         "init", "int", "is", "item", "key", "label", "len", "linux", "list", "message", "name",
         "nil", "note", "number", "operator", "page", "path", "protocol", "rate", "raw", "self",
         "size", "static", "string", "struct", "switch", "tag", "text", "type", "union", "unix",
         "url", "value", "void", "where", "x"]
NOUNS = ["Visit", "Permit", "Office", "Person", "Ledger", "Stamp", "Route", "Border", "Folder",
         "Notice", "Receipt", "Slot", "Course", "Badge"]


class Schema:
    """One contract of one to three files, which import each other and the well-known types."""

    def __init__(self, random, number):
        self.random = random
        self.number = number
        self.package = f"fuzz.s{number}"
        # What later files and messages may refer to, by full name: messages and enums.
        self.messages = []
        self.enums = []
        self.used = 0
        # The full names that each file defines.
        self.defined = {}
        self.files = {}
        for place in range(random.choice([1, 1, 2, 3])):
            self._file(place)

    def _file(self, place):
        name = f"fuzz/s{self.number}/s{self.number}_file{place}.proto"
        imports = list(self.files)
        known = self.random.sample(sorted(WELL_KNOWN), self.random.randint(0, 3))
        self.foreign = [f"google.protobuf.{each}" for file in known for each in WELL_KNOWN[file]]
        lines = []
        # Names first, so that messages can refer to each other and to themselves.
        tops = [self._fresh() for _ in range(self.random.randint(1, 5))]
        for enum in range(self.random.randint(1, 2)):
            lines += self._enum(self.package, "")
        self.messages += [f"{self.package}.{each}" for each in tops]
        for top in tops:
            lines += self._message(top, self.package, "", 0)
        # Only what is used, since protoc warns of the rest.
        body = "\n".join(lines)
        head = ['syntax = "proto3";', f"package {self.package};"]
        head += [f'import "{each}";' for each in imports
                 if any(f".{name} " in body or f".{name}>" in body for name in self.defined[each])]
        head += [f'import "google/protobuf/{each}.proto";' for each in known
                 if any(f".google.protobuf.{name}{end}" in body
                        for name in WELL_KNOWN[each] for end in " >")]
        earlier = {each for names in self.defined.values() for each in names}
        self.defined[name] = [each for each in self.messages + self.enums if each not in earlier]
        self.files[name] = "\n".join(head + lines) + "\n"

    def _fresh(self):
        self.used += 1
        return f"{self.random.choice(NOUNS)}{self.number}N{self.used}"

    def _enum(self, scope, indent):
        name = self._fresh()
        prefix = "".join("_" + c if c.isupper() else c.upper() for c in name).strip("_").upper()
        numbers = {0}
        while len(numbers) < self.random.choice([1, 2, 4, 12]):
            numbers.add(self.random.choice(
                [self.random.randint(0, 20), self.random.randint(-(2**31), 2**31 - 1)]))
        rest = sorted(numbers - {0})
        self.random.shuffle(rest)
        lines = [f"{indent}enum {name} {{"]
        aliased = len(rest) > 2 and self.random.random() < 0.3
        if aliased:
            lines.append(f"{indent}  option allow_alias = true;")
        for place, number in enumerate([0] + rest):
            lines.append(f"{indent}  {prefix}_V{place} = {number};")
        if aliased:
            lines.append(f"{indent}  {prefix}_AGAIN = {rest[0]};")
        self.enums.append(f"{scope}.{name}")
        return lines + [f"{indent}}}"]

    def _message(self, name, scope, indent, depth):
        full = f"{scope}.{name}"
        inner = indent + "  "
        body = []
        for _ in range(self.random.choice([0, 0, 1, 2]) if depth < 3 else 0):
            if self.random.random() < 0.4:
                body += self._enum(full, inner)
            else:
                nested = self._fresh()
                self.messages.append(f"{full}.{nested}")
                body += self._message(nested, full, inner, depth + 1)
        count = self.random.choice([0, 1, 3, 6, 10, 20, 70])
        numbers = self._numbers(count)
        taken = set()
        while numbers:
            members = self.random.randint(1, 4)
            if self.random.random() < 0.12 and len(numbers) >= members:
                body.append(f"{inner}oneof {self._oneof(taken)} {{")
                for _ in range(members):
                    body.append(f"{inner}  {self._type()} {self._name(taken)} = {numbers.pop()};")
                body.append(f"{inner}}}")
            else:
                body.append(inner + self._field(self._name(taken), numbers.pop()))
        return [f"{indent}message {name} {{"] + body + [f"{indent}}}"]

    def _numbers(self, count):
        """Distinct field numbers, in any order, around the borders of the tag's length."""
        numbers = set()
        while len(numbers) < count:
            top = self.random.choice([15, 15, 63, 100, 2047, 2**18, 2**29 - 1])
            number = self.random.choice([self.random.randint(1, top), top])
            if not 19000 <= number <= 19999:
                numbers.add(number)
        numbers = list(numbers)
        self.random.shuffle(numbers)
        return numbers

    def _oneof(self, taken):
        """A name whose type in Swift is not that of a map's entry, which is refused."""
        while True:
            name = self._name(taken)
            if not name.lower().endswith("entry"):
                return name

    def _name(self, taken):
        """A field name that no other of the message resembles, in JSON and in Swift."""
        while True:
            words = [self.random.choice(WORDS) for _ in range(self.random.choice([1, 1, 2, 3]))]
            style = self.random.random()
            if style < 0.7:
                name = "_".join(words)
            elif style < 0.85:
                name = words[0] + "".join(word.capitalize() for word in words[1:])
            else:
                name = "_".join(words) + f"_{self.random.randint(0, 99)}"
            plain = name.replace("_", "").lower()
            # `has`, `clear` and `n` in front would name what stands beside another field.
            plain = plain.removeprefix("has").removeprefix("n")
            if plain and plain not in taken:
                taken.add(plain)
                return name

    def _field(self, name, number):
        options = []
        if self.random.random() < 0.05:
            options.append(f'json_name = "j{number}"')
        kind = self.random.random()
        if kind < 0.15:
            value = self._type()
            return f"map<{self.random.choice(KEYS)}, {value}> {name} = {number};"
        label = ""
        of = self._type()
        if kind < 0.4:
            label = "repeated "
            if of in SCALARS and of not in ("string", "bytes") and self.random.random() < 0.4:
                options.append(f"packed = {self.random.choice(['true', 'false'])}")
        elif kind < 0.6:
            label = "optional "
        tail = f" [{', '.join(options)}]" if options else ""
        return f"{label}{of} {name} = {number}{tail};"

    def _type(self):
        kind = self.random.random()
        if kind < 0.6:
            return self.random.choice(SCALARS)
        if kind < 0.7 and self.enums:
            return "." + self.random.choice(self.enums)
        if kind < 0.8 and self.foreign:
            return "." + self.random.choice(self.foreign)
        return "." + self.random.choice(self.messages)
