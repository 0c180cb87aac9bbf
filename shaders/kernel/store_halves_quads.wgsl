// Results, high halves of words, go to the target four at a time: for targets that take whole quads of
// the blocks.

@group(0) @binding(0) var<storage, read_write> out: array<vec2<u32>>;

// `word` counts from the start of the draw's first tile.
fn store_quad(results: vec4<u32>, word: u32) {
    // A quad before the draw wraps to a large index.
    let i = word - draw.first_word;
    if i < draw.len_words {
        let low = vec2<u32>(results.x, results.z) >> vec2<u32>(16u);
        let high = vec2<u32>(results.y, results.w) & vec2<u32>(0xffff0000u);
        out[(draw.out_word + i) >> 2u] = low | high;
    }
}

// Index `o` counts halves from the start of the target. The invocation made the whole quad.
fn store_word(result: u32, o: u32) {
    let other = out[o >> 2u][(o >> 1u) & 1u];
    let low = (result >> 16u) | (other & 0xffff0000u);
    let high = (result & 0xffff0000u) | (other & 0xffffu);
    out[o >> 2u][(o >> 1u) & 1u] = select(low, high, (o & 1u) != 0u);
}

// The word of a rare sample, which its half has no room for.
fn own_word(at: Address, o: u32) -> u32 {
    return stream_word(at, 0u);
}
