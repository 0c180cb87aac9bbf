// 32×32→64 products and 64-bit sums: the form for adapters with 64-bit integers. Twin of
// src/exact/wide.rs.

// High word of a · b.
fn mul_high(a: u32, b: u32) -> u32 {
    return u32((u64(a) * u64(b)) >> 32u);
}

// a · b as (low, high).
fn mul_wide(a: u32, b: u32) -> vec2<u32> {
    let product = u64(a) * u64(b);
    return vec2<u32>(u32(product), u32(product >> 32u));
}

// a + b mod 2⁶⁴, both as (low, high).
fn add_wide(a: vec2<u32>, b: vec2<u32>) -> vec2<u32> {
    let low = a.x + b.x;
    let carry = select(0u, 1u, low < a.x);
    return vec2<u32>(low, a.y + b.y + carry);
}
