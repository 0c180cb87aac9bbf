// Location 0, scale 1, to f64.

fn finish(v: Fixed64, sign: u32) -> vec2<u32> {
    let bits = round_f64(v);
    return vec2<u32>(bits.x, bits.y | sign);
}
