// Bernoulli trials with probabilities by element. Twin of src/distr/bernoulli.rs.

struct BernoulliSteps {
    threshold_high: u32,
    threshold_low: u32,
    always: u32,
}

fn bernoulli_is_valid(p: u32) -> bool {
    return p <= 0x3f800000u || p == 0x80000000u;
}

fn bernoulli_of_element(p: u32) -> BernoulliSteps {
    let operand = operand_f32(p);
    // p · 2⁶⁴ is the significand and 32 bits, shifted right; half a unit is rounded up.
    let s = 126u - operand.exponent;
    let far = s > 32u;
    let beyond = s - 33u;
    let rounded = ((operand.significand >> (beyond & 31u)) + 1u) >> 1u;
    let low_far = select(rounded, 0u, beyond > 31u);
    let low_near = (operand.significand << 1u) << ((31u - s) & 31u);
    let low = select(low_near, operand.significand, s == 32u);
    let high = operand.significand >> (s & 31u);
    let valid = bernoulli_is_valid(p);
    return BernoulliSteps(
        select(high, 0u, s > 31u || !valid),
        select(select(low, low_far, far), 0u, !valid),
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
