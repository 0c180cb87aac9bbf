// Points on the unit circle.

fn make(i: u32) {
    let point = unit_circle(scratch_word(i));
    store(2u * i, point.x);
    store(2u * i + 1u, point.y);
}
