"""Tails of thresholds, section 6 of docs/streams.md, word for word, in plain Python and mpmath."""

from bisect import bisect_right
from functools import lru_cache

import numpy as np
from mpmath import bernoulli, factorial, floor, log, mp, mpf, psi, rf, zeta

mp.dps = 60
LAST = 2**32 - 2
DEGREE = 9


def nearest(x):
    return int(floor(x + mpf(1) / 2))


def mul_top(a, b):
    middle = a // 2**32 * (b % 2**32) // 2**32 + a % 2**32 * (b // 2**32) // 2**32
    return a // 2**32 * (b // 2**32) + middle


# B_2j / (2j)!
EULER_MACLAURIN = [bernoulli(2 * j) / factorial(2 * j) for j in range(1, 40)]


def hurwitz(s, k):
    """zeta(s, k) by the formula of Euler and Maclaurin, from 64 on at least: mpmath's takes 60 powers each time."""
    total = mpf(0)
    while k < 64:
        total += mpf(k) ** -s
        k += 1
    power = mpf(k) ** -s
    total += power * k / (s - 1) + power / 2
    term = s * power / k  # s (s + 1) … (s + 2j - 2) k^(-s - 2j + 1)
    square, least = mpf(k) ** 2, mp.eps * abs(total)
    for j, coefficient in enumerate(EULER_MACLAURIN, 1):
        added = coefficient * term
        total += added
        if abs(added) < least:
            return total
        term *= (s + 2 * j - 1) * (s + 2 * j) / square
    raise ArithmeticError("Euler and Maclaurin's formula")


class Geometric:
    """p below 2.68545797156e-6."""

    W = 1
    START = 0

    def __init__(self, p):
        self.p, self.step = mpf(p), int(1 / (64 * p))
        self.pieces = make_pieces(self)

    def survival(self, k):
        return (1 - self.p) ** k

    def series(self, k):
        rate, survival = -log(1 - self.p), self.survival(k)
        return [1 / (j * rate * survival**j) for j in range(1, DEGREE + 1)]

    def next(self, k):
        return k + self.step

    def samples(self, stream, p):
        return samples(self, stream, p)


class Zeta:
    """a below 3.64353481562."""

    W = 1
    START = 8192

    def __init__(self, a):
        self.a = mpf(a)
        self.total = zeta(self.a)
        self.pieces = make_pieces(self)

    def survival(self, k):
        return hurwitz(self.a, k + 1) / self.total

    def series(self, k):
        """Coefficients of the inverse of S(k) - S(k + y) = d1 y + d2 y^2 + ..., one after another."""
        d = [0]
        for m in range(1, DEGREE + 1):
            derivative = (-1) ** m * rf(self.a, m) * hurwitz(self.a + m, k + 1) / self.total
            d.append(-derivative / factorial(m))
        # power[m][j] is the coefficient of v^j in y(v)^m, and q the row of m = 1. That of v^j in
        # d1 y + d2 y^2 + … = v is 0 for j > 1, and all of it but d1 q_j comes from the q before.
        power = [[mpf(0)] * (DEGREE + 1) for _ in range(DEGREE + 1)]
        q = power[1]
        q[1] = 1 / d[1]
        for j in range(2, DEGREE + 1):
            for m in range(2, j + 1):
                power[m][j] = sum(q[i] * power[m - 1][j - i] for i in range(1, j - m + 2))
            q[j] = -sum(d[m] * power[m][j] for m in range(2, j + 1)) / d[1]
        return q[1:]

    def next(self, k):
        return k + k // 32

    def samples(self, stream, p):
        return samples(self, stream, p)


class Zipf(Zeta):
    """a from 0.9 to 3.64353481562, n from 2^24."""

    def __init__(self, a, n):
        self.a, self.n = mpf(a), n
        self.total = self.sum_from(1)
        self.pieces = make_pieces(self)

    def sum_from(self, k):
        """Sum of j^-a for j = k, ..., n."""
        if self.a == 1:
            return psi(0, self.n + 1) - psi(0, k)
        return hurwitz(self.a, k) - hurwitz(self.a, self.n + 1)

    def survival(self, k):
        return mpf(0) if k >= self.n else self.sum_from(k + 1) / self.total

    def next(self, k):
        return min(k + k // 32, self.n)


@lru_cache(None)
def threshold(distribution, k):
    return nearest(2**64 * (1 - distribution.survival(k)))


def make_pieces(distribution):
    """(t, k, d), coefficients are made when they are needed."""
    pieces, k = [], distribution.START
    while threshold(distribution, k) < 2**64:
        following = min(distribution.next(k), LAST)
        end = 2**64 if k == LAST else threshold(distribution, following)
        pieces.append([threshold(distribution, k), k, following - k, end, None])
        if k == LAST:
            break
        k = following
    assert threshold(distribution, LAST) >= 2**63
    return pieces


def value(distribution, X):
    """The sample of the 64-bit word X."""
    pieces = distribution.pieces
    if X < pieces[0][0]:
        # 1 + the number of thresholds up to X
        low, high = 1, distribution.START
        while low < high:
            k = (low + high) // 2
            low, high = (k + 1, high) if threshold(distribution, k) <= X else (low, k)
        return low
    piece = pieces[bisect_right(pieces, X, key=lambda piece: piece[0]) - 1]
    t, k, d, end, made = piece
    if k == LAST or end - t <= 1:
        return k + 1
    shift = 64 - (end - t - 1).bit_length()
    units = 63 - d.bit_length()
    if made is None:
        series = distribution.series(k)
        made = piece[4] = [nearest(2 ** mpf(units - shift * (j + 1)) * q) for j, q in enumerate(series)]
    offset = (X - t) * 2**shift
    r = 0
    for j in range(DEGREE, 0, -1):
        assert made[j - 1] + r < 2**64
        r = mul_top(made[j - 1] + r, offset)
    return k + 1 + r // 2**units


def first_word_above(distribution, k):
    """2^64 if there is none."""
    low, high = 0, 2**64
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if value(distribution, middle) > k else (middle + 1, high)
    return low


def samples(distribution, stream, p):
    words = zip(stream.word(p, 0), stream.word(p, 1))
    return np.array([value(distribution, int(x) << 32 | int(y)) for x, y in words], dtype=np.uint64)
