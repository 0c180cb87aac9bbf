// Words two by two.

fn body(x: vec2<u32>) -> vec2<u32> {
    return x;
}
