// Bernoulli trials with probabilities by element. Twin of src/distr/bernoulli.rs.

struct BernoulliSteps {
    threshold_high: u32,
    threshold_low: u32,
    always: u32,
}

fn bernoulli_of_element(p: u32) -> BernoulliSteps {
    // p · 2⁶⁴ is the significand and 32 bits, shifted right. The sign counts as an exponent, which
    // is too large, like those past 1; those of zeros and subnormals are too small.
    let significand = (p << 8u) | 0x80000000u;
    let s = 126u - (p >> 23u);
    let high = significand >> (s & 31u);
    let near = (significand << 1u) << ((31u - s) & 31u);
    // Half a unit is rounded up.
    let beyond = s - 33u;
    let rounded = ((significand >> (beyond & 31u)) + 1u) >> 1u;
    let far = select(rounded, 0u, beyond > 31u);
    let low = select(far, significand, s == 32u);
    return BernoulliSteps(
        select(high, 0u, s > 31u),
        select(near, low, s > 31u),
        select(0u, 1u, p == 0x3f800000u),
    );
}

fn body(x: u32, i: u32) -> u32 {
    let steps = bernoulli_of_element(first_element(i));
    return select(0u, 1u, x < steps.threshold_high) | steps.always;
}

fn is_rare(x: u32, i: u32) -> bool {
    return x == bernoulli_of_element(first_element(i)).threshold_high;
}

fn rare(x: u32, i: u32, at: Address) -> u32 {
    let steps = bernoulli_of_element(first_element(i));
    return select(0u, 1u, extra_word(at, 0u) < steps.threshold_low) | steps.always;
}
