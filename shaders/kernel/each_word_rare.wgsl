// Samples that own one word, some of which need extra words. These are left as the word itself,
// where it has room, to be made again.

// A result, which counts if the sample is not rare.
struct Attempt {
    result: u32,
    rare: bool,
}

fn transform(words: vec4<u32>, i: u32) -> Made {
    let x = attempt(words.x, i);
    let y = attempt(words.y, i + 1u);
    let z = attempt(words.z, i + 2u);
    let w = attempt(words.w, i + 3u);
    let results = vec4<u32>(
        select(x.result, words.x, x.rare),
        select(y.result, words.y, y.rare),
        select(z.result, words.z, z.rare),
        select(w.result, words.w, w.rare),
    );
    let rare = select(0u, 1u, x.rare)
        | select(0u, 2u, y.rare)
        | select(0u, 4u, z.rare)
        | select(0u, 8u, w.rare);
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
