// What every kernel is bound to. The host's side is src/gpu/draw.rs.

struct Draw {
    // Index of the first tile, (low, high).
    first_tile: vec2<u32>,
    // The first word of the draw, counted from the start of its tile.
    first_word: u32,
    len_words: u32,
    // Of the transform.
    parameters: array<vec4<u32>, 2>,
    // Where in `out` the first word goes.
    out_word: u32,
}

// Binding 0 is the target, in store_words.wgsl or store_quads.wgsl; binding 4 the distribution's own
// table, where it has one.
@group(0) @binding(1) var<uniform> draw: Draw;
@group(0) @binding(2) var<storage, read> tile_keys: array<u32>;
@group(0) @binding(3) var<uniform> table: array<vec4<u32>, 256>;

// First pieces of the tables, as in src/tables/mod.rs.
const NORMAL: u32 = 0u;
const LOG: u32 = 176u;
const NORMAL_TAIL: u32 = 192u;

fn piece(i: u32) -> vec4<u32> {
    return table[i & 255u];
}

// The place of a word: what its extra words are made from.
struct Address {
    block: vec2<u32>,
    word: u32,
    key: Key,
}

// What the transform makes of four words; `rare` has a bit for each word whose sample is to be made
// again.
struct Made {
    results: vec4<u32>,
    rare: u32,
}
