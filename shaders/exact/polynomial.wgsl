// The degree-4 integer polynomial of one table piece. Twin of src/exact/polynomial.rs.

fn polynomial(c: vec4<u32>, t: u32) -> u32 {
    let hs = (c.z >> 24u) & 7u;
    let r3 = (c.w >> 15u) + (((c.w & 0x7fffu) * (t >> 16u)) >> 16u);
    let r2 = (c.z & 0xffffffu) + (((r3 * (t >> 17u)) >> 15u) << hs);
    return mul_high(c.y + mul_high_24_20(r2, t >> 12u), t);
}

// The exponent q of a piece's value r · 2⁻ᵠ.
fn piece_exponent(c: vec4<u32>) -> u32 {
    return (c.z >> 27u) + 20u;
}

// mul_high(a, b << 12) for a < 2²⁴ and b < 2²⁰, which needs only two products.
fn mul_high_24_20(a: u32, b: u32) -> u32 {
    return ((a >> 12u) * b + (((a & 0xfffu) * b) >> 12u)) >> 8u;
}
