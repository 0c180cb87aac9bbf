// All sequences are by position. To the next block, or to this one: `blocks` is 1 or 0.

fn next_block(s: ptr<function, Sequence>, blocks: u32) {
    next_block_of_stream(s, blocks);
}
