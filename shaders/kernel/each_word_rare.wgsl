// Samples that own one word, some of which need extra words. These are left as the word itself, to
// be made again.

fn transform(words: vec4<u32>) -> vec4<u32> {
    return vec4<u32>(
        select(body(words.x), words.x, is_rare(words.x)),
        select(body(words.y), words.y, is_rare(words.y)),
        select(body(words.z), words.z, is_rare(words.z)),
        select(body(words.w), words.w, is_rare(words.w)),
    );
}

fn rare_mask(words: vec4<u32>) -> u32 {
    return select(0u, 1u, is_rare(words.x))
        | select(0u, 2u, is_rare(words.y))
        | select(0u, 4u, is_rare(words.z))
        | select(0u, 8u, is_rare(words.w));
}

// Makes the sample at index `o` of the target, which holds its word.
fn remake(at: Address, o: u32) {
    store_word(rare(load_word(o), at), o);
}

// The k-th extra word of a sample.
fn extra_word(at: Address, k: u32) -> u32 {
    let quad = quad_around(vec4<u32>(at.block, 1u + k, 0u), at.key, at.word);
    let pair = select(quad.xy, quad.zw, (at.word & 2u) != 0u);
    return select(pair.x, pair.y, (at.word & 1u) != 0u);
}
