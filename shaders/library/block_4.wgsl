// Blocks of 4 words.

alias Block = vec4<u32>;

fn block_at(counter: vec4<u32>, key: Key) -> Block {
    return engine(counter, key);
}

fn word_of(block: Block, word: u32) -> u32 {
    let pair = pair_of(block, word);
    return select(pair.x, pair.y, (word & 1u) != 0u);
}

fn pair_of(block: Block, word: u32) -> vec2<u32> {
    return select(block.xy, block.zw, (word & 2u) != 0u);
}

// Four words from a multiple of 4 on.
fn next_quad(s: ptr<function, Sequence>) -> vec4<u32> {
    let x = engine((*s).counter, (*s).key);
    next_block(s, 1u);
    return x;
}
