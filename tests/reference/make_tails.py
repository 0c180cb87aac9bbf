"""Writes the golden vectors of tails of thresholds: what tails.py makes of docs/streams.md.

    pip install -r tests/reference/requirements.txt
    python tests/reference/make_tails.py            # writes tests/vectors/tails.txt
"""

import random
from pathlib import Path

from seedbed_reference import Stream
from tails import LAST, Geometric, Zeta, Zipf, first_word_above

GOLDEN = Path(__file__).resolve().parents[1] / "vectors" / "tails.txt"

HEADER = """\
# Golden vectors of tails of thresholds, made by the reference implementation, tests/reference/tails.py,
# which was written from docs/streams.md alone, with
#     python tests/reference/make_tails.py
# None of them comes from the crate, and none from another source.
#
# One known answer a line, fields between semicolons: threshold; distribution; values with the first 64-bit
# word, in hexadecimal, whose sample is above them. Or draw; engine; seed; position; distribution; samples.
"""

SETS = [
    (Geometric, 2.5e-6), (Geometric, 1e-8), (Geometric, 1e-9), (Geometric, 1.614e-10),
    (Zeta, 1.0305), (Zeta, 1.1), (Zeta, 2.0), (Zeta, 3.0), (Zeta, 3.6),
    (Zipf, 0.9, 2**24), (Zipf, 0.99, 10**9), (Zipf, 1.0, 2**32 - 1), (Zipf, 1.2, 2**32 - 2), (Zipf, 3.0, 10**8),
]
DRAWS = [("philox4x32_10", "42", 0), ("threefry4x32_20", "42/1", 2**32 - 10), ("chacha8", "7", 2**64 - 20)]


def values(distribution):
    """Starts of pieces and their neighbours, and some between."""
    chosen = random.Random(42)
    starts = [piece[1] for piece in distribution.pieces if piece[3] - piece[0] > 1]
    some = [starts[0], starts[1], starts[-1]] + chosen.sample(starts, 3)
    some = {k for start in some for k in (start - 1, start, start + 1)} | {1, 2, LAST - 1, LAST}
    some |= {chosen.randrange(starts[0], starts[-1]) for _ in range(3)}
    return sorted(k for k in some if 0 < k <= min(LAST, getattr(distribution, "n", LAST)))


def lines():
    for family, *parameters in SETS:
        distribution = family(*parameters)
        name = f"{family.__name__}({', '.join(map(str, parameters))})"
        thresholds = [(k, first_word_above(distribution, k)) for k in values(distribution)]
        known = " ".join(f"{k}:{word:x}" for k, word in thresholds)
        yield f"threshold; {name}; {known}"
        for engine, seed, position in DRAWS:
            drawn = Stream(engine, seed, position).draw(distribution, 20)
            yield f"draw; {engine}; {seed}; {position}; {name}; {' '.join(map(str, drawn))}"


def content():
    return HEADER + "".join(f"{line}\n" for line in lines())


if __name__ == "__main__":
    GOLDEN.write_text(content(), encoding="utf-8")
