// The radical inverse, by one exact step a digit. Twin of src/qmc/radical.rs.

// ⌊(a · 2³² + y) / base⌋ and the remainder, for a < base < 2¹⁶: in two steps of 16 bits.
fn digit_before(a: u32, y: u32, base: u32) -> vec2<u32> {
    let upper = (a << 16u) | (y >> 16u);
    let high = upper / base;
    let lower = ((upper - high * base) << 16u) | (y & 0xffffu);
    let low = lower / base;
    return vec2<u32>((high << 16u) | low, lower - low * base);
}

fn affine_digit(a: u32, factor: u32, summand: u32, base: u32) -> u32 {
    return (factor * a + summand) % base;
}
