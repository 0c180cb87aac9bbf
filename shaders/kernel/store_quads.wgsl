// Results go to the target four at a time: for targets that take whole quads of the blocks. Faster
// than word by word.

@group(0) @binding(0) var<storage, read_write> out: array<vec4<u32>>;

// `word` counts from the start of the draw's first tile.
fn store_quad(results: vec4<u32>, word: u32) {
    // A quad before the draw wraps to a large index.
    let i = word - draw.first_word;
    if i < draw.len_words {
        out[(draw.out_word + i) >> 2u] = results;
    }
}

// Index `o` counts from the start of the target.
fn store_word(result: u32, o: u32) {
    out[o >> 2u][o & 3u] = result;
}

fn load_word(o: u32) -> u32 {
    return out[o >> 2u][o & 3u];
}

// The word of a rare sample, which stands in its place.
fn own_word(at: Address, o: u32) -> u32 {
    return load_word(o);
}
