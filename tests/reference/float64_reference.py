"""The distributions to binary64, from docs/streams.md and docs/tables, in NumPy: arrays of uint64 with the
integers below 2^64, of int64 with exponents and counts; parameters are exact fractions.

    python tests/reference/float64_reference.py

writes tests/vectors/golden/float64.txt; check.py compares with that file, and with mpmath.
"""

import csv
import functools
import math
import random
import struct
import zlib
from fractions import Fraction
from pathlib import Path

import numpy as np
import seedbed_reference
from mpmath import erfc, exp, log, log1p, mp, mpf, pi, sqrt
from seedbed_reference import ENGINES, MASK, array, bits64, left, right, stream_at

TABLES = Path(__file__).resolve().parents[2] / "docs" / "tables"
GOLDEN = Path(__file__).resolve().parents[1] / "vectors" / "golden" / "float64.txt"


def read_table(name, rows):
    with open(TABLES / f"{name}.csv", encoding="ascii") as file:
        table = [[int(word, 16) for word in line[1:]] for line in list(csv.reader(file))[1:]]
    assert len(table) == rows and all(len(w) == 6 for w in table)
    return array(table)


NORMAL64 = read_table("normal64", 352)
LOG64 = read_table("log64", 64)
NORMAL64_TAIL = read_table("normal64_tail", 96)
LN2_TOP, LN2_MIDDLE, LN2_LOW = 46516319, 3745988070, 2938605262


def to_bits(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def bits(a):
    """Length in binary, of an array below 2^64."""
    high = a >> 32
    return np.where(high > 0, 32 + seedbed_reference.bits(high), seedbed_reference.bits(a & MASK))


def plus(a, b):
    """A sum that the document has below 2^64."""
    total = a + b
    assert (total >= a).all()
    return total


def binary64(negative, m, e):
    E = e + bits(m) + 1022
    n = left(m, 64 - bits(m))
    # n + 2^10 may have 65 bits: (n + 2^10) div 2^11 is n div 2^11, plus bit 10. Above an E of 2047 all is infinite.
    normal = left(array(np.clip(E, 1, 2047) - 1), 52) + (n >> 11) + (n >> 10 & 1)
    small = right(n, np.maximum(1 - E, 0))
    subnormal = (small >> 11) + (small >> 10 & 1)
    f = np.minimum(np.where(E >= 1, normal, subnormal), array(0x7FF0000000000000))
    return np.where(m == 0, array(0), np.where(negative, f + array(2**63), f))


def mul_top(a, b):
    ah, al, bh, bl = a >> 32, a & MASK, b >> 32, b & MASK
    return ah * bh + (ah * bl >> 32) + (al * bh >> 32)


@functools.cache
def split64(a):
    if a == 0:
        return 0, -20000
    j = a.numerator.bit_length() - a.denominator.bit_length()
    j -= a < Fraction(2) ** j
    return math.floor(a * Fraction(2) ** (63 - j)), j + 1023


def affine64(r, q, negative, mean, scale):
    """Arrays r, q, negative, and exact numbers mean, scale."""
    M, eM = split64(abs(mean))
    M //= 2
    S, eS = split64(scale)
    z = 64 - bits(r)
    P = mul_top(left(r, z), array(S)) >> 1
    eP = eS + 64 - q - z
    d = np.minimum(abs(eM - eP), 63)
    M = np.full(r.shape, M, dtype=np.uint64)
    M, P, e = np.where(eM < eP, right(M, d), M), np.where(eM < eP, P, right(P, d)), np.maximum(eM, eP)
    # M and P, each below 2^63, with their signs.
    larger = np.where(M > P, mean < 0, negative)
    difference = np.where(M > P, M - P, P - M)
    same = (mean < 0) == negative
    return binary64(np.where(same, negative, larger), np.where(same, M + P, difference), e - 1085)


def polynomial64(w, t):
    h = t >> 32
    r6 = (w[5] & MASK) + ((w[4] & 2**24 - 1) * h >> 32)
    assert (r6 < 2**32).all()
    r5 = (w[5] >> 32) + (r6 * h >> 32)
    assert (r5 < 2**32).all()
    r4 = (w[4] >> 24) + (r5 * h >> 32)
    assert (r4 < 2**61).all()
    r3 = plus(w[3], mul_top(8 * r4, t))
    r2 = plus(w[2], mul_top(r3, t))
    r1 = plus(w[1], mul_top(r2, t))
    return mul_top(r1, t)


def row(table, index):
    """The words w[0] … w[5], of an array of indices."""
    return table[index.astype(np.int64)].T


def log64(x):
    n = 64 - bits(x)
    d = array(0) - left(2 * x + 1, n)  # 2^65 - (2x + 1) 2^n, which is below 2^64, mod 2^64
    d = np.where(x == 0, array(2**64 - 1), d)
    w = row(LOG64, d >> 58)
    R = plus(w[0], polynomial64(w, (d & 2**58 - 1) << 6))
    z = 64 - bits(d)
    return n, mul_top(R, left(d, z)), z + 64


def log64_sum(n, r, q):
    n = array(n)
    return plus(right(r, q - 58), (n * LN2_TOP << 32) + n * LN2_MIDDLE + (n * LN2_LOW >> 32) + 1)


def normal64_body(m):
    Q = 2 * m + 1
    o = 64 - bits(Q)
    g = array(2**64 - 1) - left(Q, o + 1)  # of Q 2^(o + 1) - 2^64, which is that mod 2^64
    w = row(NORMAL64, 32 * array(o) + (g >> 59))
    v = plus(w[0], polynomial64(w, (g & 2**59 - 1) << 5))
    d = array(0) - Q  # 2^64 - Q
    z = 64 - bits(d)
    return np.where(o > 0, v, mul_top(v, left(d, z))), np.where(o > 0, 62, z + 63)


def normal64_tail(m):
    L = log64_sum(*log64(m))
    o = bits(L) - 62
    assert (o >= 0).all()
    g = array(2**64 - 1) - left(L, 3 - o)  # of L 2^(3 - o) - 2^64
    w = row(NORMAL64_TAIL, 32 * array(o) + (g >> 59))
    subtracted = polynomial64(w, (g & 2**59 - 1) << 5)
    assert (subtracted <= w[0]).all()
    return w[0] - subtracted, np.full(m.shape, 60)


class Float64:
    W = 2

    def __init__(self, *parameters):
        self.parameters = [float(x) for x in parameters]

    def samples(self, stream, p):
        return self.transform(bits64(stream, p), *map(Fraction, self.parameters))


def order(f):
    """Bits of binary64 numbers, to integers in their order."""
    return np.where(f < array(2**63), f + array(2**63), array(2**64 - 1) - f)


class Uniform64(Float64):
    def transform(self, x, low, high):
        q, positive = np.full(x.shape, 64), np.zeros(x.shape, dtype=bool)
        f = affine64(x - (x & 1) + 1, q, positive, low, high - low)
        last = array(to_bits(math.nextafter(float(high), -math.inf)))
        return np.where(order(f) > order(last), last, f)


class Normal64(Float64):
    def transform(self, x, mean, std):
        m = np.minimum(x, array(2**64 - 1) - x)
        r, q = np.empty_like(m), np.empty(m.shape, dtype=np.int64)
        body = m >= 2**52
        r[body], q[body] = normal64_body(m[body])
        r[~body], q[~body] = normal64_tail(m[~body])
        return affine64(r, q, x < array(2**63), mean, std)


class Exponential64(Float64):
    def transform(self, x, scale):
        n, r, q = log64(x)
        summed = n > 0
        r[summed], q[summed] = log64_sum(n[summed], r[summed], q[summed]), 58
        return affine64(r, q, np.zeros(x.shape, dtype=bool), Fraction(0), scale)


# --- Against mpmath ------------------------------------------------------------------------------


def upper_quantile(p, z):
    """The root near z of erfc(z / sqrt 2) / 2 = p, by Halley's method, to 30 digits."""
    for _ in range(10):
        step = (erfc(z / sqrt(2)) / 2 - p) / (exp(-z * z / 2) / sqrt(2 * pi))
        step /= 1 - z * step / 2
        z += step
        if abs(step) <= 1e-12 * z:  # what is left is about its cube
            return z
    raise AssertionError(f"no quantile near {z}")


def worst_errors(words):
    """The largest errors of Normal64 and Exponential64 in these words, in ulp."""
    normal = Normal64().transform(array(words), Fraction(0), Fraction(1)).view(np.float64)
    exponential = Exponential64().transform(array(words), Fraction(1)).view(np.float64)
    assert np.isfinite(normal).all() and np.isfinite(exponential).all()
    worst = [0.0, 0.0]
    with mp.workdps(50):
        for x, z, e in zip(words, normal.tolist(), exponential.tolist()):
            m = min(x, 2**64 - 1 - x)
            assert (z < 0) == (x < 2**63)
            exact = upper_quantile((mpf(m) + 0.5) / mpf(2) ** 64, mpf(abs(z)))
            worst[0] = max(worst[0], float(abs(abs(z) - exact) / math.ulp(z)))
            if x < 2**63:
                exact = -log((mpf(x) + 0.5) / mpf(2) ** 64)
            else:
                exact = -log1p(-(mpf(2**64 - 1 - x) + 0.5) / mpf(2) ** 64)
            worst[1] = max(worst[1], float(abs(e - exact) / math.ulp(e)))
    return worst


def spread():
    """Words of all octaves, next to both ends and next to the middle, and of every row of NORMAL64."""
    rng = random.Random(1)
    for b in range(63):
        for r in [0, 2**b - 1] + [rng.getrandbits(b + 1) // 2 for _ in range(20)]:
            yield from (2**b + r, 2**64 - 1 - (2**b + r))
            yield from (2**63 + (2**b + r) // 2, 2**63 - 1 - (2**b + r) // 2)
    for o in range(11):
        for piece in range(32):
            g = (piece << 59) + rng.getrandbits(59)
            m = (2**65 - 1 - g >> o + 1) // 2
            yield from (m, 2**64 - 1 - m)
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
                stream = stream_at(engine, seed, position)
                samples = stream.draw(distribution, 8)
                shown = " ".join(f"{f:016x}" for f in samples)
                yield f"draw; {engine}; {seed}; {position}; {text}; {stream.position}; {shown}\n"
            samples = stream_at(engine, "42", 4090).draw(distribution, 5000)
            crc = zlib.crc32(samples.astype("<u8").tobytes())
            yield f"crc32; {engine}; 42; 4090; {text}; 5000; {crc:08x}\n"


if __name__ == "__main__":
    GOLDEN.write_text(content(), encoding="ascii")
