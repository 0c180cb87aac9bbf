// Bounds as arguments.

fn bits(s: ptr<function, Sequence>, low: u32, high: u32) -> u32 {
    return sample(s, vec2<u32>(low, high));
}

fn bits_4(s: ptr<function, Sequence>, low: u32, high: u32) -> vec4<u32> {
    return sample_4(s, vec2<u32>(low, high));
}

fn value(s: ptr<function, Sequence>, low: Parameter, high: Parameter) -> Value {
    return bitcast<Value>(bits(s, bitcast<u32>(low), bitcast<u32>(high)));
}

fn value_4(s: ptr<function, Sequence>, low: Parameter, high: Parameter) -> vec4<Value> {
    return bitcast<vec4<Value>>(bits_4(s, bitcast<u32>(low), bitcast<u32>(high)));
}
