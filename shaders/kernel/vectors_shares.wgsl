// Words and their extra words become shares, in place: a left share where the word was, a right share
// where its extra word was.

// For each node of the tree a quad with the places of the tables of its left and of its right share; then
// the tables, an octave's entry in each of the first 128 quads, and the pieces.
@group(0) @binding(4) var<storage, read> share_tables: array<vec4<u32>>;

var<private> place: u32;

fn quantile_entry(i: u32) -> u32 {
    return share_tables[place + (i & 127u)].x;
}

fn quantile_piece(i: u32) -> vec4<u32> {
    return share_tables[place + 128u + i];
}

// The extra word is at hand.
alias Key = u32;

fn extra_word(at: Address, k: u32) -> u32 {
    return at.key;
}

fn finish(v: Fixed, sign: u32, i: u32) -> u32 {
    let bits = round_f32(v);
    let kept = select(bits, 0x3f800000u, bits > 0x3f800000u);
    return select(kept, 0u, sign != 0u);
}

fn share(table: u32, x: u32, extra: u32) -> u32 {
    place = table;
    if is_rare(x, 0u) {
        return rare(x, 0u, Address(vec2<u32>(0u), 0u, extra));
    }
    return body(x, 0u);
}

fn make(i: u32) {
    let node = share_tables[i % draw.words];
    let x = out[draw.scratch_word + i];
    let extra = out[draw.further_word + i];
    out[draw.scratch_word + i] = share(node.x, x, extra);
    out[draw.further_word + i] = share(node.y, ~x, ~extra);
}
