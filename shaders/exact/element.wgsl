// Parameters by element: the bits of an f32 taken apart where the sample is made.
// Twin of src/exact/element.rs.

const NAN: u32 = 0x7fc00000u;
const INFINITY: u32 = 0x7f800000u;
const SIGN: u32 = 0x80000000u;
const ZERO_EXPONENT: u32 = 0xfffff830u;

// A magnitude: its significand with the first bit at bit 31, or 0, and that bit's biased exponent.
struct Operand {
    significand: u32,
    exponent: u32,
}

fn operand_f32(bits: u32) -> Operand {
    let fraction = (bits << 9u) >> 1u;
    let exponent = (bits >> 23u) & 0xffu;
    // Subnormals go on below exponent 1; a zero has 31 leading zeros here, no bit, and is told apart.
    let subnormal = exponent == 0u;
    let zeros = select(0u, countLeadingZeros((fraction << 1u) | 1u), subnormal);
    let significand = select(SIGN | fraction, (fraction << 1u) << (zeros & 31u), subnormal);
    let zero = (bits << 1u) == 0u;
    let of_first_bit = select(exponent, 0u - zeros, subnormal);
    return Operand(significand, select(of_first_bit, ZERO_EXPONENT, zero));
}

fn is_finite_f32(bits: u32) -> bool {
    return (bits & 0x7fffffffu) < INFINITY;
}

fn is_scale_f32(bits: u32) -> bool {
    return bits < INFINITY || bits == SIGN;
}

fn difference_f32(high: u32, low: u32) -> Operand {
    let swap = (high & 0x7fffffffu) < (low & 0x7fffffffu);
    let a = select(high, low, swap);
    let b = select(low, high, swap);
    let subtract = ((high ^ low) >> 31u) == 0u;
    // 64 bits with one left for the carry of a sum; those of b past them are kept as one sticky bit.
    let exponent = exponent_or_one(a);
    let distance = exponent - exponent_or_one(b);
    let s = select(distance, 63u, distance > 63u);
    let m = fraction_at_30(b);
    let whole = m >> (s & 31u);
    let rest = (m << 1u) << (31u - (s & 31u));
    let far = s > 31u;
    let b_high = select(whole, 0u, far);
    let b_low = select(rest, whole | select(0u, 1u, rest != 0u), far);
    let larger = fraction_at_30(a);
    let difference = larger - b_high - select(0u, 1u, b_low != 0u);
    let sum_high = select(larger + b_high, difference, subtract);
    let sum_low = select(b_low, 0u - b_low, subtract);
    let lead = countLeadingZeros(sum_high) & 31u;
    let n_high = (sum_high << lead) | ((sum_low >> 1u) >> (31u - lead));
    let n_low = sum_low << lead;
    // The 53rd bit is bit 11 of the low word: its rounding reaches the high word through 21 ones.
    let n = n_high + select(0u, 1u, n_low >= 0xfffffc00u);
    let carry = (n >> 31u) == 0u;
    return Operand(
        select(n, SIGN, carry),
        exponent + 1u + select(0u, 1u, carry) - lead,
    );
}

fn exponent_or_one(bits: u32) -> u32 {
    let exponent = (bits >> 23u) & 0xffu;
    return select(exponent, 1u, exponent == 0u);
}

fn fraction_at_30(bits: u32) -> u32 {
    let hidden = select(0x40000000u, 0u, ((bits >> 23u) & 0xffu) == 0u);
    return ((bits & 0x7fffffu) << 7u) | hidden;
}

fn affine_of(mean: u32, scale: Operand) -> Affine {
    let m = operand_f32(mean);
    return Affine(scale.significand, scale.exponent, m.significand >> 1u, m.exponent, mean & SIGN);
}

fn element_f32(v: Fixed, sign: u32, mean: u32, scale: u32) -> u32 {
    let value = affine_f32_wide(v, sign, affine_of(mean, operand_f32(scale)));
    let within = is_finite_f32(mean) && is_scale_f32(scale);
    return select(NAN, value, within);
}
