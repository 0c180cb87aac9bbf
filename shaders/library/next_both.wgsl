// Sequences are by position or by coordinates.

fn next_block(s: ptr<function, Sequence>) {
    if (*s).extra.y == 0u {
        next_block_of_stream(s);
    } else {
        (*s).counter.w = ((*s).counter.w + 1u) & 0xffffffu;
    }
}
