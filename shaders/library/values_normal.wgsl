// Mean and standard deviation as arguments.

fn bits(s: ptr<function, Sequence>, mean: u32, std_dev: u32) -> u32 {
    return sample(s, vec2<u32>(mean, std_dev));
}

fn bits_4(s: ptr<function, Sequence>, mean: u32, std_dev: u32) -> vec4<u32> {
    return sample_4(s, vec2<u32>(mean, std_dev));
}

fn value(s: ptr<function, Sequence>, mean: Parameter, std_dev: Parameter) -> Value {
    return bitcast<Value>(bits(s, bitcast<u32>(mean), bitcast<u32>(std_dev)));
}

fn value_4(s: ptr<function, Sequence>, mean: Parameter, std_dev: Parameter) -> vec4<Value> {
    return bitcast<vec4<Value>>(bits_4(s, bitcast<u32>(mean), bitcast<u32>(std_dev)));
}
