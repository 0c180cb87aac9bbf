// Sobol's points. Rows of `points`: 32 of direction numbers, 4 of keys, 2 of the keys of further words.

const DIGITAL_SHIFT: u32 = 1u;
const KEY_ROW: u32 = 32u;
const FURTHER_ROW: u32 = 36u;

fn start(index: u32, dimension: u32) -> u32 {
    return xor_directions(0u, gray_code(index), dimension);
}

// From one point of the invocation to its next.
fn advance(state: u32, index: u32, dimension: u32) -> u32 {
    return xor_directions(state, gray_code(index) ^ gray_code(index + draw.stride), dimension);
}

fn xor_directions(state: u32, ones: u32, dimension: u32) -> u32 {
    var x = state;
    var left = ones;
    while left != 0u {
        x ^= point_word(countTrailingZeros(left), dimension);
        left &= left - 1u;
    }
    return x;
}

fn high_word(state: u32, index: u32, dimension: u32) -> u32 {
    if draw.method == 0u {
        return state;
    }
    let key_0 = point_word(KEY_ROW, dimension);
    if draw.method == DIGITAL_SHIFT {
        return state ^ key_0;
    }
    let key = vec4<u32>(
        key_0,
        point_word(KEY_ROW + 1u, dimension),
        point_word(KEY_ROW + 2u, dimension),
        point_word(KEY_ROW + 3u, dimension),
    );
    return nested_uniform_scramble(state, key);
}

fn low_word(high: u32, index: u32, dimension: u32) -> u32 {
    if draw.method == 0u {
        return 0u;
    }
    return further_words(high, 0u, further_key(dimension)).x;
}

fn further_key(dimension: u32) -> Key {
    return Key(point_word(FURTHER_ROW, dimension), point_word(FURTHER_ROW + 1u, dimension));
}
