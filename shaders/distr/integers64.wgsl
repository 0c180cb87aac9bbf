// Unbiased 64-bit integers on a range. Twin of Integers64Steps in src/distr/integers.rs.

const MAX_EXTRA: u32 = 128u;

fn less_wide(a: vec2<u32>, b: vec2<u32>) -> bool {
    return a.y < b.y || (a.y == b.y && a.x < b.x);
}

fn mul_high_wide(a: vec2<u32>, b: vec2<u32>) -> vec2<u32> {
    let low = mul_wide(a.x, b.x);
    let cross = mul_wide(a.y, b.x);
    let cross2 = mul_wide(a.x, b.y);
    let middle = add_wide(cross, vec2<u32>(low.y, 0u));
    let middle2 = add_wide(cross2, vec2<u32>(middle.x, 0u));
    return add_wide(mul_wide(a.y, b.y), add_wide(vec2<u32>(middle.y, 0u), vec2<u32>(middle2.y, 0u)));
}

fn mul_low_wide(a: vec2<u32>, b: vec2<u32>) -> vec2<u32> {
    let low = mul_wide(a.x, b.x);
    let cross = a.x * b.y + a.y * b.x;
    return vec2<u32>(low.x, low.y + cross);
}

fn body(x: vec2<u32>) -> vec2<u32> {
    let low = draw.parameters[0].xy;
    let range = draw.parameters[0].zw;
    let whole = (range.x | range.y) == 0u;
    return add_wide(low, select(mul_high_wide(x, range), x, whole));
}

fn is_rare(x: vec2<u32>) -> bool {
    return less_wide(mul_low_wide(x, draw.parameters[0].zw), draw.parameters[1].xy);
}

fn rare(x: vec2<u32>, at: Address) -> vec2<u32> {
    var pair = x;
    for (var k = 0u; k < MAX_EXTRA; k++) {
        if !is_rare(pair) {
            break;
        }
        pair = extra_pair(at, k);
    }
    return body(pair);
}
