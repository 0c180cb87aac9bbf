// Words by their addresses.

// The word at an address, or its k-th extra word with third = 1 + k.
fn stream_word(at: Address, third: u32) -> u32 {
    let quad = quad_around(vec4<u32>(at.block, third, 0u), at.key, at.word);
    let pair = select(quad.xy, quad.zw, (at.word & 2u) != 0u);
    return select(pair.x, pair.y, (at.word & 1u) != 0u);
}
