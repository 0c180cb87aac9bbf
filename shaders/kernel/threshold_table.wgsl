// The table of a draw's own.

// The guide, then the thresholds' high words, then their low words.
@group(0) @binding(4) var<storage, read> threshold_table: array<u32>;

fn threshold_entry(i: u32) -> u32 {
    return threshold_table[i];
}
