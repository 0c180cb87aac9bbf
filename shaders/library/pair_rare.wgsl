// A distribution whose samples own two words, some of which need extra words.

fn bits(s: ptr<function, Sequence>) -> vec2<u32> {
    align_to(s, 2u);
    let at = address(s);
    let x = next_pair(s);
    var result = body(x);
    if is_rare(x) {
        result = rare(x, at);
    }
    return result;
}
