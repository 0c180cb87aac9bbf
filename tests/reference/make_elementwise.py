"""Writes the golden vectors of parameters by element: sample i by the reference's distribution with the
parameters i, as docs/streams.md has it.

    pip install -r tests/reference/requirements.txt
    python tests/reference/make_elementwise.py       # writes tests/vectors/elementwise.txt
"""

from pathlib import Path

import numpy as np

from seedbed_reference import Bernoulli, Bits32, Exponential, Normal, Stream, Uniform, Window

GOLDEN = Path(__file__).resolve().parents[1] / "vectors" / "elementwise.txt"

HEADER = """\
# Golden vectors of parameters by element, made by the reference implementation,
# tests/reference/seedbed_reference.py, which was written from docs/streams.md alone, with
#     python tests/reference/make_elementwise.py
# None of them comes from the crate, and none from another source.
#
# engine; seed; position; distribution; of each sample the bits of its parameters and its own, with
#     slashes between. Laplace has no second implementation: its table is the crate's.
"""

# Positions 168 and 137 are the first whose words lie in a tail.
DRAWS = [
    ("philox4x32_10", "42", 150), ("threefry4x32_20", "42", 100), ("chacha8", "42/1", 2**32 - 30),
    ("threefry4x32_20", "7", 2**64 - 60),
]
N = 60
# Zeros, subnormal numbers, powers of 2 and their neighbours, the largest.
EDGES = [
    0, 0x80000000, 1, 0x80000001, 0x7FFFFF, 0x800000, 0x807FFFFF, 0x3F7FFFFF, 0x3F800000, 0x3F800001,
    0xBF800000, 0x33800000, 0x2F800000, 0x2F7FFFFF, 0x4B800001, 0x7F7FFFFF, 0xFF7FFFFF, 0x43340000,
]


def numbers(seed):
    """Bits of finite numbers: edges, and any of the usual size or of any size."""
    words = Stream("philox4x32_10", seed).draw(Bits32(), N)
    usual = (words & 0x807FFFFF) | (118 + ((words >> 23) & 15)) << 23
    any_size = words & ~((words & 0x40000000) >> 7)
    bits = [usual, any_size, usual][int(seed) % 3].copy()
    rolled = np.roll(EDGES, int(seed))
    bits[::3] = [rolled[i % len(rolled)] for i in range(len(bits[::3]))]
    return bits.astype(np.uint32).view(np.float32)


def pairs(name):
    """Parameters within the domain of a distribution."""
    for a, b in zip(numbers("1"), numbers("2")):
        if name == "Normal":
            yield Normal, (a, abs(b))
        elif name == "Exponential":
            yield Exponential, (abs(b),)
        elif name == "Bernoulli":
            bits = int(b.view(np.uint32)) & 0x3FFFFFFF  # below 2, and then from 0 to 1
            p = np.uint32(bits if bits <= 0x3F800000 else bits - 0x800000).view(np.float32)
            yield Bernoulli, (p,)
        else:
            low, high = min(a, b), max(a, b)
            if low == high:
                high = np.nextafter(low, np.float32(np.inf))
            yield Uniform, (low, high)


def lines():
    for engine, seed, position in DRAWS:
        for name in ["Normal", "Uniform", "Exponential", "Bernoulli"]:
            fields, stream = [], Window(engine, seed, position, N)
            for i, (distribution, parameters) in enumerate(pairs(name)):
                parameters = [np.float32(x) for x in parameters]
                stream.position = position + i
                sample = int(stream.draw(distribution(*map(float, parameters)), 1)[0])
                bits = [int(x.view(np.uint32)) for x in parameters]
                fields.append("/".join(f"{word:08x}" for word in [*bits, sample]))
            yield f"{engine}; {seed}; {position}; {name}; {' '.join(fields)}\n"


def content():
    return HEADER + "".join(lines())


if __name__ == "__main__":
    GOLDEN.write_text(content(), encoding="utf-8")
