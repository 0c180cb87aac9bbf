// The result is a word of the record that an element tells.

@group(0) @binding(3) var<storage, read> records: array<u32>;

fn result(at: u32) -> u32 {
    let i = at / permutation.record_words;
    let word = at - i * permutation.record_words;
    return records[permutation.first_record_word + element(i) * permutation.record_words + word];
}
