// The exponential distribution, by inversion of one word. Twin of src/distr/exponential.rs.

fn exponential_is_tail(x: u32) -> bool {
    return x < 0x100000u;
}

fn exponential_body(x: u32) -> Fixed {
    let n = countLeadingZeros(x | 0x80000u) & 31u;
    let g = ~(((x << n) << 1u) | (1u << n));
    return exponential_sum(Normalized(n, g));
}

fn exponential_tail(x: u32, extra: u32) -> Fixed {
    return exponential_sum(tail_normalize(x, extra));
}

fn exponential_sum(p: Normalized) -> Fixed {
    let t = tail_neg_log_fraction(p.g);
    let bits = 32u - countLeadingZeros(p.n);
    let sum = (t.r >> ((t.q - 32u + bits) & 31u))
        + ((p.n * LN2_HIGH) << ((6u - bits) & 31u))
        + ((p.n * LN2_LOW) >> ((bits + 10u) & 31u));
    return Fixed(select(sum, t.r, p.n == 0u), select(32u - bits, t.q, p.n == 0u));
}

fn body(x: u32, i: u32) -> u32 {
    return finish(exponential_body(x), 0u, i);
}

fn is_rare(x: u32, i: u32) -> bool {
    return exponential_is_tail(x);
}

fn rare(x: u32, i: u32, at: Address) -> u32 {
    return finish(exponential_tail(x, extra_word(at, 0u)), 0u, i);
}
