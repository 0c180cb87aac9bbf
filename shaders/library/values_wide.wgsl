// 64 bits, low word first.

fn value(s: ptr<function, Sequence>) -> vec2<u32> {
    return bits(s);
}
