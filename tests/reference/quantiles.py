"""Reference quantiles of the continuous families, from their textbook CDFs in mpmath.

    python tests/reference/quantiles.py [family ...]

writes tests/vectors/quantiles/<family>.csv: one line a parameter set,

    parameters ; lower quantiles F^-1(p) ; upper quantiles F^-1(1 - q)

for the probabilities of PROBABILITIES, with 17 significant digits. It shares nothing with the
library: no density is integrated in panels here. CDFs are closed forms, power series, continued
fractions or, for two families, Gauss and Legendre's quadrature, at 25 digits or more; roots are found by
bisection and Newton's steps in them until 20 digits are right.

Written with mpmath 1.4.1 (gmpy2 makes it faster), Python 3.11; all of it takes five minutes.
"""

import functools
import sys
from pathlib import Path

import mpmath as mp
from mpmath import mpf

PROBABILITIES = [mpf(2) ** -64, mpf(2) ** -53, mpf(2) ** -40, mpf(2) ** -27, mpf(2) ** -16, mpf(2) ** -10,
                 mpf(2) ** -6, mpf(7) / 128, mpf(5) / 32, mpf(5) / 16, mpf(15) / 32, mpf(1) / 2]
DIGITS = 40
LARGEST = mpf(sys.float_info.max)


def increasing_root(f, y):
    """Where f(y), increasing and roughly linear or exponential, is 0, to 20 digits of y (absolute below 1)."""
    step = mpf(1)
    low = high = y
    value = f(y)
    if value == 0:
        return y
    if value > 0:
        while f(low) > 0:
            high, low = low, low - step
            step *= 2
    else:
        while f(high) < 0:
            low, high = high, high + step
            step *= 2
    f_low, f_high = f(low), f(high)
    # Ridders' method: a bracket always, quadratic at the end.
    for _ in range(200):
        middle = (low + high) / 2
        f_middle = f(middle)
        root = mp.sqrt(f_middle ** 2 - f_low * f_high)
        if root == 0:
            return middle
        new = middle + (middle - low) * (1 if f_low < f_high else -1) * -f_middle / root
        new = min(max(new, low), high)
        f_new = f(new)
        if f_new == 0:
            return new
        for point, value in sorted([(middle, f_middle), (new, f_new)]):
            if value < 0 and point > low:
                low, f_low = point, value
        for point, value in sorted([(middle, f_middle), (new, f_new)], reverse=True):
            if value > 0 and point < high:
                high, f_high = point, value
        if high - low < mpf(10) ** -21 * max(abs(low), mpf(10) ** -3) or abs(f_new) < mpf(10) ** -30:
            return new
    raise ArithmeticError("no convergence")


def invert(cdf, sf, x_of, start=0):
    """Quantiles for all probabilities; cdf and sf take the working variable y."""
    lower, upper = [], []
    y = mpf(start)
    for p in reversed(PROBABILITIES):
        y = increasing_root(lambda t: mp.log(cdf(t)) - mp.log(p), y)
        lower.append(x_of(y))
    y = mpf(start)
    for q in reversed(PROBABILITIES):
        y = increasing_root(lambda t: mp.log(q) - mp.log(sf(t)), y)
        upper.append(x_of(y))
    return lower[::-1], upper[::-1]


def closed(ppf, isf):
    return [ppf(p) for p in PROBABILITIES], [isf(q) for q in PROBABILITIES]


def symmetric(isf):
    upper = [isf(q) for q in PROBABILITIES]
    return [-x for x in upper], upper


# Special functions, on both sides without cancellation.

def normal_sf(z):
    return mp.erfc(z / mp.sqrt(2)) / 2


def normal_isf(q):
    if q == mpf(1) / 2:
        return mpf(0)
    return increasing_root(lambda t: mp.log(q) - mp.log(normal_sf(t)), mpf(1))


def gamma_pq(a, x):
    """Regularised incomplete gamma, lower and upper: series or Lentz's continued fraction."""
    front = mp.exp(a * mp.log(x) - x - mp.loggamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = 0
        while term > total * mp.eps:
            n += 1
            term *= x / (a + n)
            total += term
        lower = front * total
        return lower, 1 - lower
    tiny = mpf(10) ** -300
    b = x + 1 - a
    c = 1 / tiny
    d = 1 / b
    h = d
    i = 0
    while True:
        i += 1
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b)
        c = b + an / c
        delta = d * c
        h *= delta
        if abs(delta - 1) < mp.eps * 8:
            upper = front * h
            return 1 - upper, upper


def log_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def beta_fraction(a, b, x, y):
    """I_x(a, b), y = 1 - x, where its continued fraction converges fast."""
    front = mp.exp(a * mp.log(x) + b * mp.log(y) - log_beta(a, b)) / a
    c = mpf(1)
    d = 1 / (1 - (a + b) * x / (a + 1))
    h = d
    m = 0
    while True:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + even * d)
        c = 1 + even / c
        h *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + odd * d)
        c = 1 + odd / c
        h *= d * c
        if abs(d * c - 1) < mp.eps * 8:
            return front * h


def beta_pq(a, b, y):
    """Lower and upper probability of x / (1 - x) < e^y."""
    x, z = 1 / (1 + mp.exp(-y)), 1 / (1 + mp.exp(y))
    if x < (a + 1) / (a + b + 2):
        lower = beta_fraction(a, b, x, z)
        return lower, 1 - lower
    upper = beta_fraction(b, a, z, x)
    return 1 - upper, upper


def gamma_y(shape):
    """Quantiles of ln G."""
    a = mpf(shape)
    return lambda x_of: invert(lambda y: gamma_pq(a, mp.exp(y))[0], lambda y: gamma_pq(a, mp.exp(y))[1],
                               x_of, mp.log(a) if a > 1 else -1 / a)


def logit_beta(a, b):
    """Quantiles of ln(x / (1 - x))."""
    a, b = mpf(a), mpf(b)
    return lambda x_of: invert(lambda y: beta_pq(a, b, y)[0], lambda y: beta_pq(a, b, y)[1], x_of, mp.log(a / b))


# Families.

def generalized_normal(beta):
    a = 1 / mpf(beta)

    def isf(q):
        if q == mpf(1) / 2:
            return mpf(0)
        f = lambda y: mp.log(2 * q) - mp.log(gamma_pq(a, mp.exp(y))[1])
        return mp.exp(increasing_root(f, mp.log(a)) * a)

    return symmetric(isf)


def student_t(df):
    a, b = mpf(1) / 2, mpf(df) / 2

    def isf(q):
        if q == mpf(1) / 2:
            return mpf(0)
        y = increasing_root(lambda y: mp.log(2 * q) - mp.log(beta_pq(a, b, y)[1]), mp.log(a / b))
        return mp.exp(y / 2) * mp.sqrt(mpf(df))

    return symmetric(isf)


def pert(left, mode, right, lambd):
    width = mpf(right) - mpf(left)
    a = 1 + lambd * (mpf(mode) - mpf(left)) / width
    b = 1 + lambd * (mpf(right) - mpf(mode)) / width
    return logit_beta(a, b)(lambda y: 1 / (1 + mp.exp(-y)))


def inverse_gaussian(mean, scale):
    phi = mpf(scale) / mpf(mean)

    def pq(y):
        x = mp.exp(y)
        root = mp.sqrt(phi / x)
        with mp.workdps(60 + int(phi / 1000) // 10 if phi < 1e5 else 80):
            second = mp.exp(2 * phi) * normal_sf(root * (x + 1))
            return normal_sf(-root * (x - 1)) + second, normal_sf(root * (x - 1)) - second

    return invert(lambda y: pq(y)[0], lambda y: pq(y)[1], mp.exp, 0 if phi > 1 else mp.log(phi))


@functools.cache
def gauss_rule():
    """24 points and weights on [-1, 1]."""
    with mp.workdps(60):
        points = mp.polyroots(mp.taylor(lambda x: mp.legendre(24, x), 0, 24)[::-1], maxsteps=200, extraprec=400)
        slope = lambda x: 24 * (x * mp.legendre(24, x) - mp.legendre(23, x)) / (x * x - 1)
        return [(mp.re(x), 2 / ((1 - x * x) * slope(x) ** 2)) for x in map(mp.re, points)]


def gauss(f, a, b):
    middle, half = (a + b) / 2, (b - a) / 2
    return half * sum(weight * f(middle + half * x) for x, weight in gauss_rule())


def von_mises(kappa):
    kappa = mpf(kappa)
    # Where the density is below e^-97, or the end of the circle.
    width = mp.pi if kappa <= 50 else min(mp.pi, 20 / mp.sqrt(kappa))
    density = lambda x: mp.exp(-2 * kappa * mp.sin(x / 2) ** 2)

    def mass(a, b):
        # In steps over which the density changes little.
        step = min(mpf(1), 2 / mp.sqrt(kappa + 1), 3 / (1 + kappa * mp.sin((a + b) / 2)))
        ends = mp.linspace(a, b, 2 + int((b - a) / step))
        return sum(gauss(density, *pair) for pair in zip(ends, ends[1:]))

    def isf(q):
        if q == mpf(1) / 2:
            return mpf(0)
        if kappa == 0:
            return mp.pi * (1 - 2 * q)
        # Newton's steps on the logarithm, in a bracket.
        low, high = mpf(0), width
        x = (low + high) / 2
        for _ in range(200):
            above = mass(x, width)
            excess = mp.log(above / total) - mp.log(2 * q)
            low, high = (x, high) if excess > 0 else (low, x)
            new = x + excess * above / density(x)
            new = new if low < new < high else (low + high) / 2
            if abs(new - x) < mpf(10) ** -19 * x:
                return new
            x = new
        raise ArithmeticError("von Mises")

    with mp.workdps(25):
        total = mass(mpf(0), width)
        return symmetric(isf)


def skew_normal(alpha):
    alpha = mpf(alpha)
    density = lambda x: mp.exp(-x * x / 2) * mp.erfc(-alpha * x / mp.sqrt(2)) / mp.sqrt(2 * mp.pi)
    # The skewing factor lives within a few 1/alpha of 0.
    steep = 1 / (1 + abs(alpha))

    def step(x):
        # Over which the density changes little.
        return steep if x * alpha < 0 else max(steep, min(1 / (1 + abs(x)), abs(x) / 2))

    def mass(a, b):
        # From a to b in either order, positive where a < b.
        sign = mp.sign(b - a)
        total = mpf(0)
        while a != b:
            end = a + sign * step(a)
            end = end if (b - end) * sign > 0 else b
            total += gauss(density, a, end)
            a = end
        return total

    def side(sign):
        # From far outside inward, so that masses only grow; Newton's steps on their logarithms.
        x = 9.6 * sign * (1 if alpha * sign >= 0 else 1 / mp.sqrt(1 + alpha ** 2))
        far = mass(x, x + sign * 60 * step(x))
        above = far if sign > 0 else -far
        quantiles = []
        for p in PROBABILITIES:
            change = mpf(1)
            while abs(change) > mpf(10) ** -19 * max(abs(x), mpf(1) / 1000):
                change = sign * mp.log(above / p) * above / density(x)
                above -= sign * mass(x, x + change)
                x += change
            quantiles.append(x)
        return quantiles

    with mp.workdps(30):
        return side(-1), side(1)


def truncated_normal(low, high):
    # Ends below 0 are mirrored, so that the complementary error function is the one to take.
    low, high = mpf(low), mpf(high)
    if low < 0 and abs(low) > abs(high):
        lower, upper = truncated_normal(-high, -low)
        return [-x for x in upper], [-x for x in lower]
    with mp.workdps(60):
        above = lambda x: mpf(0) if x == mp.inf else normal_sf(x)
        total = above(low) - above(high)

        def isf(mass):
            # Where the mass above is so much, by bisection and Newton's steps.
            a, b = max(low, mpf(-40)), min(high, max(low, mpf(0)) + 40)
            x = a + (b - a) / 2 if low == -mp.inf else a + min((b - a) / 2, 1 / (1 + abs(a)))
            for _ in range(400):
                excess = above(x) - mass
                a, b = (x, b) if excess > 0 else (a, x)
                new = x + excess * mp.sqrt(2 * mp.pi) * mp.exp(x * x / 2)
                new = new if a < new < b else (a + b) / 2
                if abs(new - x) < mpf(10) ** -40 * max(1, abs(x)):
                    return new
                x = new
            raise ArithmeticError("truncated normal")

        return ([isf(above(low) - p * total) for p in PROBABILITIES],
                [isf(above(high) + q * total) for q in PROBABILITIES])


def triangular(left, mode, right):
    width = mpf(right) - mpf(left)
    rise, fall = (mpf(mode) - mpf(left)) / width, (mpf(right) - mpf(mode)) / width
    ppf = lambda p: mp.sqrt(p * rise) if p <= rise else 1 - mp.sqrt((1 - p) * fall)
    return closed(ppf, lambda q: ppf(1 - q))


ln, exp, log1p = mp.log, mp.exp, mp.log1p
SHAPES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.0, 3.5, 5.0, 10.0, 27.5, 100.0, 1e3, 1e4, 1e5, 1e6]
POWERS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.0, 1.1, 1.5, 2.0, 2.5, 3.0, 4.0, 5.5, 8.0, 15.0, 30.0, 100.0, 1e4]
PAIRS = [(0.01, 0.01), (0.01, 1.0), (1.0, 0.01), (0.01, 1e4), (1e4, 0.01), (0.1, 0.3), (0.5, 0.5), (0.9, 1.1),
         (1.0, 1.0), (1.0, 3.0), (2.0, 3.0), (2.0, 0.5), (5.0, 1.5), (10.0, 10.0), (0.05, 50.0), (100.0, 3.0),
         (300.0, 700.0), (1e4, 1.0), (1e4, 20.0), (1e4, 1e4)]

FAMILIES = {
    "laplace": ([()], lambda: symmetric(lambda q: -ln(2 * q))),
    "logistic": ([()], lambda: symmetric(lambda q: ln((1 - q) / q))),
    "gumbel": ([()], lambda: closed(lambda p: -ln(-ln(p)), lambda q: -ln(-log1p(-q)))),
    "cauchy": ([()], lambda: symmetric(lambda q: mp.cot(mp.pi * q) if q < 0.5 else mpf(0))),
    "rayleigh": ([()], lambda: closed(lambda p: mp.sqrt(-2 * log1p(-p)), lambda q: mp.sqrt(-2 * ln(q)))),
    "exponential": ([()], lambda: closed(lambda p: -log1p(-p), lambda q: -ln(q))),
    "normal": ([()], lambda: symmetric(normal_isf)),
    "half_normal": ([()], lambda: gamma_y(0.5)(lambda y: mp.sqrt(2 * exp(y)))),
    "maxwell": ([()], lambda: gamma_y(1.5)(lambda y: mp.sqrt(2 * exp(y)))),
    "log_normal": ([(s,) for s in [0.001, 0.01, 0.03, 0.1, 0.2, 0.25, 0.4, 0.5, 0.7, 1.0, 1.3, 1.5, 2.0, 2.5, 3.0,
                                   4.0, 5.0, 7.0, 10.0, 20.0]],
                   lambda s: symmetric_log(s)),
    "frechet": ([(a,) for a in POWERS], lambda a: closed(lambda p: (-ln(p)) ** (-1 / mpf(a)),
                                                         lambda q: (-log1p(-q)) ** (-1 / mpf(a)))),
    "weibull": ([(a,) for a in POWERS], lambda a: closed(lambda p: (-log1p(-p)) ** (1 / mpf(a)),
                                                         lambda q: (-ln(q)) ** (1 / mpf(a)))),
    "pareto": ([(a,) for a in POWERS], lambda a: closed(lambda p: (1 - p) ** (-1 / mpf(a)), lambda q: q ** (-1 / mpf(a)))),
    "lomax": ([(a,) for a in POWERS], lambda a: closed(lambda p: mp.expm1(-log1p(-p) / mpf(a)),
                                                       lambda q: mp.expm1(-ln(q) / mpf(a)))),
    "power_function": ([(a,) for a in POWERS], lambda a: closed(lambda p: p ** (1 / mpf(a)), lambda q: (1 - q) ** (1 / mpf(a)))),
    "triangular": ([(0.0, m, 1.0) for m in [0.0, 1.0, 0.5, 1e-9, 1e-3, 0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.6, 0.75, 0.9, 0.99,
                                            0.999]] + [(-1.0, 0.0, 3.0), (-5.0, -4.0, 2.0), (100.0, 101.0, 103.0), (0.0, 1e-3, 7.0)],
                   triangular),
    "gamma": ([(a,) for a in SHAPES], lambda a: gamma_y(a)(exp)),
    "chi_squared": ([(2 * a,) for a in SHAPES[:13]] + [(d,) for d in [3.0, 30.0, 61.5, 250.0, 1000.5, 3e4, 1e6]],
                    lambda df: gamma_y(df / 2)(lambda y: 2 * exp(y))),
    "generalized_normal": ([(b,) for b in [0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 10.0,
                                           20.0, 50.0, 100.0]], generalized_normal),
    "beta": (PAIRS, lambda a, b: logit_beta(a, b)(lambda y: 1 / (1 + exp(-y)))),
    "pert": ([(0.0, m, 1.0, l) for l in [4.0, 1.0, 20.0] for m in [0.0, 0.1, 0.25, 0.5, 0.9, 1.0]] + [(-3.0, 1.0, 4.0, 4.0),
                                                                                                 (10.0, 11.0, 20.0, 1e4)], pert),
    "fisher_f": ([(2 * a, 2 * b) for a, b in PAIRS[1:18]] + [(1.0, 1e6), (1e6, 1e6), (7.0, 1.0)],
                 lambda d1, d2: logit_beta(d1 / 2, d2 / 2)(lambda y: exp(y) * mpf(d2) / mpf(d1))),
    "student_t": ([(d,) for d in [0.1, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 30.0, 50.0, 100.0, 300.0, 1e3,
                                  1e4, 1e6, 1e8]], student_t),
    "inverse_gaussian": ([(1.0, s) for s in [1e-4, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0,
                                             100.0, 1e3, 1e4]] + [(3.0, 2.0), (0.25, 10.0)], inverse_gaussian),
    "von_mises": ([(k,) for k in [0.0, 1e-6, 0.01, 0.1, 0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 3.0, 4.0, 7.0, 10.0, 20.0, 50.0, 100.0,
                                  1e3, 1e4, 1e6]], von_mises),
    "skew_normal": ([(a,) for a in [0.0, 0.1, -0.1, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 4.0, 5.0, -6.0, 8.0, -10.0, 20.0,
                                    -30.0, 50.0, 100.0]], skew_normal),
    "truncated_normal": ([(-1.0, 1.0), (-2.0, 0.5), (0.0, mp.inf), (-mp.inf, 0.0), (-mp.inf, mp.inf), (0.0, 1.0), (-0.5, 8.0),
                          (1.0, 2.0), (2.0, mp.inf), (-mp.inf, -3.0), (3.0, 3.5), (5.0, 6.0), (8.0, mp.inf), (-10.0, -9.0),
                          (-1e-3, 1e-3), (30.0, 31.0), (30.0, mp.inf), (-mp.inf, 5.0), (-40.0, 40.0), (100.0, 101.0)],
                         truncated_normal),
}


def symmetric_log(sigma):
    lower, upper = symmetric(normal_isf)
    return [exp(mpf(sigma) * z) for z in lower], [exp(mpf(sigma) * z) for z in upper]


def text(x):
    if abs(x) < mpf(10) ** -305:
        return "0"
    if abs(x) > LARGEST:
        return "inf" if x > 0 else "-inf"
    short = mp.nstr(x, 17, strip_zeros=True, min_fixed=-3, max_fixed=6)
    return short[:-2] if short.endswith(".0") else short


def main():
    mp.mp.dps = DIGITS
    folder = Path(__file__).resolve().parent.parent / "vectors" / "quantiles"
    folder.mkdir(exist_ok=True)
    for family in sys.argv[1:] or FAMILIES:
        parameters, quantiles = FAMILIES[family]
        lines = ["# " + family + ": parameters ; lower ; upper. Written by tests/reference/quantiles.py"]
        for values in parameters:
            lower, upper = quantiles(*values)
            lines.append(" ; ".join([" ".join(str(float(v)) for v in values), " ".join(map(text, lower)),
                                     " ".join(map(text, upper))]))
        (folder / (family + ".csv")).write_text("\n".join(lines) + "\n")
        print(family, len(parameters), flush=True)


if __name__ == "__main__":
    main()
