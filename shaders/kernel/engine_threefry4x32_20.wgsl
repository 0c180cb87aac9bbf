// The engine of this kernel: threefry4x32_20.

alias Key = vec4<u32>;
const BLOCK_WORDS: u32 = 4u;

fn tile_key(j: u32) -> Key {
    let i = (j & 1023u) * 4u;
    return Key(tile_keys[i], tile_keys[i + 1u], tile_keys[i + 2u], tile_keys[i + 3u]);
}

fn engine(counter: vec4<u32>, key: Key) -> vec4<u32> {
    return threefry4x32_20(counter, key);
}
