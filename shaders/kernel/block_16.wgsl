// Blocks of 16 words.

// Stores the samples of a block; returns a bit for each word whose sample is rare.
fn store_block(counter: vec4<u32>, key: Key, word: u32) -> u32 {
    let block = engine(counter, key);
    var mask = 0u;
    // A loop over selects: one copy of the transform in the kernel instead of four, which take
    // SwiftShader seconds and more than 100 MB to compile.
    for (var i = 0u; i < 16u; i += 4u) {
        let low = select(block[0], block[1], (i & 4u) != 0u);
        let high = select(block[2], block[3], (i & 4u) != 0u);
        let made = transform(select(low, high, (i & 8u) != 0u), word + i - draw.first_word);
        store_quad(made.results, word + i);
        mask |= made.rare << (i & 31u);
    }
    return mask;
}

// The four aligned words around `word` of a block.
fn quad_around(counter: vec4<u32>, key: Key, word: u32) -> vec4<u32> {
    var block = engine(counter, key);
    return block[(word >> 2u) & 3u];
}
