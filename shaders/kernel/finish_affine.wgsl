// Location and scale from the draw's parameters.

fn finish(v: Fixed, sign: u32, i: u32) -> u32 {
    let p = draw.parameters[0];
    return affine_f32(v, sign, Affine(p.x, p.y, p.z, p.w, draw.parameters[1].x));
}
