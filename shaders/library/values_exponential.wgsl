// The scale as an argument; the location is 0.

fn bits(s: ptr<function, Sequence>, scale: u32) -> u32 {
    return sample(s, vec2<u32>(0u, scale));
}

fn bits_4(s: ptr<function, Sequence>, scale: u32) -> vec4<u32> {
    return sample_4(s, vec2<u32>(0u, scale));
}

fn value(s: ptr<function, Sequence>, scale: Parameter) -> Value {
    return bitcast<Value>(bits(s, bitcast<u32>(scale)));
}

fn value_4(s: ptr<function, Sequence>, scale: Parameter) -> vec4<Value> {
    return bitcast<vec4<Value>>(bits_4(s, bitcast<u32>(scale)));
}
