// The engine of this kernel: philox4x32_10.

alias Key = vec2<u32>;
const BLOCK_WORDS: u32 = 4u;

fn engine(counter: vec4<u32>, key: Key) -> vec4<u32> {
    return philox4x32_10(counter, key);
}
