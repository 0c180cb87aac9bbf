// The engine of this kernel: chacha12.

struct Key {
    low: vec4<u32>,
    high: vec4<u32>,
}
const BLOCK_WORDS: u32 = 16u;

fn engine(counter: vec4<u32>, key: Key) -> array<vec4<u32>, 4> {
    return chacha(counter, key.low, key.high, 6u);
}
