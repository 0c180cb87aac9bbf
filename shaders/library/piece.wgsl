// The tables that all distributions share come first.

// First pieces of the tables, as in src/tables/mod.rs.
const NORMAL: u32 = 0u;
const LOG: u32 = 176u;
const NORMAL_TAIL: u32 = 192u;

fn piece(i: u32) -> vec4<u32> {
    return tables[i & 255u];
}
