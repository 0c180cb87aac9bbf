// The 2³² words in n strata, as equal as words allow. Twin of src/qmc/strata.rs.

struct Strata {
    // n − 1.
    last: u32,
    // ⌈2⁶⁴ / n⌉ mod 2⁶⁴, (low, high).
    reciprocal: vec2<u32>,
    // ⌊2³² / n⌋ − 1: each stratum has one word more, or two.
    width: u32,
    // 2³² mod n.
    remainder: u32,
}

// ⌊x · (last + 1) / 2³²⌋.
fn scale_word(x: u32, last: u32) -> u32 {
    let product = mul_wide(x, last);
    return product.y + select(0u, 1u, product.x + x < x);
}

// The first word of a stratum.
fn stratum_start(stratum: u32, strata: Strata) -> u32 {
    let high = stratum * strata.reciprocal.y;
    let start = high + mul_high(stratum, strata.reciprocal.x);
    return start + select(0u, 1u, scale_word(start, strata.last) < stratum);
}

// Of the product of a word and n, the last 32 bits: how far the word's start is behind that of its stratum,
// in n-ths of a word.
fn start_in_stratum(word: u32, strata: Strata) -> u32 {
    return word * strata.last + word;
}

// The word of a stratum that lies random / 2³² of the way through it.
fn word_in_stratum(stratum: u32, random: u32, strata: Strata) -> u32 {
    let start = stratum_start(stratum, strata);
    let has_one_more = start_in_stratum(start, strata) < strata.remainder;
    return start + scale_word(random, strata.width + select(0u, 1u, has_one_more));
}

// A low word so that the coordinate is in the stratum of its high word. That may end within the word: the
// low words from there on are left out.
fn low_word_in_stratum(high: u32, random: u32, strata: Strata) -> u32 {
    // n-ths of a word up to the end, of which a word has n; 0 for all 2³².
    let end = 0u - start_in_stratum(high, strata);
    if end - 1u < strata.last {
        return mul_high(random, stratum_start(end, strata));
    }
    return random;
}
