// A discrete distribution by its cumulative thresholds. Twin of src/distr/threshold.rs.

const CROWDED: u32 = 0x80000000u;

// draw.parameters: first value, shift, places of high and low words; number of thresholds.
fn attempt(x: u32, i: u32) -> Attempt {
    let cell = threshold_entry(x >> (draw.parameters[0].y & 31u));
    let start = cell & ~CROWDED;
    let at = draw.parameters[0].z + start;
    let a = threshold_entry(at);
    let b = threshold_entry(at + 1u);
    let count = start + select(0u, 1u, a < x) + select(0u, 1u, b < x);
    return Attempt(draw.parameters[0].x + count, cell >= CROWDED || a == x || b == x);
}

// Binary search among all thresholds with both words.
fn rare(x: u32, i: u32, at: Address) -> u32 {
    let y = extra_word(at, 0u);
    var start = 0u;
    var end = draw.parameters[1].x;
    while start < end {
        let middle = (start + end) >> 1u;
        let high = threshold_entry(draw.parameters[0].z + middle);
        let low = threshold_entry(draw.parameters[0].w + middle);
        if high < x || (high == x && low <= y) {
            start = middle + 1u;
        } else {
            end = middle;
        }
    }
    return draw.parameters[0].x + start;
}
