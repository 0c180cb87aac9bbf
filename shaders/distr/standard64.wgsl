// Uniform f64 on [0, 1): k · 2⁻⁵³. Twin of Standard64 in src/distr/standard.rs.

fn body(x: vec2<u32>) -> vec2<u32> {
    return unit_f64(vec2<u32>((x.x >> 11u) | (x.y << 21u), x.y >> 11u));
}
