// Keys of 4 words.

const KEY_WORDS: u32 = 4u;

// Key `j`, of a power of two: KEY_MASK + 1.
fn key_at(j: u32) -> Key {
    let i = (j & KEY_MASK) * KEY_WORDS;
    return Key(tile_keys[i], tile_keys[i + 1u], tile_keys[i + 2u], tile_keys[i + 3u]);
}
