// The engine of this kernel: chacha20.

struct Key {
    low: vec4<u32>,
    high: vec4<u32>,
}
const BLOCK_WORDS: u32 = 16u;

fn tile_key(j: u32) -> Key {
    let i = (j & 1023u) * 8u;
    return Key(
        vec4<u32>(tile_keys[i], tile_keys[i + 1u], tile_keys[i + 2u], tile_keys[i + 3u]),
        vec4<u32>(tile_keys[i + 4u], tile_keys[i + 5u], tile_keys[i + 6u], tile_keys[i + 7u]),
    );
}

fn engine(counter: vec4<u32>, key: Key) -> array<vec4<u32>, 4> {
    return chacha(counter, key.low, key.high, 10u);
}
