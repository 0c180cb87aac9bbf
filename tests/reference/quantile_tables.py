"""Quantile tables again, written from docs/quantile_tables.md, with libm.py for the crate libm, and samples of them.

    pip install -r tests/reference/requirements.txt
    python tests/reference/quantile_tables.py              # writes tests/vectors/quantile_tables.txt
    python tests/reference/quantile_tables.py family ...   # shows its lines

Python's floats are binary64, and its operators round once and fuse nothing. All of it takes twenty seconds.
"""

import sys
import zlib
from math import ceil, inf, isfinite, nan, pi, sqrt
from pathlib import Path
from struct import pack

import numpy as np

from libm import asinh, bits, erf, erfc, exp, expm1, from_bits, log, log1p, sin, sinh, tan
from seedbed_reference import affine, float32_bits, order, refine, stream_at

M = sys.float_info.max
R, S, T = 0.7071067811865476, 1.1283791670955126, 0.6366197723675814


# 1. Arithmetic


def div(a, b):
    if b != 0.0:
        return a / b
    if a == 0.0 or a != a:
        return nan
    return inf if (a > 0.0) == (not bits(b) >> 63) else -inf


def larger(a, b):
    return b if a != a else a if b != b else max(a, b)


def clamp(x, a, b):
    return a if x < a else b if x > b else x


def finite(x):
    return clamp(x, -M, M)


def exponent(x):
    return (bits(x) >> 52 & 0x7ff) - 1023


def pow2(n):
    return 2.0 ** clamp(n, -1022, 1023)


def nearest(x):
    return float(round(x)) + 0.0 if abs(x) < 2.0 ** 51 else x


def e(x):
    return finite(exp(x))


# 2. From a quantile function to its table


class NoTable(Exception):
    pass


def cubic(piece, t):
    """streams.md, `quantile`, from `if piece.reversed` on."""
    c0, c1, c2, c3, _, reverse = piece
    if reverse:
        t = 2 ** 32 - 1 - t
    s3 = c3 * (t >> 16) >> 16
    s2 = (c2 + s3) * (t >> 12) >> 20
    m = (c1 + s2) * t >> 32
    r = c0 - m if reverse else c0 + m
    return (r + 2 ** 31) % 2 ** 32 - 2 ** 31


def value(piece, t):
    r = cubic(piece, t)
    magnitude = max(abs(r), 1) * pow2(-piece[4])
    return -magnitude if r < 0 else magnitude


class Builder:
    def __init__(self, function, scale=1.0):
        self.function = function
        self.scale = scale
        self.tolerance = 0.95 / 2.0 ** 31 * scale
        self.most_q = 100 - exponent(scale)
        self.enough_q = 35 - exponent(scale)
        self.pieces = []
        self.last = -inf
        self.directory = {}
        s = 3
        for octave in [("lower", n) for n in range(62, -1, -1)] + [("upper", n) for n in range(63)]:
            self.octave, self.values = octave, {}
            first, last = len(self.pieces), self.last
            s = max(s - 2, 1)
            while not self.pieces_of_octave(s):
                del self.pieces[first:]
                self.last = last
                s += 1
                if s > 11:
                    raise NoTable(octave)
            self.directory[octave] = (first, s)

    def value_at(self, k):
        if k not in self.values:
            (tail, n), t = self.octave, k / 2.0 ** 14
            if tail == "lower":
                x = self.function.lower((1.0 + t) * 2.0 ** (-2 - n))
            else:
                x = self.function.upper((2.0 - t) * 2.0 ** (-2 - n))
            if not isfinite(x):
                raise NoTable(x)
            self.values[k] = x
        return self.values[k]

    def pieces_of_octave(self, s):
        if len(self.pieces) + 2 ** s > 2 ** 15:
            raise NoTable("too many pieces")
        for i in range(2 ** s):
            v = [self.value_at((8 * i + j) * 2 ** (11 - s)) for j in range(9)]
            for a, b in zip(v, v[1:]):
                if a - b > 1e-13 * (abs(a) + abs(b)) + 1e-13 * self.scale:
                    raise NoTable("falls")
            piece = self.fit(v)
            if piece is None:
                return False
            self.pieces.append(piece)
            self.last = value(piece, 2 ** 32 - 1)
        return True

    def fit(self, v):
        room = 2147483648.0 / 2147400000.0 * 1.000001
        finest = min(30 - exponent(max(abs(v[0]), abs(v[8])) * room), self.most_q)
        for q in [finest, finest - 2, min(finest, self.enough_q)]:
            x = [a * pow2(q) for a in v]
            reverse = 2.0 * x[4] > x[0] + x[8]
            y = [-a for a in reversed(x)] if reverse else x
            for through in (through_four, through_three):
                piece = quantized(y[0], *through(y), q, reverse)
                if piece is not None:
                    piece = self.joined(piece)
                    if self.good(piece, v):
                        return piece
        return None

    def joined(self, piece):
        short = (self.last - value(piece, 0)) * pow2(piece[4])
        if 0.0 < short < 1000.0:
            return (piece[0] + ceil(short), *piece[1:])
        return piece

    def good(self, piece, v):
        if any(abs(cubic(piece, t)) >= 2147400000 for t in (0, 2 ** 32 - 1)):
            return False
        if value(piece, 0) < self.last:
            return False
        truncation = 2.0 * pow2(-piece[4])
        for i in range(9):
            t = 2 ** 32 - 1 if i == 8 else i << 29
            least = min(abs(a) for a in v[max(i - 1, 0):min(i + 1, 8) + 1])
            bound = max(0.45 * pow2(exponent(least) - 23), self.tolerance)
            if not abs(value(piece, t) - v[i]) + truncation <= bound:
                return False
        return True


def through_four(y):
    d1 = 4.0 * (y[2] - y[0])
    d2 = (y[6] - y[0]) * 4.0 / 3.0
    d3 = y[8] - y[0]
    e1 = 2.0 * (d2 - d1)
    e2 = 4.0 * (d3 - d2)
    c = (e2 - e1) * 4.0 / 3.0
    b = e1 - c
    return d1 - b / 4.0 - c / 16.0, b, c


def through_three(y):
    b = larger(2.0 * (y[0] - 2.0 * y[4] + y[8]), 0.0)
    return y[8] - y[0] - b, b, 0.0


def quantized(c0, a, b, c, q, reverse):
    a, b, c, c0 = nearest(a), nearest(b), 4.0 * nearest(nearest(c) / 4.0), nearest(c0)
    if not (abs(c0) < 2147400000.0 and 0.0 <= a < 2.0 ** 32 and 0.0 <= b < 2.0 ** 24 and 0.0 <= b + c < 2.0 ** 24
            and -131072.0 <= c < 131072.0 and a + b + c < 4294967000.0):
        return None
    if c < 0.0 and min(a, a + 2.0 * b + 3.0 * c) < 6.0 * 2.0 ** 20:
        return None
    return int(-c0 if reverse else c0), int(a), int(b), int(c), q, reverse


# 3. Families in closed form


class Closed:
    def __init__(self, upper, lower=None):
        self.upper = upper
        self.lower = lower or (lambda p: -upper(p))


def normal(p):
    t = sqrt(-2.0 * log(p))
    n = 2.515517 + t * (0.802853 + t * 0.010328)
    d = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    z = t - n / d
    for _ in range(2):
        density = 0.5 * R * S * exp(-0.5 * z * z)
        if p > 0.25:
            excess = (0.5 - p) - 0.5 * erf(z * R)
        else:
            excess = 0.5 * erfc(z * R) - p
        step = excess / density
        z = z + step / (1.0 - 0.5 * z * step)
    return z


def side(p, rise, fall):
    if p <= rise:
        return sqrt(p * rise)
    return (rise + fall * p) / (1.0 + sqrt((1.0 - p) * fall))


def triangular(left, mode, right):
    width = right - left
    rise, fall = (mode - left) / width, (right - mode) / width
    return Closed(lambda p: 1.0 - side(p, fall, rise), lambda p: side(p, rise, fall))


# 4. Inversion of a density

HALF_NODES = [1.0, 0.9807852804032304, 0.9238795325112867, 0.8314696123025452, 0.7071067811865475,
              0.5555702330196022, 0.3826834323650898, 0.19509032201612827]
NODES = HALF_NODES + [0.0] + [-x for x in reversed(HALF_NODES)]


class Panel:
    def __init__(self, left, right, density):
        self.middle = left + 0.5 * (right - left)
        self.half = 0.5 * (right - left)
        y = [right] + [self.middle + self.half * NODES[j] for j in range(1, 16)] + [left]
        self.f = f = [density(a) for a in y]
        m = lambda k: 0.5 if k in (0, 16) else 1.0
        c = []
        for k in range(17):
            total = 0.0
            for j in range(17):
                n = j * k % 32
                total += m(j) * f[j] * NODES[n if n <= 16 else 32 - n]
            c.append(total * m(k) * 2.0 / 16.0)
        self.D = [a * self.half for a in c]
        d = self.D + [0.0, 0.0]
        self.I = [0.0, d[0] - 0.5 * d[2]] + [(d[k - 1] - d[k + 1]) / (2 * k) for k in range(2, 18)]
        total = 0.0
        for k, a in enumerate(self.I):
            total += a if k % 2 == 0 else -a
        self.I[0] = -total
        total = 0.0
        for a in self.I:
            total += a
        self.mass = larger(total, 0.0)
        self.error = 0.0 + abs(c[15]) + abs(c[16])

    def accepted(self, tolerance, width, scale):
        if not all(0.0 <= a < inf for a in self.f):
            return False
        largest, smallest = max(self.f), min(self.f)
        good = self.error <= tolerance * largest and largest <= 245.0 * smallest
        short = (self.error * width <= 0.1 * tolerance * largest * scale
                 and largest * width <= 1e-9 * largest * scale)
        return good or short


class Inversion:
    def __init__(self, density, start=0.0, low=-inf, high=inf, tolerance=lambda y: 1e-13):
        self.density, self.start, self.tolerance = density, start, tolerance
        lower, self.lower_tail = self.lay(low, -1.0)
        upper, self.upper_tail = self.lay(high, 1.0)
        self.panels = lower[::-1] + upper
        self.l, self.u = self.lower_tail[1], self.upper_tail[1]
        self.below = [self.l]
        for panel in self.panels:
            self.below.append(self.below[-1] + panel.mass)
        self.above = [self.u]
        for panel in reversed(self.panels):
            self.above.insert(0, self.above[0] + panel.mass)
        self.total = self.below[-1] + self.u
        self.place, self.w = len(self.panels) // 2, 0.0

    def lay(self, end, sign):
        panels, start = [], self.start
        tail = (start, 0.0, 0.0)
        mass, inner, width, scale = 0.0, start, 1.0, 0.0
        while inner != end:
            outer = inner + sign * width
            if (outer - end) * sign >= 0.0:
                outer = end
            if width < 2.0 ** -50 * abs(inner) or outer == inner or len(panels) == 1000 or abs(outer) > 1e9:
                raise NoTable("density")
            width = abs(outer - inner)
            tolerance = self.tolerance(outer)
            if tolerance >= 1e-5:
                if width <= 1.0:
                    break
                width = 0.5 * width
                continue
            panel = Panel(min(inner, outer), max(inner, outer), self.density)
            if not panel.accepted(tolerance, width, scale):
                width = 0.5 * width
                continue
            at_inner, at_outer = (panel.f[16], panel.f[0]) if sign == 1.0 else (panel.f[0], panel.f[16])
            change = abs(log(div(at_inner, at_outer)))
            scale = width / larger(change, width / abs(outer - start))
            mass += panel.mass
            panels.append(panel)
            inner = outer
            s = div(0.5 * width, log(div(panel.f[8], at_outer)))
            if inner == end or at_outer == 0.0:
                beyond = 0.0
            elif s > 0.0:
                beyond = at_outer * s
            else:
                beyond = inf
            tail = (outer, beyond, sign * s)
            if beyond <= 7.7e-34 * mass:
                break
            width = width * clamp(div(3.3, change), 0.5, 2.0)
        if tail[1] == inf:
            raise NoTable("infinite mass")
        return panels, tail

    def quantile_below(self, p):
        if p > 0.5:
            return self.solve_above((1.0 - p) * self.total)
        return self.solve_below(p * self.total)

    def quantile_above(self, p):
        if p > 0.5:
            return self.solve_below((1.0 - p) * self.total)
        return self.solve_above(p * self.total)

    def solve_below(self, x):
        if x < self.l:
            return in_tail(self.lower_tail, x)
        if x > self.total - self.u:
            return in_tail(self.upper_tail, self.total - x)
        i = self.place
        while i > 0 and x < self.below[i]:
            i -= 1
        while i + 1 < len(self.panels) and x >= self.below[i + 1]:
            i += 1
        return self.solve(i, x - self.below[i])

    def solve_above(self, x):
        if x < self.u:
            return in_tail(self.upper_tail, x)
        if x > self.total - self.l:
            return in_tail(self.lower_tail, self.total - x)
        i = self.place
        while i > 0 and x >= self.above[i]:
            i -= 1
        while i + 1 < len(self.panels) and x < self.above[i + 1]:
            i += 1
        return self.solve(i, self.panels[i].mass - (x - self.above[i + 1]))

    def solve(self, i, x):
        panel = self.panels[i]
        d, integral = panel.D, panel.I
        x = clamp(x, 0.0, panel.mass)
        w = self.w if i == self.place else div(2.0 * x, panel.mass) - 1.0
        if not abs(w) <= 1.0:
            w = 0.0
        low, high = -1.0, 1.0
        for _ in range(64):
            f1, f2, i1, i2 = 0.0, 0.0, integral[17], 0.0
            twice = w + w
            for k in range(16, 0, -1):
                f1, f2 = d[k] - f2 + twice * f1, f1
                i1, i2 = integral[k] - i2 + twice * i1, i1
            excess = (integral[0] - i2 + w * i1) - x
            density = d[0] - f2 + w * f1
            if excess > 0.0:
                high = w
            else:
                low = w
            new = clamp(w - div(excess, density), -1.0, 1.0)
            if not low <= new <= high:
                w = 0.5 * (low + high)
            else:
                step = new - w
                w = new
                if abs(step) < 2e-8:
                    break
        self.place, self.w = i, w
        return panel.middle + panel.half * w


def in_tail(tail, x):
    begin, mass, scale = tail
    return begin + scale * log(div(mass, x))


# 5. Families by inversion


def expm1_less(y):
    if abs(y) > 0.3:
        return expm1(y) - y
    s = 1.0
    for k in range(13, 2, -1):
        s = 1.0 + s * y / k
    return 0.5 * y * y * s


def log1p_less(w):
    if abs(w) > 0.3:
        return log1p(w) - w
    r = w / (2.0 + w)
    g = r * r
    s = 0.0
    for k in range(11, 0, -1):
        s = 1.0 / (2 * k + 1) + g * s
    return r * (2.0 * g * s - w)


class PowerOfGamma:
    def __init__(self, shape, factor, power):
        self.inversion = Inversion(lambda y: exp(-shape * expm1_less(y)))
        log_scale = power * log(factor * shape)
        self.x = lambda y: e(power * y + log_scale)

    def lower(self, p):
        return self.x(self.inversion.quantile_below(p))

    def upper(self, p):
        return self.x(self.inversion.quantile_above(p))


def generalized_normal(beta):
    x = PowerOfGamma(1.0 / beta, 1.0, 1.0 / beta)
    return Closed(lambda p: 0.0 if p == 0.5 else x.upper(2.0 * p))


class Ratio:
    def __init__(self, a, b):
        self.exchanged = a > b
        if self.exchanged:
            a, b = b, a
        share = a / (a + b)

        def log_density(y):
            if abs(y) < 0.3:
                w = log1p_less(share * expm1(y)) + share * expm1_less(y)
                return -(a + b) * w
            if y < 300.0:
                w = log1p(share * expm1(y))
            else:
                w = y + log(share) + log1p(b / a * exp(-y))
            return a * y - (a + b) * w

        self.inversion = Inversion(lambda y: exp(log_density(y)))

    def below(self, p):
        return -self.inversion.quantile_above(p) if self.exchanged else self.inversion.quantile_below(p)

    def above(self, p):
        return -self.inversion.quantile_below(p) if self.exchanged else self.inversion.quantile_above(p)


def beta(a, b):
    ratio, odds = Ratio(a, b), a / b

    def share(y):
        if y < 0.0:
            o = odds * exp(y)
            return o / (1.0 + o)
        return 1.0 / (1.0 + exp(-y) / odds)

    return Closed(lambda p: share(ratio.above(p)), lambda p: share(ratio.below(p)))


def fisher_f(dfnum, dfden):
    ratio = Ratio(0.5 * dfnum, 0.5 * dfden)
    return Closed(lambda p: e(ratio.above(p)), lambda p: e(ratio.below(p)))


def student_t(df):
    ratio = Ratio(0.5, 0.5 * df)
    return Closed(lambda p: 0.0 if p == 0.5 else e(0.5 * ratio.above(2.0 * p)))


def pert(left, mode, right, lambd):
    width = right - left
    return beta(1.0 + lambd * ((mode - left) / width), 1.0 + lambd * ((right - mode) / width))


def inverse_gaussian(mean, scale):
    phi = scale / mean

    def g(y):
        h = expm1(abs(y))
        return -0.5 * y - 0.5 * phi * h * (h / (1.0 + h))

    start = -asinh(0.5 / phi)
    inversion = Inversion(lambda y: exp(g(y) - g(start)), start)
    return Closed(lambda p: e(inversion.quantile_above(p)), lambda p: e(inversion.quantile_below(p)))


def skew_normal(alpha):
    a = abs(alpha)
    start = a / sqrt(1.0 + a * a) * sqrt(T)
    inversion = Inversion(lambda y: exp(-0.5 * y * y) * erfc(-a * y * R), start)
    if alpha < 0.0:
        return Closed(lambda p: -inversion.quantile_below(p), lambda p: -inversion.quantile_above(p))
    return Closed(inversion.quantile_above, inversion.quantile_below)


def truncated_normal(mean, std, low, high):
    l, h = (low - mean) / std, (high - mean) / std
    anchor = clamp(0.0, l, h)
    inversion = Inversion(lambda y: exp(-(anchor + 0.5 * y) * y), 0.0, l - anchor, h - anchor)
    return Closed(lambda p: clamp(anchor + inversion.quantile_above(p), l, h),
                  lambda p: clamp(anchor + inversion.quantile_below(p), l, h))


def von_mises(kappa):
    def density(y):
        sine = sin(0.5 * y)
        return exp(-2.0 * kappa * sine * sine)

    inversion = Inversion(density, 0.0, 0.0, pi)
    return Closed(lambda p: 0.0 if p == 0.5 else inversion.quantile_above(2.0 * p))


# 6. Functions of the caller


class ByQuantiles:
    def __init__(self, ppf, isf):
        self.lower = lambda p: finite(ppf(p))
        self.upper = lambda p: finite(isf(p))


def crossing(cdf, low, high, p):
    def number(rank):
        return from_bits((rank if rank >= 0 else -2 ** 63 - rank) % 2 ** 64)

    def rank(x):
        i = (bits(x) + 2 ** 63) % 2 ** 64 - 2 ** 63
        return i if i >= 0 else -2 ** 63 - i

    below, above = rank(low), rank(high)
    while above - below > 1:
        total = below + above
        middle = total // 2 if total >= 0 else -(-total // 2)
        if cdf(number(middle)) < p:
            below = middle
        else:
            above = middle
    return number(above)


class ByDensity:
    def __init__(self, cdf, pdf, low, high):
        self.low, self.high = low, high
        median = crossing(cdf, low, high, 0.5)
        if low == -inf and high == inf:
            quartiles = crossing(cdf, low, high, 0.25), crossing(cdf, low, high, 0.75)
            scale = 0.5 * (quartiles[1] - quartiles[0])

            def mapped(y):
                return median + scale * sinh(y), scale * (0.5 * exp(y) + 0.5 * exp(-y))
        elif high == inf:
            def mapped(y):
                slope = (median - low) * exp(y)
                return low + slope, slope
        elif low == -inf:
            def mapped(y):
                slope = (high - median) * exp(-y)
                return high - slope, slope
        else:
            width, odds = high - low, (median - low) / (high - median)

            def mapped(y):
                o = odds * exp(y)
                v = 1.0 / (1.0 + o)
                return low + width * (o * v) if o < 1.0 else high - width * v, width * (o * v) * v

        def density(y):
            x, slope = mapped(y)
            return pdf(x) * slope

        def tolerance(y):
            x, slope = mapped(y)
            return 3e-12 + 2.0 ** -48 * abs(x) / slope if 1e-290 <= slope <= 1e290 else 1e-5

        self.mapped = mapped
        self.inversion = Inversion(density, tolerance=tolerance)
        for i in range(1, 33):
            self.lower(i / 64.0)
        for i in range(31, 0, -1):
            self.upper(i / 64.0)

    def lower(self, p):
        return finite(clamp(self.mapped(self.inversion.quantile_below(p))[0], self.low, self.high))

    def upper(self, p):
        return finite(clamp(self.mapped(self.inversion.quantile_above(p))[0], self.low, self.high))


# streams.md, 6. Quantile tables: samples of a table


class Draw:
    """W = 1, and an extra word for words below 2^20 and from 2^32 - 2^20 on."""

    W = 1

    def __init__(self, table, loc=0.0, scale=1.0, within=None):
        self.table, self.loc, self.scale, self.within = table, loc, scale, within

    def samples(self, stream, p):
        x = stream.word(p, 0)
        extra = np.zeros_like(x)
        tail = np.flatnonzero(np.minimum(x, 2 ** 32 - 1 - x) < 2 ** 20)
        extra[tail] = stream.word(p[tail], 1)
        r, q, negative = zip(*(self.quantile(int(a), int(b)) for a, b in zip(x, extra)))
        f = affine(np.array(r, dtype=np.uint64), np.array(q), np.array(negative), self.loc, self.scale)
        if self.within:
            low, high = (order(float32_bits(end)) for end in self.within)
            f = [float32_bits(self.within[0]) if order(int(a)) < low else
                 float32_bits(self.within[1]) if order(int(a)) > high else int(a) for a in f]
        return f

    def quantile(self, x, y):
        upper = x >= 2 ** 31
        fold = 2 ** 32 - 1 - x if upper else x
        if fold >= 2 ** 20:
            Q = 2 * fold + 1
            n = 32 - Q.bit_length()
            f = Q * 2 ** (n + 1) % 2 ** 32
        else:
            n, g = (int(a[0]) for a in refine(*np.array([[fold], [2 ** 32 - 1 - y if upper else y]], dtype=np.uint64)))
            n -= 1
            f = 2 ** 32 - 1 - g
        t = 2 ** 32 - 1 - f if upper else f
        first, s = self.table.directory["upper" if upper else "lower", n]
        piece = self.table.pieces[first + (t >> 32 - s)]
        r = cubic(piece, t * 2 ** s % 2 ** 32)
        return max(abs(r), 1), piece[4], r < 0


# Families by name, with their parameters: usual ones, and some near the ends of their domains.


def f32(x):
    return float(np.float32(x))


def plain(function):
    """A family without location and scale."""
    return lambda *shapes: (function(*shapes), 0.0, 1.0, None)


def scaled(function):
    return lambda *p: (function(*p[:-1]), 0.0, p[-1], None)


def located(function):
    return lambda *p: (function(*p[:-2]), p[-2], p[-1], None)


def unit(function):
    return lambda *shapes: (function(*shapes), 0.0, 1.0, (0.0, 1.0))


def between(function):
    return lambda left, mode, right, *more: (function(left, mode, right, *more), left, right - left, (left, right))


FAMILIES = {
    "laplace": (located(lambda: Closed(lambda p: 0.0 - log(2.0 * p))), [(0.0, 1.0), (170.0, 2.5)]),
    "logistic": (
        located(lambda: Closed(lambda p: log1p((1.0 - 2.0 * p) / p) if p > 0.25 else log1p(-p) - log(p))),
        [(0.0, 1.0)]),
    "gumbel": (located(lambda: Closed(lambda p: -log(-log1p(-p)), lambda p: -log(-log(p)))), [(-1.0, 0.1)]),
    "cauchy": (located(lambda: Closed(lambda p: tan(pi * (0.5 - p)) if p > 0.25 else 1.0 / tan(pi * p))),
               [(0.0, 1.0), (5.0, 1e30)]),
    "rayleigh": (scaled(lambda: Closed(lambda p: sqrt(-2.0 * log(p)), lambda p: sqrt(-2.0 * log1p(-p)))), [(2.5,)]),
    "half_normal": (scaled(lambda: PowerOfGamma(0.5, 2.0, 0.5)), [(1.0,)]),
    "maxwell": (scaled(lambda: PowerOfGamma(1.5, 2.0, 0.5)), [(300.0,)]),
    "log_normal": (
        lambda mean, s: (Closed(lambda p: e(s * normal(p)), lambda p: e(-s * normal(p))), 0.0, exp(mean), None),
        [(0.0, 0.0), (0.5, 0.25), (-80.0, 2.0)]),
    "weibull": (scaled(lambda a: Closed(lambda p: e(log(-log(p)) / a), lambda p: e(log(-log1p(-p)) / a))),
                [(0.1, 1.0), (1.5, 10.0), (30.0, 1.0)]),
    "frechet": (located(lambda a: Closed(lambda p: e(-log(-log1p(-p)) / a), lambda p: e(-log(-log(p)) / a))),
                [(0.5, 0.0, 1.0), (3.0, -1.0, 2.0), (1e5, 0.0, 1.0)]),
    "pareto": (scaled(lambda a: Closed(lambda p: e(-log(p) / a), lambda p: e(-log1p(-p) / a))),
               [(0.1, 1.0), (1.16, 1e4), (1e6, 1.0)]),
    "lomax": (scaled(lambda a: Closed(lambda p: finite(expm1(-log(p) / a)), lambda p: finite(expm1(-log1p(-p) / a)))),
              [(0.5, 1.0), (3.0, 2.0)]),
    "power_function": (unit(lambda a: Closed(lambda p: e(log1p(-p) / a), lambda p: e(log(p) / a))), [(0.1,), (3.0,)]),
    "triangular": (between(triangular), [(0.0, 1.0, 4.0), (-1.0, -1.0, 2.0), (1e6, 1000001.0, 1000001.5)]),
    "gamma": (scaled(lambda k: PowerOfGamma(k, 1.0, 1.0)), [(0.01, 1.0), (0.5, 1.0), (2.5, 2.0), (1e9, 1.0)]),
    "chi_squared": (plain(lambda df: PowerOfGamma(0.5 * df, 2.0, 1.0)), [(3.0,), (0.7,)]),
    "generalized_normal": (located(generalized_normal), [(1.5, 0.0, 1.0), (8.0, 170.0, 8.0)]),
    "beta": (unit(beta), [(2.0, 3.0), (0.5, 0.25), (1e6, 1.0), (0.01, 40.0)]),
    "pert": (between(pert), [(3.0, 5.0, 12.0, 4.0)]),
    "fisher_f": (plain(fisher_f), [(5.0, 20.0), (1e9, 3.0)]),
    "student_t": (located(student_t), [(4.0, 0.0, 1.0), (0.5, 0.0, 1.0), (1e9, 100.0, 15.0)]),
    "inverse_gaussian": (lambda mean, scale: (inverse_gaussian(mean, scale), 0.0, mean, None),
                         [(2.0, 8.0), (1.0, 1e-3), (1.0, 1e9)]),
    "skew_normal": (located(skew_normal), [(4.0, 0.0, 1.0), (-1e6, 1.0, 2.0), (0.0, 0.0, 1.0)]),
    "truncated_normal": (
        lambda mean, std, low, high: (truncated_normal(mean, std, low, high), mean, std, (low, high)),
        [(1.0, 2.0, 0.0, 100.0), (0.0, 1.0, 5.0, 6.0), (0.0, 1.0, -1e6, 3.0)]),
    "von_mises": (lambda mu, kappa: (von_mises(kappa), mu, 1.0, (f32(mu - pi), f32(mu + pi))),
                  [(0.0, 2.0), (3.0, 0.0), (-1.0, 1e9)]),
}


# Functions of the caller in operations of IEEE 754 alone: x / (1 + x) from 0 on in three ways, its mirror image, the same
# to both sides, and x^2 from 0 to 1.

CALLERS = {
    "by_quantiles": lambda: ByQuantiles(lambda p: p / (1.0 - p), lambda q: (1.0 - q) / q),
    "from_0_on": lambda: ByDensity(lambda x: x / (1.0 + x), lambda x: 1.0 / ((1.0 + x) * (1.0 + x)), 0.0, inf),
    "up_to_0": lambda: ByDensity(lambda x: 1.0 / (1.0 - x), lambda x: 1.0 / ((1.0 - x) * (1.0 - x)), -inf, 0.0),
    "both_sides": lambda: ByDensity(
        lambda x: 0.5 / (1.0 - x) if x < 0.0 else 1.0 - 0.5 / (1.0 + x),
        lambda x: 0.5 / ((1.0 + abs(x)) * (1.0 + abs(x))), -inf, inf),
    "from_0_to_1": lambda: ByDensity(lambda x: x * x, lambda x: 2.0 * x, 0.0, 1.0),
}


def crc(words):
    return zlib.crc32(pack(f"<{len(words)}I", *(int(w) % 2 ** 32 for w in words)))


def packed(table):
    """Four words for each octave, 64 of the lower tail and 64 of the upper: first + s * 2^16, 0, 0, 0. Octave 63 is
    octave 62. Then four a piece: c0, c1, c2 * 2^8 + reversed, c3 * 2^14 + q mod 2^16, all modulo 2^32."""
    words = []
    for tail in ("lower", "upper"):
        for n in range(64):
            first, s = table.directory[tail, min(n, 62)]
            words += [first + (s << 16), 0, 0, 0]
    for c0, c1, c2, c3, q, reverse in table.pieces:
        words += [c0, c1, (c2 << 8) + reverse, (c3 << 14) + q % 2 ** 16]
    return words


HEAD = """\
# Quantile tables and samples by tests/reference/quantile_tables.py, which was written from docs/quantile_tables.md and
# docs/streams.md.
# family; parameters; pieces; CRC-32 of the table, of words as its `packed` has them; CRC-32 of the bits of the first 20,000
# samples from philox4x32_10 with seed 42; the first four of them
"""


GOLDEN = Path(__file__).resolve().parents[1] / "vectors" / "quantile_tables.txt"


def made(names):
    """The lines of families."""
    for name in names:
        make, all_parameters = FAMILIES.get(name) or (CALLERS[name], [()])
        for parameters in all_parameters:
            if name in CALLERS:
                function, loc, scale, within = make(), 0.0, 1.0, None
                upper = function.upper(0.25)
                table = Builder(function, upper - function.lower(0.25))
            else:
                function, loc, scale, within = make(*parameters)
                table = Builder(function)
            samples = stream_at("philox4x32_10", "42", 0).draw(Draw(table, loc, scale, within), 20_000)
            first = " ".join(f"{int(f):08x}" for f in samples[:4])
            texts = " ".join(map(repr, parameters)) or "-"
            yield f"{name}; {texts}; {len(table.pieces)}; {crc(packed(table)):08x}; {crc(samples):08x}; {first}\n"


def content():
    return HEAD + "".join(made([*FAMILIES, *CALLERS]))


def main():
    if sys.argv[1:]:
        for line in made(sys.argv[1:]):
            print(line, end="", flush=True)
    else:
        GOLDEN.write_text(content(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
