"""Writes the golden vectors of vectors, or compares with them: points by Python's integers, normal vectors
by NumPy's float32, both from section 6 of docs/streams.md. Dirichlet needs tables of the crate.

    pip install -r tests/reference/requirements.txt
    python tests/reference/make_vectors.py            # writes
    python tests/reference/make_vectors.py --check    # exits with 1 where the file differs
"""

import math
import sys
from pathlib import Path

import numpy as np
from seedbed_reference import Normal, Stream

FILE = Path(__file__).resolve().parents[1] / "vectors" / "vectors_golden.txt"
HEADER = """\
# Golden vectors of vectors, made by the reference implementation with
#     python tests/reference/make_vectors.py
#
# engine; distribution; position; vectors, each as its components' bits
"""
COUNT = 60


def binary32(negative, m, e):
    E = e + m.bit_length() + 126
    n = m << 32 - m.bit_length()
    assert m and 1 <= E < 255
    return ((E - 1) << 23) + ((n + 2**7) >> 8) + (2**31 if negative else 0)


def direction(x):
    octant = x // 2**29
    f = x % 2**29
    if octant % 2 == 1:
        f = 2**29 - 1 - f
    t = 8 * f + 4
    s = t * t // 2**32
    a = 0xA335DD - s * (0x26595 - s * 0x52F // 2**32) // 2**32
    a = 0xC90FDAA2 - s * (0x14ABBCE5 - s * a // 2**32) // 2**32
    z = 32 - t.bit_length()
    near = (t * 2**z * a // 2**32, 32 + z)
    b = 0x40F07A8 - s * (0x155CBA - s * 0x3B6D // 2**32) // 2**32
    far = (2**32 - 1 - s * (0x4EF4F326 - s * b // 2**32) // 2**32, 32)
    x, y = (near, far) if octant in (1, 2, 5, 6) else (far, near)
    return (x, 2 <= octant <= 5), (y, octant >= 4)


def floor_root(n, k):
    low, high = 0, 2 ** (n.bit_length() // k + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**k <= n else (low, middle)
    return low


def root(v, k):
    r, q = v
    q += 32 - r.bit_length()
    r *= 2 ** (32 - r.bit_length())
    e = (q + 32 * (k - 1)) % k
    r //= 2**e
    return floor_root(r * 2 ** (32 * (k - 1)), k), (q - e + 32 * (k - 1)) // k


def midpoint(x):
    return (x, 32) if x >= 2**31 else (2 * x + 1, 33)


def height(x):
    if x >= 2**31:
        return (2 * x + 1 - 2**32, 32), True
    return (2**32 - 1 - 2 * x, 32), False


def ring(x):
    a = 2 * min(x, 2**32 - 1 - x) + 1
    z = 32 - a.bit_length()
    return root((a * 2**z * (2**32 - 1 - a // 2) // 2**32, 31 + z), 2)


def product(a, b):
    return a[0] * b[0] // 2**32, a[1] + b[1] - 32


def scaled(v, radius):
    (r, q), negative = v
    z = 32 - r.bit_length()
    return product((r * 2**z, q + z), radius), negative


def rounded(components):
    return [binary32(negative, r, -q) for (r, q), negative in components]


class UnitCircle:
    W = 1

    def vector(self, u):
        return rounded(direction(u[0]))


class UnitDisc:
    W = 2

    def vector(self, u):
        radius = root(midpoint(u[0]), 2)
        return rounded(scaled(c, radius) for c in direction(u[1]))


class UnitSphere:
    W = 2

    def vector(self, u):
        x, y = (scaled(c, ring(u[0])) for c in direction(u[1]))
        return rounded([x, y, height(u[0])])


class UnitBall:
    W = 3

    def vector(self, u):
        radius = root(midpoint(u[0]), 3)
        ring_radius = product(radius, ring(u[1]))
        x, y = (scaled(c, ring_radius) for c in direction(u[2]))
        return rounded([x, y, scaled(height(u[1]), radius)])


class MultivariateNormal:
    def __init__(self, mean, cholesky):
        self.mean = np.array(mean, dtype=np.float32)
        self.W = len(mean)
        self.factor = np.array(cholesky, dtype=np.float32).reshape(self.W, self.W)

    def vector(self, z):
        z = np.array(z, dtype=np.uint32).view(np.float32)
        components = []
        for i in range(self.W):
            total = self.factor[i, 0] * z[0]
            for j in range(1, i + 1):
                total = total + self.factor[i, j] * z[j]
            components.append(total + self.mean[i])
        bits = np.array(components, dtype=np.float32).view(np.uint32)
        return [0x7FC00000 if math.isnan(c) else int(b) for c, b in zip(components, bits)]


def cholesky(covariance):
    """The factor of a covariance whose variances are all positive."""
    a = np.array(covariance, dtype=np.float64)
    d = len(a)
    for j in range(d):
        column = a[j:, j] / np.sqrt(a[j, j])
        a[j:, j] = column
        for i in range(j + 1, d):
            for k in range(j + 1, i + 1):
                a[i, k] -= column[i - j] * column[k - j]
    return np.tril(a)


COVARIANCE = [[4.0, 1.2, 0.3], [1.2, 2.0, -0.7], [0.3, -0.7, 1.0]]
DISTRIBUTIONS = [
    ("UnitCircle", UnitCircle()),
    ("UnitDisc", UnitDisc()),
    ("UnitSphere", UnitSphere()),
    ("UnitBall", UnitBall()),
    ("MultivariateNormal", MultivariateNormal([1, -2], [0.5, 0, 1.5, 0.1])),
    ("MultivariateNormal wide", MultivariateNormal([1e-40, 3e38], [1e-39, 0, -3e38, 3e38])),
    ("MultivariateNormal covariance", MultivariateNormal([0, 0, 1], cholesky(COVARIANCE))),
]


def line(engine, name, distribution, position):
    stream = Stream(engine, "42")
    p = np.arange(COUNT * distribution.W, dtype=np.uint64) + np.uint64(position)
    if name.startswith("Multivariate"):
        words = Normal(0, 1).samples(stream, p)
    else:
        words = stream.word(p, 0)
    rows = words.reshape(COUNT, distribution.W)
    vectors = [distribution.vector([int(x) for x in row]) for row in rows]
    text = ", ".join(" ".join(f"{bits:08x}" for bits in vector) for vector in vectors)
    return f"{engine}; {name}; {position}; {text}\n"


def content():
    text = HEADER
    with np.errstate(all="ignore"):
        for engine in ["philox4x32_10", "threefry4x32_20", "chacha8"]:
            for name, distribution in DISTRIBUTIONS:
                for position in [0, 2**36 + 4095, 2**64 - COUNT * distribution.W]:
                    text += line(engine, name, distribution, position)
    return text


def main():
    if "--check" in sys.argv:
        sys.exit(FILE.read_text(encoding="utf-8") != content())
    FILE.write_text(content(), encoding="utf-8")


if __name__ == "__main__":
    main()
