// The table of the f64 transforms, three quads a piece; first pieces as in src/tables/float64.rs.

const NORMAL64: u32 = 0u;
const LOG64: u32 = 352u;
const NORMAL64_TAIL: u32 = 416u;

fn piece64(i: u32) -> Piece64 {
    let row = TABLE64 + (i & 511u) * 3u;
    return Piece64(tables[row], tables[row + 1u], tables[row + 2u]);
}
