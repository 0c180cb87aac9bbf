// The tables, and what a kernel's loop and its transform tell each other. Binding 4 is the
// distribution's own table, where it has one.

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
