"""Writes the known answers of scipy.stats.qmc to standard output.

    pip install -r xtask/joe_kuo/requirements.txt
    python tests/vectors/make_quasi_random.py > tests/vectors/quasi_random.txt
"""

import zlib
from fractions import Fraction

import numpy as np
import scipy
from scipy.stats import _qmc, qmc

HEADER = f"""\
# Known answers of scipy.stats.qmc, made by SciPy {scipy.__version__} with
#     python tests/vectors/make_quasi_random.py > tests/vectors/quasi_random.txt
#
# One known answer a line, fields between semicolons, words in hexadecimal.
#
# sobol; d; first point; points, each as its words
#     qmc.Sobol(d, scramble=False, bits=32).random(n).
# sobol_crc32; d; first point; n; CRC-32 of the words, little-endian; the last four
#     The same with many dimensions: Sobol to 21201, and far indexes.
# halton; d; first point; points, each as its 64-bit fractions
#     The exact radical inverses, rounded down to 64 bits; qmc.Halton(d, scramble=False) is checked to be
#     within 1e-15 of them."""


def sobol(d, first, n):
    """By SciPy's sequence where it is near, else by its direction numbers, in the order of the former."""
    sampler = qmc.Sobol(d, scramble=False, bits=32)
    if first < 2**16:
        if first:
            sampler.fast_forward(first)
        points = sampler.random(n) * 2**32
        assert (points == np.floor(points)).all()
        return points.astype(np.uint32)
    points = np.zeros((n, d), dtype=np.uint32)
    for row, i in zip(points, range(first, first + n)):
        for j in range(32):
            if (i ^ i >> 1) >> j & 1:
                row ^= sampler._sv[:, j]
    return points


def check_formula():
    """The formula for far indexes is SciPy's sequence."""
    near = qmc.Sobol(7, scramble=False, bits=32).random(1 << 10) * 2**32
    v = qmc.Sobol(7, scramble=False, bits=32)._sv
    for i, point in enumerate(near.astype(np.uint32)):
        word = np.zeros(7, dtype=np.uint32)
        for j in range(32):
            if (i ^ i >> 1) >> j & 1:
                word ^= v[:, j]
        assert (word == point).all()
    # And far away: 2^26 steps of SciPy's.
    far = qmc.Sobol(3, scramble=False, bits=32)
    far.fast_forward(2**26 + 12345)
    assert (far.random(5) * 2**32 == sobol(3, 2**26 + 12345, 5)).all()


def radical_inverse(i, base):
    value, weight = Fraction(0), Fraction(1, base)
    while i:
        i, digit = divmod(i, base)
        value += digit * weight
        weight /= base
    return value


def halton(d, first, n):
    points = [[radical_inverse(i, b) for b in _qmc.n_primes(d)] for i in range(first, first + n)]
    # What qmc.Halton calls; its own fast_forward makes all points before.
    bases = _qmc.n_primes(d)
    theirs = np.array([_qmc.van_der_corput(n, base, start_index=first) for base in bases]).T
    assert np.abs(theirs - np.array(points, dtype=float)).max() < 1e-15
    return [[int(x * 2**64) for x in point] for point in points]


def main():
    check_formula()
    print(HEADER)
    for d, first, n in [
        (1, 0, 16), (1, 1000, 5), (1, 2**32 - 4, 4), (2, 0, 16), (2, 4093, 7), (2, 2**31 - 3, 6),
        (10, 0, 9), (10, 65530, 4), (10, 2**32 - 2, 2), (37, 77, 2),
    ]:
        points = sobol(d, first, n)
        print(f"sobol; {d}; {first};", ", ".join(" ".join(f"{w:08x}" for w in row) for row in points))
    for d, first, n in [
        (2, 0, 4096), (10, 12345, 1000), (1111, 0, 64), (1111, 3, 7), (1111, 2**32 - 5, 5),
        (21201, 0, 8), (21201, 1023, 3), (21201, 0x9E3779B9, 2), (21201, 2**32 - 1, 1),
    ]:
        points = sobol(d, first, n)
        crc = zlib.crc32(points.astype("<u4").tobytes())
        last = " ".join(f"{w:08x}" for w in points.ravel()[-4:])
        print(f"sobol_crc32; {d}; {first}; {n}; {crc:08x}; {last}")
    for d, first, n in [
        (1, 0, 9), (2, 0, 8), (3, 1000, 3), (10, 0, 3), (10, 123456789, 2), (5, 2**31 - 2, 3),
        (25, 2**32 - 3, 2), (168, 31337, 1),
    ]:
        points = halton(d, first, n)
        print(f"halton; {d}; {first};", ", ".join(" ".join(f"{x:016x}" for x in row) for row in points))


if __name__ == "__main__":
    main()
