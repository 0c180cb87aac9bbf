// The scratch words that vectors are made of.

@group(0) @binding(2) var<storage, read> scratch: array<u32>;

fn scratch_word(i: u32) -> u32 {
    return scratch[draw.scratch_word + i];
}

fn store(i: u32, component: u32) {
    out[draw.out_word + i] = component;
}
