// One workgroup makes a tile of 4096 words; dispatches past the limit of one dimension spill into the
// second.

const TILE_WORDS: u32 = 4096u;
const WORKGROUP: u32 = 256u;

@compute @workgroup_size(256)
fn fill(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let first = (group.x + group.y * groups.x) * TILE_WORDS;
    for (var i = 0u; i < TILE_WORDS; i += WORKGROUP) {
        let word = first + i + lane - draw.first_word;
        if word < draw.len_words {
            // Words of all records are counted in 32 bits.
            let at = draw.first_tile.x * TILE_WORDS + draw.first_word + word;
            out[draw.out_word + word] = result(at);
        }
    }
}
