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
    let fraction = fraction_at_31(bits);
    let zeros = countLeadingZeros(fraction);
    let exponent = exponent_or_one(bits) - zeros;
    return Operand(fraction << (zeros & 31u), select(exponent, ZERO_EXPONENT, fraction == 0u));
}

fn fraction_at_31(bits: u32) -> u32 {
    let normal = ((bits >> 23u) & 0xffu) != 0u;
    return ((bits & 0x7fffffu) << 8u) | select(0u, SIGN, normal);
}

fn exponent_or_one(bits: u32) -> u32 {
    let exponent = (bits >> 23u) & 0xffu;
    return select(exponent, 1u, exponent == 0u);
}

fn is_finite_f32(bits: u32) -> bool {
    return (bits & 0x7fffffffu) < INFINITY;
}

fn is_scale_f32(bits: u32) -> bool {
    return bits < INFINITY || bits == SIGN;
}

fn difference_f32(high: u32, low: u32) -> Operand {
    let swap = (high & 0x7fffffffu) < (low & 0x7fffffffu);
    let of_high = fraction_at_31(high);
    let of_low = fraction_at_31(low);
    let e_high = exponent_or_one(high);
    let e_low = exponent_or_one(low);
    let subtract = ((high ^ low) >> 31u) == 0u;
    // 64 bits with one left for the carry of a sum; those of the smaller past them are kept as one
    // sticky bit.
    let exponent = select(e_high, e_low, swap);
    let distance = exponent - select(e_low, e_high, swap);
    let s = select(distance, 63u, distance > 63u);
    let larger = select(of_high, of_low, swap) >> 1u;
    let m = select(of_low, of_high, swap) >> 1u;
    let whole = m >> (s & 31u);
    let rest = (m << 1u) << (31u - (s & 31u));
    let far = s > 31u;
    let m_high = select(whole, 0u, far);
    let m_low = select(rest, whole | select(0u, 1u, rest != 0u), far);
    let difference = larger - m_high - select(0u, 1u, m_low != 0u);
    let sum_high = select(larger + m_high, difference, subtract);
    let sum_low = select(m_low, 0u - m_low, subtract);
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

fn affine_of(mean: u32, scale: Operand) -> Affine {
    let m = operand_f32(mean);
    return Affine(scale.significand, scale.exponent, m.significand >> 1u, m.exponent, mean & SIGN);
}

fn element_f32(v: Fixed, sign: u32, mean: u32, scale: u32) -> u32 {
    let value = affine_f32_wide(v, sign, affine_of(mean, operand_f32(scale)));
    let within = is_finite_f32(mean) && is_scale_f32(scale);
    return select(NAN, value, within);
}
