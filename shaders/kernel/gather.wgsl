// The result is a word of the record that an element tells.

@group(0) @binding(2) var<storage, read> records: array<u32>;

fn result(at: u32) -> u32 {
    let record_words = draw.parameters[0].x;
    let i = at / record_words;
    let word = at - i * record_words;
    return records[draw.parameters[0].y + element(i) * record_words + word];
}
