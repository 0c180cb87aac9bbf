"""Fits the tables of src/tables, and writes them or compares them with the frozen ones.

Run by `cargo xtask fit-tables`, which installs what is in requirements.txt.
"""

import argparse
import difflib
import sys
from pathlib import Path

import numpy as np
from scipy.special import ndtri, ndtri_exp

import tables64
from piece import T_REAL, fit, ulp

TABLES = Path(__file__).parents[2] / "src" / "tables"

# Below 2^-7 the weight is that of 2^-7: a piece cannot keep 24 bits down to 0.
SMALLEST = 2.0**-7
# A piece is good enough when its error before rounding is below this, in ulp.
ENOUGH = 0.47


def rising(function, g0, h):
    """A piece of a function that rises from g0 to g0 + h, with as many bits as 32 have room for."""
    z = function(g0 + h * T_REAL)
    largest = float(function(np.array([min(g0 + h, 1.0)]))[0])
    most = min(35, 31 - int(np.floor(np.log2(largest))))
    return fit(z, ulp(z, SMALLEST), 1, range(most, 26, -1), ENOUGH)


def normal():
    """16 pieces for each octave of the upper tail probability p = 2^-(e+2) (2 - g)."""
    for e in range(11):
        for i in range(16):
            yield rising(lambda g: -ndtri(np.minimum(2.0 ** -(e + 2) * (2 - g), 0.5)), i / 16, 1 / 16)


def log():
    """16 pieces of -ln(1 - g/2)."""
    for i in range(16):
        yield rising(lambda g: -np.log1p(-g / 2), i / 16, 1 / 16)


def normal_tail():
    """8 pieces for each octave of L = -ln p = 2^k (2 - g), where p < 2^-12 has 64 bits."""
    for k in (3, 4, 5):
        for i in range(8):
            l = 2.0**k * (2 - (i / 8 + T_REAL / 8))
            reached = (l > 8.25) & (l < 45.2)
            if reached.sum() < 20:
                yield None
                continue
            z = -ndtri_exp(-l)
            weight = np.where(reached, ulp(z, 1.0), ulp(z, 1.0) * 1e3)
            yield fit(z, weight, -1, (28, 27), 0)


SOURCES = {
    "normal": (
        """\
//! Upper-tail normal quantile, 16 pieces for each octave `2⁻ᵉ⁻²..2⁻ᵉ⁻¹` of the tail probability,
//! `e = 0..=10`. Made by `cargo xtask fit-tables`.
""",
        normal,
    ),
    "log": (
        """\
//! `−ln((1 + f) / 2)`, 16 pieces over `1 − f` in `[0, 1)`. Made by `cargo xtask fit-tables`.
""",
        log,
    ),
    "normal_tail": (
        """\
//! Normal quantile as a function of `L = −ln p`, 8 pieces for each of the octaves `L` = 8..16, 16..32,
//! 32..64, falling. Made by `cargo xtask fit-tables`. Pieces that `8.3 ≤ L ≤ 45.1` never reaches are 0.
""",
        normal_tail,
    ),
}


def rust(name, header, pieces):
    rows = [piece.words() if piece else [0] * 4 for piece in pieces]
    lines = "".join(f"    [{', '.join(f'{x:#010x}' for x in row)}],\n" for row in rows)
    return f"""{header}
use crate::exact::polynomial::Piece;

#[rustfmt::skip]
pub(crate) const {name.upper()}: [Piece; {len(rows)}] = [
{lines}];
"""


def is_as_frozen(name, summary, new, check):
    """Prints a line; where the fit differs, writes it, or with `check` the difference."""
    path = TABLES / f"{name}.rs"
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    print(summary + (", as frozen" if new == old else ", NOT as frozen"), flush=True)
    if new != old and check:
        lines = [text.splitlines(True) for text in (old, new)]
        sys.stdout.writelines(difflib.unified_diff(*lines, str(path), "fitted"))
    elif new != old:
        path.write_text(new, encoding="utf-8")
    return new == old


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    check = parser.parse_args().check
    same = True
    for name, (header, table) in SOURCES.items():
        pieces = list(table())
        worst = max(piece.error_ulp for piece in pieces if piece)
        summary = f"{name}: {len(pieces)} pieces, {worst:.3f} ulp before rounding"
        same &= is_as_frozen(name, summary, rust(name, header, pieces), check)
    for name, (header, table) in tables64.SOURCES.items():
        pieces = list(table())
        worst = max(piece.error for piece in pieces if piece)
        summary = f"{name}: {len(pieces)} pieces, {worst:.3e} relative before rounding"
        same &= is_as_frozen(name, summary, tables64.rust(name, header, pieces), check)
    sys.exit(0 if same or not check else 1)


if __name__ == "__main__":
    main()
