// Points whose samples own two words, the low one first.

const SAMPLE_WORDS: u32 = 2u;
const QUAD_POINTS: u32 = 2u;

fn with_point(words: vec4<u32>, k: u32, high: u32, index: u32, dimension: u32) -> vec4<u32> {
    let pair = vec2<u32>(low_word(high, index, dimension), high);
    return select(vec4<u32>(pair, words.zw), vec4<u32>(words.xy, pair), k == 1u);
}

fn store_sample(results: vec4<u32>, k: u32, o: u32) {
    let pair = select(results.xy, results.zw, k == 1u);
    store_word(pair.x, o);
    store_word(pair.y, o + 1u);
}
