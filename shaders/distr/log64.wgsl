// Logarithm of a 64-bit probability. Twin of src/distr/log64.rs.

const LN2_TOP: u32 = 46516319u;
const LN2_MIDDLE: u32 = 3745988070u;
const LN2_BOTTOM: u32 = 2938605262u;

struct Normalized64 {
    n: u32,
    d: vec2<u32>,
}

fn log64_normalize(x: vec2<u32>) -> Normalized64 {
    let n = leading_zeros(x);
    let shift = n & 63u;
    let half = shift_left(vec2<u32>(1u, 0u), shift);
    return Normalized64(n, negate(shift_left(shift_left(x, shift), 1u) | half));
}

fn log64_fraction(d: vec2<u32>) -> Fixed64 {
    let c = piece64(LOG64 + (d.y >> 26u));
    let ratio = add_wide(c.c01.xy, polynomial64(c, shift_left(d, 6u)));
    let zeros = leading_zeros(d);
    return Fixed64(mul_top(ratio, shift_left(d, zeros)), zeros + 64u);
}

fn log64_sum(n: u32, fraction: Fixed64) -> vec2<u32> {
    let part = shift_right(shift_right(fraction.r, fraction.q & 63u), 6u);
    let whole = add_wide(vec2<u32>(0u, n * LN2_TOP), mul_wide(n, LN2_MIDDLE));
    return add_wide(add_wide(part, whole), vec2<u32>(mul_high(n, LN2_BOTTOM) + 1u, 0u));
}
