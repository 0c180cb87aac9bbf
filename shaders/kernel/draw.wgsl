// What every kernel is bound to. The host's side is `DrawParameters` in src/gpu/plan.rs.

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

// Binding 0 is the target, in store_*.wgsl.
@group(0) @binding(1) var<uniform> draw: Draw;
@group(0) @binding(2) var<storage, read> tile_keys: array<u32>;
