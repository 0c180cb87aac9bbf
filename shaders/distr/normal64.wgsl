// The normal distribution to f64, by inversion of two words. Twin of src/distr/normal64.rs.

fn normal64_sign(x: vec2<u32>) -> u32 {
    return ~x.y & 0x80000000u;
}

fn normal64_fold(x: vec2<u32>) -> vec2<u32> {
    return select(~x, x, x.y < 0x80000000u);
}

fn normal64_is_tail(x: vec2<u32>) -> bool {
    return normal64_fold(x).y < 0x100000u;
}

fn normal64_body(x: vec2<u32>) -> Fixed64 {
    let w = shift_left(normal64_fold(x), 1u) | vec2<u32>(1u, 0u);
    let octave = leading_zeros(w);
    let e = select(octave, 10u, octave > 10u);
    // Complement of the fraction, so that |z| rises with t and all coefficients are positive.
    let g = ~shift_left(shift_left(w, e), 1u);
    let c = piece64(NORMAL64 + ((e << 5u) | (g.y >> 27u)));
    let value = add_wide(c.c01.xy, polynomial64(c, shift_left(g, 5u)));
    // In the first octave the value is z / d, d = ½ − p, so that the relative error stays.
    let d = negate(w);
    let zeros = leading_zeros(d);
    let product = mul_top(value, shift_left(d, zeros));
    return Fixed64(select(value, product, e == 0u), select(62u, zeros + 63u, e == 0u));
}

fn normal64_tail(x: vec2<u32>) -> Fixed64 {
    let p = log64_normalize(normal64_fold(x));
    let l = log64_sum(p.n, log64_fraction(p.d));
    let k = leading_zeros(l) & 3u;
    let g = ~shift_left(shift_left(l, k), 1u);
    let row = ((2u - k) << 5u) + (g.y >> 27u);
    let c = piece64(NORMAL64_TAIL + row);
    return Fixed64(add_wide(c.c01.xy, negate(polynomial64(c, shift_left(g, 5u)))), 60u);
}

fn body(x: vec2<u32>) -> vec2<u32> {
    return finish(normal64_body(x), normal64_sign(x));
}

fn is_rare(x: vec2<u32>) -> bool {
    return normal64_is_tail(x);
}

fn rare(x: vec2<u32>, at: Address) -> vec2<u32> {
    return finish(normal64_tail(x), normal64_sign(x));
}
