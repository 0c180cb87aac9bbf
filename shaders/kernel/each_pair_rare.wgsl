// Samples that own two words, some of which need extra words.

fn transform(words: vec4<u32>, at: Address) -> vec4<u32> {
    var results = vec4<u32>(body(words.xy), body(words.zw));
    if is_rare(words.xy) {
        results = vec4<u32>(rare(words.xy, at), results.zw);
    }
    if is_rare(words.zw) {
        results = vec4<u32>(results.xy, rare(words.zw, Address(at.block, at.word + 2u, at.key)));
    }
    return results;
}

fn extra_pair(at: Address, k: u32) -> vec2<u32> {
    let quad = extra_quad(at, k);
    return select(quad.zw, quad.xy, (at.word & 2u) == 0u);
}
