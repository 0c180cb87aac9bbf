// One workgroup fills one tile of 4096 words whose results are bits; an invocation makes the 32 of one
// word of the target. Dispatches past the limit of one dimension spill into the second.

// Words of one invocation.
const INVOCATION_WORDS: u32 = 32u;

@compute @workgroup_size(128)
fn fill(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let tile = group.x + group.y * groups.x;
    let in_tile = lane * INVOCATION_WORDS;
    // A word before the draw wraps to a large index.
    let word = tile * TILE_WORDS + in_tile - draw.first_word;
    if word >= draw.len_words {
        return;
    }
    let index = add_wide(draw.first_tile, vec2<u32>(tile, 0u));
    let key = key_at(index.x);
    let base = first_block(index);

    var rare_words = 0u;
    for (var i = 0u; i < INVOCATION_WORDS; i += BLOCK_WORDS) {
        let counter = vec4<u32>(base.x + (in_tile + i) / BLOCK_WORDS, base.y, 0u, 0u);
        let mask = store_block(counter, key, i);
        rare_words |= mask << (i & 31u);
    }
    while rare_words != 0u {
        let i = countTrailingZeros(rare_words);
        rare_words &= rare_words - 1u;
        let block = vec2<u32>(base.x + (in_tile + i) / BLOCK_WORDS, base.y);
        remake(Address(block, i % BLOCK_WORDS, key), i);
    }
    store_bits(draw.out_word + word);
}
