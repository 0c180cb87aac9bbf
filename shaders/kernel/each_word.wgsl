// Samples that own one word, without extra words.

fn transform(words: vec4<u32>, i: u32) -> Made {
    let results = vec4<u32>(
        body(words.x, i),
        body(words.y, i + 1u),
        body(words.z, i + 2u),
        body(words.w, i + 3u),
    );
    return Made(results, 0u);
}

fn remake(at: Address, o: u32) {
}
