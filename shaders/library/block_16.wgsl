// Blocks of 16 words.

// No array: naga's SPIR-V knows it by two types, one of which is the member's.
struct Block {
    a: vec4<u32>,
    b: vec4<u32>,
    c: vec4<u32>,
    d: vec4<u32>,
}

fn block_at(counter: vec4<u32>, key: Key) -> Block {
    let block = engine(counter, key);
    return Block(block[0], block[1], block[2], block[3]);
}

fn word_of(block: Block, word: u32) -> u32 {
    let pair = pair_of(block, word);
    return select(pair.x, pair.y, (word & 1u) != 0u);
}

fn pair_of(block: Block, word: u32) -> vec2<u32> {
    let quad = quad_of(block, word);
    return select(quad.xy, quad.zw, (word & 2u) != 0u);
}

fn quad_of(block: Block, word: u32) -> vec4<u32> {
    let low = select(block.a, block.b, (word & 4u) != 0u);
    let high = select(block.c, block.d, (word & 4u) != 0u);
    return select(low, high, (word & 8u) != 0u);
}

// Four words from a multiple of 4 on.
fn next_quad(s: ptr<function, Sequence>) -> vec4<u32> {
    know_block(s);
    let x = quad_of((*s).block, (*s).word);
    (*s).word += 4u;
    leave_block(s);
    return x;
}
