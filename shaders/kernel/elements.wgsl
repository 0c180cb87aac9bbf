// The result is the element itself.

fn result(at: u32) -> u32 {
    return element(at);
}
