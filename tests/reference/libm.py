"""The functions of the crate libm, version 0.2.16, that quantile tables depend on, in Python floats.

Each is the crate's, operation by operation, and with it musl's and FreeBSD's msun:

    Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
    Developed at SunPro, SunSoft, Sun Microsystems businesses. Permission to use, copy, modify, and
    distribute this software is freely granted, provided that this notice is preserved.

A Python float is a binary64, and +, -, *, / and math.sqrt are those of IEEE 754. Arguments are finite; sin and tan
take |x| < 2^20.
"""

from math import copysign, inf, isinf, ldexp, sqrt
from struct import pack, unpack

LN2_HI, LN2_LO = 6.93147180369123816490e-01, 1.90821492927058770002e-10
INV_LN2 = 1.44269504088896338700e+00


def bits(x):
    return unpack("<Q", pack("<d", x))[0]


def from_bits(n):
    return unpack("<d", pack("<Q", n))[0]


def high_word(x):
    return unpack("<q", pack("<d", x))[0] >> 32 & 0xffffffff


def log_series(f):
    """s, f^2 / 2 and R of the logarithm of 1 + f."""
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    t2 = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01
              + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    return s, 0.5 * f * f, t2 + t1


def log(x):
    if x == 0.0:
        return -inf
    if x < 0.0:
        return float("nan")
    if isinf(x) or x != x:
        return x
    if x == 1.0:
        return 0.0
    k = 0
    if high_word(x) < 0x00100000:
        k, x = -54, x * 2.0 ** 54
    n = bits(x) + ((0x3ff00000 - 0x3fe6a09e) << 32)
    k += (n >> 52) - 0x3ff
    n = (n & (1 << 52) - 1) + (0x3fe6a09e << 32)
    f = from_bits(n) - 1.0
    s, half, r = log_series(f)
    return s * (half + r) + k * LN2_LO - half + f + k * LN2_HI


def log1p(x):
    hx = high_word(x)
    if x == -1.0:
        return -inf
    if x < -1.0:
        return float("nan")
    if isinf(x) or x != x:
        return x
    k, c, f = 1, 0.0, 0.0
    if hx < 0x3fda827a or hx >> 31:
        if hx & 0x7fffffff < 0x3ca00000:
            return x
        if hx <= 0xbfd2bec4:
            k, f = 0, x
    if k > 0:
        u = 1.0 + x
        n = bits(u) + ((0x3ff00000 - 0x3fe6a09e) << 32)
        k = (n >> 52) - 0x3ff
        if k < 54:
            c = (1.0 - (u - x) if k >= 2 else x - (u - 1.0)) / u
        f = from_bits((n & (1 << 52) - 1) + (0x3fe6a09e << 32)) - 1.0
    s, half, r = log_series(f)
    return s * (half + r) + (k * LN2_LO + c) - half + f + k * LN2_HI


def exp(x):
    if x != x:
        return x
    if x > 709.782712893383973096:
        return inf
    if x < -745.13321910194110842:
        return 0.0
    hx = high_word(x) & 0x7fffffff
    if hx > 0x3fd62e42:
        if hx >= 0x3ff0a2b2:
            k = int(INV_LN2 * x + copysign(0.5, x))
        else:
            k = 1 if x > 0 else -1
        hi, lo = x - k * LN2_HI, k * LN2_LO
        x = hi - lo
    elif hx > 0x3e300000:
        k, hi, lo = 0, x, 0.0
    else:
        return 1.0 + x
    xx = x * x
    c = x - xx * (1.66666666666666019037e-01 + xx * (-2.77777777770155933842e-03
                  + xx * (6.61375632143793436117e-05 + xx * (-1.65339022054652515390e-06
                  + xx * 4.13813679705723846039e-08))))
    y = 1.0 + (x * c / (2.0 - c) - lo + hi)
    return y if k == 0 else ldexp(y, k)


def expm1(x):
    if x != x:
        return x
    hx = high_word(x) & 0x7fffffff
    if hx >= 0x4043687a:
        if x < 0.0:
            return -1.0
        if x > 7.09782712893383973096e+02:
            return inf
    c, k = 0.0, 0
    if hx > 0x3fd62e42:
        if hx < 0x3ff0a2b2:
            k = 1 if x > 0.0 else -1
            hi, lo = x - k * LN2_HI, k * LN2_LO
        else:
            k = int(INV_LN2 * x + copysign(0.5, x))
            hi, lo = x - k * LN2_HI, k * LN2_LO
        x = hi - lo
        c = (hi - x) - lo
    elif hx < 0x3c900000:
        return x
    hfx = 0.5 * x
    hxs = x * hfx
    r1 = 1.0 + hxs * (-3.33333333333331316428e-02 + hxs * (1.58730158725481460165e-03
         + hxs * (-7.93650757867487942473e-05 + hxs * (4.00821782732936239552e-06
         + hxs * -2.01099218183624371326e-07))))
    t = 3.0 - r1 * hfx
    e = hxs * ((r1 - t) / (6.0 - x * t))
    if k == 0:
        return x - (x * e - hxs)
    e = x * (e - c) - c
    e -= hxs
    if k == -1:
        return 0.5 * (x - e) - 0.5
    if k == 1:
        return -2.0 * (e - (x + 0.5)) if x < -0.25 else 1.0 + 2.0 * (x - e)
    if k < 0 or k > 56:
        y = x - e + 1.0
        return (y * 2.0 * 2.0 ** 1023 if k == 1024 else y * 2.0 ** k) - 1.0
    if k < 20:
        return (x - e + (1.0 - 2.0 ** -k)) * 2.0 ** k
    return (x - (e + 2.0 ** -k) + 1.0) * 2.0 ** k


def sinh(x):
    h = -0.5 if x < 0.0 or bits(x) >> 63 else 0.5
    a = abs(x)
    w = high_word(a)
    if w < 0x40862e42:
        t = expm1(a)
        if w < 0x3ff00000:
            if w < 0x3ff00000 - (26 << 20):
                return x
            return h * (2.0 * t - t * t / (t + 1.0))
        return h * (t + t / (t + 1.0))
    scale = from_bits((0x3ff + 2043 // 2) << 52)
    return 2.0 * h * (exp(a - from_bits(0x40962066151add8b)) * scale * scale)


def asinh(x):
    a = abs(x)
    e = (bits(a) >> 52) - 0x3ff
    if e >= 26:
        y = log(a) + 0.693147180559945309417232121458176568
    elif e >= 1:
        y = log(2.0 * a + 1.0 / (sqrt(a * a + 1.0) + a))
    elif e >= -26:
        y = log1p(a + a * a / (sqrt(a * a + 1.0) + 1.0))
    else:
        y = a
    return -y if bits(x) >> 63 else y


PIO2_1, PIO2_1T = 1.57079632673412561417e+00, 6.07710050650619224932e-11
PIO2_2, PIO2_2T = 6.07710050630396597660e-11, 2.02226624879595063154e-21
PIO2_3, PIO2_3T = 2.02226624871116645580e-21, 8.47842766036889956997e-32


def rem_pio2(x):
    """n, and x - n * pi / 2 as the sum of two numbers, |x| < 2^20 * pi / 2."""
    ix = high_word(x) & 0x7fffffff
    cancels = ix <= 0x400f6a7a and ix & 0xfffff == 0x921fb or ix in (0x4012d97c, 0x401921fb)
    if ix <= 0x401c463b and not cancels:
        n = sum(ix > end for end in (0, 0x4002d97c, 0x400f6a7a, 0x4015fdbc))
        n = n if x > 0.0 else -n
        z = x - n * PIO2_1
        y0 = z - n * PIO2_1T
        return n, y0, (z - y0) - n * PIO2_1T
    to_int = 1.5 / 2.2204460492503131e-16
    n = x * 6.36619772367581382433e-01 + to_int - to_int
    exponent = lambda y: bits(y) >> 52 & 0x7ff
    r, w = x - n * PIO2_1, n * PIO2_1T
    y0 = r - w
    if (ix >> 20) - exponent(y0) > 16:
        t, w = r, n * PIO2_2
        r = t - w
        w = n * PIO2_2T - ((t - r) - w)
        y0 = r - w
        if (ix >> 20) - exponent(y0) > 49:
            t, w = r, n * PIO2_3
            r = t - w
            w = n * PIO2_3T - ((t - r) - w)
            y0 = r - w
    return int(n), y0, (r - y0) - w


def k_sin(x, y, has_y):
    z = x * x
    w = z * z
    r = (8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * 2.75573137070700676789e-06)
         + z * w * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10))
    v = z * x
    s1 = -1.66666666666666324348e-01
    if not has_y:
        return x + v * (s1 + z * r)
    return x - ((z * (0.5 * y - v * r) - y) - v * s1)


def k_cos(x, y):
    z = x * x
    w = z * z
    r = (z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * 2.48015872894767294178e-05))
         + w * w * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))
    hz = 0.5 * z
    w = 1.0 - hz
    return w + (((1.0 - w) - hz) + (z * r - x * y))


def sin(x):
    ix = high_word(x) & 0x7fffffff
    if ix <= 0x3fe921fb:
        return x if ix < 0x3e500000 else k_sin(x, 0.0, False)
    n, y0, y1 = rem_pio2(x)
    return [k_sin(y0, y1, True), k_cos(y0, y1), -k_sin(y0, y1, True), -k_cos(y0, y1)][n & 3]


T = [3.33333333333334091986e-01, 1.33333333333201242699e-01, 5.39682539762260521377e-02,
     2.18694882948595424599e-02, 8.86323982359930005737e-03, 3.59207910759131235356e-03,
     1.45620945432529025516e-03, 5.88041240820264096874e-04, 2.46463134818469906812e-04,
     7.81794442939557092300e-05, 7.14072491382608190305e-05, -1.85586374855275456654e-05,
     2.59073051863633712884e-05]


def k_tan(x, y, odd):
    negative = bits(x) >> 63
    big = high_word(x) & 0x7fffffff >= 0x3fe59428
    if big:
        if negative:
            x, y = -x, -y
        x = (7.85398163397448278999e-01 - x) + (3.06161699786838301793e-17 - y)
        y = 0.0
    z = x * x
    w = z * z
    r = T[1] + w * (T[3] + w * (T[5] + w * (T[7] + w * (T[9] + w * T[11]))))
    v = z * (T[2] + w * (T[4] + w * (T[6] + w * (T[8] + w * (T[10] + w * T[12])))))
    s = z * x
    r = y + z * (s * (r + v) + y) + s * T[0]
    w = x + r
    if big:
        s = 1.0 - 2.0 * odd
        v = s - 2.0 * (x + (r - w * w / (w + s)))
        return -v if negative else v
    if not odd:
        return w
    upper = lambda u: from_bits(bits(u) & 0xffffffff00000000)
    w0 = upper(w)
    v = r - (w0 - x)
    a = -1.0 / w
    a0 = upper(a)
    return a0 + a * (1.0 + a0 * w0 + a0 * v)


def tan(x):
    ix = high_word(x) & 0x7fffffff
    if ix <= 0x3fe921fb:
        return x if ix < 0x3e400000 else k_tan(x, 0.0, 0)
    n, y0, y1 = rem_pio2(x)
    return k_tan(y0, y1, n & 1)


def horner(x, coefficients):
    value = coefficients[-1]
    for c in reversed(coefficients[:-1]):
        value = c + x * value
    return value


PP = [1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02,
      -5.77027029648944159157e-03, -2.37630166566501626084e-05]
QQ = [1.0, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03,
      1.32494738004321644526e-04, -3.96022827877536812320e-06]
PA = [-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01,
      3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02,
      -2.16637559486879084300e-03]
QA = [1.0, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02,
      1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02]
RA = [-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01,
      -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02,
      -8.12874355063065934246e+01, -9.81432934416914548592e+00]
SA = [1.0, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02,
      6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02,
      6.57024977031928170135e+00, -6.04244152148580987438e-02]
RB = [-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01,
      -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03,
      -4.83519191608651397019e+02]
SB = [1.0, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03,
      3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02,
      -2.24409524465858183362e+01]
ERX = 8.45062911510467529297e-01


def erfc2(x):
    """erfc(|x|) for 0.84375 <= |x| < 28."""
    ix = high_word(x) & 0x7fffffff
    x = abs(x)
    if ix < 0x3ff40000:
        s = x - 1.0
        return 1.0 - ERX - horner(s, PA) / horner(s, QA)
    s = 1.0 / (x * x)
    r, big_s = (RA, SA) if ix < 0x4006db6d else (RB, SB)
    r, big_s = horner(s, r), horner(s, big_s)
    z = from_bits(bits(x) & 0xffffffff00000000)
    return exp(-z * z - 0.5625) * exp((z - x) * (z + x) + r / big_s) / x


def erf(x):
    ix = high_word(x) & 0x7fffffff
    if ix < 0x3feb0000:
        if ix < 0x3e300000:
            return 0.125 * (8.0 * x + 1.02703333676410069053e+00 * x)
        z = x * x
        return x + x * (horner(z, PP) / horner(z, QQ))
    y = 1.0 - erfc2(x) if ix < 0x40180000 else 1.0 - 2.0 ** -1022
    return -y if bits(x) >> 63 else y


def erfc(x):
    ix = high_word(x) & 0x7fffffff
    negative = bits(x) >> 63
    if isinf(x) or x != x:
        return 2.0 * negative + 1.0 / x
    if ix < 0x3feb0000:
        if ix < 0x3c700000:
            return 1.0 - x
        z = x * x
        y = horner(z, PP) / horner(z, QQ)
        if negative or ix < 0x3fd00000:
            return 1.0 - (x + x * y)
        return 0.5 - (x - 0.5 + x * y)
    if ix < 0x403c0000:
        return 2.0 - erfc2(x) if negative else erfc2(x)
    return 2.0 - 2.0 ** -1022 if negative else 0.0
