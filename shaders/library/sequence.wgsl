// A private sequence of words: what user kernels draw from. The host's side is src/coordinates.rs.

struct Sequence {
    key: Key,
    // Of the block that holds the next word.
    counter: vec4<u32>,
    // That block, known unless `word` is 0.
    block: Block,
    // The next word of the block.
    word: u32,
    // What is added to the last two words of a counter for an extra word.
    extra: vec2<u32>,
}

// The place of a sample's first word: what its extra words are made from.
struct Address {
    key: Key,
    counter: vec4<u32>,
    word: u32,
    extra: vec2<u32>,
}

// A result, which counts if the sample is not rare.
struct Attempt {
    result: u32,
    rare: bool,
}

// A distribution's parameters.
struct Draw {
    parameters: array<vec4<u32>, 2>,
}

fn address(s: ptr<function, Sequence>) -> Address {
    return Address((*s).key, (*s).counter, (*s).word, (*s).extra);
}

// Moves to the next word at a multiple of `words`, a power of two.
fn align_to(s: ptr<function, Sequence>, words: u32) {
    (*s).word = ((*s).word + words - 1u) & (0u - words);
    leave_block(s);
}

// Behind the last word of a block comes the next. Without a branch, which software adapters follow on
// both sides.
fn leave_block(s: ptr<function, Sequence>) {
    next_block(s, (*s).word / BLOCK_WORDS);
    (*s).word &= BLOCK_WORDS - 1u;
}

fn next_word(s: ptr<function, Sequence>) -> u32 {
    know_block(s);
    let x = word_of((*s).block, (*s).word);
    (*s).word += 1u;
    leave_block(s);
    return x;
}

fn next_pair(s: ptr<function, Sequence>) -> vec2<u32> {
    know_block(s);
    let x = pair_of((*s).block, (*s).word);
    (*s).word += 2u;
    leave_block(s);
    return x;
}

// Not a loop that may end at once: software adapters run its body once more than that.
fn know_block(s: ptr<function, Sequence>) {
    if (*s).word == 0u {
        (*s).block = block_at((*s).counter, (*s).key);
    }
}

fn extra_block(at: Address, k: u32) -> Block {
    return block_at(at.counter + vec4<u32>(0u, 0u, at.extra * (1u + k)), at.key);
}

// The k-th extra word of a sample.
fn extra_word(at: Address, k: u32) -> u32 {
    return word_of(extra_block(at, k), at.word);
}

// The k-th extra pair of a sample.
fn extra_pair(at: Address, k: u32) -> vec2<u32> {
    return pair_of(extra_block(at, k), at.word);
}
