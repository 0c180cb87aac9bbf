"""Writes the golden vectors of sequences by coordinates: what coordinates.py makes of docs/streams.md.

    pip install -r tests/reference/requirements.txt
    python tests/reference/make_coordinates.py      # writes tests/vectors/coordinates.txt
"""

from pathlib import Path

from coordinates import Sequence
from seedbed_reference import ENGINES, Bits32, Bits64, Integers, Normal

GOLDEN = Path(__file__).resolve().parents[1] / "vectors" / "coordinates.txt"

HEADER = """\
# Golden vectors of sequences by coordinates, made by the reference implementation,
# tests/reference/coordinates.py, which was written from docs/streams.md alone, with
#     python tests/reference/make_coordinates.py
# None of them comes from the crate, and none from another source.
#
# One known answer a line, fields between semicolons: engine; seed; coordinates; step; and the bits, in
# hexadecimal, of what is drawn one after another: 18 Bits32, 1 Bits64, 18 Normal with mean 0 and standard
# deviation 1, and 3 Integers from 0 to 2^31 + 1, of which half the words are rejected.
"""

SEEDS = ["42", "0", "42/1/2", str(2**128 + 2**64 + 7)]
PLACES = [
    ([0, 0], 0), ([0, 0], 1), ([1, 0], 0), ([0, 1], 0), ([2**32 - 1, 2**32 - 1], 2**32 - 1),
    ([123456789, 987654321], 55555),
    ([0, 0, 0], 0), ([1, 2, 3], 4), ([2**21 - 1, 0, 0], 7), ([0, 2**21 - 1, 0], 7), ([0, 0, 2**21 - 1], 7),
    ([2**21 - 1] * 3, 2**32 - 1), ([1234567, 765432, 1000001], 55555),
]


def lines():
    for engine in ENGINES:
        for seed in SEEDS:
            for id, step in PLACES:
                s = Sequence(engine, seed, id, step)
                samples = s.take(Bits32(), 18) + s.take(Bits64(), 1) + s.take(Normal(0, 1), 18)
                samples += s.take(Integers("u32", 0, 2**31 + 1), 3)
                coordinates = " ".join(map(str, id))
                yield f"{engine}; {seed}; {coordinates}; {step}; {' '.join(f'{x:x}' for x in samples)}"


def content():
    return HEADER + "".join(f"{line}\n" for line in lines())


if __name__ == "__main__":
    GOLDEN.write_text(content(), encoding="utf-8")
