// A continuous distribution by its quantile table. Twin of src/distr/quantile.rs and
// src/quantile/table.rs.

// An octave's entry in each of the first 128, then the pieces.
@group(0) @binding(4) var<storage, read> quantile_table: array<vec4<u32>>;

struct Signed {
    v: Fixed,
    sign: u32,
}

fn quantile_value(upper: u32, octave: u32, t: u32) -> Signed {
    let entry = quantile_table[((upper << 6u) | (octave & 63u)) & 127u].x;
    let s = (entry >> 16u) & 31u;
    let i = (entry & 0xffffu) + (t >> ((32u - s) & 31u));
    return quantile_piece_value(quantile_table[128u + i], t << s);
}

fn quantile_piece_value(c: vec4<u32>, t: u32) -> Signed {
    let r = quantile_cubic(c, t);
    let sign = r & 0x80000000u;
    let magnitude = select(r, 0u - r, sign != 0u);
    return Signed(Fixed(select(magnitude, 1u, magnitude == 0u), quantile_exponent(c)), sign);
}

fn quantile_cubic(c: vec4<u32>, t_forward: u32) -> u32 {
    let reversed = 0u - (c.z & 1u);
    let t = t_forward ^ reversed;
    let c3 = i32(c.w) >> 16u;
    let s3 = u32((c3 * i32(t >> 16u)) >> 14u);
    let s2 = mul_high_24_20((c.z >> 8u) + s3, t >> 12u);
    let m = mul_high(c.y + s2, t);
    return c.x + ((m ^ reversed) - reversed);
}

fn quantile_exponent(c: vec4<u32>) -> u32 {
    return u32(i32(c.w << 16u) >> 16u);
}

fn quantile_fold(x: u32) -> u32 {
    return select(~x, x, x < 0x80000000u);
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

fn body(x: u32) -> u32 {
    let value = quantile_body(x);
    return finish(value.v, value.sign);
}

fn is_rare(x: u32) -> bool {
    return quantile_fold(x) < 0x100000u;
}

fn rare(x: u32, at: Address) -> u32 {
    let value = quantile_tail(x, extra_word(at, 0u));
    return finish(value.v, value.sign);
}
