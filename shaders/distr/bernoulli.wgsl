// Bernoulli trials. Twin of src/distr/bernoulli.rs.

fn body(x: u32, i: u32) -> u32 {
    let threshold_high = draw.parameters[0].x;
    let always = draw.parameters[0].z;
    return select(0u, 1u, x < threshold_high) | always;
}

fn is_rare(x: u32, i: u32) -> bool {
    return x == draw.parameters[0].x;
}

fn rare(x: u32, i: u32, at: Address) -> u32 {
    let threshold_low = draw.parameters[0].y;
    let always = draw.parameters[0].z;
    return select(0u, 1u, extra_word(at, 0u) < threshold_low) | always;
}
