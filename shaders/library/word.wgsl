// A distribution whose samples own one word, without extra words.

fn bits(s: ptr<function, Sequence>) -> u32 {
    return body(next_word(s), 0u);
}

fn bits_4(s: ptr<function, Sequence>) -> vec4<u32> {
    align_to(s, 4u);
    let x = next_quad(s);
    return vec4<u32>(body(x.x, 0u), body(x.y, 0u), body(x.z, 0u), body(x.w, 0u));
}
