// All sequences are by coordinates. To the next block, or to this one: `blocks` is 1 or 0.

fn next_block(s: ptr<function, Sequence>, blocks: u32) {
    (*s).counter.w = ((*s).counter.w + blocks) & 0xffffffu;
}
