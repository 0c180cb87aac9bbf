"""Fits the tables of the f64 transforms, with mpmath alone: the same digits on every platform.

On a piece, a function f(t), 0 <= t < 1, is approximated by

    2^-q (c0 + sign (c1 t + ... + c7 t^7)),    sign = 1 or -1,

with integers c_i >= 0, those of degree 4 and above in units of 2^SHIFT, evaluated in 64-bit integers
with truncated products as `src/exact/polynomial64.rs` does. The fit is a truncated Chebyshev series,
which is close to minimax: coefficients are found from the highest to the lowest, each from what the
ones before it leave of f, then rounded; c0 is chosen last, by the error of the integer evaluation
itself, and raised where the piece before it ends higher, so that values rise from piece to piece.
"""

from dataclasses import dataclass

from mpmath import chebyt, cos, erfc, exp, log, log1p, mp, mpf, pi, sqrt, taylor

mp.dps = 50
DEGREE = 7
SHIFT = 3
NODES = 24
PIECES = 32  # in an octave
LOG_PIECES = 64

_ANGLES = [pi * (2 * j + 1) / (2 * NODES) for j in range(NODES)]
T = [(1 - cos(a)) / 2 for a in _ANGLES]
# Chebyshev polynomials on [0, 1], as coefficients of powers of t.
_CHEBYSHEV = []
for _k in range(DEGREE + 1):
    _powers = [mpf(0)] * (DEGREE + 1)
    for _n, _c in enumerate(taylor(lambda y, k=_k: chebyt(k, y), 0, _k)):
        # (1 - 2 t)^n
        _term = [mpf(1)]
        for _ in range(_n):
            _term = [a - 2 * b for a, b in zip(_term + [0], [0] + _term)]
        for _i, _a in enumerate(_term):
            _powers[_i] += mp.nint(_c) * _a
    _CHEBYSHEV.append(_powers)
_VALUES = [[cos(k * a) for a in _ANGLES] for k in range(DEGREE + 1)]


def leading(values, degree):
    """The coefficient of t^degree, degree > 0, in the Chebyshev series cut behind it."""
    weight = sum(v * c for v, c in zip(values, _VALUES[degree])) * 2 / NODES
    return weight * _CHEBYSHEV[degree][degree]


def mul_top(a, b):
    """Twin of `mul_top` in src/exact/long.rs."""
    ah, al, bh, bl = a >> 32, a & 0xFFFFFFFF, b >> 32, b & 0xFFFFFFFF
    return ah * bh + (ah * bl >> 32) + (al * bh >> 32)


def polynomial(c, t):
    """c1 t + ..., as the integer code forms it: twin of `polynomial64`."""
    th = t >> 32
    r6 = c[6] + (c[7] * th >> 32)
    r5 = c[5] + (r6 * th >> 32)
    r4 = c[4] + (r5 * th >> 32)
    assert r6 < 2**32 and r5 < 2**32 and r4 < 2**40
    r3 = c[3] + mul_top(r4 << SHIFT, t)
    r2 = c[2] + mul_top(r3, t)
    r1 = c[1] + mul_top(r2, t)
    assert r1 < 2**64
    return mul_top(r1, t)


@dataclass
class Piece64:
    error: float  # relative, before the rounding to f64, at the nodes
    c: list[int]

    def words(self):
        """The layout that `src/exact/polynomial64.rs` documents."""
        c0, c1, c2, c3, c4, c5, c6, c7 = self.c
        assert max(c0, c1, c2, c3) < 2**64 and c4 < 2**40 and c7 < 2**24
        assert c5 < 2**32 and c6 < 2**32
        return [c0, c1, c2, c3, c4 << 24 | c7, c5 << 32 | c6]


def fit(f, sign, q, least):
    """The piece with f's values at the nodes; its lowest value is at least `least`."""
    values = [v * mpf(2) ** q for v in f]
    c = [0] * (DEGREE + 1)
    rest = list(values)
    for j in range(DEGREE, 0, -1):
        unit = 2**SHIFT if j >= 4 else 1
        c[j] = max(int(mp.nint(sign * leading(rest, j) / unit)), 0)
        rest = [r - sign * c[j] * unit * t**j for r, t in zip(rest, T)]
    ts = [int(t * 2**64) for t in T]
    rest = [v - sign * polynomial(c, t) for v, t in zip(values, ts)]
    c[0] = int(mp.nint((min(rest) + max(rest)) / 2))
    lowest = c[0] - (polynomial(c, 2**64 - 1) if sign < 0 else 0)
    c[0] += max(least - lowest, 0)
    assert 0 < lowest and c[0] + polynomial(c, 2**64 - 1) < 2**64
    error = max(abs((c[0] - r) / v) for r, v in zip(rest, values))
    return Piece64(float(error), c)


def highest(piece, sign):
    return piece.c[0] + (polynomial(piece.c, 2**64 - 1) if sign > 0 else 0)


def upper_quantile(log_p):
    """z with Q(z) = p, by Halley's method."""
    p = exp(log_p)
    z = sqrt(max(-2 * log_p - log(2 * pi * max(-2 * log_p - 2, mpf(1) / 6)), mpf(1) / 100))
    for _ in range(60):
        step = (erfc(z / sqrt(2)) / 2 - p) / (exp(-z * z / 2) / sqrt(2 * pi))
        step /= 1 - z * step / 2
        z += step
        if abs(step) < mpf(10) ** -44:
            return z
    raise ArithmeticError(f"no quantile for ln p = {log_p}")


def normal64():
    """32 pieces for each octave of the upper tail probability p = 2^-(e+2) (2 - g); z, and z / (1/2 - p)
    in the first octave."""
    least = 0
    for e in range(11):
        for i in range(PIECES):
            ps = [mpf(2) ** -(e + 2) * (2 - (i + t) / PIECES) for t in T]
            zs = [upper_quantile(log(p)) for p in ps]
            f = zs if e else [z / (mpf(1) / 2 - p) for z, p in zip(zs, ps)]
            piece = fit(f, 1, 62, least)
            least = highest(piece, 1)
            if e == 0 and i == PIECES - 1:
                least //= 4
            yield piece


def log64():
    """64 pieces of -ln(1 - d) / d, 0 <= d < 1/2."""
    least = 0
    for i in range(LOG_PIECES):
        ds = [(i + t) / (2 * LOG_PIECES) for t in T]
        piece = fit([-log1p(-d) / d for d in ds], 1, 63, least)
        least = highest(piece, 1)
        yield piece
    assert least >> 1 <= int(log(2) * 2**64) >> 1, "ln 2 is passed"


def normal64_tail():
    """32 pieces for each octave of L = -ln p = 2^k (2 - g), k = 3, 4, 5, falling."""
    rows, least = {}, None
    for k in (3, 4, 5):
        for i in reversed(range(PIECES)):
            low, high = (mpf(2) ** k * (2 - mpf(j) / PIECES) for j in (i + 1, i))
            if high < 8.3 or low > 45.1:
                continue
            zs = [upper_quantile(-(mpf(2) ** k) * (2 - (i + t) / PIECES)) for t in T]
            piece = fit(zs, -1, 60, least or 0)
            least = highest(piece, -1)
            rows[k, i] = piece
    return [rows.get((k, i)) for k in (3, 4, 5) for i in range(PIECES)]


SOURCES = {
    "normal64": (
        """\
//! Upper-tail normal quantile for f64, 32 pieces for each octave `2⁻ᵉ⁻²..2⁻ᵉ⁻¹` of the tail probability
//! `p`, `e = 0..=10`; divided by `½ − p` where `e = 0`. Made by `cargo xtask fit-tables`.
""",
        normal64,
    ),
    "log64": (
        """\
//! `−ln(1 − d) / d` for f64, 64 pieces over `d` in `[0, ½)`. Made by `cargo xtask fit-tables`.
""",
        log64,
    ),
    "normal64_tail": (
        """\
//! Normal quantile for f64 as a function of `L = −ln p`, 32 pieces for each of the octaves `L` = 8..16,
//! 16..32, 32..64, falling. Made by `cargo xtask fit-tables`. Pieces that `8.3 ≤ L ≤ 45.1` never reaches
//! are 0.
""",
        normal64_tail,
    ),
}


def rust(name, header, pieces):
    rows = [piece.words() if piece else [0] * 6 for piece in pieces]
    lines = "".join(f"    [{', '.join(f'{x:#018x}' for x in row)}],\n" for row in rows)
    return f"""{header}
use crate::exact::polynomial64::Piece64;

#[rustfmt::skip]
pub(crate) static {name.upper()}: [Piece64; {len(rows)}] = [
{lines}];
"""
