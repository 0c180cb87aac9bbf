// Sums of the bits of DRAWS samples: Monte Carlo loops whose work is drawing. Behind a library by
// coordinates with the engine Philox4x32-10, and the distributions `unit` (standard uniform) and `z`
// (standard normal).

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

@compute @workgroup_size(64)
fn hand_unit(@builtin(global_invocation_id) id: vec3<u32>) {
    let key = vec2<u32>(seedbed_keys[0], seedbed_keys[1]);
    var sum = 0u;
    for (var block = 0u; block < DRAWS / 4u; block++) {
        let words = philox(vec4<u32>(id.x, 7u, 3u, block), key);
        let unit = vec4<f32>(words >> vec4<u32>(8u)) * 0x1p-24f;
        let x = bitcast<vec4<u32>>(unit);
        sum += x.x + x.y + x.z + x.w;
    }
    sums[id.x] = sum;
}

// The transform is the library's.
@compute @workgroup_size(64)
fn hand_z(@builtin(global_invocation_id) id: vec3<u32>) {
    let key = vec2<u32>(seedbed_keys[0], seedbed_keys[1]);
    var sum = 0u;
    for (var block = 0u; block < DRAWS / 4u; block++) {
        let counter = vec4<u32>(id.x, 7u, 3u, block);
        let words = philox(counter, key);
        let x = seedbed_z_attempt(words.x, 0u);
        let y = seedbed_z_attempt(words.y, 0u);
        let z = seedbed_z_attempt(words.z, 0u);
        let w = seedbed_z_attempt(words.w, 0u);
        let results = vec4<u32>(x.result, y.result, z.result, w.result);
        let is_rare = vec4<bool>(x.rare, y.rare, z.rare, w.rare);
        let usual = select(results, vec4<u32>(0u), is_rare);
        sum += usual.x + usual.y + usual.z + usual.w;
        if any(is_rare) {
            let extra = philox(counter + vec4<u32>(0u, 0u, 0u, 0x1000000u), key);
            for (var i = 0u; i < 4u; i++) {
                if is_rare[i] {
                    let tail = seedbed_z_normal_tail(words[i], extra[i]);
                    sum += seedbed_z_finish(tail, ~words[i] & 0x80000000u, 0u);
                }
            }
        }
    }
    sums[id.x] = sum;
}

fn mul_high(a: u32, b: u32) -> u32 {
    let low = (a & 0xffffu) * (b & 0xffffu);
    let middle = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
    let other = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
    return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (other >> 16u);
}

fn philox(counter: vec4<u32>, key: vec2<u32>) -> vec4<u32> {
    var c = counter;
    var k = key;
    for (var round = 0u; round < 10u; round++) {
        c = vec4<u32>(
            mul_high(0xcd9e8d57u, c.z) ^ c.y ^ k.x,
            0xcd9e8d57u * c.z,
            mul_high(0xd2511f53u, c.x) ^ c.w ^ k.y,
            0xd2511f53u * c.x,
        );
        k += vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
    }
    return c;
}
