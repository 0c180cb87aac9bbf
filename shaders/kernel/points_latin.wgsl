// Latin hypercubes. Rows of `points`: 16 of words of the permutation, 2 of the keys of further words; and
// behind them what all dimensions share.

const FURTHER_ROW: u32 = 16u;
const SHARED_ROW: u32 = 18u;
// More steps than there are cells past the end.
const MAX_STEPS: u32 = 65536u;

fn start(index: u32, dimension: u32) -> u32 {
    return 0u;
}

fn advance(state: u32, index: u32, dimension: u32) -> u32 {
    return 0u;
}

fn high_word(state: u32, index: u32, dimension: u32) -> u32 {
    return stratified_word(index, dimension);
}

fn low_word(high: u32, index: u32, dimension: u32) -> u32 {
    let random = further_words(high, 0u, further_key(dimension)).x;
    return low_word_in_stratum(high, random, shared_strata());
}

fn further_key(dimension: u32) -> Key {
    return Key(point_word(FURTHER_ROW, dimension), point_word(FURTHER_ROW + 1u, dimension));
}

fn stratified_word(index: u32, dimension: u32) -> u32 {
    let strata = shared_strata();
    // Invocations that go past the last point would walk for long.
    let stratum = element(min(index, strata.last), strata.last, dimension);
    let block = philox4x32_10(vec4<u32>(index >> 2u, 1u, 0u, 0u), further_key(dimension));
    return word_in_stratum(stratum, block[index & 3u], strata);
}

fn shared_strata() -> Strata {
    let reciprocal = vec2<u32>(shared_word(1u), shared_word(2u));
    return Strata(shared_word(0u), reciprocal, shared_word(3u), shared_word(4u));
}

fn shared_word(i: u32) -> u32 {
    return points[SHARED_ROW * draw.dimensions + i];
}

// An element of the dimension's permutation of 0 to `last`.
fn element(i: u32, last: u32, dimension: u32) -> u32 {
    let grid = Grid(shared_word(5u), shared_word(6u));
    let pairs = shared_word(7u);
    if pairs == 0u {
        return listed(i, dimension);
    }
    var value = rounds(i, grid, pairs, dimension);
    for (var k = 0u; k < MAX_STEPS; k++) {
        if value <= last {
            break;
        }
        value = rounds(value, grid, pairs, dimension);
    }
    return value;
}

fn listed(i: u32, dimension: u32) -> u32 {
    return (point_word((i >> 2u) & 15u, dimension) >> ((i & 3u) * 8u)) & 0xffu;
}

fn rounds(value: u32, grid: Grid, pairs: u32, dimension: u32) -> u32 {
    var cell = cell_of(value, grid);
    for (var r = 0u; r < 8u; r++) {
        if r == pairs {
            break;
        }
        let keys = vec2<u32>(point_word(2u * r, dimension), point_word(2u * r + 1u, dimension));
        cell = forward_pair(cell, keys, grid);
    }
    return value_of(cell, grid);
}
