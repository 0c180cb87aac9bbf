// A continuous distribution by its quantile table. Twin of src/distr/quantile.rs.

fn quantile_value(upper: u32, octave: u32, t: u32) -> Signed {
    let entry = quantile_entry((upper << 6u) | (octave & 63u));
    let s = (entry >> 16u) & 31u;
    let i = (entry & 0xffffu) + (t >> ((32u - s) & 31u));
    return cubic_value(quantile_piece(i), t << s);
}

fn quantile_fold(x: u32) -> u32 {
    return select(~x, x, x < 0x80000000u);
}

fn quantile_is_rare(x: u32) -> bool {
    return quantile_fold(x) < 0x100000u;
}

fn quantile_body(x: u32) -> Signed {
    let w = (quantile_fold(x) << 1u) | 1u;
    let octave = countLeadingZeros(w);
    let e = select(octave, 10u, octave > 10u) & 31u;
    return quantile_at(x, e, (w << e) << 1u);
}

fn quantile_tail(x: u32, extra: u32) -> Signed {
    let low = select(~extra, extra, x < 0x80000000u);
    let p = tail_normalize(quantile_fold(x), low);
    return quantile_at(x, p.n - 1u, ~p.g);
}

fn quantile_at(x: u32, octave: u32, fraction: u32) -> Signed {
    let upper = x >> 31u;
    let t = fraction ^ (0u - upper);
    return quantile_value(upper, octave, t);
}

fn body(x: u32, i: u32) -> u32 {
    let value = quantile_body(x);
    return finish(value.v, value.sign, i);
}

fn is_rare(x: u32, i: u32) -> bool {
    return quantile_is_rare(x);
}

fn rare(x: u32, i: u32, at: Address) -> u32 {
    let value = quantile_tail(x, extra_word(at, 0u));
    return finish(value.v, value.sign, i);
}
