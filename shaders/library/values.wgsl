// Bits, and what they are the bits of.

fn bits(s: ptr<function, Sequence>) -> u32 {
    return sample(s, 0u);
}

fn bits_4(s: ptr<function, Sequence>) -> vec4<u32> {
    return sample_4(s, 0u);
}

fn value(s: ptr<function, Sequence>) -> Value {
    return bitcast<Value>(bits(s));
}

fn value_4(s: ptr<function, Sequence>) -> vec4<Value> {
    return bitcast<vec4<Value>>(bits_4(s));
}
