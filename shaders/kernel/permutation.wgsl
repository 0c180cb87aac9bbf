// What the kernels of permutations are bound to, and the elements of a permutation. The host's side is
// src/plan/permutation/.

struct Draw {
    // Index of the first tile, (low, high).
    first_tile: vec2<u32>,
    // The first word of the draw, counted from the start of its tile.
    first_word: u32,
    len_words: u32,
    // Of gather: words of a record, and the first word in `records`.
    parameters: array<vec4<u32>, 2>,
    // Where in `out` the first word goes.
    out_word: u32,
}

struct Permutation {
    column_bits: u32,
    rows: u32,
    // n − 1.
    last: u32,
    // Of rounds; 0 for a list.
    pairs: u32,
    // 1 for the inverse.
    inverted: u32,
    // Keys of the rounds, or a list in bytes.
    words: array<vec4<u32>, 4>,
}

@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@group(0) @binding(1) var<uniform> draw: Draw;
@group(0) @binding(4) var<storage, read> permutation: Permutation;

// More steps than there are cells past the end.
const MAX_STEPS: u32 = 65536u;

fn element(i: u32) -> u32 {
    if permutation.pairs == 0u {
        return listed(i);
    }
    var value = rounds(i);
    for (var k = 0u; k < MAX_STEPS; k++) {
        if value <= permutation.last {
            break;
        }
        value = rounds(value);
    }
    return value;
}

fn listed(i: u32) -> u32 {
    let word = permutation.words[(i >> 4u) & 3u][(i >> 2u) & 3u];
    return (word >> ((i & 3u) * 8u)) & 0xffu;
}

fn rounds(value: u32) -> u32 {
    let grid = Grid(permutation.column_bits, permutation.rows);
    var cell = cell_of(value, grid);
    for (var r = 0u; r < 8u; r++) {
        if r == permutation.pairs {
            break;
        }
        if permutation.inverted == 0u {
            cell = forward_pair(cell, pair_keys(r), grid);
        } else {
            cell = backward_pair(cell, pair_keys(permutation.pairs - 1u - r), grid);
        }
    }
    return value_of(cell, grid);
}

fn pair_keys(r: u32) -> vec2<u32> {
    let quad = permutation.words[(r >> 1u) & 3u];
    return select(quad.xy, quad.zw, (r & 1u) == 1u);
}
