// Points on the unit sphere.

fn make(i: u32) {
    let point = unit_sphere(vec2<u32>(scratch_word(2u * i), scratch_word(2u * i + 1u)));
    store(3u * i, point.x);
    store(3u * i + 1u, point.y);
    store(3u * i + 2u, point.z);
}
