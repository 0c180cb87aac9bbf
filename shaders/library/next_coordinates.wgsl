// All sequences are by coordinates.

fn next_block(s: ptr<function, Sequence>) {
    (*s).counter.w = ((*s).counter.w + 1u) & 0xffffffu;
}
