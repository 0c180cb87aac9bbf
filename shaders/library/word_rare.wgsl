// A distribution whose samples own one word, some of which need extra words.

fn sample(s: ptr<function, Sequence>, i: u32) -> u32 {
    let at = address(s);
    let x = next_word(s);
    let made = attempt(x, i);
    var result = made.result;
    if made.rare {
        result = rare(x, i, at);
    }
    return result;
}

fn sample_4(s: ptr<function, Sequence>, i: u32) -> vec4<u32> {
    align_to(s, 4u);
    let at = address(s);
    let quad = next_quad(s);
    let x = attempt(quad.x, i);
    let y = attempt(quad.y, i);
    let z = attempt(quad.z, i);
    let w = attempt(quad.w, i);
    var results = vec4<u32>(x.result, y.result, z.result, w.result);
    var again = select(0u, 1u, x.rare)
        | select(0u, 2u, y.rare)
        | select(0u, 4u, z.rare)
        | select(0u, 8u, w.rare);
    while again != 0u {
        let k = countTrailingZeros(again);
        again &= again - 1u;
        let result = rare(quad[k & 3u], i, Address(at.key, at.counter, at.word + k, at.extra));
        results[k & 3u] = result;
    }
    return results;
}
