// The words themselves.

fn body(x: u32, i: u32) -> u32 {
    return x;
}
