"""The distributions to binary64, from docs/streams.md and docs/tables, in Python integers.

    python tests/reference/float64_reference.py

writes tests/vectors/golden/float64.txt; check.py compares with that file, and with mpmath.
"""

import csv
import math
import random
import struct
import zlib
from fractions import Fraction
from pathlib import Path

import numpy as np
from mpmath import erfc, exp, log, log1p, mp, mpf, pi, sqrt
from seedbed_reference import ENGINES, Stream, bits64

TABLES = Path(__file__).resolve().parents[2] / "docs" / "tables"
GOLDEN = Path(__file__).resolve().parents[1] / "vectors" / "golden" / "float64.txt"


def read_table(name, rows):
    with open(TABLES / f"{name}.csv", encoding="ascii") as file:
        table = [[int(word, 16) for word in line[1:]] for line in list(csv.reader(file))[1:]]
    assert len(table) == rows and all(len(w) == 6 for w in table)
    return table


NORMAL64 = read_table("normal64", 352)
LOG64 = read_table("log64", 64)
NORMAL64_TAIL = read_table("normal64_tail", 96)
LN2_TOP, LN2_MIDDLE, LN2_LOW = 46516319, 3745988070, 2938605262


def to_bits(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def to_float(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def binary64(negative, m, e):
    if m == 0:
        return 0
    E = e + m.bit_length() + 1022
    n = m << 64 - m.bit_length()
    if E >= 1:
        f = ((E - 1) << 52) + (n + 2**10 >> 11)
    else:
        f = (n >> 1 - E) + 2**10 >> 11
    return min(f, 0x7FF0000000000000) + (2**63 if negative else 0)


def mul_top(a, b):
    ah, al, bh, bl = a >> 32, a % 2**32, b >> 32, b % 2**32
    return ah * bh + (ah * bl >> 32) + (al * bh >> 32)


def split64(a):
    if a == 0:
        return 0, -20000
    j = a.numerator.bit_length() - a.denominator.bit_length()
    j -= a < Fraction(2) ** j
    return math.floor(a * Fraction(2) ** (63 - j)), j + 1023


def affine64(r, q, negative, mean, scale):
    M, eM = split64(abs(mean))
    M //= 2
    S, eS = split64(scale)
    z = 64 - r.bit_length()
    P = mul_top(r << z, S) // 2
    eP = eS + 64 - q - z
    d = min(abs(eM - eP), 63)
    if eM < eP:
        M >>= d
        e = eP
    else:
        P >>= d
        e = eM
    total = (-M if mean < 0 else M) + (-P if negative else P)
    return binary64(total < 0, abs(total), e - 1085)


def polynomial64(w, t):
    h = t >> 32
    r6 = w[5] % 2**32 + ((w[4] % 2**24) * h >> 32)
    r5 = (w[5] >> 32) + (r6 * h >> 32)
    r4 = (w[4] >> 24) + (r5 * h >> 32)
    r3 = w[3] + mul_top(8 * r4, t)
    r2 = w[2] + mul_top(r3, t)
    r1 = w[1] + mul_top(r2, t)
    return mul_top(r1, t)


def log64(x):
    n = 64 - x.bit_length()
    d = 2**65 - (2 * x + 1) * 2**n
    if x == 0:
        d = 2**64 - 1
    w = LOG64[d >> 58]
    R = w[0] + polynomial64(w, d % 2**58 << 6)
    z = 64 - d.bit_length()
    return n, mul_top(R, d << z), z + 64


def log64_sum(n, r, q):
    return (r >> q - 58) + (n * LN2_TOP << 32) + n * LN2_MIDDLE + (n * LN2_LOW >> 32) + 1


def normal64_body(m):
    Q = 2 * m + 1
    o = 64 - Q.bit_length()
    g = 2**64 - 1 - ((Q << o + 1) - 2**64)
    w = NORMAL64[32 * o + (g >> 59)]
    v = w[0] + polynomial64(w, g % 2**59 << 5)
    if o > 0:
        return v, 62
    d = 2**64 - Q
    z = 64 - d.bit_length()
    return mul_top(v, d << z), z + 63


def normal64_tail(m):
    L = log64_sum(*log64(m))
    o = L.bit_length() - 62
    g = 2**64 - 1 - ((L << 3 - o) - 2**64)
    w = NORMAL64_TAIL[32 * o + (g >> 59)]
    return w[0] - polynomial64(w, g % 2**59 << 5), 60


class Float64:
    W = 2

    def __init__(self, *parameters):
        self.parameters = [float(x) for x in parameters]

    def samples(self, stream, p):
        exact = [Fraction(x) for x in self.parameters]
        return [self.transform(int(x), *exact) for x in bits64(stream, p)]


class Uniform64(Float64):
    def transform(self, x, low, high):
        f = affine64(x - x % 2 + 1, 64, False, low, high - low)
        last = to_bits(math.nextafter(float(high), -math.inf))
        return last if to_float(f) > to_float(last) else f


class Normal64(Float64):
    def transform(self, x, mean, std):
        m = min(x, 2**64 - 1 - x)
        r, q = normal64_body(m) if m >= 2**52 else normal64_tail(m)
        return affine64(r, q, x < 2**63, mean, std)


class Exponential64(Float64):
    def transform(self, x, scale):
        n, r, q = log64(x)
        if n > 0:
            r, q = log64_sum(n, r, q), 58
        return affine64(r, q, False, Fraction(0), scale)


# --- Against mpmath ------------------------------------------------------------------------------


def upper_quantile(p, z):
    """The root near z of erfc(z / sqrt 2) / 2 = p, by Halley's method."""
    for _ in range(3):
        step = (erfc(z / sqrt(2)) / 2 - p) / (exp(-z * z / 2) / sqrt(2 * pi))
        z += step / (1 - z * step / 2)
    return z


def worst_errors(words):
    """The largest errors of Normal64 and Exponential64 in these words, in ulp."""
    mp.dps = 50
    worst = [0.0, 0.0]
    for x in words:
        m = min(x, 2**64 - 1 - x)
        z = to_float(Normal64().transform(x, Fraction(0), Fraction(1)))
        assert (z < 0) == (x < 2**63)
        exact = upper_quantile((mpf(m) + 0.5) / mpf(2) ** 64, mpf(abs(z)))
        worst[0] = max(worst[0], float(abs(abs(z) - exact) / math.ulp(z)))
        e = to_float(Exponential64().transform(x, Fraction(1)))
        if x < 2**63:
            exact = -log((mpf(x) + 0.5) / mpf(2) ** 64)
        else:
            exact = -log1p(-(mpf(2**64 - 1 - x) + 0.5) / mpf(2) ** 64)
        worst[1] = max(worst[1], float(abs(e - exact) / math.ulp(e)))
    return worst


def spread():
    """Words of all octaves, next to both ends and next to the middle."""
    rng = random.Random(1)
    for b in range(63):
        for r in [0, 2**b - 1] + [rng.getrandbits(b + 1) // 2 for _ in range(20)]:
            yield from (2**b + r, 2**64 - 1 - (2**b + r))
            yield from (2**63 + (2**b + r) // 2, 2**63 - 1 - (2**b + r) // 2)
    yield from (0, 2**64 - 1)


# --- Golden vectors ------------------------------------------------------------------------------

DISTRIBUTIONS = [
    Uniform64(0, 1),
    Uniform64(-180, 180),
    Uniform64(-5e-324, 5e-324),
    Uniform64(-1e308, 1.7e308),
    Uniform64(1, 1.0000000000000004),
    Normal64(0, 1),
    Normal64(170, 8),
    Normal64(-1e-310, 1e-309),
    Normal64(1e308, 1e308),
    Normal64(-1, 0),
    Exponential64(1),
    Exponential64(2.5),
    Exponential64(1e-310),
]
PLACES = [("42", 0), ("42", 1), ("42/1/2", 4093), ("7", 2**36 + 3), ("7", 2**64 - 18)]
HEAD = """\
# Golden vectors of seedbed: distributions to binary64.
# Made by the reference implementation, tests/reference/float64_reference.py, from docs/streams.md.
# One known answer a line, as in the other files; parameters are bits of binary64.
#
# draw; engine; seed; position; distribution; position after; samples
# crc32; engine; seed; position; distribution; n; CRC-32 of the n samples, little-endian
"""


def content():
    return HEAD + "".join(golden())


def golden():
    for engine in ENGINES:
        for distribution in DISTRIBUTIONS:
            name = type(distribution).__name__
            text = " ".join([name] + [f"{to_bits(x):016x}" for x in distribution.parameters])
            for seed, position in PLACES:
                stream = Stream(engine, seed, position)
                samples = stream.draw(distribution, 8)
                shown = " ".join(f"{f:016x}" for f in samples)
                yield f"draw; {engine}; {seed}; {position}; {text}; {stream.position}; {shown}\n"
            samples = Stream(engine, "42", 4090).draw(distribution, 5000)
            crc = zlib.crc32(np.array(samples, dtype="<u8").tobytes())
            yield f"crc32; {engine}; 42; 4090; {text}; 5000; {crc:08x}\n"


if __name__ == "__main__":
    GOLDEN.write_text(content(), encoding="ascii")
