// Logarithm of a 64-bit tail probability. Twin of src/distr/tail.rs.

const LN2_HIGH: u32 = 46516319u;
const LN2_LOW: u32 = 57159u;

struct Normalized {
    n: u32,
    g: u32,
}

fn tail_normalize(high: u32, low_word: u32) -> Normalized {
    let low = low_word | 1u;
    let high_is_zero = high == 0u;
    let first = select(high, low, high_is_zero);
    let second = select(low, 0x80000000u, high_is_zero);
    let zeros = countLeadingZeros(first);
    let shift = zeros & 31u;
    let significand = (first << shift) | ((second >> 1u) >> (31u - shift));
    return Normalized(select(zeros, zeros + 32u, high_is_zero), ~(significand << 1u));
}

fn tail_neg_log_fraction(g: u32) -> Fixed {
    let c = piece(LOG + (g >> 28u));
    return Fixed(c.x + polynomial(c, g << 4u), piece_exponent(c));
}

fn tail_neg_log(p: Normalized) -> u32 {
    let t = tail_neg_log_fraction(p.g);
    return (t.r >> ((t.q - 26u) & 31u)) + p.n * LN2_HIGH + ((p.n * LN2_LOW) >> 16u);
}
