// Sequences by word position of the stream.

const TILE_BLOCKS: u32 = 4096u / BLOCK_WORDS;
// Of the high word of a block's number: behind the last block comes the first.
const HIGH_MASK: u32 = 0xffffffffu / BLOCK_WORDS;

// From a word position, (low, high), on.
fn at_position(position: vec2<u32>) -> Sequence {
    let shift = countTrailingZeros(BLOCK_WORDS) & 31u;
    let block = vec2<u32>(
        (position.x >> shift) | (position.y << ((32u - shift) & 31u)),
        position.y >> shift,
    );
    var s: Sequence;
    s.key = tile_key(block.x / TILE_BLOCKS);
    s.counter = vec4<u32>(block, 0u, 0u);
    s.word = position.x & (BLOCK_WORDS - 1u);
    s.extra = vec2<u32>(1u, 0u);
    if s.word != 0u {
        s.block = block_at(s.counter, s.key);
    }
    return s;
}

fn tile_key(j: u32) -> Key {
    return key_at(TILE_KEYS + (j & 1023u));
}

fn next_block_of_stream(s: ptr<function, Sequence>, blocks: u32) {
    let block = add_wide((*s).counter.xy, vec2<u32>(blocks, 0u));
    (*s).counter = vec4<u32>(block.x, block.y & HIGH_MASK, 0u, 0u);
    if blocks != 0u && block.x % TILE_BLOCKS == 0u {
        (*s).key = tile_key(block.x / TILE_BLOCKS);
    }
}
