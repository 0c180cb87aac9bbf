// Location and scale from the draw's parameters, over the whole range of f32, and no result outside
// an interval.

fn finish(v: Fixed, sign: u32, i: u32) -> u32 {
    let p = draw.parameters[0];
    let q = draw.parameters[1];
    let order = float_order(affine_f32_wide(v, sign, Affine(p.x, p.y, p.z, p.w, q.x)));
    let above = select(order, q.y, order < q.y);
    return float_unorder(select(above, q.z, above > q.z));
}
