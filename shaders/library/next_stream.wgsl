// All sequences are by position.

fn next_block(s: ptr<function, Sequence>) {
    next_block_of_stream(s);
}
