// Results go to the target word by word: for targets at any word.

@group(0) @binding(0) var<storage, read_write> out: array<u32>;

// `word` counts from the start of the draw's first tile.
fn store_quad(results: vec4<u32>, word: u32) {
    // A word before the draw wraps to a large index.
    let i = word - draw.first_word;
    for (var k = 0u; k < 4u; k++) {
        if i + k < draw.len_words {
            store_word(results[k], draw.out_word + i + k);
        }
    }
}

// Index `o` counts from the start of the target.
fn store_word(result: u32, o: u32) {
    out[o] = result;
}

fn load_word(o: u32) -> u32 {
    return out[o];
}

// The word of a rare sample, which stands in its place.
fn own_word(at: Address, o: u32) -> u32 {
    return load_word(o);
}
