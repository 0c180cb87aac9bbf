// Values beyond a table of thresholds: pieces of the inverse of the distribution function. Twin of
// src/distr/threshold_tail.rs.

const DEGREE: u32 = 9u;
// Of a piece: value; shift and units; coefficients as (low, high).
const PIECE_ENTRIES: u32 = 20u;

// The value at an offset from the start of the piece whose entries start at `piece`.
fn tail_value(piece: u32, offset: vec2<u32>) -> u32 {
    let places = threshold_entry(piece + 1u);
    let t = shift_left(offset, places);
    var sum = vec2<u32>(0u, 0u);
    for (var power = DEGREE; power > 0u; power--) {
        let at = piece + 2u * power;
        let coefficient = vec2<u32>(threshold_entry(at), threshold_entry(at + 1u));
        sum = mul_top(add_wide(coefficient, sum), t);
    }
    return threshold_entry(piece) + shift_right(sum, places >> 8u).x;
}
