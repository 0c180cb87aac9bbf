// Points whose samples own one word.

const SAMPLE_WORDS: u32 = 1u;
const QUAD_POINTS: u32 = 4u;

fn with_point(words: vec4<u32>, k: u32, high: u32, index: u32, dimension: u32) -> vec4<u32> {
    var quad = words;
    quad[k & 3u] = high;
    return quad;
}

fn store_sample(results: vec4<u32>, k: u32, o: u32) {
    store_word(results[k & 3u], o);
}
