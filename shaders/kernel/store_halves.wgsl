// Results, high halves of words, go to the target one at a time: for targets at any word, where two
// invocations may share a word of the target.

@group(0) @binding(0) var<storage, read_write> out: array<atomic<u32>>;

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

// Index `o` counts halves from the start of the target. The other half stays; where the draw ends with a
// low half, there is none, and it becomes 0.
fn store_word(result: u32, o: u32) {
    let is_high = (o & 1u) != 0u;
    let is_last = o + 1u == draw.out_word + draw.len_words;
    let other = select(select(0xffff0000u, 0u, is_last), 0xffffu, is_high);
    atomicAnd(&out[o >> 1u], other);
    atomicOr(&out[o >> 1u], select(result >> 16u, result & 0xffff0000u, is_high));
}

// The word of a rare sample, which its half has no room for.
fn own_word(at: Address, o: u32) -> u32 {
    return stream_word(at, 0u);
}
