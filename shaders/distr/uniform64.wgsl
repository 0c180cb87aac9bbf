// Uniform f64 on an interval. Twin of src/distr/uniform64.rs.

fn body(x: vec2<u32>) -> vec2<u32> {
    let p = draw.parameters[0];
    let q = draw.parameters[1];
    let v = Fixed64(x | vec2<u32>(1u, 0u), 64u);
    let order = float_order64(affine_f64(v, 0u, Affine64(p.xy, p.z, q.xy, p.w)));
    return float_unorder64(select(order, q.zw, is_above(order, q.zw)));
}
