// Location 0, scale 1, to f16.

fn finish(v: Fixed, sign: u32, i: u32) -> u32 {
    return round_sum(fixed_sum(v, sign), BINARY16);
}
