// Location and scale from the draw's parameters, to bf16.

fn finish(v: Fixed, sign: u32, i: u32) -> u32 {
    let p = draw.parameters[0];
    let a = Affine(p.x, p.y, p.z, p.w, draw.parameters[1].x);
    return round_sum(affine_sum(v, sign, a), BFLOAT16);
}
