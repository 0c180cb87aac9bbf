"""Streams and distributions of seedbed, written from docs/streams.md and docs/tables alone.

A second implementation, for checking the first: it is organised as the document, names what the
document names, and works on all words of a draw at once. Arrays are of uint64 or int64, in which everything
fits that the document computes of words, or of uint32, in which sums and shifts to the left are mod 2^32.
Seeds and parameters are Python numbers.

    >>> stream = Stream("philox4x32_10", "42")
    >>> [hex(bits) for bits in stream.draw(Normal(170.0, 8.0), 2)]
    ['0x4326782e', '0x432ae2d5']
"""

import csv
import functools
import math
from fractions import Fraction
from pathlib import Path

import numpy as np

TABLES = Path(__file__).resolve().parents[2] / "docs" / "tables"
MASK = 2**32 - 1


# --- 1. Notation ---------------------------------------------------------------------------------


def array(values):
    return np.asarray(values, dtype=np.uint64)


def bits(a):
    """Length in binary, of an array below 2^53."""
    return np.frexp(a.astype(np.float64))[1].astype(np.int64)


def left(a, k):
    """a · 2^k, with k in 0 … 63."""
    return a << np.asarray(k).astype(np.uint64)


def right(a, k):
    """a div 2^k, for k ≥ 0 of any size."""
    return a >> np.minimum(np.asarray(k), 63).astype(np.uint64)


def rotl(a, k):
    """Of an array of uint32."""
    return (a << np.uint32(k)) + (a >> np.uint32(32 - k))


def float32_bits(value):
    return int(np.float32(value).view(np.uint32))


def recalled(function):
    """A function of arrays of uint64 that makes what it has just made but once; nobody changes its answers."""
    answers = {}

    @functools.wraps(function)
    def recall(*arrays):
        key = tuple(a.tobytes() for a in arrays)
        if key not in answers:
            if len(answers) == 64:
                answers.clear()
            answers[key] = function(*arrays)
        return answers[key]

    recall.answers = answers
    return recall


# --- 2. Seeds ------------------------------------------------------------------------------------


def hashmix(v, i):
    a = 0x43B0D7E5 * pow(0x931E8875, i, 2**32) % 2**32
    b = a * 0x931E8875 % 2**32
    v = (v ^ a) * b % 2**32
    return v ^ v // 2**16


def mix(x, y):
    v = (0xCA01F9DD * x - 0x4973F715 * y) % 2**32
    return v ^ v // 2**16


def pool(entropy, spawn_key):
    w = list(entropy)
    w += [0] * (4 - len(w))
    w += spawn_key
    m = [0] * 4
    i = 0
    for d in range(4):
        m[d] = hashmix(w[d], i)
        i += 1
    for s in range(4):
        for d in range(4):
            if s != d:
                m[d] = mix(m[d], hashmix(m[s], i))
                i += 1
    for s in range(4, len(w)):
        for d in range(4):
            m[d] = mix(m[d], hashmix(w[s], i))
            i += 1
    return m


def generate_state(entropy, spawn_key, n):
    m = pool(entropy, spawn_key)
    state = []
    for i in range(n):
        a = 0x8B51F9DD * pow(0x58F38DED, i, 2**32) % 2**32
        b = a * 0x58F38DED % 2**32
        v = (m[i % 4] ^ a) * b % 2**32
        state.append(v ^ v // 2**16)
    return state


def entropy_words(integer):
    words = []
    while integer:
        words.append(integer % 2**32)
        integer //= 2**32
    return words or [0]


def parse_seed(text):
    entropy, *spawn_key = text.split("/")
    return entropy_words(int(entropy)), [int(word) for word in spawn_key]


# --- 3. Streams and addresses --------------------------------------------------------------------


class Stream:
    def __init__(self, engine, seed, position=0):
        self.engine, self.N, self.KEY_WORDS = ENGINES[engine]
        self.entropy, self.spawn_key = parse_seed(seed)
        self.position = position
        self.keys = {}

    def tile_key(self, j):
        if j not in self.keys:
            spawn_key = self.spawn_key + [0x6C616E65, j]
            self.keys[j] = generate_state(self.entropy, spawn_key, self.KEY_WORDS)
        return self.keys[j]

    def word(self, p, x):
        """word(p, x) of an array of positions."""
        if not p.size:
            return p.copy()
        b, where = np.unique(p // self.N, return_inverse=True)
        tiles = b // (4096 // self.N) % 1024
        used, of_block = np.unique(tiles, return_inverse=True)
        keys = array([self.tile_key(int(j)) for j in used]).reshape(-1, self.KEY_WORDS)[of_block].T
        zero = np.zeros_like(b)
        block = self.engine([b & MASK, b >> 32, zero + x, zero], list(keys))
        return np.stack(block)[(p % self.N).astype(np.int64), where]

    def positions(self, distribution, n):
        """The positions of a draw of n samples, and the one after it."""
        W = distribution.W
        s = W * ((self.position + W - 1) // W)
        if s + n * W > 2**64:
            raise ValueError("the stream ends before the draw")
        p = np.arange(n, dtype=np.uint64) * W + s if n else array([])
        return p, s + n * W

    def draw(self, distribution, n):
        """The bits of the next n samples."""
        p, after = self.positions(distribution, n)
        samples = distribution.samples(self, p)
        self.position = after
        return samples


class Recalling(Stream):
    """A stream that recalls its words, for many draws from the same positions."""

    def __init__(self, engine, seed):
        super().__init__(engine, seed)
        self.recalled = {}

    def word(self, p, x):
        key = (p.tobytes(), x)
        if key not in self.recalled:
            self.recalled[key] = super().word(p, x)
        return self.recalled[key].copy()


@functools.lru_cache(maxsize=16)
def recalling(engine, seed):
    return Recalling(engine, seed)


def stream_at(engine, seed, position):
    """A stream there, of which there is one for each engine and seed."""
    stream = recalling(engine, seed)
    stream.position = position
    return stream


class Window(Stream):
    """A stream of which only the n words from `first` on are drawn, one by one, and are made at once."""

    def __init__(self, engine, seed, first, n):
        super().__init__(engine, seed, first)
        self.first, self.all = first, np.arange(n, dtype=np.uint64) + np.uint64(first)
        self.made = {}

    def word(self, p, x):
        if x not in self.made:
            self.made[x] = super().word(self.all, x)
        return self.made[x][(p - np.uint64(self.first)).astype(np.int64)]


# --- 4. Engines ----------------------------------------------------------------------------------


def philox4x32_10(c, k):
    for _ in range(10):
        p0 = 0xD2511F53 * c[0]
        p1 = 0xCD9E8D57 * c[2]
        c = [p1 >> 32 ^ c[1] ^ k[0], p1 & MASK, p0 >> 32 ^ c[3] ^ k[1], p0 & MASK]
        k = [k[0] + 0x9E3779B9 & MASK, k[1] + 0xBB67AE85 & MASK]
    return c


R = [[10, 26], [11, 21], [13, 27], [23, 5], [6, 20], [17, 11], [25, 10], [18, 20]]


def uint32(words):
    return [word.astype(np.uint32) for word in words]


def inject(x, k, s):
    return [x[0] + k[s % 5], x[1] + k[(s + 1) % 5], x[2] + k[(s + 2) % 5], x[3] + k[(s + 3) % 5] + np.uint32(s)]


def threefry4x32_20(c, k):
    c, k = uint32(c), uint32(k)
    k = k + [np.uint32(0x1BD11BDA) ^ k[0] ^ k[1] ^ k[2] ^ k[3]]
    x = inject(c, k, 0)
    for r in range(20):
        i, j = (1, 3) if r % 2 == 0 else (3, 1)
        x[0] = x[0] + x[i]
        x[i] = rotl(x[i], R[r % 8][0]) ^ x[0]
        x[2] = x[2] + x[j]
        x[j] = rotl(x[j], R[r % 8][1]) ^ x[2]
        if r % 4 == 3:
            x = inject(x, k, (r + 1) // 4)
    return list(array(x))


def quarter_round(x, a, b, c, d):
    """Of four places each: the four quarter rounds of a half have no word in common, and are made at once."""
    xa, xb, xc, xd = x[a], x[b], x[c], x[d]
    xa += xb
    xd = rotl(xd ^ xa, 16)
    xc += xd
    xb = rotl(xb ^ xc, 12)
    xa += xb
    xd = rotl(xd ^ xa, 8)
    xc += xd
    xb = rotl(xb ^ xc, 7)
    x[a], x[b], x[c], x[d] = xa, xb, xc, xd


def chacha(rounds, counter, key):
    constants = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    start = np.stack(uint32([np.zeros_like(key[0]) + constant for constant in constants] + key + counter))
    x = start.copy()
    for _ in range(rounds // 2):
        quarter_round(x, [0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [12, 13, 14, 15])
        quarter_round(x, [0, 1, 2, 3], [5, 6, 7, 4], [10, 11, 8, 9], [15, 12, 13, 14])
    return list(array(x + start))


ENGINES = {  # function, N, KEY_WORDS
    "philox4x32_10": (philox4x32_10, 4, 2),
    "threefry4x32_20": (threefry4x32_20, 4, 4),
    "chacha8": (lambda counter, key: chacha(8, counter, key), 16, 8),
    "chacha12": (lambda counter, key: chacha(12, counter, key), 16, 8),
    "chacha20": (lambda counter, key: chacha(20, counter, key), 16, 8),
}


def engine_block(engine, counter, key):
    """One block of integers."""
    block = ENGINES[engine][0]([array([word]) for word in counter], [array([word]) for word in key])
    return [int(word[0]) for word in block]


# --- 5. Exact arithmetic -------------------------------------------------------------------------


def binary32(negative, m, e):
    """Arrays: of booleans, of uint64 below 2^32, of int64."""
    length = bits(m)
    E = e + length + 126
    n = left(m, 32 - length)
    normal = ((np.maximum(E, 1) - 1) << 23) + ((n + 2**7) >> 8).astype(np.int64)
    subnormal = ((right(n, np.maximum(1 - E, 0)) + 2**7) >> 8).astype(np.int64)
    f = np.minimum(np.where(E >= 1, normal, subnormal), 0x7F800000)
    return array(np.where(m == 0, 0, np.where(negative, f + 2**31, f)))


def float16(negative, m, e, F, B):
    """As binary32, to a format of F bits of fraction and bias B."""
    length = bits(m)
    E = e + length + B - 1
    n = left(m, 32 - length)
    half = 2 ** (30 - F)
    normal = ((np.maximum(E, 1) - 1) << F) + ((n + half) >> (31 - F)).astype(np.int64)
    subnormal = ((right(n, np.clip(1 - E, 0, 63)) + half) >> (31 - F)).astype(np.int64)
    f = np.minimum(np.where(E >= 1, normal, subnormal), (2 ** (15 - F) - 1) << F)
    return array(np.where(m == 0, 0, np.where(negative, f + 2**15, f)))


def read_table(name):
    with open(TABLES / name, newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["piece", "w0", "w1", "w2", "w3"]
    assert [int(row[0]) for row in rows] == list(range(len(rows)))
    return array([[int(word, 16) for word in row[1:]] for row in rows])


NORMAL = read_table("normal.csv")
LOG = read_table("log.csv")
NORMAL_TAIL = read_table("normal_tail.csv")


def row(table, index):
    """The words w[0] … w[3], of an array of indices."""
    return table[index.astype(np.int64)].T


def polynomial(w, t):
    c2 = w[2] & 2**24 - 1
    h = w[2] >> 24 & 7
    c3 = w[3] >> 15
    c4 = w[3] & 2**15 - 1
    r3 = c3 + (c4 * (t >> 16) >> 16)
    r2 = c2 + (r3 * (t >> 17) >> 15 << h)
    r1 = w[1] + (r2 * (t - (t & 2**12 - 1)) >> 32)
    assert (r2 < 2**32).all() and (r1 < 2**32).all()
    return r1 * t >> 32


def exponent(w):
    return (20 + (w[2] >> 27)).astype(np.int64)


@functools.cache
def split(a):
    """Of a number: a float, or anything else that is a Fraction."""
    a = Fraction(a)
    if a == 0:
        return 0, -2000
    j = a.numerator.bit_length() - a.denominator.bit_length()
    if Fraction(2) ** j > a:
        j -= 1
    return math.floor(a * Fraction(2) ** (31 - j)), j + 127


def affine_sum(r, q, negative, mean, scale):
    """Arrays r, q, negative, and numbers mean, scale."""
    M, eM = split(abs(mean))
    M //= 2
    S, eS = split(scale)
    z = 32 - bits(r)
    P = left(r, z) * S >> 33
    eP = eS + 32 - q - z
    d = np.minimum(abs(eM - eP), 31)
    M = np.full(r.shape, M, dtype=np.uint64)
    M, P, e = (
        np.where(eM < eP, right(M, d), M).astype(np.int64),
        np.where(eM < eP, P, right(P, d)).astype(np.int64),
        np.maximum(eM, eP),
    )
    if mean < 0:
        M = -M
    total = M + np.where(negative, -P, P)
    return total < 0, array(abs(total)), e - 157


def affine(r, q, negative, mean, scale):
    return binary32(*affine_sum(r, q, negative, mean, scale))


def affine16(r, q, negative, mean, scale, F, B):
    return float16(*affine_sum(r, q, negative, mean, scale), F, B)


# --- 6. Distributions ----------------------------------------------------------------------------


class Bits32:
    W = 1

    def samples(self, stream, p):
        return stream.word(p, 0)


class Bits64:
    W = 2

    def samples(self, stream, p):
        return bits64(stream, p)


def bits64(stream, p, x=0):
    return stream.word(p, x) + (stream.word(p + 1, x) << 32)


class Standard:
    W = 1

    def samples(self, stream, p):
        return self.transform(stream.word(p, 0))

    def transform(self, x, extra=None):
        return binary32(False, x >> 8, -24)


class Open01(Standard):
    def transform(self, x, extra=None):
        return binary32(False, 2 * (x >> 9) + 1, -24)


class OpenClosed01(Standard):
    def transform(self, x, extra=None):
        return binary32(False, (x >> 8) + 1, -24)


class Standard64:
    W = 2

    def samples(self, stream, p):
        k = bits64(stream, p) >> 11
        return (k.astype(np.float64) * 2.0**-53).view(np.uint64)  # both steps are exact


def order(f):
    return np.where(f < 2**31, 2**31 + f, 2**32 - 1 - np.minimum(f, 2**32 - 1))


def next_below(high):
    if high == 0:
        return 0x80000001
    return float32_bits(high) + (-1 if high > 0 else 1)


class Uniform:
    W = 1

    def __init__(self, low, high):
        self.low, self.high = float(np.float32(low)), float(np.float32(high))
        assert math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high
        self.parameters = [low, high]

    def samples(self, stream, p):
        return self.transform(stream.word(p, 0))

    def transform(self, x, extra=None):
        r = x - (x & 1) + 1
        positive = np.zeros(x.shape, dtype=bool)
        f = affine(r, np.full(x.shape, 32), positive, self.low, self.high - self.low)
        last = array(next_below(self.high))
        return np.where(order(f) > order(last), last, f)


def order16(f):
    return np.where(f < 2**15, 2**15 + f, 2**16 - 1 - np.minimum(f, 2**16 - 1))


@functools.cache
def finite16(F, B):
    """Bits of the finite numbers of a format in their order, -0 before +0, and their values, exact in binary64."""
    f = np.arange((2 ** (15 - F) - 1) << F)
    exponent, fraction = f >> F, f % 2**F
    magnitude = np.ldexp(fraction + np.where(exponent > 0, 2.0**F, 0.0), np.maximum(exponent, 1) - B - F)
    return np.concatenate([2**15 + f[::-1], f]), np.concatenate([-magnitude[::-1], magnitude])


class Uniform16:
    """`F` and `B` are a subclass's."""

    W = 1

    def __init__(self, low, high):
        self.low, self.high = float(np.float32(low)), float(np.float32(high))
        numbers, values = finite16(self.F, self.B)
        assert values[0] <= self.low < self.high <= values[-1]
        inside = numbers[(self.low <= values) & (values < self.high)]
        if math.copysign(1, self.low) > 0:
            inside = inside[inside != 2**15]
        self.first, self.last = int(inside[0]), int(inside[-1])
        self.parameters = [low, high]

    def samples(self, stream, p):
        x = stream.word(p, 0)
        r = x - (x & 1) + 1
        positive = np.zeros(x.shape, dtype=bool)
        width = self.high - self.low
        f = affine16(r, np.full(x.shape, 32), positive, self.low, width, self.F, self.B)
        f = np.where(order16(f) < order16(array(self.first)), array(self.first), f)
        return np.where(order16(f) > order16(array(self.last)), array(self.last), f)


class UniformF16(Uniform16):
    F, B = 10, 15


class UniformBf16(Uniform16):
    F, B = 7, 127


class Integers:
    """`type` is u32, i32, u64 or i64."""

    def __init__(self, type, low, last):
        self.type, self.low, self.last = type, low, last
        self.B = int(type[1:])
        self.W = self.B // 32
        least = -(2 ** (self.B - 1)) if type[0] == "i" else 0
        assert least <= low <= last < least + 2**self.B
        self.size = last - low + 1
        self.threshold = 2**self.B % self.size

    def integer_word(self, stream, p, x):
        return stream.word(p, x) if self.B == 32 else bits64(stream, p, x)

    def product(self, x):
        """(x · size) div 2^B and mod 2^B."""
        if self.B == 32:
            whole = x * array(self.size)
            return whole >> 32, whole & MASK
        # 2^64 has the halves 2^32 and 0: no product of halves is above 2^64 - 2^32.
        xh, xl, sh, sl = x >> 32, x & MASK, array(self.size >> 32), array(self.size & MASK)
        middle = (xl * sl >> 32) + (xh * sl & MASK) + (xl * sh & MASK)
        high = xh * sh + (xh * sl >> 32) + (xl * sh >> 32) + (middle >> 32)
        return high, (middle << 32) + (xl * sl & MASK)

    def rejected(self, x):
        return self.product(x)[1] < array(self.threshold)

    def samples(self, stream, p):
        x = self.integer_word(stream, p, 0)
        k = 0
        again = np.flatnonzero(self.rejected(x))
        while k < 128 and again.size:
            x[again] = self.integer_word(stream, p[again], 1 + k)
            k += 1
            again = again[self.rejected(x[again])]
        sample = self.product(x)[0] + array(self.low % 2**64)  # mod 2^64
        return sample & array(2**self.B - 1)

    def extra(self, stream, p):
        """How many extra words or pairs each sample takes."""
        taken = np.zeros(p.size, dtype=np.int64)
        again = np.arange(p.size)
        for k in range(128):
            again = again[self.rejected(self.integer_word(stream, p[again], k))]
            taken[again] += 1
            if not again.size:
                break
        return taken


class Bernoulli:
    W = 1

    def __init__(self, prob):
        assert 0 <= prob <= 1
        self.prob = float(prob)
        self.threshold = math.floor(Fraction(self.prob) * 2**64 + Fraction(1, 2))

    def samples(self, stream, p):
        x = stream.word(p, 0)
        if self.prob == 1:
            return np.ones_like(x)
        high, low = divmod(self.threshold, 2**32)
        sample = array(x < high)
        tie = np.flatnonzero(x == high)
        sample[tie] = stream.word(p[tie], 1) < low
        return sample


class BernoulliMask:
    W = 32

    def __init__(self, prob):
        self.bernoulli = Bernoulli(prob)
        self.prob = self.bernoulli.prob

    def samples(self, stream, p):
        positions = (p[:, np.newaxis] + np.arange(32, dtype=np.uint64)).ravel()
        trials = self.bernoulli.samples(stream, positions).astype(np.uint8)
        return array(np.packbits(trials, bitorder="little").view("<u4"))


LN2_HIGH = 46516319
LN2_LOW = 57159


def refine(high, low):
    low = low - (low & 1) + 1
    Q = 2 * ((high << 32) + low) + 1  # below 2^53, since high < 2^20
    n = 65 - bits(Q)
    s = np.where(n >= 33, left(Q, np.maximum(n - 33, 0)), right(Q, np.maximum(33 - n, 0)))
    return n, 2**32 - 1 - (2 * s - 2**32)


def neg_log_fraction(g):
    w = row(LOG, g >> 28)
    return w[0] + polynomial(w, (g & 2**28 - 1) << 4), exponent(w)


def normal_body(m):
    Q = 2 * m + 1
    o = 32 - bits(Q)
    g = 2**32 - 1 - (left(Q, o + 1) - 2**32)
    w = row(NORMAL, 16 * array(o) + (g >> 28))
    return w[0] + polynomial(w, (g & 2**28 - 1) << 4), exponent(w)


def normal_tail(m, extra):
    n, g = refine(m, extra)
    r, q = neg_log_fraction(g)
    L = right(r, q - 26) + array(n * LN2_HIGH + (n * LN2_LOW >> 16))
    o = bits(L) - 30
    g = 2**32 - 1 - (left(L, 3 - o) - 2**32)
    w = row(NORMAL_TAIL, 8 * array(o) + (g >> 29))
    return w[0] - polynomial(w, (g & 2**29 - 1) << 3), exponent(w)


class Inversion:
    """What Normal and Exponential share: the extra word is taken where `tail` says so."""

    W = 1

    def samples(self, stream, p):
        x = stream.word(p, 0)
        extra = np.zeros_like(x)
        tail = np.flatnonzero(self.tail(x))
        extra[tail] = stream.word(p[tail], 1)
        return self.transform(x, extra)


@recalled
def normal(x, extra):
    m = np.minimum(x, 2**32 - 1 - x)
    r, q = np.empty_like(m), np.empty(m.shape, dtype=np.int64)
    tail = m < 2**20
    r[~tail], q[~tail] = normal_body(m[~tail])
    if tail.any():
        r[tail], q[tail] = normal_tail(m[tail], extra[tail])
    return r, q


class Normal(Inversion):
    def __init__(self, mean, std):
        self.mean, self.std = float(np.float32(mean)), float(np.float32(std))
        assert math.isfinite(self.mean) and math.isfinite(self.std) and self.std >= 0
        self.parameters = [mean, std]

    def tail(self, x):
        return np.minimum(x, 2**32 - 1 - x) < 2**20

    def transform(self, x, extra):
        r, q = normal(x, extra)
        return self.affine(r, q, x < 2**31)

    def affine(self, r, q, negative):
        return affine(r, q, negative, self.mean, self.std)


class NormalF16(Normal):
    def affine(self, r, q, negative):
        return affine16(r, q, negative, self.mean, self.std, 10, 15)


class NormalBf16(Normal):
    def affine(self, r, q, negative):
        return affine16(r, q, negative, self.mean, self.std, 7, 127)


@recalled
def exponential(x, extra):
    Q = 2 * x + 1
    n = 33 - bits(Q)
    g = 2**32 - 1 - (left(Q, n) - 2**32)
    tail = x < 2**20
    if tail.any():
        n[tail], g[tail] = refine(x[tail], extra[tail])
    r, q = neg_log_fraction(g)
    b = bits(array(n))
    summed = (
        right(r, np.maximum(q - 32 + b, 0))
        + left(array(n * LN2_HIGH), np.maximum(6 - b, 0))
        + right(array(n * LN2_LOW), 10 + b)
    )
    assert (summed[n > 0] < 2**32).all()
    return np.where(n > 0, summed, r), np.where(n > 0, 32 - b, q)


class Exponential(Inversion):
    def __init__(self, scale):
        self.scale = float(np.float32(scale))
        assert math.isfinite(self.scale) and self.scale >= 0
        self.parameters = [scale]

    def tail(self, x):
        return x < 2**20

    def transform(self, x, extra):
        r, q = exponential(x, extra)
        return affine(r, q, np.zeros(x.shape, dtype=bool), 0.0, self.scale)
