// Threefry4x32-20 by hand.

alias HandKey = vec4<u32>;

fn hand_key() -> HandKey {
    return vec4<u32>(seedbed_keys[0], seedbed_keys[1], seedbed_keys[2], seedbed_keys[3]);
}

fn hand_block(counter: vec4<u32>, key: HandKey) -> vec4<u32> {
    let parity = 0x1bd11bdau ^ key.x ^ key.y ^ key.z ^ key.w;
    var x = counter + key;
    // The key, which turns by a word each time.
    var k = key;
    var fifth = parity;
    for (var s = 1u; s <= 5u; s++) {
        let odd = (s & 1u) != 0u;
        x = hand_mix(x, select(vec2<u32>(6u, 20u), vec2<u32>(10u, 26u), odd));
        x = hand_mix(x.xwzy, select(vec2<u32>(17u, 11u), vec2<u32>(11u, 21u), odd)).xwzy;
        x = hand_mix(x, select(vec2<u32>(25u, 10u), vec2<u32>(13u, 27u), odd));
        x = hand_mix(x.xwzy, select(vec2<u32>(18u, 20u), vec2<u32>(23u, 5u), odd)).xwzy;
        let first = k.x;
        k = vec4<u32>(k.yzw, fifth);
        fifth = first;
        x += k + vec4<u32>(0u, 0u, 0u, s);
    }
    return x;
}

fn hand_mix(x: vec4<u32>, r: vec2<u32>) -> vec4<u32> {
    let a = x.x + x.y;
    let c = x.z + x.w;
    let y = (x.y << r.x) | (x.y >> (32u - r.x));
    let w = (x.w << r.y) | (x.w >> (32u - r.y));
    return vec4<u32>(a, y ^ a, c, w ^ c);
}
