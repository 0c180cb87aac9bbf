// Points in the unit ball.

fn make(i: u32) {
    let o = 3u * i;
    let point = unit_ball(vec3<u32>(scratch_word(o), scratch_word(o + 1u), scratch_word(o + 2u)));
    store(o, point.x);
    store(o + 1u, point.y);
    store(o + 2u, point.z);
}
