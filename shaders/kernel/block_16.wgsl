// Blocks of 16 words.

// Stores the samples of a block; returns a bit for each word whose sample is rare.
fn store_block(counter: vec4<u32>, key: Key, word: u32) -> u32 {
    let block = engine(counter, key);
    store_quad(transform(block[0]), word);
    store_quad(transform(block[1]), word + 4u);
    store_quad(transform(block[2]), word + 8u);
    store_quad(transform(block[3]), word + 12u);
    return rare_mask(block[0])
        | (rare_mask(block[1]) << 4u)
        | (rare_mask(block[2]) << 8u)
        | (rare_mask(block[3]) << 12u);
}

// The four aligned words around `word` of a block.
fn quad_around(counter: vec4<u32>, key: Key, word: u32) -> vec4<u32> {
    var block = engine(counter, key);
    return block[(word >> 2u) & 3u];
}
