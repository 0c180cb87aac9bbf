// Points in the unit disc.

fn make(i: u32) {
    let point = unit_disc(vec2<u32>(scratch_word(2u * i), scratch_word(2u * i + 1u)));
    store(2u * i, point.x);
    store(2u * i + 1u, point.y);
}
