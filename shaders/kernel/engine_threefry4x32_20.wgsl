// The engine of this kernel: threefry4x32_20.

alias Key = vec4<u32>;
const BLOCK_WORDS: u32 = 4u;

fn engine(counter: vec4<u32>, key: Key) -> vec4<u32> {
    return threefry4x32_20(counter, key);
}
