// The integer cubic of one piece of a quantile table. Twin of src/exact/cubic.rs.

fn cubic_value(c: vec4<u32>, t: u32) -> Signed {
    let r = cubic(c, t);
    let sign = r & 0x80000000u;
    let magnitude = select(r, 0u - r, sign != 0u);
    return Signed(Fixed(select(magnitude, 1u, magnitude == 0u), cubic_exponent(c)), sign);
}

fn cubic(c: vec4<u32>, t: u32) -> u32 {
    let reversed = 0u - (c.z & 1u);
    let u = t ^ reversed;
    let c3 = i32(c.w) >> 16u;
    let s3 = u32((c3 * i32(u >> 16u)) >> 14u);
    let s2 = mul_high_24_20((c.z >> 8u) + s3, u >> 12u);
    let m = mul_high(c.y + s2, u);
    return c.x + ((m ^ reversed) - reversed);
}

fn cubic_exponent(c: vec4<u32>) -> u32 {
    return u32(i32(c.w << 16u) >> 16u);
}
