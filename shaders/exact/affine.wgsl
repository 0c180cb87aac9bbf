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

fn affine_f32(v: Fixed, sign: u32, a: Affine) -> u32 {
    let sum = affine_sum(v, sign, a);
    let bits = ((sum.exponent - 1u) << 23u) + (sum.n >> 8u) + ((sum.n >> 7u) & 1u);
    return select(sum.sign | bits, 0u, sum.n == 0u);
}

fn affine_f32_wide(v: Fixed, sign: u32, a: Affine) -> u32 {
    return round_sum(affine_sum(v, sign, a), BINARY32);
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
