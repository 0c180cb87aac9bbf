"""Permutations, written from section 11 of docs/streams.md alone, with seedbed_reference for the rest.

    >>> Permutation("42", 10).elements(range(3))
    [0, 8, 6]
"""

import math
from fractions import Fraction

import numpy as np

from seedbed_reference import (
    MASK, Bits64, Integers, Stream, Window, array, generate_state, parse_seed, threefry4x32_20,
)

ENGINE = "threefry4x32_20"


def child(seed, *suffix):
    return "/".join([seed, *map(str, suffix)])


class Permutation:
    """`seed` is its text; elements are worked out in arrays."""

    def __init__(self, seed, n):
        assert 0 <= n <= 2**32
        self.n = n
        self.entropy, self.spawn_key = parse_seed(seed)
        if n <= 64:
            stream = Window(ENGINE, child(seed, 0x7065726D, n % 2**32), 0, n)
            order = list(range(n))
            for i in range(n - 1, 0, -1):
                stream.position = i
                j = int(stream.draw(Integers("u32", 0, i), 1)[0])
                order[i], order[j] = order[j], order[i]
            self.order = order
            return
        self.order = None
        self.k = (n - 1).bit_length() // 2
        self.rows = (n - 1) // 2**self.k + 1
        self.pairs = 8 if n < 2**16 else 4
        self.keys = self.permutation_words(2 * self.pairs, 0)

    def permutation_words(self, count, x):
        """permutation_word(p, x) for p = 0, 1, …, count - 1, a multiple of 4."""
        spawn_key = self.spawn_key + [0x7065726D, self.n % 2**32, 0x6C616E65, 0]
        key = generate_state(self.entropy, spawn_key, 4)
        b = np.arange(count // 4, dtype=np.uint64)
        zero = np.zeros_like(b)
        block = threefry4x32_20([b, zero, zero + x, zero], [zero + k for k in key])
        return np.stack(block, axis=1).ravel().tolist()

    @staticmethod
    def round_hash(x, key):
        y = (x * 0x9E3779B1 + key) & MASK
        return ((y ^ (y >> 16)) * 0x85EBCA6B) & MASK

    def step(self, v):
        row = v >> self.k
        column = v & (2**self.k - 1)
        for r in range(self.pairs):
            a = self.round_hash(row, self.keys[2 * r])
            column = (column + (a >> (32 - self.k))) % 2**self.k
            b = self.round_hash(column, self.keys[2 * r + 1])
            row = (row + (b * self.rows >> 32)) % self.rows
        return (row << self.k) + column

    def step_back(self, v):
        row = v >> self.k
        column = v & (2**self.k - 1)
        for r in reversed(range(self.pairs)):
            b = self.round_hash(column, self.keys[2 * r + 1])
            row = (row + self.rows - (b * self.rows >> 32)) % self.rows
            a = self.round_hash(row, self.keys[2 * r])
            column = (column + 2**self.k - (a >> (32 - self.k))) % 2**self.k
        return (row << self.k) + column

    def walk(self, i, step):
        v = step(array(list(i)))
        while (again := np.flatnonzero(v >= self.n)).size:
            v[again] = step(v[again])
        return v.tolist()

    def elements(self, i):
        if self.order is not None:
            return [self.order[j] for j in i]
        return self.walk(i, self.step)

    def positions(self, values):
        if self.order is not None:
            return [self.order.index(value) for value in values]
        return self.walk(values, self.step_back)


def train_test_split(seed, n, test_size):
    t = math.ceil(test_size * n)
    elements = Permutation(seed, n).elements(range(n))
    return elements[t:], elements[:t]


def k_fold(seed, n, k, f):
    elements = Permutation(seed, n).elements(range(n))
    s, e = (g * (n // k) + min(g, n % k) for g in (f, f + 1))
    return sorted(elements[:s] + elements[e:]), sorted(elements[s:e])


def minibatch(seed, n, batch_size, epoch, step):
    order = Permutation(child(seed, 0x65706F63, epoch % 2**32, epoch // 2**32), n)
    return order.elements(range(step * batch_size, min((step + 1) * batch_size, n)))


def neg_log2(x):
    N = 2 * x + 1
    length = N.bit_length()
    m = N * 2**64 // 2**length
    f = 0
    for _ in range(57):
        m = m * m // 2**63
        b = m // 2**64
        m = m // 2**b
        f = 2 * f + b
    return (66 - length) * 2**57 - f


def weighted_sample(seed, weights, k):
    words = Stream(ENGINE, child(seed, 0x77676874)).draw(Bits64(), len(weights))
    keys = [(Fraction(neg_log2(int(x))) / Fraction(w), i) for i, (x, w) in enumerate(zip(words, weights)) if w]
    return [i for _, i in sorted(keys)[:k]]
