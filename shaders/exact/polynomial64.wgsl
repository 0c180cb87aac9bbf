// The degree-7 integer polynomial of one table piece, for results in f64. Twin of
// src/exact/polynomial64.rs.

struct Piece64 {
    c01: vec4<u32>,
    c23: vec4<u32>,
    c4567: vec4<u32>,
}

fn polynomial64(c: Piece64, t: vec2<u32>) -> vec2<u32> {
    let r6 = c.c4567.z + mul_high(c.c4567.x & 0xffffffu, t.y);
    let r5 = c.c4567.w + mul_high(r6, t.y);
    let r4 = add_wide(shift_right(c.c4567.xy, 24u), vec2<u32>(mul_high(r5, t.y), 0u));
    let r3 = add_wide(c.c23.zw, mul_top(shift_left(r4, 3u), t));
    let r2 = add_wide(c.c23.xy, mul_top(r3, t));
    let r1 = add_wide(c.c01.zw, mul_top(r2, t));
    return mul_top(r1, t);
}
