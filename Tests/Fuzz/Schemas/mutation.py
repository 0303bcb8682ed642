"""Wrong encodings, and surprising right ones, from right ones. Kin to Mutation.swift."""


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(random, other):
    """A well-formed field of any number and wire type."""
    number = random.choice([1, 2, 3, 7, 15, 16, 31, 63, 64, 1000, 2047, 2**18, 2**29 - 1])
    wire = random.randrange(5)
    tag = varint(number << 3 | (wire if wire < 4 else 5))
    if wire == 0:
        return tag + varint(random.getrandbits(random.randint(1, 64)))
    if wire == 1:
        return tag + random.randbytes(8)
    if wire == 2:
        part = other[: random.randrange(40)]
        return tag + varint(len(part)) + part
    if wire == 3:
        return tag + varint(3 << 3) + varint(1) + varint(number << 3 | 4)
    return tag + random.randbytes(4)


def with_unknown(random, data):
    """Fields before and behind, which the message mostly does not know."""
    before = field(random, data) if random.random() < 0.5 else b""
    return before + data + b"".join(field(random, data) for _ in range(random.randint(0, 3)))


def mutate(random, data, other):
    """One to four changes."""
    data = bytearray(data)
    for _ in range(random.randint(1, 4)):
        kind = random.randrange(9)
        place = random.randrange(len(data)) if data else 0
        if kind == 0 and data:
            data[place] = random.choice([0, 0x7F, 0x80, 0xFF, random.getrandbits(8)])
        elif kind == 1 and data:
            data[place] ^= 1 << random.randrange(8)
        elif kind == 2:
            data.insert(place, random.getrandbits(8))
        elif kind == 3:
            del data[len(data) - random.randint(0, min(len(data), 9)) :]
        elif kind == 4:
            data += other
        elif kind == 5:
            data[place:] = other[random.randint(0, len(other)) :]
        elif kind == 6:
            end = random.randint(place, len(data))
            data[place:place] = data[place:end]
        elif kind == 7:
            data += field(random, other)
        else:
            data[place:place] = field(random, other)
    return bytes(data[:4096])
