// A distribution whose samples own two words, some of which need extra words.

fn bits(s: ptr<function, Sequence>) -> vec2<u32> {
    align_to(s, 2u);
    let at = address(s);
    let x = next_pair(s);
    var result = body(x);
    for (var again = is_rare(x); again; again = false) {
        result = rare(x, at);
    }
    return result;
}
