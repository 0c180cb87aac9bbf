// One workgroup fills one tile of 4096 words; dispatches past the limit of one dimension spill into
// the second.

const WORKGROUP: u32 = 256u;
// Words of one invocation.
const INVOCATION_WORDS: u32 = 16u;

@compute @workgroup_size(256)
fn fill(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let tile = group.x + group.y * groups.x;
    let first = tile * TILE_WORDS;
    if first >= draw.first_word + draw.len_words {
        return;
    }
    let index = add_wide(draw.first_tile, vec2<u32>(tile, 0u));
    let key = key_at(index.x);
    let base = first_block(index);

    var rare_words = 0u;
    for (var i = 0u; i < INVOCATION_WORDS; i += BLOCK_WORDS) {
        let b = lane + (i / BLOCK_WORDS) * WORKGROUP;
        let counter = vec4<u32>(base.x + b, base.y, 0u, 0u);
        let mask = store_block(counter, key, first + b * BLOCK_WORDS);
        rare_words |= mask << (i & 31u);
    }
    // Rare samples, one in 2048 for the normal, are made at the end, so that what they need stands
    // once in the kernel and idles no neighbour more often than it must.
    while rare_words != 0u {
        let i = countTrailingZeros(rare_words);
        rare_words &= rare_words - 1u;
        let b = lane + (i / BLOCK_WORDS) * WORKGROUP;
        let word = first + b * BLOCK_WORDS + i % BLOCK_WORDS - draw.first_word;
        if word < draw.len_words {
            let at = Address(vec2<u32>(base.x + b, base.y), i % BLOCK_WORDS, key);
            remake(at, draw.out_word + word);
        }
    }
}
