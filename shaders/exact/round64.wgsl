// From 64-bit integers to the bits of an f64, in one rounding. Twin of src/exact/round64.rs.

// The positive number r · 2⁻ᵠ, r > 0: a result before its one rounding to f64.
struct Fixed64 {
    r: vec2<u32>,
    q: u32,
}

fn round_f64(v: Fixed64) -> vec2<u32> {
    let zeros = leading_zeros(v.r);
    let n = shift_left(v.r, zeros);
    let base = vec2<u32>(0u, (1085u - v.q - zeros) << 20u);
    let fraction = add_wide(shift_right(n, 11u), vec2<u32>((n.x >> 10u) & 1u, 0u));
    return add_wide(base, fraction);
}
