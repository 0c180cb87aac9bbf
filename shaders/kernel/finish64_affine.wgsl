// Location and scale from the draw's parameters, to f64.

fn finish(v: Fixed64, sign: u32) -> vec2<u32> {
    let p = draw.parameters[0];
    return affine_f64(v, sign, Affine64(p.xy, p.z, draw.parameters[1].xy, p.w));
}
