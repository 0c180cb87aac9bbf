// A distribution whose samples own one word, some of which need extra words.

fn bits(s: ptr<function, Sequence>) -> u32 {
    let at = address(s);
    let x = next_word(s);
    let made = attempt(x, 0u);
    var result = made.result;
    for (var again = made.rare; again; again = false) {
        result = rare(x, 0u, at);
    }
    return result;
}

fn bits_4(s: ptr<function, Sequence>) -> vec4<u32> {
    align_to(s, 4u);
    let at = address(s);
    let quad = next_quad(s);
    let x = attempt(quad.x, 0u);
    let y = attempt(quad.y, 0u);
    let z = attempt(quad.z, 0u);
    let w = attempt(quad.w, 0u);
    var results = vec4<u32>(x.result, y.result, z.result, w.result);
    var again = select(0u, 1u, x.rare)
        | select(0u, 2u, y.rare)
        | select(0u, 4u, z.rare)
        | select(0u, 8u, w.rare);
    while again != 0u {
        let i = countTrailingZeros(again);
        again &= again - 1u;
        let result = rare(quad[i & 3u], 0u, Address(at.key, at.counter, at.word + i, at.extra));
        results[i & 3u] = result;
    }
    return results;
}
