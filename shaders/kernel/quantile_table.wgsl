// The quantile table of a draw.

// An octave's entry in each of the first 128, then the pieces.
@group(0) @binding(4) var<storage, read> quantile_table: array<vec4<u32>>;

fn quantile_entry(i: u32) -> u32 {
    return quantile_table[i & 127u].x;
}

fn quantile_piece(i: u32) -> vec4<u32> {
    return quantile_table[128u + i];
}
