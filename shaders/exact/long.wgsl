// 64-bit integers as (low, high), and the high half of their products. Twin of src/exact/long.rs.

// a · b / 2⁶⁴, less than 3 too small.
fn mul_top(a: vec2<u32>, b: vec2<u32>) -> vec2<u32> {
    let middle = add_wide(vec2<u32>(mul_high(a.y, b.x), 0u), vec2<u32>(mul_high(a.x, b.y), 0u));
    return add_wide(mul_wide(a.y, b.y), middle);
}

fn shift_left(a: vec2<u32>, n: u32) -> vec2<u32> {
    let s = n & 31u;
    let low = a.x << s;
    let high = (a.y << s) | ((a.x >> 1u) >> (31u - s));
    return select(vec2<u32>(low, high), vec2<u32>(0u, low), (n & 32u) != 0u);
}

fn shift_right(a: vec2<u32>, n: u32) -> vec2<u32> {
    let s = n & 31u;
    let high = a.y >> s;
    let low = (a.x >> s) | ((a.y << 1u) << (31u - s));
    return select(vec2<u32>(low, high), vec2<u32>(high, 0u), (n & 32u) != 0u);
}

fn leading_zeros(a: vec2<u32>) -> u32 {
    return select(countLeadingZeros(a.y), 32u + countLeadingZeros(a.x), a.y == 0u);
}

fn negate(a: vec2<u32>) -> vec2<u32> {
    return add_wide(~a, vec2<u32>(1u, 0u));
}

fn is_above(a: vec2<u32>, b: vec2<u32>) -> bool {
    return a.y > b.y || (a.y == b.y && a.x > b.x);
}
