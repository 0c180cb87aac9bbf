// Sums of the bits of DRAWS samples: Monte Carlo loops whose work is drawing. Behind a library by
// coordinates with the distributions `unit` (standard uniform) and `z` (standard normal), and an engine
// written by hand, kernels_*.wgsl. The transforms are the library's in all but `float_unit_4`.

const DRAWS: u32 = 256u;

@group(0) @binding(0) var<storage, read_write> sums: array<u32>;

@compute @workgroup_size(64)
fn library_unit(@builtin(global_invocation_id) id: vec3<u32>) {
    var random = seedbed_at_2d(vec2<u32>(id.x, 7u), 3u);
    var sum = 0u;
    for (var i = 0u; i < DRAWS; i++) {
        sum += bitcast<u32>(seedbed_unit(&random));
    }
    sums[id.x] = sum;
}

@compute @workgroup_size(64)
fn library_unit_4(@builtin(global_invocation_id) id: vec3<u32>) {
    var random = seedbed_at_2d(vec2<u32>(id.x, 7u), 3u);
    var sum = 0u;
    for (var i = 0u; i < DRAWS; i += 4u) {
        let x = bitcast<vec4<u32>>(seedbed_unit_4(&random));
        sum += x.x + x.y + x.z + x.w;
    }
    sums[id.x] = sum;
}

@compute @workgroup_size(64)
fn library_z(@builtin(global_invocation_id) id: vec3<u32>) {
    var random = seedbed_at_2d(vec2<u32>(id.x, 7u), 3u);
    var sum = 0u;
    for (var i = 0u; i < DRAWS; i++) {
        sum += bitcast<u32>(seedbed_z(&random));
    }
    sums[id.x] = sum;
}

@compute @workgroup_size(64)
fn library_z_4(@builtin(global_invocation_id) id: vec3<u32>) {
    var random = seedbed_at_2d(vec2<u32>(id.x, 7u), 3u);
    var sum = 0u;
    for (var i = 0u; i < DRAWS; i += 4u) {
        let x = bitcast<vec4<u32>>(seedbed_z_4(&random));
        sum += x.x + x.y + x.z + x.w;
    }
    sums[id.x] = sum;
}

// A generator as people write it: a block, and how much of it is used up.
struct Hand {
    key: HandKey,
    counter: vec4<u32>,
    block: vec4<u32>,
    used: u32,
}

fn hand(x: u32) -> Hand {
    return Hand(hand_key(), vec4<u32>(x, 7u, 3u, 0u), vec4<u32>(), 4u);
}

fn hand_word(h: ptr<function, Hand>) -> u32 {
    if (*h).used == 4u {
        (*h).block = hand_block((*h).counter, (*h).key);
        (*h).counter.w += 1u;
        (*h).used = 0u;
    }
    let word = (*h).block[(*h).used];
    (*h).used += 1u;
    return word;
}

@compute @workgroup_size(64)
fn hand_unit(@builtin(global_invocation_id) id: vec3<u32>) {
    var random = hand(id.x);
    var sum = 0u;
    for (var i = 0u; i < DRAWS; i++) {
        sum += seedbed_unit_body(hand_word(&random), 0u);
    }
    sums[id.x] = sum;
}

@compute @workgroup_size(64)
fn hand_unit_4(@builtin(global_invocation_id) id: vec3<u32>) {
    let key = hand_key();
    var sum = 0u;
    for (var block = 0u; block < DRAWS / 4u; block++) {
        let words = hand_block(vec4<u32>(id.x, 7u, 3u, block), key);
        sum += seedbed_unit_body(words.x, 0u) + seedbed_unit_body(words.y, 0u);
        sum += seedbed_unit_body(words.z, 0u) + seedbed_unit_body(words.w, 0u);
    }
    sums[id.x] = sum;
}

// In floats, which are exact for this one.
@compute @workgroup_size(64)
fn float_unit_4(@builtin(global_invocation_id) id: vec3<u32>) {
    let key = hand_key();
    var sum = 0u;
    for (var block = 0u; block < DRAWS / 4u; block++) {
        let words = hand_block(vec4<u32>(id.x, 7u, 3u, block), key);
        let unit = vec4<f32>(words >> vec4<u32>(8u)) * 0x1p-24f;
        let x = bitcast<vec4<u32>>(unit);
        sum += x.x + x.y + x.z + x.w;
    }
    sums[id.x] = sum;
}

@compute @workgroup_size(64)
fn hand_z(@builtin(global_invocation_id) id: vec3<u32>) {
    var random = hand(id.x);
    var sum = 0u;
    for (var i = 0u; i < DRAWS; i++) {
        let word = hand_word(&random);
        let made = seedbed_z_attempt(word, 0u);
        var result = made.result;
        if made.rare {
            let counter = random.counter - vec4<u32>(0u, 0u, 0u, 1u);
            result = hand_tail(word, counter, random.key, random.used - 1u);
        }
        sum += result;
    }
    sums[id.x] = sum;
}

@compute @workgroup_size(64)
fn hand_z_4(@builtin(global_invocation_id) id: vec3<u32>) {
    let key = hand_key();
    var sum = 0u;
    for (var block = 0u; block < DRAWS / 4u; block++) {
        let counter = vec4<u32>(id.x, 7u, 3u, block);
        let words = hand_block(counter, key);
        var rare = 0u;
        for (var i = 0u; i < 4u; i++) {
            let made = seedbed_z_attempt(words[i], 0u);
            sum += select(made.result, 0u, made.rare);
            rare |= select(0u, 1u << i, made.rare);
        }
        while rare != 0u {
            let i = countTrailingZeros(rare) & 3u;
            rare &= rare - 1u;
            sum += hand_tail(words[i], counter, key, i);
        }
    }
    sums[id.x] = sum;
}

fn hand_tail(word: u32, counter: vec4<u32>, key: HandKey, i: u32) -> u32 {
    let extra = hand_block(counter + vec4<u32>(0u, 0u, 0u, 0x1000000u), key);
    let tail = seedbed_z_normal_tail(word, extra[i & 3u]);
    return seedbed_z_finish(tail, ~word & 0x80000000u, 0u);
}
