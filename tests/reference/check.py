"""Checks the reference implementation against others, and the golden vectors against the reference.

    pip install -r tests/reference/requirements.txt
    python tests/reference/check.py

Exits with 1 where anything differs. Takes less than a minute of a processor's time, and shows that of each check.
"""

import doctest
import math
import random
import re
import statistics
import sys
import time
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import randomgen

import float64_reference
import make_coordinates
import make_elementwise
import make_golden
import make_permutations
import make_quasi_random
import make_tails
import make_vectors
import permutations
import quantile_tables
import quasi_random_reference
import seedbed_reference as reference
import tails
from seedbed_reference import (
    ENGINES, Bits32, Exponential, Integers, Normal, Stream, affine, array, binary32, engine_block,
    float32_bits, generate_state,
)

ROOT = Path(__file__).resolve().parents[2]
KNOWN_ANSWERS = ROOT / "tests" / "vectors" / "known_answers.txt"
DOCUMENT = ROOT / "docs" / "streams.md"


def words(hexadecimal):
    return [int(word, 16) for word in hexadecimal.split()]


def integer(digits):
    return sum(digit << 32 * i for i, digit in enumerate(digits))


def equal(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}: found {found}, expected {expected}")


def equal_file(file, content):
    """The file is the content, whole, byte for byte, with the ends of lines that Git gave it."""
    found = file.read_bytes()
    if found in (content.encode(), content.replace("\n", "\r\n").encode()):
        return
    lines, expected = found.decode().splitlines(keepends=True), content.splitlines(keepends=True)
    pairs = enumerate(zip(lines, expected))
    number = next((i for i, pair in pairs if pair[0] != pair[1]), min(len(lines), len(expected)))
    line, made = (repr(text[number]) if number < len(text) else "the end" for text in (lines, expected))
    raise AssertionError(f"{file.name}, line {number + 1}: the file has\n{line}\nand the reference\n{made}")


def engines_and_known_answers():
    """The engines meet known answers of Random123, RFC 8439 and Strombergson."""
    count = 0
    for line in KNOWN_ANSWERS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, engine, counter, key, block = line.split("; ")
            found = engine_block(engine, words(counter), words(key))
            equal(found, words(block), f"{source}, {engine}")
            count += 1
    equal(count, 60, "known answers")


def engines_and_randomgen():
    """The engines are those of the package randomgen, over carries of the counter too."""
    rng = random.Random(1)
    edges = [0, 1, 2**32 - 3, 2**64 - 3, 2**96 - 3, 2**124 - 20]
    for start in edges + [rng.getrandbits(124) for _ in range(6)]:
        for engine, (_, N, key_words) in ENGINES.items():
            key = [rng.getrandbits(32) for _ in range(key_words)]
            if engine.startswith("chacha"):  # counts words, and gives pairs of them
                other = randomgen.ChaCha(counter=start << 4, key=integer(key), rounds=int(engine[6:]))
                pairs = other.random_raw(N // 2 * 8)
                theirs = [int(word) for pair in pairs for word in (pair & 2**32 - 1, pair >> 32)]
            else:  # counts on before each block
                kind = randomgen.Philox if engine.startswith("philox") else randomgen.ThreeFry
                other = kind(counter=(start - 1) % 2**128, key=integer(key), number=4, width=32)
                theirs = [int(word) for word in other.random_raw(N * 8)]
            for b in range(8):
                counter = [(start + b) >> 32 * i & 2**32 - 1 for i in range(4)]
                found = engine_block(engine, counter, key)
                equal(found, theirs[N * b : N * (b + 1)], f"{engine}, block {start + b}")


def seeds_and_numpy():
    """The mixing of seeds is numpy.random.SeedSequence."""
    rng = random.Random(2)
    for _ in range(300):
        entropy = rng.choice([0, 1, 42, 2**32, rng.getrandbits(rng.randrange(1, 300))])
        spawn_key = [rng.choice([0, 1, 2**32 - 1, rng.getrandbits(32)]) for _ in range(rng.randrange(5))]
        theirs = np.random.SeedSequence(entropy, spawn_key=spawn_key).generate_state(11)
        found = generate_state(reference.entropy_words(entropy), spawn_key, 11)
        equal(found, theirs.tolist(), f"seed {entropy}, {spawn_key}")


def words_one_by_one():
    """The words of a stream are those of single blocks, with keys by NumPy."""
    rng = random.Random(3)
    for engine, (_, N, key_words) in ENGINES.items():
        for seed, entropy, spawn_key in (("42", 42, ()), (f"{2**128 + 5}/1/2", 2**128 + 5, (1, 2))):
            stream = Stream(engine, seed)
            for p in [0, 4095, 4096, 4096 * 1024, 2**64 - 1] + [rng.getrandbits(64) for _ in range(20)]:
                x = rng.choice([0, 1, 2, 128])
                tile = p // 4096 % 1024
                sequence = np.random.SeedSequence(entropy, spawn_key=(*spawn_key, 0x6C616E65, tile))
                key = sequence.generate_state(key_words).tolist()
                block = engine_block(engine, [p // N % 2**32, p // N // 2**32, x, 0], key)
                equal(int(stream.word(array([p]), x)[0]), block[p % N], f"{engine}, word({p}, {x})")


def worked_examples():
    """The document's worked examples."""
    section = DOCUMENT.read_text(encoding="utf-8").split("\n## ")[7]
    assert section.startswith("7. Worked examples")
    names = "|".join(ENGINES)
    draws = re.findall(
        rf"^    ({names}) +(\d+)  (\w+)(?:\(([^)]*)\))?(?: ([iu]\d\d))? +((?:[0-9a-f]+ ?)+)$", section, re.M
    )
    assert len(draws) > 50
    for engine, position, name, parameters, type_, samples in draws:
        parameters = [p.strip() for p in parameters.split(",") if p]
        if type_:
            distribution = Integers(type_, *map(int, parameters))
        else:
            made = getattr(reference, name, None) or getattr(float64_reference, name)
            distribution = made(*map(float, parameters))
        found = Stream(engine, "42", int(position)).draw(distribution, len(samples.split()))
        equal([int(x) for x in found], words(samples), f"{engine}, {position}, {name} {parameters}")
    states = re.findall(r"^    (42[/\d]*) +(?:K\[(\d+)\] +)?((?:[0-9a-f]{8} ?){8})$", section, re.M)
    equal(len(states), 5, "states")
    for seed, j, state in states:
        entropy, spawn_key = reference.parse_seed(seed)
        spawn_key += [0x6C616E65, int(j)] if j else []
        equal(generate_state(entropy, spawn_key, 8), words(state), f"{seed}, {j}")
    words_of_8 = "(?:[0-9a-f]{8} ?)"
    blocks = re.findall(
        rf"^    ({names}) +({words_of_8}{{4,8}}(?:\n +{words_of_8}{{8}})?)$", section, re.M
    )
    equal([name for name, _ in blocks], list(ENGINES), "first blocks")
    for engine, block in blocks:
        found = Stream(engine, "42").draw(Bits32(), ENGINES[engine][1])
        equal(found.tolist(), words(block), f"{engine}, first block")
    extra = re.findall(r"`word\((\d+), (\d) ?(?:… (\d))?\)` = ([0-9a-f ]+)", section.replace("\n", " "))
    found, engine = [], "philox4x32_10"
    for p, first, last, expected in extra:
        if p == "137":
            engine = "threefry4x32_20"
        for x, word in zip(range(int(first), int(last or first) + 1), words(expected)):
            equal(int(Stream(engine, "42").word(array([int(p)]), x)[0]), word, f"{engine}, word({p}, {x})")
            found.append(word)
    equal(len(found), 9, "extra words")


def examples_of_modules():
    """The examples in the reference's own modules."""
    for module in (reference, permutations, quasi_random_reference):
        failed, tried = doctest.testmod(module)
        equal((failed, tried > 0), (0, True), module.__name__)


def rounding():
    """binary32 is the nearest number, ties away from zero; affine is that of an exact sum nearly."""

    def nearest(x):
        magnitude = abs(x)
        j = max(reference.split(magnitude)[1] - 127, -126) - 23 if magnitude else 0
        units = math.floor(magnitude / Fraction(2) ** j + Fraction(1, 2))
        value = units * Fraction(2) ** j
        number = 0x7F800000 if value >= 2**128 else float32_bits(float(value))
        return number + 2**31 if x < 0 else number

    rng = random.Random(4)
    cases = []
    for _ in range(4000):
        m = rng.getrandbits(rng.randrange(1, 33)) | 1 << rng.randrange(32)
        if rng.random() < 0.3:  # ties
            m = (rng.getrandbits(23) + 2**23) * 2**8 + 2**7
        cases.append((rng.random() < 0.5, m, rng.choice([rng.randrange(-185, 130), rng.randrange(-40, 5)])))
    cases += [(True, 1, -150), (False, 1, -150), (False, 1, -149), (True, 2**32 - 1, -182)]
    cases += [(False, 3, -151), (False, 2**32 - 1, 96), (True, 2**24 - 1, 104), (False, 2**25 - 1, 103)]
    cases += [(False, 0, 5), (True, 0, 0)]
    negative, m, e = zip(*cases)
    found = binary32(np.array(negative), array(m), np.array(e))
    for case, f in zip(cases, found):
        exact = case[1] * Fraction(2) ** case[2] * (-1 if case[0] else 1)
        expected = nearest(exact)
        if case[0] and case[1] and not expected:
            expected = 2**31
        equal(int(f), expected, f"binary32{case}")

    for mean, scale in [(0, 1), (170, 8), (-1e-3, 7.5), (1e20, 1e19), (-5e-39, 1e-38), (2.0**126, 2.0**120)]:
        mean, scale = float(np.float32(mean)), float(np.float32(scale))
        r = array([rng.getrandbits(32) | 1 for _ in range(500)])
        q = np.array([rng.randrange(26, 36) for _ in range(500)])
        signs = np.array([rng.random() < 0.5 for _ in range(500)])
        found = affine(r, q, signs, mean, scale).astype(np.uint32).view(np.float32)
        for f, a, b, s in zip(found, r, q, signs):
            part = Fraction(scale) * int(a) / 2 ** int(b)
            exact = Fraction(mean) + (-part if s else part)
            if abs(exact) < 2**127:
                ulp = max(max(abs(exact), abs(Fraction(mean)), part) / 2**24, Fraction(1, 2**150))
                assert abs(Fraction(float(f)) - exact) <= ulp, (mean, scale, a, b, s)
    standard = affine(array(m), np.array(e) % 20 + 26, np.array(negative), 0.0, 1.0)
    equal(
        standard.tolist(),
        binary32(np.array(negative), array(m), -(np.array(e) % 20 + 26)).tolist(),
        "affine(r, q, negative, 0, 1)",
    )


def quantiles():
    """Normal and Exponential are near the functions that they invert."""
    rng = random.Random(5)
    x = [rng.getrandbits(32) for _ in range(2000)] + [rng.getrandbits(20) for _ in range(500)]
    x += [2**32 - 1 - rng.getrandbits(20) for _ in range(500)]
    extra = [rng.getrandbits(32) | 1 for _ in x]

    def values(distribution):
        bits = distribution.transform(array(x), array(extra))
        return bits.astype(np.uint32).view(np.float32).tolist()

    inverse = statistics.NormalDist().inv_cdf
    for word, more, z, y in zip(x, extra, values(Normal(0, 1)), values(Exponential(1))):
        m = min(word, 2**32 - 1 - word)
        p = (m + 0.5) / 2**32 if m >= 2**20 else (m * 2**32 + more + 0.5) / 2**64
        expected = abs(inverse(p)) * (-1 if word < 2**31 else 1)
        assert abs(z - expected) <= 1.2e-7 * abs(expected) + 7e-10, (word, more, z, expected)
        p = (word + 0.5) / 2**32 if word >= 2**20 else (word * 2**32 + more + 0.5) / 2**64
        assert abs(y + math.log(p)) <= 1.2e-7 * y + 7e-10, (word, more, y)


def logarithm_of_2():
    """The words of ln 2 are its own; the last of their bits is in no sample."""
    with mpmath.workdps(50):
        units = int(mpmath.floor(mpmath.log(2) * 2**90))
    equal((reference.LN2_HIGH, reference.LN2_LOW), (units >> 64, units >> 48 & 2**16 - 1), "to binary32")
    found = (float64_reference.LN2_TOP, float64_reference.LN2_MIDDLE, float64_reference.LN2_LOW)
    equal(found, (units >> 64, units >> 32 & 2**32 - 1, units & 2**32 - 1), "to binary64")


def ends_of_streams():
    """Draws align the position, and end at 2^64 or are an error."""
    stream = Stream("philox4x32_10", "42", 2**64 - 1)
    try:
        stream.draw(Bits32(), 2)
    except ValueError:
        equal(stream.position, 2**64 - 1, "the position after an error")
    else:
        raise AssertionError("a draw past the end")
    equal(stream.draw(Bits32(), 1).size, 1, "the last word")
    equal(stream.position, 2**64, "the position at the end")


@contextmanager
def recorded_rows(module):
    """What the module reads of its tables: a function from a table to the rows of it."""
    used = {}
    read_row = module.row

    def recording_row(table, index):
        used.setdefault(id(table), set()).update(index.tolist())
        return read_row(table, index)

    module.row = recording_row
    try:
        yield lambda table: used.get(id(table), set())
    finally:
        module.row = read_row


def golden_vectors():
    """The files in tests/vectors/golden are what the reference makes, and use every row of the tables."""
    reference.normal.answers.clear()
    reference.exponential.answers.clear()
    names = {float64_reference.GOLDEN.name}
    with recorded_rows(reference) as used:
        for name, content in make_golden.files():
            file = make_golden.GOLDEN / name
            if not file.exists():
                raise AssertionError(f"{name} is missing")
            equal_file(file, content)
            names.add(name)
    equal({file.name for file in make_golden.GOLDEN.iterdir()}, names, "files")
    # Rows 16 … 20 of the far tail belong to tail probabilities below e^-44, and there are none.
    for table, none in ((reference.NORMAL, []), (reference.LOG, []), (reference.NORMAL_TAIL, range(16, 21))):
        equal(used(table), set(range(len(table))) - set(none), "rows used")


def permutations_are_bijections():
    """Permutations and their inverses, the logarithm of their weights, and the document's examples of them."""
    for n in [*range(131), 255, 256, 1000, 5000, 65535, 65536, 100003]:
        order = permutations.Permutation("7", n)
        elements = order.elements(range(n))
        equal(sorted(elements), list(range(n)), f"permutation of {n}")
        equal(order.positions(elements), list(range(n)), f"inverse of {n}")
    for n in (2**31 + 1, 2**32 - 65537, 2**32):
        order = permutations.Permutation("7", n)
        some = [*range(100), *range(n // 2, n // 2 + 100), *range(n - 100, n)]
        equal(order.positions(order.elements(some)), some, f"inverse of {n}")
    rng = random.Random(6)
    for x in [rng.getrandbits(64) for _ in range(2000)] + [rng.getrandbits(rng.randrange(1, 64)) for _ in range(500)]:
        expected = -math.log2((x + 0.5) / 2**64)
        found = permutations.neg_log2(x) / 2**57
        assert abs(found - expected) <= 1e-14 * max(expected, 1), (x, found, expected)
    section = DOCUMENT.read_text(encoding="utf-8").split("\n## ")[11]
    assert section.startswith("11. Permutations")
    examples = re.findall(r"^    n = (\d+) +get\(0 …\) = ([\d ]+)$", section, re.M)
    assert len(examples) > 5
    for n, elements in examples:
        elements = [int(element) for element in elements.split()]
        found = permutations.Permutation("42", int(n)).elements(range(len(elements)))
        equal(found, elements, f"the example of n = {n}")
    equal_file(make_permutations.GOLDEN, make_permutations.content())


def elementwise_vectors():
    """tests/vectors/elementwise.txt is what the reference makes of each sample's parameters."""
    equal_file(make_elementwise.GOLDEN, make_elementwise.content())


def quasi_random_vectors():
    """tests/vectors/quasi_random_golden.txt is what the reference for points makes."""
    equal_file(make_quasi_random.FILE, make_quasi_random.content())


def tail_vectors():
    """tests/vectors/tails.txt is what the reference for tails of thresholds makes, whose zeta is mpmath's."""
    for s in (0.9, 0.99, 1.0305, 1.2, 2, 3.6, 12.6):
        for k in (1, 2, 63, 64, 1000, 8192, 123456789, 2**32):
            found = tails.hurwitz(mpmath.mpf(s), k)
            with mpmath.workdps(200):  # its errors are absolute
                exact = mpmath.zeta(mpmath.mpf(s), k)
            assert abs(found / exact - 1) < 1e-58, (s, k)
    equal_file(make_tails.GOLDEN, make_tails.content())


def coordinate_vectors():
    """tests/vectors/coordinates.txt is what the reference for sequences by coordinates makes."""
    equal_file(make_coordinates.GOLDEN, make_coordinates.content())


def vectors():
    """tests/vectors/vectors_golden.txt is what the reference for vectors makes."""
    equal_file(make_vectors.FILE, make_vectors.content())


def quantile_table_vectors():
    """tests/vectors/quantile_tables.txt is what the reference for quantile tables makes."""
    equal_file(quantile_tables.GOLDEN, quantile_tables.content())


def float64_vectors():
    """Distributions to binary64 against mpmath, in every row, and their golden vectors against the reference."""
    words = sorted(set(float64_reference.spread()))
    with recorded_rows(float64_reference) as used:
        worst = float64_reference.worst_errors(words)
    assert max(worst) <= 0.54, worst
    # Row 31 of the far tail belongs to tail probabilities above e^-8.25, rows 64 … 81 to ones below e^-46 and row
    # 83 to ones from e^-45 to e^-44, and there are none.
    far = {31, 83, *range(64, 82)}
    for table, none in (("NORMAL64", set()), ("LOG64", set()), ("NORMAL64_TAIL", far)):
        rows = len(getattr(float64_reference, table))
        equal(used(getattr(float64_reference, table)), set(range(rows)) - none, f"rows of {table} used")
    equal_file(float64_reference.GOLDEN, float64_reference.content())


CHECKS = [
    engines_and_known_answers, engines_and_randomgen, seeds_and_numpy, words_one_by_one, worked_examples,
    examples_of_modules, rounding, quantiles, logarithm_of_2, ends_of_streams, golden_vectors, float64_vectors,
    permutations_are_bijections, quasi_random_vectors, elementwise_vectors, coordinate_vectors, vectors, tail_vectors,
    quantile_table_vectors,
]


def main():
    failed = 0
    for check in CHECKS:
        start = time.process_time()
        try:
            check()
            result = "ok"
        except Exception as error:  # a fault may end in any, and the other checks go on
            failed += 1
            result = f"FAILED: {error if isinstance(error, AssertionError) else repr(error)}"
        print(f"{check.__doc__.splitlines()[0]} {time.process_time() - start:.2f} s, {result}", flush=True)
    print(f"{time.process_time():.1f} s of the processor")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
