// Results, 0 or 1, go to the target as bits, the 32 of an invocation at once.

@group(0) @binding(0) var<storage, read_write> out: array<u32>;

var<private> bits: u32 = 0u;

// `word` counts from the invocation's first.
fn store_quad(results: vec4<u32>, word: u32) {
    let ones = results & vec4<u32>(1u);
    bits |= (ones.x | (ones.y << 1u) | (ones.z << 2u) | (ones.w << 3u)) << (word & 31u);
}

// Index `o` counts from the invocation's first.
fn store_word(result: u32, o: u32) {
    bits = (bits & ~(1u << (o & 31u))) | (result << (o & 31u));
}

// The invocation's word of a rare sample.
fn own_word(at: Address, o: u32) -> u32 {
    return stream_word(at, 0u);
}

// Index `o`, of the first bit, counts from the start of the target.
fn store_bits(o: u32) {
    out[o >> 5u] = bits;
}
