// A distribution whose samples own two words, without extra words.

fn bits(s: ptr<function, Sequence>) -> vec2<u32> {
    align_to(s, 2u);
    return body(next_pair(s));
}
