"""Messages at random: every kind of field, with the values at which codecs break."""

import math
import struct

from google.protobuf.descriptor import FieldDescriptor as Field

INTEGERS = {
    Field.TYPE_INT32: (32, True), Field.TYPE_SINT32: (32, True), Field.TYPE_SFIXED32: (32, True),
    Field.TYPE_INT64: (64, True), Field.TYPE_SINT64: (64, True), Field.TYPE_SFIXED64: (64, True),
    Field.TYPE_UINT32: (32, False), Field.TYPE_FIXED32: (32, False),
    Field.TYPE_UINT64: (64, False), Field.TYPE_FIXED64: (64, False),
}
LETTERS = ["a", "Z", "7", " ", "é", "ß", "☺", "😈", "\0", "\n", '"', "\\", "/", "<", "\x7f",
           "\u2028", "\ufeff", "\U0010ffff", "\u07ff", "\u0800", "\uffff", "key", "@type"]
FRACTIONS = [0.0, -0.0, 1.0, -1.5, 0.1, 1e21, 1e-7, 123456789.0, 2.0**53, 5e-324, 1.5e300, math.pi,
             math.inf, -math.inf, math.nan]


class RandomMessage:
    """Fills messages. `finite` leaves out infinities, NaN and what else JSON cannot carry; `types`
    are classes of what may stand in a google.protobuf.Any."""

    def __init__(self, random, types=(), finite=False, depth=4):
        self.random = random
        self.types = list(types)
        self.finite = finite
        self.depth = depth
        self.left = 0

    def of(self, kind):
        """A new message of a class, of some dozens of values at most."""
        self.left = self.random.choice([10, 40, 40, 150])
        message = kind()
        self.fill(message, self.depth)
        return message

    def fill(self, message, depth):
        """Sets some fields of an empty message."""
        special = getattr(self, "_" + message.DESCRIPTOR.full_name.replace(".", "_"), None)
        if special:
            special(message, depth)
            return
        fields = list(message.DESCRIPTOR.fields)
        self.random.shuffle(fields)
        share = self.random.choice([0.1, 0.4, 0.8])
        for field in fields:
            if self.random.random() < share:
                self._set(message, field, depth)

    def _set(self, message, field, depth):
        nested = field.message_type is not None
        if self.left <= 0 or (nested and depth <= 0):
            return
        self.left -= 1
        if nested and field.message_type.GetOptions().map_entry:
            self._map(getattr(message, field.name), field.message_type, depth)
        elif field.is_repeated:
            for _ in range(self._count()):
                if nested:
                    self.fill(getattr(message, field.name).add(), depth - 1)
                else:
                    getattr(message, field.name).append(self.value(field))
        elif nested:
            child = getattr(message, field.name)
            child.SetInParent()
            self.fill(child, depth - 1)
        else:
            setattr(message, field.name, self.value(field))

    def _map(self, entries, entry, depth):
        key, value = entry.fields_by_name["key"], entry.fields_by_name["value"]
        for _ in range(self._count()):
            place = self.value(key)
            if value.message_type is None:
                entries[place] = self.value(value)
            else:
                entries[place].Clear()
                self.fill(entries[place], depth - 1)

    def _count(self):
        count = self.random.choice([0, 1, 1, 2, 3, 5, 9])
        self.left -= count
        return count

    def value(self, field):
        """A value of a scalar, enum, string or bytes field."""
        if field.type in INTEGERS:
            return self.integer(*INTEGERS[field.type])
        if field.type == Field.TYPE_BOOL:
            return self.random.random() < 0.6
        if field.type == Field.TYPE_ENUM:
            known = [value.number for value in field.enum_type.values]
            if self.random.random() < 0.8 or field.enum_type.full_name.endswith("NullValue"):
                return self.random.choice(known)
            return self.integer(32, True)
        if field.type == Field.TYPE_STRING:
            return self.text()
        if field.type == Field.TYPE_BYTES:
            return self.bytes()
        return self.fraction(field.type == Field.TYPE_FLOAT)

    def integer(self, bits, signed):
        """An integer near a power of two, which is where varints grow and wrap."""
        top = bits - 1 if signed else bits
        number = (1 << self.random.randint(0, top)) - self.random.choice([0, 0, 1, 1, 2])
        if signed and self.random.random() < 0.4:
            number = -number
        low, high = (-(1 << top), (1 << top) - 1) if signed else (0, (1 << top) - 1)
        return min(max(number, low), high)

    def text(self):
        """Characters of one to four bytes, some of which JSON must escape."""
        length = self.random.choice([0, 1, 2, 5, 7, 8, 9, 15, 16, 17, 40])
        return "".join(self.random.choice(LETTERS) for _ in range(length))

    def bytes(self):
        """Any bytes."""
        return self.random.randbytes(self.random.choice([0, 1, 2, 3, 4, 8, 17, 130]))

    def fraction(self, single):
        """A float or double, also not finite."""
        choice = self.random.random()
        if choice < 0.6:
            number = self.random.choice(FRACTIONS)
        else:
            raw = self.random.randbytes(8)
            number = struct.unpack("<d", raw)[0]
            if choice < 0.8:
                number = self.random.uniform(-1000, 1000)
        if self.finite and not math.isfinite(number):
            number = 0.25
        if single:
            if math.isfinite(number) and abs(number) > 3e38:
                number = math.copysign(3e38, number)
            number = struct.unpack("<f", struct.pack("<f", number))[0]
        return number

    # The well-known types whose content JSON has an opinion on.

    def _google_protobuf_Timestamp(self, message, depth):
        message.seconds = self.random.choice(
            [0, 1, -1, -62135596800, 253402300799, self.random.randrange(-(10**10), 10**11)])
        message.nanos = self._nanos()

    def _google_protobuf_Duration(self, message, depth):
        seconds = self.random.choice([0, 1, 315576000000, self.random.randrange(10**9)])
        sign = self.random.choice([1, -1])
        message.seconds, message.nanos = sign * seconds, sign * self._nanos()
        if seconds == 315576000000:
            message.nanos = 0

    def _nanos(self):
        some = self.random.randrange(10**9)
        return self.random.choice([0, 1, 999999999, 500000000, 120000, some])

    def _google_protobuf_FieldMask(self, message, depth):
        paths = ["a", "foo_bar", "foo.bar_baz", "x1", "history.at.seconds", "a_b_c.d"]
        message.paths.extend(self.random.choice(paths) for _ in range(self._count()))

    def _google_protobuf_Any(self, message, depth):
        if not self.types or depth <= 0 or self.random.random() < 0.2:
            return
        content = self.random.choice(self.types)()
        self.fill(content, depth - 2)
        message.Pack(content, deterministic=True)

    def _google_protobuf_Value(self, message, depth):
        kinds = ["null", "number", "text", "bool"] + (["struct", "list"] if depth > 0 else [])
        kind = self.random.choice(kinds)
        if kind == "null":
            message.null_value = 0
        elif kind == "number":
            number = self.fraction(False)
            message.number_value = number if math.isfinite(number) else -2.5
        elif kind == "text":
            message.string_value = self.text()
        elif kind == "bool":
            message.bool_value = self.random.random() < 0.5
        elif kind == "struct":
            message.struct_value.SetInParent()
            self.fill(message.struct_value, depth - 1)
        else:
            message.list_value.SetInParent()
            self.fill(message.list_value, depth - 1)
