// A distribution whose samples own one word, without extra words.

fn sample(s: ptr<function, Sequence>, i: u32) -> u32 {
    return body(next_word(s), i);
}

fn sample_4(s: ptr<function, Sequence>, i: u32) -> vec4<u32> {
    align_to(s, 4u);
    let x = next_quad(s);
    return vec4<u32>(body(x.x, i), body(x.y, i), body(x.z, i), body(x.w, i));
}
