// From integers to the bits of a float, in one rounding. Twin of src/exact/round.rs.

// The positive number r · 2⁻ᵠ, r > 0: a result before its one rounding.
struct Fixed {
    r: u32,
    q: u32,
}

// A number with its sign in bit 31.
struct Signed {
    v: Fixed,
    sign: u32,
}

fn round_f32(v: Fixed) -> u32 {
    let zeros = countLeadingZeros(v.r);
    let n = v.r << (zeros & 31u);
    return ((157u - v.q - zeros) << 23u) + (n >> 8u) + ((n >> 7u) & 1u);
}

fn unit_f32(k: u32) -> u32 {
    let zeros = countLeadingZeros(k);
    let n = k << (zeros & 31u);
    let bits = ((133u - zeros) << 23u) + (n >> 8u);
    return select(bits, 0u, k == 0u);
}

fn unit_f64(k: vec2<u32>) -> vec2<u32> {
    // Bring the top bit of k to bit 63, first by a whole word, then by the rest.
    let high_is_zero = k.y == 0u;
    let top = select(k.y, k.x, high_is_zero);
    let rest = select(k.x, 0u, high_is_zero);
    let zeros = countLeadingZeros(top);
    let shift = zeros & 31u;
    let high = (top << shift) | ((rest >> 1u) >> (31u - shift));
    let low = rest << shift;
    // k·2⁻⁵³ has biased exponent 1022 when bit 52 of k, the highest, is set.
    let exponent = 1033u - zeros - select(0u, 32u, high_is_zero);
    let bits_high = ((exponent - 1u) << 20u) + (high >> 11u);
    let bits_low = (low >> 11u) | (high << 21u);
    return select(vec2<u32>(bits_low, bits_high), vec2<u32>(0u, 0u), top == 0u);
}
