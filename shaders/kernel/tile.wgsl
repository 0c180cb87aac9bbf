// Tiles of words.

const TILE_WORDS: u32 = 4096u;
// Of the last tile key.
const KEY_MASK: u32 = 1023u;

// The first block of a tile: index · (TILE_WORDS / BLOCK_WORDS) mod 2⁶⁴.
fn first_block(index: vec2<u32>) -> vec2<u32> {
    let shift = countTrailingZeros(TILE_WORDS / BLOCK_WORDS) & 31u;
    return vec2<u32>(index.x << shift, (index.y << shift) | (index.x >> ((32u - shift) & 31u)));
}
