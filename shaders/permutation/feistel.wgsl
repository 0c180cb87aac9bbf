// A Feistel network over a grid of rows and columns. Black and Rogaway, CT-RSA 2002, §5. Twin of
// src/permutation/feistel.rs.

const MULTIPLIER_IN: u32 = 0x9e3779b1u;
const MULTIPLIER_OUT: u32 = 0x85ebca6bu;

struct Grid {
    column_bits: u32,
    rows: u32,
}

// 32 bits, of which the high ones depend on all of a word below 2¹⁶, and on the key.
fn round_hash(x: u32, key: u32) -> u32 {
    let y = x * MULTIPLIER_IN + key;
    return (y ^ (y >> 16u)) * MULTIPLIER_OUT;
}

// Row and column of a number.
fn cell_of(value: u32, grid: Grid) -> vec2<u32> {
    let mask = (1u << (grid.column_bits & 31u)) - 1u;
    return vec2<u32>(value >> (grid.column_bits & 31u), value & mask);
}

// The number of a cell.
fn value_of(cell: vec2<u32>, grid: Grid) -> u32 {
    return (cell.x << (grid.column_bits & 31u)) | cell.y;
}

// What a round adds to the column, modulo the number of columns.
fn column_offset(row: u32, key: u32, grid: Grid) -> u32 {
    return round_hash(row, key) >> ((32u - grid.column_bits) & 31u);
}

// What a round adds to the row, below the number of rows.
fn row_offset(column: u32, key: u32, grid: Grid) -> u32 {
    return mul_high(round_hash(column, key), grid.rows);
}

// Two rounds: the column moves, then the row.
fn forward_pair(cell: vec2<u32>, keys: vec2<u32>, grid: Grid) -> vec2<u32> {
    let mask = (1u << (grid.column_bits & 31u)) - 1u;
    let column = (cell.y + column_offset(cell.x, keys.x, grid)) & mask;
    let row = cell.x + row_offset(column, keys.y, grid);
    return vec2<u32>(min(row, row - grid.rows), column);
}

// What undoes forward_pair.
fn backward_pair(cell: vec2<u32>, keys: vec2<u32>, grid: Grid) -> vec2<u32> {
    let mask = (1u << (grid.column_bits & 31u)) - 1u;
    let row = cell.x - row_offset(cell.y, keys.y, grid);
    let before = min(row, row + grid.rows);
    let column = (cell.y - column_offset(before, keys.x, grid)) & mask;
    return vec2<u32>(before, column);
}
