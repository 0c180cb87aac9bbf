"""Writes the golden vectors of low-discrepancy points, or compares with them.

    pip install -r tests/reference/requirements.txt
    python tests/reference/make_quasi_random.py            # writes
    python tests/reference/make_quasi_random.py --check    # exits with 1 where the file differs
"""

import sys
from pathlib import Path

from quasi_random_reference import Halton, LatinHypercube, Sobol
from seedbed_reference import Bits32, Bits64, Exponential, Integers, Normal, Standard64, Uniform

FILE = Path(__file__).resolve().parents[1] / "vectors" / "quasi_random_golden.txt"
HEADER = """\
# Golden vectors of low-discrepancy points, made by the reference implementation with
#     python tests/reference/make_quasi_random.py
#
# set; d; seed, or - where nothing is random; first point; distribution; points, each as its samples' bits
# `latin n` has n points. Distributions are as in golden/*.txt.
"""


def sets(seed):
    yield "sobol", lambda d: Sobol(d)
    yield "shifted", lambda d: Sobol(d, digital_shift=seed)
    yield "scrambled", lambda d: Sobol(d, scrambled=seed)
    yield "halton", lambda d: Halton(d)
    yield "permuted", lambda d: Halton(d, scrambled=seed)
    yield "latin 1000", lambda d: LatinHypercube(1000, d, seed)


def line(name, d, seed, first, written, distribution, points, n):
    samples = points.draw(distribution, first, n)
    digits = 8 * distribution.W
    rows = samples.reshape(n, d)
    text = ", ".join(" ".join(f"{int(x):0{digits}x}" for x in row) for row in rows)
    seed = "-" if name in ("sobol", "halton") else seed
    return f"{name}; {d}; {seed}; {first}; {written}; {text}\n"


def f32(x):
    import numpy as np

    return f"{np.float32(x).view(np.uint32):08x}"


def content():
    text = HEADER
    distributions = [
        ("Bits32", Bits32()), ("Bits64", Bits64()), ("Standard64", Standard64()),
        (f"Uniform {f32(-3)} {f32(5)}", Uniform(-3, 5)),
        (f"Normal {f32(0)} {f32(1)}", Normal(0, 1)), (f"Normal {f32(170)} {f32(8)}", Normal(170, 8)),
        (f"Exponential {f32(1)}", Exponential(1)),
        ("Integers u32 7 2147483656", Integers("u32", 7, 2147483656)),
        ("Integers u64 3 9223372036854775812", Integers("u64", 3, 9223372036854775812)),
    ]
    for seed in ("42", "42/1/2"):
        for name, make in sets(seed):
            if seed != "42" and name in ("sobol", "halton"):
                continue
            points = make(4)
            for written, distribution in distributions:
                text += line(name, 4, seed, 0, written, distribution, points, 3)
            far = 990 if name.startswith("latin") else 2**32 - 2
            text += line(name, 4, seed, far, "Bits64", Bits64(), points, 2)
            text += line(name, 30, seed, 77, "Bits32", Bits32(), make(30), 1)
    # With extra words: the first points with a word below 2^20.
    for name, make in sets("42"):
        points = make(4)
        points.W = 1
        if name.startswith("latin"):
            points = LatinHypercube(2**20, 4, "42")
            name = "latin 1048576"
            points.W = 1
        first = next(i for i in range(10**5) if any(points.high(i, k) < 2**20 for k in range(4)))
        for written, distribution in distributions[4:7]:
            text += line(name, 4, "42", first, written, distribution, points, 1)
    # A list, few and many rounds, cells past the end, and the most points: their last ones.
    for n in (1, 50, 65, 1025, 65537, 10**9, 2**32 - 1, 2**32):
        few = min(n, 3)
        points = LatinHypercube(n, 4, "42")
        text += line(f"latin {n}", 4, "42", n - few, "Bits64", Bits64(), points, few)
    return text


def main():
    made = content()
    if "--check" in sys.argv[1:]:
        if FILE.read_text(encoding="utf-8") != made:
            sys.exit(f"{FILE} is not what the reference makes")
    else:
        FILE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
