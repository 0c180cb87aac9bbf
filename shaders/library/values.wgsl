// Bits as what they are the bits of.

fn value(s: ptr<function, Sequence>) -> Value {
    return bitcast<Value>(bits(s));
}

fn value_4(s: ptr<function, Sequence>) -> vec4<Value> {
    return bitcast<vec4<Value>>(bits_4(s));
}
