// The probability as an argument.

fn bits(s: ptr<function, Sequence>, p: u32) -> u32 {
    return sample(s, vec2<u32>(p, 0u));
}

fn bits_4(s: ptr<function, Sequence>, p: u32) -> vec4<u32> {
    return sample_4(s, vec2<u32>(p, 0u));
}

fn value(s: ptr<function, Sequence>, p: Parameter) -> Value {
    return bitcast<Value>(bits(s, bitcast<u32>(p)));
}

fn value_4(s: ptr<function, Sequence>, p: Parameter) -> vec4<Value> {
    return bitcast<vec4<Value>>(bits_4(s, bitcast<u32>(p)));
}
