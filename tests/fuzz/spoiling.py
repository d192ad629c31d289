"""Ways to break any bytes: each takes a random generator, the bytes and the bytes of another file."""

from random import Random

ODD_BYTES = (
    b"\x00",
    b"\xff",
    b"\n",
    b"\r",
    b"(",
    b")",
    b"<",
    b">",
    b"[",
    b"]",
    b"/",
    b"%",
    b"\\",
    b"endobj",
    b"endstream",
    b"stream\n",
    b"obj",
    b"R",
)


def flip(rng: Random, content: bytes, _: bytes) -> bytes:
    """Change some bits."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 3, 20, 200))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def replace(rng: Random, content: bytes, _: bytes) -> bytes:
    """Write odd bytes over others."""
    for _ in range(rng.randint(1, 8)):
        place = rng.randrange(len(content))
        content = content[:place] + rng.choice(ODD_BYTES) + content[place + rng.randint(0, 4) :] or b"%"
    return content


def delete(rng: Random, content: bytes, _: bytes) -> bytes:
    """Leave out a stretch."""
    start, length = _stretch(rng, content)
    return content[:start] + content[start + length :]


def double(rng: Random, content: bytes, _: bytes) -> bytes:
    """Repeat a stretch somewhere."""
    start, length = _stretch(rng, content)
    place = rng.randrange(len(content))
    return content[:place] + content[start : start + length] * rng.choice((1, 1, 2, 50)) + content[place:]


def splice(rng: Random, content: bytes, other: bytes) -> bytes:
    """Put a stretch of another file in the place of one."""
    start, length = _stretch(rng, content)
    begin, size = _stretch(rng, other)
    return content[:start] + other[begin : begin + size] + content[start + length :]


def cut(rng: Random, content: bytes, _: bytes) -> bytes:
    """Leave out the end, or the beginning."""
    place = rng.randrange(len(content))
    return content[:place] if rng.random() < 0.8 else content[place:]


def mix_lines(rng: Random, content: bytes, _: bytes) -> bytes:
    """Put lines into another order."""
    lines = content.split(b"\n")
    start = rng.randrange(len(lines))
    part = lines[start : start + rng.randint(2, 40)]
    rng.shuffle(part)
    return b"\n".join([*lines[:start], *part, *lines[start + len(part) :]])


def _stretch(rng: Random, content: bytes) -> tuple[int, int]:
    length = min(rng.choice((1, 4, 16, 64, 256, 1024, 4096)), len(content))
    return rng.randrange(max(len(content) - length, 1)), length


ANY = (flip, replace, delete, double, splice, cut, mix_lines)
