// Samples that own one word, some of which need extra words.

fn transform(words: vec4<u32>, at: Address) -> vec4<u32> {
    var results = vec4<u32>(body(words.x), body(words.y), body(words.z), body(words.w));
    if is_rare(words.x) || is_rare(words.y) || is_rare(words.z) || is_rare(words.w) {
        for (var i = 0u; i < 4u; i++) {
            if is_rare(words[i]) {
                results[i] = rare(words[i], Address(at.block, at.word + i, at.key));
            }
        }
    }
    return results;
}

fn extra_word(at: Address, k: u32) -> u32 {
    var quad = extra_quad(at, k);
    return quad[at.word & 3u];
}
