"""Writes the golden vectors: what seedbed_reference.py makes of docs/streams.md.

    pip install -r tests/reference/requirements.txt
    python tests/reference/make_golden.py            # writes tests/vectors/golden/*.txt

The files are a pure function of the reference, which tests/reference/check.py verifies.
"""

import sys
import zlib
from pathlib import Path

import numpy as np

from seedbed_reference import (
    ENGINES, Bernoulli, BernoulliMask, Bits32, Bits64, Exponential, Integers, Normal, NormalBf16, NormalF16,
    Open01, OpenClosed01, Standard, Standard64, Stream, Uniform, UniformBf16, UniformF16, array,
    engine_block, float32_bits, stream_at,
)

GOLDEN = Path(__file__).resolve().parents[1] / "vectors" / "golden"

HEADER = """\
# Golden vectors of seedbed: {what}.
# Made by the reference implementation, tests/reference/seedbed_reference.py, which was written from
# docs/streams.md alone, with
#     python tests/reference/make_golden.py
# None of them comes from the crate, and none from another source.
#
# One known answer a line, fields between semicolons. A distribution is its name and its parameters:
# bits of binary32 (of binary64 for Bernoulli) in hexadecimal; for Integers their type, low and last in
# decimal. Samples are their bits in hexadecimal.
#
"""

DRAWS = """\
# generator; engine; seed; position; results of a sequential generator over the stream
# engine generator; engine; bytes of the key; results of the generator of the engine alone
#     A result is the call and what it gives: `u32:` and `u64:` a number in hexadecimal, `bytes:` bytes
#     in their order.
# draw; engine; seed; position; distribution; position after the draw; samples
# crc32; engine; seed; position; distribution; number of samples; CRC-32 (ISO-HDLC, that of zlib) of the
#     samples as little-endian bytes
"""

WORDS = """\
# words; distribution; word/extra word/sample ...
#     The extra word is `-` where none is taken.
"""

LARGEST = float(np.finfo(np.float32).max)
I32, I64 = 2**31, 2**63

UNIFORM = [
    (0, 1), (-180, 180), (-1, 0), (-1, -0.0), (-0.0, 3), (16777214, 16777219), (1, 1.0000001),
    (0.1, 0.10000002), (-1e-45, 1e-45), (0, 1e-45), (-1e-40, 3e-39), (-3e38, 3e38), (-LARGEST, LARGEST),
    (1e-40, 3e38), (-3e38, 1), (-1e20, 1e-20), (-LARGEST, -3e38), (1e-38, 1.1754944e-38),
]
NORMAL_PARAMETERS = [
    (0, 1), (-0.0, 1), (170, 8), (-1, 0), (0, 0), (1, 1), (-2.5, 1e-3), (1e20, 1), (1e-20, 1), (1, 1e20),
    (1, 1e-20), (3e38, 3e38), (-1e38, 3e38), (0, LARGEST), (0, 1e-45), (0, 1e-40), (1e-39, 1e-40),
    (-1e-45, 1e-45), (LARGEST, 0), (1e-45, 0),
    # Either side of where the arithmetic of section 5 may leave out cases.
    (2.0**113, 1), (2.0**114, 1), (-(2.0**114), 2.0**113), (1, 2.0**113), (1, 2.0**114), (0, 2.0**113),
    (0, 2.0**114), (0, 2.0**-87), (0, 2.0**-88), (2.0**-87, 2.0**-90), (2.0**-88, 2.0**-90),
    (2.0**-100, 1), (0, 0.75),
]
EXPONENTIAL = [
    1, 2.5, 0, 0.001, 1e20, 3e38, LARGEST, 1e-20, 1.1754944e-38, 1e-39, 1e-45, 2.0**113, 2.0**114, 2.0**-87,
    2.0**-88,
]
INTEGERS = [
    ("u32", 0, 0), ("u32", 1, 6), ("u32", 0, 2**32 - 1), ("u32", 7, 7 + 2**31), ("u32", 0, 2**32 - 2),
    ("u32", 1000, 1000 + 2**16 - 1), ("i32", -1500000000, 1500000000), ("i32", -I32, I32 - 1),
    ("i32", -1, -1), ("i32", -I32, 0), ("u64", 0, 9), ("u64", 0, 2**63), ("u64", 3, 3 + 2**63 + 2**62),
    ("u64", 0, 2**64 - 1), ("u64", 0, 2**64 - 2), ("u64", 5, 5 + 2**32 - 1), ("u64", 0, 2**32),
    ("u64", 2**64 - 1, 2**64 - 1), ("i64", -3000000000, 3000000000), ("i64", -I64, I64 - 1),
    ("i64", -I64, 0), ("i64", -5, 10**12),
]
BERNOULLI = [
    0.0, 5e-324, 2.0**-66, 2.0**-65, 2.0**-64, 1.5 * 2.0**-64, 1e-9, 0.3, 0.5, 0.999, 1 - 2.0**-53, 1.0,
]

ALL = (
    [Bits32(), Bits64(), Standard(), Open01(), OpenClosed01(), Standard64()]
    + [Uniform(*parameters) for parameters in UNIFORM]
    + [Integers(*parameters) for parameters in INTEGERS]
    + [Bernoulli(parameter) for parameter in BERNOULLI]
    + [Normal(*parameters) for parameters in NORMAL_PARAMETERS]
    + [Exponential(parameter) for parameter in EXPONENTIAL]
)
SOME = (
    [Bits32(), Bits64(), Standard(), Open01(), OpenClosed01(), Standard64(), Uniform(-180, 180)]
    + [Integers("u32", 7, 7 + 2**31), Integers("i32", -1500000000, 1500000000)]
    + [Integers("u64", 0, 2**63), Integers("i64", -5, 10**12), Bernoulli(0.3)]
    + [Normal(0, 1), Normal(170, 8), Normal(0, 1e-40), Exponential(1), Exponential(2.5)]
)

NORMAL_16 = [
    (0, 1), (170, 8), (0, 0.02), (-1, 1), (-60000, 10000), (65504, 1e-3), (1e-7, 1e-6), (0, 1e-8), (0, 3e38),
    (-1e-39, 1e-39), (3, 0), (2.0**114, 2.0**100),
]
UNIFORM_16 = [
    (0, 1), (-1, 1), (-3, 5), (0.1, 0.3), (-1, 0), (-0.0, 3), (-1e-6, 1e-7), (1e-5, 1), (0, 1e-10),
    (-65504, 65504), (1, 1.0000001), (2048, 2052), (-1e-45, 1e-3),
]
PACKED = (
    [
        distribution(*parameters)
        for distribution in (NormalF16, NormalBf16)
        for parameters in NORMAL_16
        # None of these samples is finite, so that the crate refuses them.
        if distribution is NormalBf16 or parameters not in [(0, 3e38), (2.0**114, 2.0**100)]
    ]
    + [UniformF16(*parameters) for parameters in UNIFORM_16]
    + [UniformBf16(*parameters) for parameters in UNIFORM_16 if parameters != (2048, 2052)]
    + [UniformBf16(-3e38, 3e38), UniformBf16(-1e-39, 3e-39), UniformBf16(2048, 2080)]
    + [BernoulliMask(prob) for prob in BERNOULLI]
)

# Unaligned, over the end of a tile, of the 1024 tile keys, of 2^32 words, of 2^32 blocks of 4 and of 16
# words, around 2^63, and up to the end of the stream.
POSITIONS = [
    1, 3, 4093, 4096 * 1023 + 17, 4096 * 1024 - 3, 2**32 - 3, 2**34 - 5, 2**34 + 4096, 2**36 - 3, 2**63 - 3,
    2**63 + 12345, 2**64 - 4096 - 3, 2**64 - 8,
]

SEEDS = [
    "0", "1", "4294967296", "42/1/2", "42/0/4294967295/7", str(2**128 - 1), str(2**128 + 2**64 + 7),
    str(3**630), str(2**160 + 5) + "/3/600",
]

# The most extreme words of each engine among the first 2^26 of seed 42, by
#     python tests/reference/make_golden.py search
EXTREME = {
    "philox4x32_10": [
        23436753, 12350708, 50360014, 45703021, 19083158, 929551, 38216759, 56158655, 65074351, 43362081,
    ],
    "threefry4x32_20": [
        62605143, 22113554, 51439333, 1952740, 58308171, 21794254, 61506165, 48218659, 38077673, 55544528,
    ],
    "chacha8": [
        33465102, 10803585, 3708763, 42263647, 13874486, 29522148, 5416470, 59911851, 48880692, 53045149,
    ],
    "chacha12": [
        41943730, 29623149, 13137143, 16902802, 49896945, 14310671, 27063503, 39134285, 39191305, 2300555,
    ],
    "chacha20": [
        60453472, 27155805, 18662106, 56024934, 58078980, 33924327, 39387330, 5324060, 62890207, 38432841,
    ],
}


def float64_bits(value):
    return int(np.float64(value).view(np.uint64))


def text(distribution):
    name = type(distribution).__name__
    match distribution:
        case Integers(type=type_, low=low, last=last):
            return f"{name} {type_} {low} {last}"
        case Bernoulli(prob=prob) | BernoulliMask(prob=prob):
            return f"{name} {float64_bits(prob):016x}"
    parameters = getattr(distribution, "parameters", [])
    return " ".join([name] + [f"{float32_bits(parameter):08x}" for parameter in parameters])


def sample_bytes(distribution):
    match distribution:
        case NormalF16() | NormalBf16() | UniformF16() | UniformBf16():
            return 2
        case BernoulliMask():
            return 4
    return 4 * distribution.W


def draw(engine, seed, position, distribution, n):
    stream = stream_at(engine, seed, position)
    samples = stream.draw(distribution, n)
    digits = 2 * sample_bytes(distribution)
    listed = " ".join(f"{int(sample):0{digits}x}" for sample in samples) or "-"
    return f"draw; {engine}; {seed}; {position}; {text(distribution)}; {stream.position}; {listed}\n"


def crc32(engine, seed, position, distribution, n):
    samples = stream_at(engine, seed, position).draw(distribution, n)
    crc = zlib.crc32(samples.astype(f"<u{sample_bytes(distribution)}").tobytes())
    return f"crc32; {engine}; {seed}; {position}; {text(distribution)}; {n}; {crc:08x}\n"


CALLS = ["u32", "u64", "u32", "bytes 1", "bytes 8", "u64", "bytes 0", "bytes 7", "u32"] * 3


def results(take):
    """What calls give, of a function that takes the next n words."""
    for call in CALLS:
        match call.split():
            case ["u32"]:
                yield f"u32:{take(1)[0]:08x}"
            case ["u64"]:
                low, high = take(2)
                yield f"u64:{low + 2**32 * high:016x}"
            case ["bytes", n]:
                taken = take((int(n) + 3) // 4)
                data = b"".join(word.to_bytes(4, "little") for word in taken)
                yield f"bytes:{data[: int(n)].hex()}"


def generator(engine, seed, position):
    stream = stream_at(engine, seed, position)
    listed = " ".join(results(lambda n: stream.draw(Bits32(), n).tolist()))
    return f"generator; {engine}; {seed}; {position}; {listed}\n"


def engine_generator(engine, data):
    key = [int.from_bytes(data[i : i + 4], "little") for i in range(0, len(data), 4)]
    words = []
    for b in range(16):
        words += engine_block(engine, [b, 0, 0, 0], key)

    def take(n):
        taken, words[:n] = words[:n], []
        return taken

    return f"engine generator; {engine}; {data.hex()}; {' '.join(results(take))}\n"


def tails(engine):
    """Positions of words for which Normal, and Exponential, take an extra word."""
    stream = Stream(engine, "42")
    p = np.arange(2**16, dtype=np.uint64)
    x = stream.word(p, 0)
    return [p[d.tail(x)] for d in (Normal(0, 1), Exponential(1))]


def ties(engine):
    """Bernoulli probabilities for which the extra word decides, with the position."""
    stream = Stream(engine, "42")
    p = np.arange(2**16, dtype=np.uint64)
    x = stream.word(p, 0)
    exact = p[x < 2**21][:6]  # word and extra word fit into the 53 bits of a binary64 number
    for position in [*p[:6], *exact]:
        at = array([position])
        number = int(stream.word(at, 0)[0]) * 2**32 + int(stream.word(at, 1)[0])
        near = number / 2**64
        for prob in (np.nextafter(near, 0), near, np.nextafter(near, 1)):
            yield int(position), float(prob)


def rejections(engine):
    """Of each distribution with rejection, the positions of the samples that take most extra words."""
    for distribution in SOME:
        if isinstance(distribution, Integers) and distribution.threshold > 2 ** (distribution.B - 8):
            p, _ = Stream(engine, "42").positions(distribution, 2**13)
            taken = distribution.extra(Stream(engine, "42"), p)
            for i in np.argsort(-taken, kind="stable")[:6]:
                yield int(p[i]), distribution


def engine_file(engine):
    yield HEADER.format(what=engine) + DRAWS
    for distribution in ALL:
        yield draw(engine, "42", 0, distribution, 16 // distribution.W)
    for position in POSITIONS:
        for distribution in ALL:
            yield draw(engine, "42", position, distribution, 8 // distribution.W - (position % 2 > 0))
    # Ends of the stream, and draws of nothing, which align the position.
    for position in (2**64 - 1, 2**64):
        for distribution in SOME:
            yield draw(engine, "42", position, distribution, (2**64 - position) // distribution.W)
    for position in (0, 5, 2**64 - 1):
        for distribution in SOME:
            yield draw(engine, "42", position, distribution, 0)
    for seed in SEEDS:
        for distribution in SOME:
            yield draw(engine, seed, 0, distribution, 8 // distribution.W)
            yield draw(engine, seed, 4096 * 777 - 4, distribution, 8 // distribution.W)
    # Samples that take extra words.
    for positions, distributions in zip(
        tails(engine),
        [
            [Normal(0, 1), Normal(170, 8), Normal(0, 1e-40), Normal(-1e38, 3e38)],
            [Exponential(1), Exponential(2.5), Exponential(1e-39), Exponential(3e38)],
        ],
    ):
        for distribution in distributions:
            for position in positions[:12]:
                yield draw(engine, "42", int(position), distribution, 1)
    for position in EXTREME[engine]:
        for distribution in (Normal(0, 1), Normal(170, 8), Exponential(1), Exponential(2.5)):
            yield draw(engine, "42", position, distribution, 1)
    for position, prob in ties(engine):
        yield draw(engine, "42", position, Bernoulli(prob), 1)
    for position, distribution in rejections(engine):
        yield draw(engine, "42", position, distribution, 1)
    # Generators.
    for position in (0, 1, 2, 4093, 2**34 - 5, 2**64 - 100):
        yield generator(engine, "42/1/2", position)
    length = 4 * ENGINES[engine][2]
    for data in (bytes(length), bytes(range(1, length + 1)), bytes([255] * length)):
        yield engine_generator(engine, data)
    # Many samples.
    for seed, position in (("42", 0), ("42/1/2", 2**34 - 30001)):
        for distribution in ALL if position == 0 else SOME:
            yield crc32(engine, seed, position, distribution, 2**16 // distribution.W)


def packed_file():
    yield HEADER.format(what="16-bit floats, and masks") + DRAWS
    for engine in ENGINES:
        for distribution in PACKED:
            yield draw(engine, "42", 0, distribution, 16 if distribution.W == 1 else 3)
            yield crc32(engine, "42", 0, distribution, 2**14 // distribution.W)
        for position in POSITIONS:
            for distribution in (NormalF16(0, 1), NormalBf16(170, 8), UniformF16(-1, 1), BernoulliMask(0.3)):
                n = min(7 if distribution.W == 1 else 2, (2**64 - position) // distribution.W)
                yield draw(engine, "42/1/2", position, distribution, n)
        for position in (0, 5, 2**64 - 1, 2**64):
            yield draw(engine, "42", position, NormalF16(0, 1), 0)
            yield draw(engine, "42", position, BernoulliMask(0.5), 0)
        for position in tails(engine)[0][:12]:
            yield draw(engine, "42", int(position), NormalF16(0, 1), 1)
            yield draw(engine, "42", int(position), NormalBf16(170, 8), 1)
        for position, prob in ties(engine):
            yield draw(engine, "42", position // 32 * 32, BernoulliMask(prob), 1)


def chosen_words():
    """Words, and extra words, for every row of every table, and for the ends of every range."""
    words = {0, 1, 2, 2**31 - 1, 2**31, 2**32 - 2, 2**32 - 1}
    for k in range(32):
        words |= {2**k - 1, 2**k, 2**k + 1, 3 * 2**k // 2}
    for o in range(12):
        for piece in range(16):
            # First bits of the probability: 1, and 4 bits of the fraction.
            low = (16 + piece) << 27 - o
            high = (17 + piece) << 27 - o
            words |= {low, low + 1, (low + high) // 2, high - 2, high - 1}
    words = {w % 2**32 for w in words}
    words |= {2**32 - 1 - w for w in words}
    pairs = [(w, None) for w in sorted(words) if 2**20 <= w < 2**32 - 2**20]
    extras = [0, 1, 2, 0x7FFFFFFF, 0x80000000, 0x9E3779B9, 0xFFFFFFFE, 0xFFFFFFFF]
    pairs += [(w, extra) for w in sorted(words) if not 2**20 <= w < 2**32 - 2**20 for extra in extras]
    # The second and the third octave of the far tail, which begin at probabilities e^-16 and e^-32.
    for nats in np.arange(8.5, 45.25, 0.25):
        number = int(np.exp(-nats) * 2.0**64)
        pairs += [(number >> 32, number % 2**32), (2**32 - 1 - (number >> 32), number % 2**32)]
    return pairs


def words_file():
    yield HEADER.format(what="samples of chosen words, for every row of every table") + WORDS
    pairs = chosen_words()
    x = array([x for x, _ in pairs])
    extra = array([extra or 0 for _, extra in pairs])
    distributions = [Standard(), Uniform(-180, 180)]
    distributions += [Normal(0, 1), Normal(170, 8), Exponential(1), Exponential(2.5)]
    for distribution in distributions:
        if hasattr(distribution, "tail"):
            tail = distribution.tail(x)
        else:
            tail = np.zeros(x.shape, dtype=bool)
        seen = set()
        answers = []
        for word, other, takes, sample in zip(x, extra, tail, distribution.transform(x, extra)):
            shown = f"{other:x}" if takes else "-"
            if (word, shown) not in seen:
                answers.append(f"{word:x}/{shown}/{sample:08x}")
                seen.add((word, shown))
        for i in range(0, len(answers), 16):
            yield f"words; {text(distribution)}; {' '.join(answers[i : i + 16])}\n"


def files():
    """Name and content of every file."""
    for engine in ENGINES:
        yield f"{engine}.txt", "".join(engine_file(engine))
    yield "sixteen_bit_and_masks.txt", "".join(packed_file())
    yield "chosen_words.txt", "".join(words_file())


def search():
    for engine in ENGINES:
        stream = Stream(engine, "42")
        found = []
        for start in range(0, 2**26, 2**20):
            p = np.arange(start, start + 2**20, dtype=np.uint64)
            x = stream.word(p, 0)
            m = np.minimum(x, 2**32 - 1 - x)
            found += [(int(m[i]), int(p[i])) for i in np.argsort(m)[:10]]
        print(f'    "{engine}": {[position for _, position in sorted(found)[:10]]},', flush=True)


def main():
    if sys.argv[1:] == ["search"]:
        return search()
    GOLDEN.mkdir(exist_ok=True)
    for name, content in files():
        (GOLDEN / name).write_text(content, encoding="utf-8", newline="\n")
        print(f"{name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
