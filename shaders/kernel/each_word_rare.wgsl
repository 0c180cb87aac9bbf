// Samples that own one word, some of which need extra words. These are left as the word itself,
// where it has room, to be made again.

// A result, which counts if the sample is not rare.
struct Attempt {
    result: u32,
    rare: bool,
}

fn transform(words: vec4<u32>, i: u32) -> Made {
    var left = words;
    var results = vec4<u32>();
    var rare = 0u;
    // One copy of the transform in the kernel: software adapters are slow to compile four.
    for (var k = 0u; k < 4u; k++) {
        let made = attempt(left.x, i + k);
        results = vec4<u32>(results.yzw, select(made.result, left.x, made.rare));
        rare |= select(0u, 1u, made.rare) << (k & 3u);
        left = left.yzww;
    }
    return Made(results, rare);
}

// Makes the sample at index `o` of the target.
fn remake(at: Address, o: u32) {
    store_word(rare(own_word(at, o), o - draw.out_word, at), o);
}

// The k-th extra word of a sample.
fn extra_word(at: Address, k: u32) -> u32 {
    return stream_word(at, 1u + k);
}
