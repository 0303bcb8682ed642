"""Python's json_format, held to the proto3 mapping where it lets more pass.

It reads numbers as Python's doubles, though a field of 64 bits holds more; takes `true` for 1 and a
quoted number for an enum; drops characters that are not base 64; takes an empty string or list for
an empty message; reads times with one digit where two belong; does not look at what else stands in
an Any beside `value`; keeps the last of two entries of a map whose keys mean the same number; and
ends a name at a zero character.
"""

import base64
import decimal
import json
import re
import struct

from google.protobuf import descriptor, duration_pb2, field_mask_pb2, json_format, timestamp_pb2
from google.protobuf.internal import well_known_types

Kind = descriptor.FieldDescriptor
WHOLE = (Kind.CPPTYPE_INT32, Kind.CPPTYPE_INT64, Kind.CPPTYPE_UINT32, Kind.CPPTYPE_UINT64)
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
BASE64 = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")
MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
DURATION = re.compile(r"-?\d{1,12}(\.\d{1,9})?s", re.ASCII)
MASK = re.compile(r"([A-Za-z0-9.]+(,[A-Za-z0-9.]+)*)?", re.ASCII)
SPECIAL = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


class Number(float):
    """A number of the text, with its digits."""

    def __new__(cls, text):
        made = super().__new__(cls, text)
        if made in (float("inf"), float("-inf")):
            raise ValueError("beyond a double")
        made.text = text
        return made


def refuse(reason):
    raise json_format.ParseError(reason)


def digits(value):
    """The digits of a number, quoted or not."""
    if isinstance(value, Number):
        return value.text
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return value
    return refuse("no number")


def whole(value):
    exact = decimal.Decimal(digits(value))
    if exact and not -40 < exact.adjusted() < 40:
        refuse("too long")
    if exact != exact.to_integral_value(context=decimal.Context(prec=6000)):
        refuse("a fraction")
    return int(exact)


def fraction(value, field):
    if isinstance(value, str) and value in SPECIAL:
        return SPECIAL[value]
    number = float(Number(digits(value)))
    if field.cpp_type == Kind.CPPTYPE_FLOAT:
        try:
            struct.pack("<f", number)
        except OverflowError:
            refuse("beyond a float")
    return number


def binary(value):
    if not isinstance(value, str) or not BASE64.fullmatch(value):
        refuse("no base 64")
    bare = value.rstrip("=")
    if len(bare) % 4 == 1 or (bare != value and len(value) % 4 != 0):
        refuse("no base 64")
    return base64.urlsafe_b64decode(
        bare.replace("+", "-").replace("/", "_") + "=" * (-len(bare) % 4)
    )


def convert(
    value, field, path, *rest, require_str=False, inner=json_format._ConvertScalarFieldValue
):
    if field.cpp_type in WHOLE:
        return whole(value)
    if field.cpp_type in (Kind.CPPTYPE_FLOAT, Kind.CPPTYPE_DOUBLE):
        return fraction(value, field)
    if field.type == Kind.TYPE_BYTES:
        return binary(value)
    if field.type == Kind.TYPE_ENUM and (
        value not in field.enum_type.values_by_name or "\0" in value
    ):
        return whole(value) if isinstance(value, Number) else refuse("no enum value")
    return inner(value, field, path, *rest, require_str=require_str)


class Parser(json_format._Parser):
    def ConvertMessage(self, value, message, path):
        name = message.DESCRIPTOR.full_name
        is_plain = (
            name not in json_format._WKTJSONMETHODS
            and not json_format._IsWrapperMessage(message.DESCRIPTOR)
        )
        if is_plain and not isinstance(value, dict):
            refuse("no object")
        super().ConvertMessage(value, message, path)

    def _ConvertFieldValuePair(self, js, message, path):
        if any("\0" in name for name in js):
            refuse("no field")
        super()._ConvertFieldValuePair(js, message, path)

    def _ConvertAnyMessage(self, value, message, path):
        if not isinstance(value, dict):
            refuse("no object")
        url = value.get("@type")
        if value and not (isinstance(url, str) and "/" in url):
            refuse("no type")
        name = url.split("/")[-1] if value else ""
        if "\0" in name:
            refuse("no type")
        is_wrapped = name in json_format._WKTJSONMETHODS or (
            name.startswith("google.protobuf.") and name.endswith("Value")
        )
        if is_wrapped and set(value) != {"@type", "value"}:
            refuse("more than a value")
        if name == "google.protobuf.Empty" and value.get("value") == {}:
            # An Empty may come with a value, as another implementation writes it.
            del value["value"]
        super()._ConvertAnyMessage(value, message, path)

    def _ConvertMapFieldValue(self, value, message, field, path):
        super()._ConvertMapFieldValue(value, message, field, path)
        if len(getattr(message, field.name)) != len(value):
            refuse("a key twice")


def checked(pattern, method):
    def read(self, value):
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError("malformed")
        method(self, value)

    return read


def constant(text):
    raise ValueError(text)


class Text:
    """Stands in for the module `json` in json_format."""

    def __getattr__(self, name):
        return getattr(json, name)

    @staticmethod
    def loads(text, object_pairs_hook):
        return json.loads(
            text,
            object_pairs_hook=object_pairs_hook,
            parse_int=Number,
            parse_float=Number,
            parse_constant=constant,
        )


def hold():
    """From here on json_format is strict."""
    json_format.json = Text()
    json_format._ConvertScalarFieldValue = convert
    json_format._Parser = Parser
    for kind, pattern in (
        (timestamp_pb2.Timestamp, MOMENT),
        (duration_pb2.Duration, DURATION),
        (field_mask_pb2.FieldMask, MASK),
    ):
        name = kind.DESCRIPTOR.full_name
        base = well_known_types.WKTBASES[name]
        base.FromJsonString = checked(pattern, base.FromJsonString)
