// Blocks of 4 words.

fn store_block(counter: vec4<u32>, key: Key, word: u32) {
    store_quad(engine(counter, key), Address(counter.xy, 0u, key), word);
}

// The k-th extra block of an address.
fn extra_quad(at: Address, k: u32) -> vec4<u32> {
    return engine(vec4<u32>(at.block, 1u + k, 0u), at.key);
}
