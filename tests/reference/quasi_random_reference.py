"""Low-discrepancy points of seedbed, written from docs/quasi_random.md, in plain NumPy, with permutations
for Latin hypercubes.

    >>> points = Sobol(2, scrambled="42")
    >>> [hex(x) for x in points.draw(Bits32(), 0, 1)]
    ['0x31c0e38d', '0x96b2cff9']

A set gives words to the distributions of seedbed_reference.py, in the place of a stream.
"""

import functools
from pathlib import Path

import numpy as np

from permutations import Permutation, child
from seedbed_reference import Bits32, array, generate_state, parse_seed, philox4x32_10

ROOT = Path(__file__).resolve().parents[2]
PACKED = int.from_bytes((ROOT / "src" / "qmc" / "joe_kuo_6.bin").read_bytes(), "little")
OF_DEGREE = [1, 1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144, 630, 756, 1800, 2048, 7710, 7776]
MIDPOINT = 2**31


@functools.cache
def direction_numbers(k):
    """The direction numbers v_0 ... v_31 of dimension k."""
    at, s = 0, 0
    while k >= OF_DEGREE[s]:
        k -= OF_DEGREE[s]
        at += OF_DEGREE[s] * ((s - 1) * (s + 2) // 2 if s else 0)
        s += 1
    if s == 0:
        return [2 ** (31 - j) for j in range(32)]
    record = PACKED >> at + k * ((s - 1) * (s + 2) // 2)
    a, record = record % 2 ** (s - 1), record >> s - 1
    v = [2**31]
    for j in range(1, s):
        v.append((2 * (record % 2**j) + 1) << 31 - j)
        record >>= j
    for j in range(s, 32):
        x = v[j - s] ^ v[j - s] >> s
        for i in range(1, s):
            if a >> s - 1 - i & 1:
                x ^= v[j - i]
        v.append(x)
    return v


def reverse_bits(x):
    return int(f"{x:032b}"[::-1], 2)


def nested_uniform_scramble(x, key):
    r = reverse_bits(x)
    r = (r + key[0]) % 2**32
    r ^= r * 0x3D20ADEA % 2**32
    r = r * (key[1] | 1) % 2**32
    r ^= r * 0x05526C56 % 2**32
    r = (r + key[2]) % 2**32
    r = r * (key[3] | 1) % 2**32
    r ^= r * 0x53A22864 % 2**32
    return reverse_bits(r)


class PointSet:
    """The words of samples of W words, whose positions are W times the number of the sample."""

    def state(self, seed, k, n):
        entropy, spawn_key = parse_seed(seed)
        return generate_state(entropy, spawn_key + [self.TAG, k], n)

    def further(self, k, high, block):
        c = [array([high]), array([0]), array([block]), array([0])]
        return [int(word[0]) for word in philox4x32_10(c, self.states[k][4:6])]

    def word(self, p, x):
        return array([self.one_word(int(q), x) for q in p])

    def one_word(self, p, x):
        i, k = divmod(p // self.W, self.d)
        high = self.high(i, k)
        if x == 0:
            return high if p % self.W == self.W - 1 else self.low(i, k, high)
        return self.further(k, high, x)[p % self.W] if self.states else MIDPOINT

    def draw(self, distribution, first_point, n):
        self.W = distribution.W
        positions = np.arange(first_point * self.d, (first_point + n) * self.d) * self.W
        return distribution.samples(self, array(positions))


class Sobol(PointSet):
    TAG = 0x736F626C

    def __init__(self, d, scrambled=None, digital_shift=None):
        self.d = d
        self.v = [direction_numbers(k) for k in range(d)]
        seed = scrambled or digital_shift
        self.shift = digital_shift is not None
        self.states = [self.state(seed, k, 8) for k in range(d)] if seed else None

    def high(self, i, k):
        x, gray = 0, i ^ i >> 1
        for j in range(32):
            if gray >> j & 1:
                x ^= self.v[k][j]
        if not self.states:
            return x
        return x ^ self.states[k][0] if self.shift else nested_uniform_scramble(x, self.states[k])

    def low(self, i, k, high):
        return self.further(k, high, 0)[0] if self.states else 0


def primes(n):
    found = []
    candidate = 2
    while len(found) < n:
        if all(candidate % p for p in found):
            found.append(candidate)
        candidate += 1
    return found


class Halton(PointSet):
    TAG = 0x68616C74

    def __init__(self, d, scrambled=None):
        self.d = d
        self.bases = primes(d)
        self.states = [self.state(scrambled, k, 72) for k in range(d)] if scrambled else None

    def fraction(self, i, k):
        """The first 64 bits of the coordinate."""
        b = self.bases[k]
        numerator, denominator, j = 0, 1, 0
        while denominator < 2**32:  # all digits of all indexes
            i, a = divmod(i, b)
            if self.states:
                f, s = self.states[k][8 + 2 * j : 10 + 2 * j]
                a = ((1 + f * (b - 1) // 2**32) * a + s * b // 2**32) % b
            numerator = numerator * b + a
            denominator *= b
            j += 1
        tail = self.states[k][6] * 2**32 + self.states[k][7] if self.states else 0
        return (numerator * 2**64 + tail) // denominator

    def high(self, i, k):
        return self.fraction(i, k) // 2**32

    def low(self, i, k, high):
        return self.fraction(i, k) % 2**32


class LatinHypercube(PointSet):
    TAG = 0x6C617469

    def __init__(self, n, d, seed):
        self.n, self.d = n, d
        self.states = [self.state(seed, k, 8) for k in range(d)]
        self.permutations = [Permutation(child(seed, self.TAG, k), n) for k in range(d)]

    def start(self, c):
        return (c * 2**32 + self.n - 1) // self.n

    def stratum(self, i, k):
        return self.permutations[k].elements([i])[0]

    def high(self, i, k):
        c = self.stratum(i, k)
        counter = [array([i // 4]), array([1]), array([0]), array([0])]
        random = int(philox4x32_10(counter, self.states[k][4:6])[i % 4][0])
        return self.start(c) + random * (self.start(c + 1) - self.start(c)) // 2**32

    def low(self, i, k, high):
        random = self.further(k, high, 0)[0]
        g = (self.stratum(i, k) + 1) * 2**32 - high * self.n
        return random if g >= self.n else random * self.start(g) // 2**32
