// Samples that own two words, some of which need extra words. These are left as the words
// themselves, to be made again.

fn transform(words: vec4<u32>, i: u32) -> Made {
    let results = vec4<u32>(
        select(body(words.xy), words.xy, is_rare(words.xy)),
        select(body(words.zw), words.zw, is_rare(words.zw)),
    );
    return Made(results, select(0u, 1u, is_rare(words.xy)) | select(0u, 4u, is_rare(words.zw)));
}

// Makes the sample at index `o` of the target, which holds its words.
fn remake(at: Address, o: u32) {
    let results = rare(vec2<u32>(load_word(o), load_word(o + 1u)), at);
    store_word(results.x, o);
    store_word(results.y, o + 1u);
}

// The k-th extra pair of a sample.
fn extra_pair(at: Address, k: u32) -> vec2<u32> {
    let quad = quad_around(vec4<u32>(at.block, 1u + k, 0u), at.key, at.word);
    return select(quad.xy, quad.zw, (at.word & 2u) != 0u);
}
