// Words, but for those in the tails of a quantile table, which are replaced by their extra words. Twin of
// src/distr/extra.rs.

fn body(x: u32, i: u32) -> u32 {
    return x;
}

fn is_rare(x: u32, i: u32) -> bool {
    return select(~x, x, x < 0x80000000u) < 0x100000u;
}

fn rare(x: u32, i: u32, at: Address) -> u32 {
    return extra_word(at, 0u);
}
