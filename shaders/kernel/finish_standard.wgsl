// Location 0, scale 1.

fn finish(v: Fixed, sign: u32, i: u32) -> u32 {
    return round_f32(v) | sign;
}
