// What the kernels of vectors are bound to, and their entry point. The host's side is src/gpu/vectors/.

struct Draw {
    // What this dispatch makes: vectors, components or shares.
    len: u32,
    // Components of a vector.
    dimension: u32,
    // Words of a vector.
    words: u32,
    // Where in `out` the first component goes.
    out_word: u32,
    // Where the scratch words of the first vector are, and its further ones.
    scratch_word: u32,
    further_word: u32,
}

@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@group(0) @binding(1) var<uniform> draw: Draw;

const WORKGROUP: u32 = 256u;

// One invocation each; dispatches past the limit of one dimension spill into the second.
@compute @workgroup_size(256)
fn fill(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let i = (group.x + group.y * groups.x) * WORKGROUP + lane;
    if i < draw.len {
        make(i);
    }
}
