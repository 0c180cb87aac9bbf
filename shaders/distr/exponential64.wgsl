// The exponential distribution to f64, by inversion of two words. Twin of src/distr/exponential64.rs.

fn exponential64_body(x: vec2<u32>) -> Fixed64 {
    let p = log64_normalize(x);
    let fraction = log64_fraction(p.d);
    let sum = log64_sum(p.n, fraction);
    return Fixed64(select(sum, fraction.r, p.n == 0u), select(58u, fraction.q, p.n == 0u));
}

fn body(x: vec2<u32>) -> vec2<u32> {
    return finish(exponential64_body(x), 0u);
}
