// The normal distribution, by inversion of one word. Twin of src/distr/normal.rs.

fn normal_sign(x: u32) -> u32 {
    return ~x & 0x80000000u;
}

fn normal_fold(x: u32) -> u32 {
    return select(~x, x, x < 0x80000000u);
}

fn normal_is_tail(x: u32) -> bool {
    return normal_fold(x) < 0x100000u;
}

fn normal_body(x: u32) -> Fixed {
    let w = (normal_fold(x) << 1u) | 1u;
    let octave = countLeadingZeros(w);
    let e = select(octave, 10u, octave > 10u) & 31u;
    // Complement of the fraction, so that |z| rises with t and all coefficients are positive.
    let g = ~((w << e) << 1u);
    let c = piece(NORMAL + ((e << 4u) | (g >> 28u)));
    return Fixed(c.x + polynomial(c, g << 4u), piece_exponent(c));
}

fn normal_tail(x: u32, extra: u32) -> Fixed {
    let p = tail_normalize(normal_fold(x), extra);
    let l = tail_neg_log(p);
    let k = countLeadingZeros(l) & 3u;
    let g = ~((l << k) << 1u);
    let c = piece(NORMAL_TAIL + ((2u - k) << 3u) + (g >> 29u));
    return Fixed(c.x - polynomial(c, g << 3u), piece_exponent(c));
}

fn body(x: u32, i: u32) -> u32 {
    return finish(normal_body(x), normal_sign(x), i);
}

fn is_rare(x: u32, i: u32) -> bool {
    return normal_is_tail(x);
}

fn rare(x: u32, i: u32, at: Address) -> u32 {
    return finish(normal_tail(x, extra_word(at, 0u)), normal_sign(x), i);
}
