// Blocks of 4 words.

// Stores the samples of a block; returns a bit for each word whose sample is rare.
fn store_block(counter: vec4<u32>, key: Key, word: u32) -> u32 {
    let made = transform(engine(counter, key), word - draw.first_word);
    store_quad(made.results, word);
    return made.rare;
}

// The four aligned words around `word` of a block: all there are.
fn quad_around(counter: vec4<u32>, key: Key, word: u32) -> vec4<u32> {
    return engine(counter, key);
}
