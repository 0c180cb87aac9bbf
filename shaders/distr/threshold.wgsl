// A discrete distribution by its cumulative thresholds. Twin of src/distr/threshold.rs.

const CROWDED: u32 = 0x80000000u;

// draw.parameters: first value, shift, number of cells, place of low words; number of thresholds, those of
// values, place of the tail's pieces. High words follow the cells.
fn attempt(x: u32, i: u32) -> Attempt {
    let cell = threshold_entry(x >> (draw.parameters[0].y & 31u));
    let start = cell & ~CROWDED;
    let at = draw.parameters[0].z + start;
    let a = threshold_entry(at);
    let b = threshold_entry(at + 1u);
    let count = start + select(0u, 1u, a < x) + select(0u, 1u, b < x);
    return Attempt(draw.parameters[0].x + count, cell >= CROWDED || a == x || b == x);
}

// Binary search among the thresholds of the cell with both words; then the tail.
fn rare(x: u32, i: u32, at: Address) -> u32 {
    let y = extra_word(at, 0u);
    let cell = x >> (draw.parameters[0].y & 31u);
    let cells = draw.parameters[0].z;
    var start = threshold_entry(cell) & ~CROWDED;
    // Behind the last cell are the high words.
    let next = threshold_entry(cell + 1u) & ~CROWDED;
    var end = select(draw.parameters[1].x, next, cell + 1u < cells);
    while start < end {
        let middle = (start + end) >> 1u;
        let high = threshold_entry(cells + middle);
        let low = threshold_entry(draw.parameters[0].w + middle);
        if high < x || (high == x && low <= y) {
            start = middle + 1u;
        } else {
            end = middle;
        }
    }
    let values = draw.parameters[1].y;
    if start <= values {
        return draw.parameters[0].x + start;
    }
    let last = start - 1u;
    let low = threshold_entry(draw.parameters[0].w + last);
    let high = threshold_entry(cells + last);
    let offset = add_wide(vec2<u32>(y, x), negate(vec2<u32>(low, high)));
    return tail_value(draw.parameters[1].z + PIECE_ENTRIES * (last - values), offset);
}
