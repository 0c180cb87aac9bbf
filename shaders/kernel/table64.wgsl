// The table of the f64 transforms, three quads a piece; first pieces as in src/tables/float64.rs.

@group(0) @binding(4) var<storage, read> table64: array<vec4<u32>>;

const NORMAL64: u32 = 0u;
const LOG64: u32 = 352u;
const NORMAL64_TAIL: u32 = 416u;

fn piece64(i: u32) -> Piece64 {
    let row = (i & 511u) * 3u;
    return Piece64(table64[row], table64[row + 1u], table64[row + 2u]);
}
