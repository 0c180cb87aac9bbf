// Integer square and cube roots, rounded down. Twin of src/exact/root.rs.

fn fixed_sqrt(v: Fixed) -> Fixed {
    let zeros = countLeadingZeros(v.r) & 31u;
    let odd = (v.q + zeros) & 1u;
    return Fixed(square_root((v.r << zeros) >> odd), (v.q + zeros - odd + 32u) >> 1u);
}

fn fixed_cbrt(v: Fixed) -> Fixed {
    let zeros = countLeadingZeros(v.r) & 31u;
    let rest = ((v.q + zeros + 1u) % 3u) & 3u;
    return Fixed(cube_root((v.r << zeros) >> rest), (v.q + zeros - rest + 64u) / 3u);
}

fn square_root(x: u32) -> u32 {
    // 1/√x in units of 2⁻³⁰: a quadratic, and two steps of Newton.
    var y = 2813783743u - mul_high(x, 3336146878u - mul_high(x, 1614399072u));
    for (var i = 0u; i < 2u; i++) {
        let product = mul_high(x, mul_high(y, y) << 1u);
        y = mul_high(y, 0x60000000u - product) << 2u;
    }
    // A step from the exact remainder leaves at most one unit.
    let most = mul_high(x, y);
    let estimate = select(most, 0x3fffffffu, most > 0x3fffffffu) << 2u;
    let square = mul_wide(estimate, estimate);
    let remainder = distance(x, square);
    let step = mul_high((remainder.y << 16u) | (remainder.x >> 16u), y) >> 15u;
    let root = select(estimate + step, estimate - step, above(square, x));
    let lower = root - select(0u, 1u, above(mul_wide(root, root), x));
    let higher = lower + 1u;
    return select(higher, lower, higher == 0u || above(mul_wide(higher, higher), x));
}

fn cube_root(x: u32) -> u32 {
    // 1/∛x in units of 2⁻³⁰: a cubic, and two steps of Newton.
    let start = 2740136484u - mul_high(x, 1166450545u);
    var y = (1300268117u - mul_high(x, 2342380932u - mul_high(x, start))) << 1u;
    for (var i = 0u; i < 2u; i++) {
        let product = mul_high(mul_high(x, mul_high(y, y) << 1u) << 2u, y);
        y = mul_high(mul_high(y, 0x80000000u - product) << 2u, 0xaaaaaaabu);
    }
    // A step from the exact remainder leaves at most one unit.
    let square = mul_high(y, y);
    let most = mul_high(x, square << 1u);
    let estimate = select(most, 0x1fffffffu, most > 0x1fffffffu) << 3u;
    let power = cube(estimate);
    let remainder = distance(x, power);
    let third = mul_high((remainder.y << 14u) | (remainder.x >> 18u), square);
    let step = mul_high(third, 0x55555556u) >> 10u;
    let root = select(estimate + step, estimate - step, above(power, x));
    let lower = root - select(0u, 1u, above(cube(root), x));
    let higher = lower + 1u;
    return select(higher, lower, higher == 0u || above(cube(higher), x));
}

// a³ / 2³², rounded up.
fn cube(a: u32) -> vec2<u32> {
    let square = mul_wide(a, a);
    let low = mul_wide(square.x, a);
    let sum = add_wide(mul_wide(square.y, a), vec2<u32>(low.y, 0u));
    return add_wide(sum, vec2<u32>(select(0u, 1u, low.x != 0u), 0u));
}

// Whether a is above x · 2³².
fn above(a: vec2<u32>, x: u32) -> bool {
    return a.y > x || (a.y == x && a.x != 0u);
}

// |x · 2³² − a|.
fn distance(x: u32, a: vec2<u32>) -> vec2<u32> {
    let borrow = select(0u, 1u, a.x != 0u);
    let low = 0u - a.x;
    let high = x - a.y - borrow;
    let negative = (high >> 31u) != 0u;
    let carry = select(0u, 1u, low == 0u);
    return select(vec2<u32>(low, high), vec2<u32>(0u - low, ~high + carry), negative);
}
