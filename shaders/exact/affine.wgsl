// Location and scale, fused: mean + scale · v on the unrounded fixed-point v, one rounding.
// Twin of src/exact/affine.rs.

// mean and scale taken apart by the host; the exponents are signed numbers held in u32.
struct Affine {
    scale: u32,
    scale_exponent: u32,
    mean: u32,
    mean_exponent: u32,
    mean_sign: u32,
}

// sign · n · 2^(exponent − 158), first bit of n at bit 31, or n = 0.
struct Sum {
    sign: u32,
    exponent: u32,
    n: u32,
}

fn affine_f32(v: Fixed, sign: u32, a: Affine) -> u32 {
    let sum = affine_sum(v, sign, a);
    let bits = ((sum.exponent - 1u) << 23u) + (sum.n >> 8u) + ((sum.n >> 7u) & 1u);
    return select(sum.sign | bits, 0u, sum.n == 0u);
}

fn affine_f32_wide(v: Fixed, sign: u32, a: Affine) -> u32 {
    let sum = affine_sum(v, sign, a);
    let low = i32(sum.exponent) <= 0;
    let gap = 1u - sum.exponent;
    let shift = select(0u, select(gap, 31u, gap > 31u), low);
    let n = sum.n >> (shift & 31u);
    let base = select((sum.exponent - 1u) << 23u, 0u, low);
    let bits = base + (n >> 8u) + ((n >> 7u) & 1u);
    let overflow = i32(sum.exponent) >= 255 || bits >= 0x7f800000u;
    let finite = select(bits, 0x7f800000u, overflow);
    return select(sum.sign | finite, 0u, sum.n == 0u);
}

fn affine_sum(v: Fixed, sign: u32, a: Affine) -> Sum {
    let zeros = countLeadingZeros(v.r);
    // First bit of the product at bit 30 or 29: one bit is left for the carry of the sum.
    let product = mul_high(v.r << (zeros & 31u), a.scale) >> 1u;
    let product_exponent = a.scale_exponent + 32u - v.q - zeros;
    let gap = a.mean_exponent - product_exponent;
    let product_larger = i32(gap) < 0;
    let distance = select(gap, 0u - gap, product_larger);
    let shift = select(distance, 31u, distance > 31u);
    let larger = select(a.mean, product, product_larger);
    let smaller = select(product, a.mean, product_larger) >> (shift & 31u);
    let exponent = select(a.mean_exponent, product_exponent, product_larger);
    let larger_sign = select(a.mean_sign, sign, product_larger);
    let subtract = ((sign ^ a.mean_sign) >> 31u) != 0u;
    let sum = select(larger + smaller, larger - smaller, subtract);
    // With exponents equal, or one apart, the larger may turn out to be the smaller.
    let negative = subtract && (sum >> 31u) != 0u;
    let magnitude = select(sum, 0u - sum, negative);
    let flip = select(0u, 0x80000000u, negative);
    let lead = countLeadingZeros(magnitude);
    return Sum(larger_sign ^ flip, exponent + 1u - lead, magnitude << (lead & 31u));
}
