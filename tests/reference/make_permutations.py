"""Writes the golden vectors of permutations: what permutations.py makes of docs/streams.md.

    pip install -r tests/reference/requirements.txt
    python tests/reference/make_permutations.py      # writes tests/vectors/permutations.txt
"""

import zlib
from pathlib import Path

import numpy as np

from permutations import (
    Permutation, k_fold, minibatch, train_test_split, weighted_sample,
)

GOLDEN = Path(__file__).resolve().parents[1] / "vectors" / "permutations.txt"

HEADER = """\
# Golden vectors of permutations, made by the reference implementation, tests/reference/permutations.py,
# which was written from docs/streams.md alone, with
#     python tests/reference/make_permutations.py
# None of them comes from the crate, and none from another source.
#
# One known answer a line, fields between semicolons; lists are in decimal.
#
# elements; seed; n; first; the elements from there on
# crc32; seed; n; CRC-32 (ISO-HDLC, that of zlib) of all elements as little-endian words
# split; seed; n; test_size; training; testing
# fold; seed; n; k; fold; training; testing
# minibatch; seed; n; batch_size; epoch; step; indices
# weighted; seed; weights in binary64, bits in hexadecimal; k; indices
"""

SEEDS = ["42", "0", "42/1/2", str(2**128 + 2**64 + 7)]
# Lists, their end, either side of powers of 2, of squares, of the number of rounds, and the largest.
SIZES = [
    0, 1, 2, 3, 6, 10, 63, 64, 65, 66, 81, 100, 127, 128, 129, 255, 256, 257, 1000, 1023, 1024, 1025, 4095,
    4097, 9999, 65535, 65536, 65537, 99999, 100000, 131072, 1000003, 2**24 - 1, 2**24, 2**24 + 1, 10**9,
    2**31 - 1, 2**31, 2**31 + 1, 3 * 2**30, 2**32 - 65537, 2**32 - 2, 2**32 - 1, 2**32,
]


def listed(values):
    return " ".join(map(str, values)) or "-"


def float64_bits(value):
    return f"{int(np.float64(value).view(np.uint64)):016x}"


def lines():
    for seed in SEEDS:
        for n in SIZES:
            order = Permutation(seed, n)
            firsts = sorted({0, n // 2, max(n - 8, 0)}) if n > 100 else [0]
            for first in firsts:
                count = n if n <= 100 else 8
                yield f"elements; {seed}; {n}; {first}; {listed(order.elements(range(first, first + count)))}"
            if n <= 131072:
                words = np.array(order.elements(range(n)), dtype="<u4")
                yield f"crc32; {seed}; {n}; {zlib.crc32(words.tobytes()):08x}"
        for n, test_size in [(10, 0.25), (2, 0.5), (150, 0.2), (70, 0.1), (70, 0.97), (100, 0.07)]:
            train, test = train_test_split(seed, n, test_size)
            yield f"split; {seed}; {n}; {test_size!r}; {listed(train)}; {listed(test)}"
        for n, k in [(10, 3), (7, 7), (70, 2), (101, 10)]:
            for f in range(k):
                train, test = k_fold(seed, n, k, f)
                yield f"fold; {seed}; {n}; {k}; {f}; {listed(train)}; {listed(test)}"
        for n, batch_size, epoch, step in [
            (10, 4, 0, 0), (10, 4, 0, 2), (10, 4, 1, 0), (1000, 64, 5, 15), (1000, 7, 2**32 - 1, 3),
            (1000, 7, 2**32, 3), (100003, 10, 2**64 - 1, 10000),
        ]:
            indices = listed(minibatch(seed, n, batch_size, epoch, step))
            yield f"minibatch; {seed}; {n}; {batch_size}; {epoch}; {step}; {indices}"
        for weights in [
            [1.0] * 12, [0.0, 1.0, 0.0, 2.0, 3.5], [5e-324, 1e-323, 2.5e-308, 1e-300], [1e308, 1e-308, 1.0, 1e307],
            [(7 * i % 23) / 10 for i in range(60)], [0.1 + 1e-16 * i for i in range(20)],
        ]:
            for k in sorted({0, 1, sum(w > 0 for w in weights)}):
                bits = " ".join(map(float64_bits, weights))
                yield f"weighted; {seed}; {bits}; {k}; {listed(weighted_sample(seed, weights, k))}"


def content():
    return HEADER + "".join(line + "\n" for line in lines())


def main():
    GOLDEN.write_text(content(), encoding="utf-8", newline="\n")
    print(f"{GOLDEN.name}: {GOLDEN.stat().st_size} bytes")


if __name__ == "__main__":
    main()
