// Fills the target with the coordinates of points. An invocation makes one dimension of 16 points that
// lie `stride` apart; neighbours make the next dimensions, and then the next points. The host's side is
// src/plan/points/.

struct Draw {
    first_point: u32,
    len_points: u32,
    dimensions: u32,
    // 0 for plain points.
    method: u32,
    // Of the transform.
    parameters: array<vec4<u32>, 2>,
    // Where in `out` the first word goes.
    out_word: u32,
    stride: u32,
}

@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@group(0) @binding(1) var<uniform> draw: Draw;
// Rows of one word for each dimension.
@group(0) @binding(2) var<storage, read> points: array<u32>;

alias Key = vec2<u32>;

const INVOCATION_POINTS: u32 = 16u;
const MIDPOINT: u32 = 0x80000000u;

@compute @workgroup_size(256)
fn fill(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let invocation = (group.x + group.y * groups.x) * 256u + lane;
    let columns = draw.stride * draw.dimensions;
    let block = invocation / columns;
    let column = invocation - block * columns;
    let row = column / draw.dimensions;
    let dimension = column - row * draw.dimensions;
    let first = block * draw.stride * INVOCATION_POINTS + row;
    if first >= draw.len_points {
        return;
    }
    var state = start(draw.first_point + first, dimension);
    var rare_words = 0u;
    for (var i = 0u; i < INVOCATION_POINTS; i += QUAD_POINTS) {
        var words: vec4<u32>;
        for (var k = 0u; k < QUAD_POINTS; k++) {
            let index = draw.first_point + first + (i + k) * draw.stride;
            words = with_point(words, k, high_word(state, index, dimension), index, dimension);
            state = advance(state, index, dimension);
        }
        let made = transform(words, 0u);
        for (var k = 0u; k < QUAD_POINTS; k++) {
            let point = first + (i + k) * draw.stride;
            if point < draw.len_points {
                store_sample(made.results, k, place(point, dimension));
            }
        }
        rare_words |= made.rare << ((i * SAMPLE_WORDS) & 31u);
    }
    // Rare samples are made at the end, so that what they need stands once in the kernel.
    while rare_words != 0u {
        let i = countTrailingZeros(rare_words) / SAMPLE_WORDS;
        rare_words &= rare_words - 1u;
        let point = first + i * draw.stride;
        if point < draw.len_points {
            let o = place(point, dimension);
            let high = load_word(o + SAMPLE_WORDS - 1u);
            remake(Address(vec2<u32>(high, 0u), 0u, further_key(dimension)), o);
        }
    }
}

// Index in the target of a sample's first word.
fn place(point: u32, dimension: u32) -> u32 {
    return draw.out_word + (point * draw.dimensions + dimension) * SAMPLE_WORDS;
}

fn point_word(row: u32, dimension: u32) -> u32 {
    return points[row * draw.dimensions + dimension];
}

// Words behind the high one, for extra words.
fn quad_around(counter: vec4<u32>, key: Key, word: u32) -> vec4<u32> {
    if draw.method == 0u {
        return vec4<u32>(MIDPOINT);
    }
    return further_words(counter.x, counter.z, key);
}

fn store_word(result: u32, o: u32) {
    out[o] = result;
}

fn load_word(o: u32) -> u32 {
    return out[o];
}

// The word of a rare sample, which stands in its place.
fn own_word(at: Address, o: u32) -> u32 {
    return load_word(o);
}
