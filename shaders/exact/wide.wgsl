// 32×32→64 products and 64-bit sums: the portable form, in 16-bit halves. Twin of src/exact/wide.rs.

// High word of a · b.
fn mul_high(a: u32, b: u32) -> u32 {
    let ah = a >> 16u;
    let al = a & 0xffffu;
    let bh = b >> 16u;
    let bl = b & 0xffffu;
    let low_high = al * bh;
    let middle = ah * bl + ((al * bl) >> 16u);
    return ah * bh + (middle >> 16u) + ((low_high + (middle & 0xffffu)) >> 16u);
}

// a · b as (low, high).
fn mul_wide(a: u32, b: u32) -> vec2<u32> {
    return vec2<u32>(a * b, mul_high(a, b));
}

// a + b mod 2⁶⁴, both as (low, high).
fn add_wide(a: vec2<u32>, b: vec2<u32>) -> vec2<u32> {
    let low = a.x + b.x;
    let carry = select(0u, 1u, low < a.x);
    return vec2<u32>(low, a.y + b.y + carry);
}
