"""One piece of a table: an integer polynomial of degree 4, fitted to a function.

On a piece, a function f(g) of g = g0 + h t, 0 <= t < 1, is approximated by

    2^-q (c0 + sign (c1 t + c2 t^2 + (c3 t^3 + c4 t^4) 2^hs)),    sign = 1 or -1,

with all coefficients integers >= 0, evaluated in 32-bit integers with truncated products as
`src/exact/polynomial.rs` does. The fit is minimax, weighted by the spacing of f32: coefficients are
found from the highest to the lowest, each from a linear program over what the ones before it leave
of f, then rounded; c0 is chosen last, by the error of the integer evaluation itself.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

DEGREE = 4
POINTS = 240
U64 = np.uint64

# Chebyshev nodes, as the 32-bit integers that the evaluation gets, and their values.
_nodes = (1 - np.cos(np.pi * (np.arange(POINTS) + 0.5) / POINTS)) / 2
T = np.minimum((_nodes * 2**32).astype(U64), U64(2**32 - 1))
T_REAL = (T.astype(float) + 0.5) / 2**32


class DoesNotFit(Exception):
    """A coefficient or an intermediate result is wider than its field."""


@dataclass
class Piece:
    error_ulp: float  # before the rounding to f32, at the nodes
    q: int
    hs: int
    c: list[int]

    def words(self):
        """The layout that `src/exact/polynomial.rs` documents."""
        c0, c1, c2, c3, c4 = self.c
        assert c2 < 2**24 and 20 <= self.q < 52 and 0 <= self.hs < 8
        return [c0, c1, (self.q - 20) << 27 | self.hs << 24 | c2, c3 << 15 | c4]


def ulp(z, smallest):
    """Spacing of f32 at z, and at `smallest` for numbers below it."""
    return 2.0 ** (np.floor(np.log2(np.maximum(np.abs(z), smallest))) - 23)


def polynomial(c, t, hs):
    """c1 t + ..., as the integer code forms it: twin of `polynomial` in src/exact/polynomial.rs."""
    _, c1, c2, c3, c4 = (U64(x) for x in c)
    r3 = c3 + ((c4 * (t >> U64(16))) >> U64(16))
    if r3.max() >= 2**17:
        raise DoesNotFit
    r2 = c2 + (((r3 * (t >> U64(17))) >> U64(15)) << U64(hs))
    if r2.max() >= 2**24:
        raise DoesNotFit
    r1 = c1 + ((r2 * (t >> U64(12) << U64(12))) >> U64(32))
    return (r1 * t) >> U64(32)


def minimax(columns, f, weight):
    """Coefficients of the columns that minimise the largest |error| / weight."""
    a = columns / weight[:, None]
    b = f / weight
    # The program is about the residual of least squares, in an orthogonal basis: well conditioned.
    start = np.linalg.lstsq(a, b, rcond=None)[0]
    residual = b - a @ start
    q, r = np.linalg.qr(a)
    scale = max(np.abs(residual).max(), 1e-9)
    bound = np.ones((len(b), 1))
    n = columns.shape[1]
    result = linprog(
        np.r_[np.zeros(n), 1],
        A_ub=np.vstack([np.hstack([q, -bound]), np.hstack([-q, -bound])]),
        b_ub=np.concatenate([residual / scale, -residual / scale]),
        bounds=[(None, None)] * n + [(0, None)],
        method="highs",
    )
    if result.status != 0:
        return start
    return start + scale * np.linalg.solve(r, result.x[:n])


def fit_with(f, weight, sign, q, hs):
    """The piece with this q and hs for values f at the nodes."""
    columns = np.vander(T_REAL, DEGREE + 1, increasing=True)
    columns[:, 1:] *= sign
    c = [0] * (DEGREE + 1)
    rest = f.copy()
    for j in range(DEGREE, 0, -1):
        unit = 2.0 ** -(q - (hs if j >= 3 else 0))
        c[j] = max(round(minimax(columns[:, : j + 1], rest, weight)[j] / unit), 0)
        rest = rest - c[j] * unit * columns[:, j]

    error = (sign * polynomial(c, T, hs).astype(float) * 2.0**-q - f) / weight
    start = round(np.median(-error * weight) * 2**q)

    def largest(c0):
        return np.abs(error + c0 * 2.0**-q / weight).max()

    c[0] = min(range(max(start - 60, 0), start + 61), key=largest)
    if c[3] >= 2**17 or c[4] >= 2**15 or c[0] + c[1] >= 2**32:
        raise DoesNotFit
    return Piece(largest(c[0]), q, hs, c)


def fit(f, weight, sign, qs, enough):
    """The best piece over `qs`, each with the smallest `hs` that fits; stops below `enough` ulp."""
    best = None
    for q in qs:
        for hs in range(8):
            try:
                piece = fit_with(f, weight, sign, q, hs)
            except DoesNotFit:
                continue
            if best is None or piece.error_ulp < best.error_ulp:
                best = piece
            break
        if best is not None and best.error_ulp < enough:
            break
    return best
