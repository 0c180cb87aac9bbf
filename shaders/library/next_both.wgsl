// Sequences are by position or by coordinates. To the next block, or to this one: `blocks` is 1 or 0.

fn next_block(s: ptr<function, Sequence>, blocks: u32) {
    if (*s).extra.y == 0u {
        next_block_of_stream(s, blocks);
    } else {
        (*s).counter.w = ((*s).counter.w + blocks) & 0xffffffu;
    }
}
