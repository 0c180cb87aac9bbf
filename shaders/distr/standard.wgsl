// Uniform f32 on the unit interval: k · 2⁻²⁴. Twin of src/distr/standard.rs.

fn body(x: u32, i: u32) -> u32 {
    let low_bit = draw.parameters[0].x;
    let add = draw.parameters[0].y;
    return unit_f32(((x >> 8u) | low_bit) + add);
}
