// IEEE 754 binary32 in integers, over the whole range. Twin of src/exact/softfloat.rs.

const NAN: u32 = 0x7fc00000u;
const INFINITY: u32 = 0x7f800000u;
const SIGN: u32 = 0x80000000u;

fn shift_right_sticky(n: u32, shift: u32) -> u32 {
    let s = select(shift, 31u, shift > 31u) & 31u;
    let lost = n & ((1u << s) - 1u);
    return (n >> s) | select(0u, 1u, lost != 0u);
}

fn round_even(sign: u32, exponent: u32, n: u32) -> u32 {
    if i32(exponent) <= 0 {
        let m = shift_right_sticky(n, 1u - exponent);
        return sign | round_bits(0u, m);
    }
    if i32(exponent) >= 255 {
        return sign | INFINITY;
    }
    return sign | round_bits((exponent - 1u) << 23u, n);
}

fn round_bits(base: u32, n: u32) -> u32 {
    let fraction = n >> 8u;
    return base + fraction + (((n & 0xffu) + 0x7fu + (fraction & 1u)) >> 8u);
}

fn f32_mul(a: u32, b: u32) -> u32 {
    let sign = (a ^ b) & SIGN;
    let x = a & 0x7fffffffu;
    let y = b & 0x7fffffffu;
    if x >= INFINITY || y >= INFINITY {
        let undefined = x > INFINITY || y > INFINITY || x == 0u || y == 0u;
        return select(sign | INFINITY, NAN, undefined);
    }
    if x == 0u || y == 0u {
        return sign;
    }
    let mx = significand(x);
    let my = significand(y);
    let sticky = select(0u, 1u, mx * my != 0u);
    let product = mul_high(mx, my) | sticky;
    let shift = 1u - (product >> 31u);
    let exponent = exponent_of(x) + exponent_of(y) - 126u - shift;
    return round_even(sign, exponent, product << (shift & 31u));
}

fn significand(x: u32) -> u32 {
    let normal = (x << 8u) | SIGN;
    let fraction = x << 8u;
    let subnormal = fraction << (countLeadingZeros(fraction) & 31u);
    return select(normal, subnormal, (x >> 23u) == 0u);
}

fn exponent_of(x: u32) -> u32 {
    let zeros = countLeadingZeros(x << 8u);
    return select(x >> 23u, 1u - zeros, (x >> 23u) == 0u);
}

fn f32_add(a: u32, b: u32) -> u32 {
    let xa = a & 0x7fffffffu;
    let xb = b & 0x7fffffffu;
    if xa >= INFINITY || xb >= INFINITY {
        let undefined = xa > INFINITY || xb > INFINITY || (xa == xb && a != b);
        let infinite = select(b, a, xa == INFINITY);
        return select(infinite, NAN, undefined);
    }
    // The larger magnitude first; 24-bit significands at bits 30..7 leave one bit for the carry.
    let swap = xa < xb;
    let p = select(a, b, swap);
    let q = select(b, a, swap);
    let ex = exponent_or_one(p);
    let m = fraction_at_7(p);
    let aligned = shift_right_sticky(fraction_at_7(q), ex - exponent_or_one(q));
    let subtract = ((p ^ q) >> 31u) != 0u;
    let sum = select(m + aligned, m - aligned, subtract);
    let sign = p & SIGN;
    if sum == 0u {
        return select(sign, 0u, subtract);
    }
    let zeros = countLeadingZeros(sum);
    return round_even(sign, ex + 1u - zeros, sum << (zeros & 31u));
}

fn exponent_or_one(x: u32) -> u32 {
    let e = (x >> 23u) & 0xffu;
    return select(e, 1u, e == 0u);
}

fn fraction_at_7(x: u32) -> u32 {
    let hidden = select(0x800000u, 0u, ((x >> 23u) & 0xffu) == 0u);
    return ((x & 0x7fffffu) | hidden) << 7u;
}
