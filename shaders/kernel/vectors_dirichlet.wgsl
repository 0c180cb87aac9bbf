// Components of Dirichlet vectors: products of shares, from the root of the tree on.

fn make(i: u32) {
    let vector = i / draw.dimension;
    let component = i - vector * draw.dimension;
    let shares = vector * draw.words;
    var low = 0u;
    var high = draw.dimension;
    var mass = 0x3f800000u;
    for (var level = 0u; level < 32u; level++) {
        if high - low == 1u {
            break;
        }
        let middle = low + ((high - low) >> 1u);
        let at = shares + middle - 1u;
        if component < middle {
            mass = f32_mul(mass, scratch_word(at));
            high = middle;
        } else {
            mass = f32_mul(mass, scratch_word(draw.further_word - draw.scratch_word + at));
            low = middle;
        }
    }
    store(i, mass);
}
