"""Exact cumulative probabilities of the discrete distributions, times 2^64, by mpmath at 80 digits.

Independent of src/distr/discrete: probabilities are normalised by their formulas (loggamma, zeta),
not by their sum.

    python discrete.py k poisson 3.5 -- 0 3 10       2^64 P(X <= k) for each k, and thresholds
    python discrete.py vectors > tests/vectors/discrete.txt
    python discrete.py tails > tests/vectors/discrete_tails.txt
    python discrete.py check FILE poisson 3.5        a table (first: u32, thresholds: u64, all little-
                                                     endian): the worst error, in units of 2^-64

Parameters are f64, taken as exact.
"""

import struct
import sys
from bisect import bisect_left
from fractions import Fraction
from itertools import accumulate

import mpmath
from mpmath import exp, log, log1p, loggamma, mp, mpf, psi, sqrt, zeta

mp.dps = 80
SCALE = 96  # cumulative probabilities are integers in units of 2^-96, rounded down
ONE = 1 << SCALE
HALF = 1 << (SCALE - 65)


def log_choose(n, k):
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)


def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


# Families with sums: log p(k), p(k + 1) / p(k), the ends of the support, mean, standard deviation.


def poisson(lam):
    def log_p(k):
        return -lam + k * log(lam) - loggamma(k + 1)

    return log_p, lambda k: lam / (k + 1), 0, None, lam, sqrt(lam)


def binomial(n, p):
    q = 1 - p

    def log_p(k):
        return log_choose(n, k) + k * log(p) + (n - k) * log(q)

    return log_p, lambda k: (n - k) * p / ((k + 1) * q), 0, int(n), n * p, sqrt(n * p * q)


def negative_binomial(n, p):
    q = 1 - p

    def log_p(k):
        return loggamma(k + n) - loggamma(k + 1) - loggamma(n) + n * log(p) + k * log(q)

    return log_p, lambda k: (n + k) * q / (k + 1), 0, None, n * q / p, sqrt(n * q) / p


def hypergeometric(ngood, nbad, nsample):
    population = ngood + nbad
    log_all = log_choose(population, nsample)
    mean = nsample * ngood / population
    variance = mean * nbad / population * (population - nsample) / max(population - 1, 1)

    def log_p(k):
        return log_choose(ngood, k) + log_choose(nbad, nsample - k) - log_all

    def ratio(k):
        return (ngood - k) * (nsample - k) / ((k + 1) * (nbad - nsample + k + 1))

    low, high = int(max(0, nsample - nbad)), int(min(ngood, nsample))
    return log_p, ratio, low, high, mean, sqrt(variance)


def log_series(p):
    log_scale = log(-log1p(-p))
    return lambda k: k * log(p) - log(k) - log_scale, lambda k: k * p / (k + 1), 1, None, 0, 0


def beta_binomial(n, a, b):
    mean = n * a / (a + b)
    variance = mean * b / (a + b) * (a + b + n) / (a + b + 1)

    def log_p(k):
        return log_choose(n, k) + log_beta(k + a, n - k + b) - log_beta(a, b)

    def ratio(k):
        return (n - k) * (k + a) / ((k + 1) * (n - k - 1 + b))

    # With a mode at 0, all values count.
    return log_p, ratio, 0, int(n), mean, n if a < 1 else sqrt(variance)


def summed(log_p, ratio, low, high, mean, deviation):
    """The first value, and cumulative probabilities in units of 2^-96 until 2^64 would be rounded to."""
    k = max(low, int(mean - 14 * deviation) - 30)
    first = k
    p = exp(log_p(mpf(k)))
    # Further to the left is less than (k - low) p(k).
    assert k == low or p * (k - low) < mpf(2) ** -100
    total, sums = p, []
    while True:
        sums.append(int(total * ONE))
        if sums[-1] >= ONE - HALF or k == high:
            break
        p *= ratio(k)
        k += 1
        total += p
    # Steps from the first to the last value agree with the formula.
    assert abs(p / exp(log_p(mpf(k))) - 1) < mpf(10) ** -30
    assert k != high or abs(total - 1) < mpf(2) ** -100
    return first, len(sums), lambda k: sums[k - first] if k < first + len(sums) else ONE


# Families in closed form: P(X <= k), the ends of the support.


def geometric(p):
    return lambda k: 1 - (1 - p) ** k, 1, None


def zeta_(a):
    return lambda k: 1 - zeta(a, k + 1) / zeta(a), 1, None


def zipf(a, n):
    def harmonic(k):
        return psi(0, k + 1) - psi(0, 1) if a == 1 else zeta(a) - zeta(a, k + 1)

    return lambda k: harmonic(k) / harmonic(n), 1, int(n)


def categorical(*weights):
    sums = list(accumulate(Fraction(float(weight)) for weight in weights))
    return lambda k: mpf((sums[k] / sums[-1]).numerator) / (sums[k] / sums[-1]).denominator, 0, len(sums) - 1


def closed(cdf, low, high):
    def at(k):
        return ONE if high is not None and k >= high else int(cdf(k) * ONE)

    return low, (1 << 32) - low if high is None else high - low + 1, at


SUMMED = [poisson, binomial, negative_binomial, hypergeometric, log_series, beta_binomial]
CLOSED = {"geometric": geometric, "zeta": zeta_, "zipf": zipf, "categorical": categorical}


def table(family, parameters):
    """First value and length of the table, and the cumulative probability of k in units of 2^-96."""
    parameters = [mpf(float(parameter)) for parameter in parameters]
    for function in SUMMED:
        if function.__name__ == family:
            low, length, at = summed(*function(*parameters))
            break
    else:
        low, length, at = closed(*CLOSED[family](*parameters))
    values = range(low, low + length)
    first = low + bisect_left(values, HALF, key=at)
    end = low + bisect_left(values, ONE - HALF, key=at)
    return first, end - first, at


def spread(first, length, at):
    """Values spread over the table, and over the probability."""
    evenly = {first + (length - 1) * i // 4 for i in range(5)}
    values = range(first, first + length)
    likely = {first + bisect_left(values, ONE * i // 8, key=at) for i in range(1, 8)}
    return sorted(k for k in evenly | likely if first <= k < first + length)


SETS = {
    "poisson": """5e-324; 1e-300; 1e-19; 0.001; 0.01; 0.1; 0.5; 1; 2.718281828459045; 3.5; 10; 29.999999999999996;
        100.25; 745.5; 1000; 12345.678; 65536; 297000; 1e6; 1e7; 123456789.125; 4.29e9""",
    "binomial": """0 0.5; 1 0.3; 1 5e-324; 2 0.9999999999999999; 10 0.3; 10 0.5; 20 1e-10; 53 0.1; 64 0.5; 100 0.01;
        100 0.99; 1000 0.75; 1000 1e-300; 65535 0.5; 100000 1e-5; 1000000 0.2; 16777216 0.6180339887498949;
        1000000000 1e-9; 4294967295 1e-10; 4294967295 0.001; 4294967295 0.5; 4294967295 0.9999999999999999;
        4294967295 0.999""",
    "geometric": """1e-5; 0.0001; 0.001; 0.01; 0.1; 0.125; 0.16666666666666666; 0.25; 0.3; 0.3333333333333333;
        0.5; 0.6; 0.7071067811865476; 0.75; 0.9; 0.99; 0.999999; 0.9999999999999999; 0.0009765625; 0.123456789""",
    "negative_binomial": """1 0.5; 2.5 0.5; 0.5 0.5; 0.01 0.1; 1e-300 0.5; 1e-10 0.001; 0.1 0.0001; 0.999 0.01;
        1.001 0.01; 3 0.3; 10 0.9999999999999999; 10 0.99; 100 0.5; 1000 0.001; 1e6 0.5; 1e6 0.01; 1e10 0.99999;
        1e20 0.9999999999999999; 2e25 0.9999999999999999; 7.25 0.0001; 123456.789 0.75; 1e9 0.3""",
    "hypergeometric": """4 48 13; 0 10 5; 10 0 5; 10 10 0; 10 10 20; 1 1 1; 5 7 3; 100 100 100; 1000 10 500;
        10 1000 500; 500 500 999; 12345 67890 4321; 1e6 1e6 1e6; 1e9 1e9 1e9; 1e9 1 1e9; 1e15 1e15 1e9;
        4294967295 4294967295 4294967295; 1e18 3e18 1e3; 1e18 3e18 1e9; 1 4e18 2e18; 4e9 1e18 1e18; 100 1e12 1e6""",
    "log_series": """0.9; 5e-324; 1e-300; 1e-19; 1e-10; 0.001; 0.01; 0.1; 0.25; 0.3; 0.5; 0.6; 0.7; 0.75; 0.8;
        0.95; 0.99; 0.999; 0.9999; 0.99999; 0.9375""",
    "beta_binomial": """0 2 3; 1 2 3; 20 2 3; 20 1 1; 20 0.5 0.5; 10 1e-10 1e-10; 100 1e-100 1e-100; 100 1e-100 1e-90;
        100 1e-90 1e-100; 50 1e-100 5; 50 5 1e-100; 50 0.5 7; 50 7 0.5; 1000 1 5; 1000 5 1; 1000 0.01 0.02;
        10000 30 50; 100000 0.5 0.5; 100000 2.5 1e6; 1000000 1e6 1e7; 4294967295 1e10 1e10; 4294967295 1e-3 1e8;
        100 1e30 1e30; 4294967295 1e20 1e28; 200000 1e-5 2.5""",
    "zipf": """0 1; 1 1; 1 2; 1 1000; 1 10000; 0 10; 0 100000; 0.5 1000; 0.99 1000000; 1.01 1000000; 1e-300 100;
        1.0000000000000002 100; 2 50; 3 100000; 4 4294967295; 10 1000; 64 3; 65 4294967295;
        1000 1000; 1e308 5""",
    "zeta": """3.65; 4; 4.25; 4.5; 5; 5.5; 6; 7; 8; 9; 10; 12.5; 16; 20; 25; 30; 40; 50; 64; 65; 66; 100;
        1000; 1e308""",
    "categorical": """1; 1 1; 1 2 3; 0 1; 1 0; 0 0 1 0 0 2 0; 0.1 0.2 0.3 0.4; 1e300 1e300 1e300;
        1.7976931348623157e308 1.7976931348623157e308 1; 5e-324 5e-324 1e-323; 1e-300 1e300; 1 1e-19 1e-20 1;
        1 5.421010862427522e-20 1; 3 1e-16 1e-16 1e-16 7; 0.3333333333333333 0.3333333333333333 0.3333333333333333;
        1e-5 1e5 1e-5 1e5; 9007199254740993 1 9007199254740991; 2.5e-308 2.5e-308 2.5e-309; 1e16 1 1 1 1 1e16;
        4 8 15 16 23 42; 0.7 0.1 0.1 0.1 1e-18 1e-19 1e-20 1e-21""",
}


def write_vectors():
    print(f"# Cumulative probabilities by mpmath {mpmath.__version__} at {mp.dps} digits; written by")
    print("#     python tests/reference/discrete.py vectors > tests/vectors/discrete.txt")
    print("# None of them comes from the crate. Family and parameters; the first value of the table; its")
    print("# number of thresholds; some values k, each with 2^96 P(X <= k) in hexadecimal.")
    for family, sets in SETS.items():
        for parameters in sets.split(";"):
            parameters = parameters.split()
            first, length, at = table(family, parameters)
            values = " ".join(f"{k}:{at(k):x}" for k in spread(first, length, at))
            print(f"{family} {' '.join(parameters)}; {first}; {length}; {values}".rstrip(), flush=True)


# Beyond tables of thresholds: values past 2^32 - 1 become it, so that the last threshold is that of 2^32 - 2.
TAIL_SETS = {
    "geometric": "2.6854579e-6; 2.5e-6; 1e-6; 1e-7; 1.2345678e-8; 1e-8; 1e-9; 3e-10; 1.7e-10; 1.614e-10",
    "zeta": "1.0305; 1.05; 1.1; 1.25; 1.5; 1.7; 1.9999999999999998; 2; 2.25; 2.5; 2.75; 3; 3.25; 3.5; 3.6435",
    "zipf": """0.9 16777216; 0.9 4294967295; 0.95 123456789; 0.99 1000000000; 0.9999999999 4294967294; 1 16777216;
        1 4294967295; 1.0000000001 100000000; 1.01 4294967295; 1.5 4294967295; 2 1000000000; 3 4294967295;
        3.6 4294967295""",
}


def write_tails():
    print(f"# Cumulative probabilities by mpmath {mpmath.__version__} at {mp.dps} digits; written by")
    print("#     python tests/reference/discrete.py tails > tests/vectors/discrete_tails.txt")
    print("# None of them comes from the crate. Fields as in discrete.txt.")
    for family, sets in TAIL_SETS.items():
        for parameters in sets.split(";"):
            parameters = parameters.split()
            first, length, at = table(family, parameters)
            length = min(length, 2**32 - 1 - first)
            octaves = {k for i in range(32) for k in (2**i - 1, 2**i, 3 * 2**i // 2 + i)}
            values = octaves | set(spread(first, length, at)) | {8193, 8447, 8448, 8449}
            values = sorted(k for k in values if first <= k < first + length)
            print(f"{family} {' '.join(parameters)}; {first}; {length};", end="")
            print("".join(f" {k}:{at(k):x}" for k in values), flush=True)


def check(path, family, parameters):
    content = open(path, "rb").read()
    first = struct.unpack("<I", content[:4])[0]
    thresholds = struct.unpack(f"<{(len(content) - 4) // 8}Q", content[4:])
    exact_first, exact_length, at = table(family, parameters)
    assert first == exact_first and len(thresholds) == exact_length, (first, exact_first, exact_length)
    assert all(a <= b for a, b in zip(thresholds, thresholds[1:]))
    # Closed forms are slow for the longest tables.
    step = max(1, len(thresholds) // 20000) if family in ("zeta", "zipf") else 1
    checked = range(0, len(thresholds), step)
    worst = max((abs((thresholds[i] << (SCALE - 64)) - at(first + i)) for i in checked), default=0)
    print(f"{family} {' '.join(parameters)}: {len(checked)} of {len(thresholds)}, worst {worst / 2 ** (SCALE - 64):.7f}")


def main():
    command, *arguments = sys.argv[1:]
    if command == "vectors":
        write_vectors()
    elif command == "tails":
        write_tails()
    elif command == "check":
        path, family, *parameters = arguments
        check(path, family, parameters)
    else:
        at_values = arguments.index("--")
        family, *parameters = arguments[:at_values]
        first, length, at = table(family, parameters)
        for k in map(int, arguments[at_values + 1 :]):
            value = at(k) if first <= k < first + length else 0 if k < first else ONE
            print(k, f"{mpmath.nstr(mpf(value) / 2 ** (SCALE - 64), 26)}", (value + HALF) >> (SCALE - 64))


if __name__ == "__main__":
    main()
