"""Compares the f64 functions that `cargo xtask accuracy` measures against with mpmath.

Reads lines `word extra z e` from standard input: z and e are the bits of the upper normal quantile
and of -ln, of the probability that the word stands for. Run by `cargo xtask accuracy --reference`.
"""

import struct
import sys

from mpmath import erfc, exp, log, mp, mpf, pi, sqrt

mp.dps = 40
# 2^-24 units in the last place of f32, which is far below what the errors are printed with.
BOUND = mpf(2) ** -48


def probability(m, extra):
    if m < 2**20:
        return (mpf(m) * 2**32 + (extra | 1) + mpf(1) / 2) / mpf(2) ** 64
    return (mpf(m) + mpf(1) / 2) / mpf(2) ** 32


def double(bits):
    return mpf(struct.unpack(">d", bytes.fromhex(bits))[0])


def quantile_error(z, p):
    """Relative error of z, from its tail probability: one step of Halley's method."""
    density = exp(-z * z / 2) / sqrt(2 * pi)
    step = (erfc(z / sqrt(2)) / 2 - p) / density
    return step / (1 - z * step / 2) / z


def main():
    points, worst_z, worst_e = 0, mpf(0), mpf(0)
    for line in sys.stdin:
        word, extra, z, e = line.split()
        word, extra = int(word), int(extra)
        folded = min(word, 2**32 - 1 - word)
        z_error = quantile_error(double(z), probability(folded, extra))
        e_error = double(e) / -log(probability(word, extra)) - 1
        worst_z, worst_e = max(worst_z, abs(z_error)), max(worst_e, abs(e_error))
        points += 1
    print(f"{points} points; largest relative errors against mpmath with {mp.dps} digits:")
    print(f"normal quantile: {float(worst_z):.3g}")
    print(f"logarithm: {float(worst_e):.3g}")
    if points == 0 or max(worst_z, worst_e) > BOUND:
        sys.exit(f"above the bound of {float(BOUND):.3g}")


if __name__ == "__main__":
    main()
