// Halton's points. Rows of `points`: base, weight of the highest digit, first digit, number of digits,
// the tail (high, low), the two keys of further words; and behind them (factor, summand) of each digit.

const FURTHER_ROW: u32 = 6u;
const DIGIT_ROWS: u32 = 8u;

fn start(index: u32, dimension: u32) -> u32 {
    return 0u;
}

fn advance(state: u32, index: u32, dimension: u32) -> u32 {
    return 0u;
}

fn high_word(state: u32, index: u32, dimension: u32) -> u32 {
    return coordinate(index, dimension).x;
}

fn low_word(high: u32, index: u32, dimension: u32) -> u32 {
    return coordinate(index, dimension).y;
}

// The first 64 bits of a coordinate, (high, low).
fn coordinate(index: u32, dimension: u32) -> vec2<u32> {
    let base = point_word(0u, dimension);
    var power = point_word(1u, dimension);
    let digits = DIGIT_ROWS * draw.dimensions + 2u * point_word(2u, dimension);
    var y = vec2<u32>(point_word(4u, dimension), point_word(5u, dimension));
    var rest = index;
    var j = point_word(3u, dimension);
    while j != 0u {
        j -= 1u;
        let a = rest / power;
        rest -= a * power;
        power /= base;
        let digit = affine_digit(a, points[digits + 2u * j], points[digits + 2u * j + 1u], base);
        let high = digit_before(digit, y.x, base);
        y = vec2<u32>(high.x, digit_before(high.y, y.y, base).x);
    }
    return y;
}

fn further_key(dimension: u32) -> Key {
    return Key(point_word(FURTHER_ROW, dimension), point_word(FURTHER_ROW + 1u, dimension));
}
