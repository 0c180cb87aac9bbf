// Location and scale, fused, f64: mean + scale · v on the unrounded fixed-point v, one rounding.
// Twin of src/exact/affine64.rs.

// mean and scale taken apart by the host; the exponents are signed numbers held in u32. The highest bit
// of the mean is its sign.
struct Affine64 {
    scale: vec2<u32>,
    scale_exponent: u32,
    mean: vec2<u32>,
    mean_exponent: u32,
}

// sign · n · 2^(exponent − 1086), first bit of n at bit 63, or n = 0.
struct Sum64 {
    sign: u32,
    exponent: u32,
    n: vec2<u32>,
}

fn affine_f64(v: Fixed64, sign: u32, a: Affine64) -> vec2<u32> {
    let sum = affine_sum64(v, sign, a);
    let low = i32(sum.exponent) <= 0;
    let gap = 1u - sum.exponent;
    let shift = select(0u, select(gap, 63u, gap > 63u), low);
    let n = shift_right(sum.n, shift);
    let base = vec2<u32>(0u, select((sum.exponent - 1u) << 20u, 0u, low));
    let fraction = add_wide(shift_right(n, 11u), vec2<u32>((n.x >> 10u) & 1u, 0u));
    let bits = add_wide(base, fraction);
    let overflow = i32(sum.exponent) >= 2047 || bits.y >= 0x7ff00000u;
    let finite = select(bits, vec2<u32>(0u, 0x7ff00000u), overflow);
    let signed = vec2<u32>(finite.x, sum.sign | finite.y);
    return select(signed, vec2<u32>(0u, 0u), (sum.n.x | sum.n.y) == 0u);
}

fn affine_sum64(v: Fixed64, sign: u32, a: Affine64) -> Sum64 {
    let zeros = leading_zeros(v.r);
    let mean = vec2<u32>(a.mean.x, a.mean.y & 0x7fffffffu);
    let mean_sign = a.mean.y & 0x80000000u;
    // First bit of the product at bit 62 or 61: one bit is left for the carry of the sum.
    let product = shift_right(mul_top(shift_left(v.r, zeros), a.scale), 1u);
    let product_exponent = a.scale_exponent + 64u - v.q - zeros;
    let gap = a.mean_exponent - product_exponent;
    let product_larger = i32(gap) < 0;
    let distance = select(gap, 0u - gap, product_larger);
    let shift = select(distance, 63u, distance > 63u);
    let larger = select(mean, product, product_larger);
    let smaller = shift_right(select(product, mean, product_larger), shift);
    let exponent = select(a.mean_exponent, product_exponent, product_larger);
    let larger_sign = select(mean_sign, sign, product_larger);
    let subtract = sign != mean_sign;
    let sum = add_wide(larger, select(smaller, negate(smaller), subtract));
    // With exponents equal, or one apart, the larger may turn out to be the smaller.
    let negative = subtract && (sum.y >> 31u) != 0u;
    let magnitude = select(sum, negate(sum), negative);
    let flip = select(0u, 0x80000000u, negative);
    let lead = leading_zeros(magnitude);
    return Sum64(larger_sign ^ flip, exponent + 1u - lead, shift_left(magnitude, lead));
}
