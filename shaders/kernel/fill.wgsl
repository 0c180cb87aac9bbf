// One workgroup fills one tile of 4096 words; dispatches past the limit of one dimension spill into
// the second.

const TILE_WORDS: u32 = 4096u;
const WORKGROUP: u32 = 256u;

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
    let key = tile_key(index.x);
    let blocks = TILE_WORDS / BLOCK_WORDS;
    let base = first_block(index, blocks);
    for (var b = lane; b < blocks; b += WORKGROUP) {
        store_block(vec4<u32>(base.x + b, base.y, 0u, 0u), key, first + b * BLOCK_WORDS);
    }
}

// index · blocks mod 2⁶⁴, for the powers of two that `blocks` can be.
fn first_block(index: vec2<u32>, blocks: u32) -> vec2<u32> {
    let shift = countTrailingZeros(blocks) & 31u;
    return vec2<u32>(index.x << shift, (index.y << shift) | (index.x >> ((32u - shift) & 31u)));
}

// `word` counts from the start of the draw's first tile.
fn store_quad(words: vec4<u32>, at: Address, word: u32) {
    if word + 3u < draw.first_word || word >= draw.first_word + draw.len_words {
        return;
    }
    let results = transform(words, at);
    let i = word - draw.first_word;
    if word >= draw.first_word && i + 3u < draw.len_words {
        let o = draw.out_word + i;
        out[o] = results.x;
        out[o + 1u] = results.y;
        out[o + 2u] = results.z;
        out[o + 3u] = results.w;
        return;
    }
    for (var k = 0u; k < 4u; k++) {
        // A word before the draw wraps to a large index.
        if i + k < draw.len_words {
            out[draw.out_word + i + k] = results[k];
        }
    }
}
