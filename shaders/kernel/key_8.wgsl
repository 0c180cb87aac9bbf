// Keys of 8 words.

const KEY_WORDS: u32 = 8u;

// Key `j`, of a power of two: KEY_MASK + 1.
fn key_at(j: u32) -> Key {
    let i = (j & KEY_MASK) * KEY_WORDS;
    return Key(
        vec4<u32>(tile_keys[i], tile_keys[i + 1u], tile_keys[i + 2u], tile_keys[i + 3u]),
        vec4<u32>(tile_keys[i + 4u], tile_keys[i + 5u], tile_keys[i + 6u], tile_keys[i + 7u]),
    );
}
