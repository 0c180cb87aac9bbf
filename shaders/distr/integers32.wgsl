// Unbiased 32-bit integers on a range. Twin of Integers32Steps in src/distr/integers.rs.

const MAX_EXTRA: u32 = 128u;

fn body(x: u32, i: u32) -> u32 {
    let low = draw.parameters[0].x;
    let range = draw.parameters[0].y;
    return low + select(mul_high(x, range), x, range == 0u);
}

fn is_rare(x: u32, i: u32) -> bool {
    return x * draw.parameters[0].y < draw.parameters[0].z;
}

fn rare(x: u32, i: u32, at: Address) -> u32 {
    var word = x;
    for (var k = 0u; k < MAX_EXTRA; k++) {
        if !is_rare(word, i) {
            break;
        }
        word = extra_word(at, k);
    }
    return body(word, i);
}
