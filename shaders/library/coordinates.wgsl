// Sequences by coordinates. The host's side is src/coordinates.rs.

// The sequence of two coordinates and a step.
fn at_2d(id: vec2<u32>, step: u32) -> Sequence {
    return sequence_of(0u, id, step);
}

// The sequence of three coordinates, each below 2²¹, and a step.
fn at_3d(id: vec3<u32>, step: u32) -> Sequence {
    let x = id.x & 0x1fffffu;
    let y = id.y & 0x1fffffu;
    let z = id.z & 0x1fffffu;
    return sequence_of(1u, vec2<u32>(x | (y << 21u), (y >> 11u) | (z << 10u)), step);
}

fn sequence_of(key: u32, id: vec2<u32>, step: u32) -> Sequence {
    var s: Sequence;
    s.key = key_at(key);
    s.counter = vec4<u32>(id, step, 0u);
    s.extra = vec2<u32>(0u, 0x1000000u);
    return s;
}
