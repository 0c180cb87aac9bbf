// Blocks of 16 words.

fn store_block(counter: vec4<u32>, key: Key, word: u32) {
    let block = engine(counter, key);
    store_quad(block[0], Address(counter.xy, 0u, key), word);
    store_quad(block[1], Address(counter.xy, 4u, key), word + 4u);
    store_quad(block[2], Address(counter.xy, 8u, key), word + 8u);
    store_quad(block[3], Address(counter.xy, 12u, key), word + 12u);
}

// The four words around an address in its k-th extra block.
fn extra_quad(at: Address, k: u32) -> vec4<u32> {
    var block = engine(vec4<u32>(at.block, 1u + k, 0u), at.key);
    return block[(at.word >> 2u) & 3u];
}
