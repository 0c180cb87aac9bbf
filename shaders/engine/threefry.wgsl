// Threefry4x32-20. Salmon et al., SC 2011, §3.2. Twin of src/engine/threefry.rs.

const ROTATIONS_0: vec2<u32> = vec2<u32>(10u, 26u);
const ROTATIONS_1: vec2<u32> = vec2<u32>(11u, 21u);
const ROTATIONS_2: vec2<u32> = vec2<u32>(13u, 27u);
const ROTATIONS_3: vec2<u32> = vec2<u32>(23u, 5u);
const ROTATIONS_4: vec2<u32> = vec2<u32>(6u, 20u);
const ROTATIONS_5: vec2<u32> = vec2<u32>(17u, 11u);
const ROTATIONS_6: vec2<u32> = vec2<u32>(25u, 10u);
const ROTATIONS_7: vec2<u32> = vec2<u32>(18u, 20u);
const PARITY: u32 = 0x1bd11bdau;

fn threefry4x32_20(counter: vec4<u32>, key: vec4<u32>) -> vec4<u32> {
    let k = key;
    let k4 = PARITY ^ key.x ^ key.y ^ key.z ^ key.w;
    var x = inject(counter, k, 0u);
    x = inject(four_rounds_even(x), vec4<u32>(k.y, k.z, k.w, k4), 1u);
    x = inject(four_rounds_odd(x), vec4<u32>(k.z, k.w, k4, k.x), 2u);
    x = inject(four_rounds_even(x), vec4<u32>(k.w, k4, k.x, k.y), 3u);
    x = inject(four_rounds_odd(x), vec4<u32>(k4, k.x, k.y, k.z), 4u);
    return inject(four_rounds_even(x), k, 5u);
}

fn inject(x: vec4<u32>, k: vec4<u32>, s: u32) -> vec4<u32> {
    return vec4<u32>(x.x + k.x, x.y + k.y, x.z + k.z, x.w + k.w + s);
}

fn four_rounds_even(x0: vec4<u32>) -> vec4<u32> {
    let x1 = round_straight(x0, ROTATIONS_0);
    let x2 = round_swapped(x1, ROTATIONS_1);
    let x3 = round_straight(x2, ROTATIONS_2);
    return round_swapped(x3, ROTATIONS_3);
}

fn four_rounds_odd(x0: vec4<u32>) -> vec4<u32> {
    let x1 = round_straight(x0, ROTATIONS_4);
    let x2 = round_swapped(x1, ROTATIONS_5);
    let x3 = round_straight(x2, ROTATIONS_6);
    return round_swapped(x3, ROTATIONS_7);
}

// Mixes words 0, 1 and 2, 3.
fn round_straight(x: vec4<u32>, r: vec2<u32>) -> vec4<u32> {
    let a = x.x + x.y;
    let c = x.z + x.w;
    return vec4<u32>(a, rotate_left(x.y, r.x) ^ a, c, rotate_left(x.w, r.y) ^ c);
}

// Mixes words 0, 3 and 2, 1.
fn round_swapped(x: vec4<u32>, r: vec2<u32>) -> vec4<u32> {
    let a = x.x + x.w;
    let c = x.z + x.y;
    return vec4<u32>(a, rotate_left(x.y, r.y) ^ c, c, rotate_left(x.w, r.x) ^ a);
}

// r in 1..=31.
fn rotate_left(x: u32, r: u32) -> u32 {
    return (x << (r & 31u)) | (x >> ((32u - r) & 31u));
}
