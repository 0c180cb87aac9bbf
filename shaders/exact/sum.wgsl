// A float before its one rounding, and its rounding to any format. Twin of src/exact/sum.rs.

// sign · n · 2^(exponent − 158), first bit of n at bit 31, or n = 0.
struct Sum {
    sign: u32,
    exponent: u32,
    n: u32,
}

// A format of 32 bits, or of 16, whose bits then stand in the high half of a word.
struct Format {
    // Bits of n that the significand has not.
    dropped_bits: u32,
    // 127 less the bias of the exponent.
    rebias: u32,
    // Before it is put in its place.
    infinity: u32,
    // Where the lowest bit stands.
    place: u32,
}

const BINARY32: Format = Format(8u, 0u, 0x7f800000u, 0u);
const BINARY16: Format = Format(21u, 112u, 0x7c00u, 16u);
const BFLOAT16: Format = Format(24u, 0u, 0x7f80u, 16u);

fn fixed_sum(v: Fixed, sign: u32) -> Sum {
    let zeros = countLeadingZeros(v.r);
    return Sum(sign, 158u - v.q - zeros, v.r << (zeros & 31u));
}

fn round_sum(sum: Sum, format: Format) -> u32 {
    let exponent = sum.exponent - format.rebias;
    let low = i32(exponent) <= 0;
    let gap = 1u - exponent;
    let shift = select(0u, select(gap, 31u, gap > 31u), low);
    let n = sum.n >> (shift & 31u);
    let dropped_bits = format.dropped_bits & 31u;
    let base = select((exponent - 1u) << (31u - dropped_bits), 0u, low);
    let half = (n >> ((dropped_bits - 1u) & 31u)) & 1u;
    let bits = base + (n >> dropped_bits) + half;
    let overflow = i32(exponent) >= 255 || bits >= format.infinity;
    let finite = select(bits, format.infinity, overflow);
    return select(sum.sign | (finite << (format.place & 31u)), 0u, sum.n == 0u);
}
