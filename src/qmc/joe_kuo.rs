//! Direction numbers of Sobol's sequence, as Joe and Kuo chose them.
//!
//! S. Joe and F. Y. Kuo, *Constructing Sobol sequences with better two-dimensional projections*,
//! SIAM Journal on Scientific Computing 30 (2008): `new-joe-kuo-6.21201`, search criterion 6.
//! `joe_kuo_6.bin` has them as `xtask/joe_kuo/pack.py` packs them; their licence lies beside it.

/// Direction numbers of a dimension: one for each bit of an index.
pub(crate) const BITS: usize = 32;
/// Dimensions there are direction numbers for.
pub(crate) const DIMENSIONS: usize = 21_201;

pub(crate) const PACKED: &[u8] = include_bytes!("joe_kuo_6.bin");

/// Its first bytes, of dimensions 0 to 2: all that kernels are checked with.
#[cfg(feature = "plan")]
pub(crate) const FIRST_PACKED: [u8; 8] = match PACKED.first_chunk() {
    Some(first) => *first,
    None => [0; 8],
};

/// Dimensions whose primitive polynomial has degree 0, 1, …; dimension 0, of degree 0, has none.
const OF_DEGREE: [usize; 19] = [
    1, 1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144, 630, 756, 1800, 2048, 7710, 7776,
];

/// Whether the bytes are those of the file.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.len() == 393_630 && crc32(bytes) == 0x2d70_0a04
}

/// CRC-32/ISO-HDLC.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc: u32, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// The direction numbers of a dimension, that of an index's lowest bit first; of bytes that
/// [`is_packed`] knows.
pub(crate) fn directions(packed: &[u8], dimension: usize) -> [u32; BITS] {
    debug_assert!(dimension < DIMENSIONS);
    let (s, mut at) = degree_and_place(dimension);
    let mut v = core::array::from_fn(|j| 1 << (31 - j));
    if s == 0 {
        return v;
    }
    let mut read = |bits: usize| {
        let value = bits_at(packed, at, bits);
        at += bits;
        value
    };
    let coefficients = read(s - 1);
    for (k, v) in v.iter_mut().enumerate().take(s).skip(1) {
        // m = 2 · read + 1, below 2ᵏ⁺¹.
        *v = (2 * read(k) + 1) << (31 - k);
    }
    for j in s..BITS {
        v[j] = v[j - s] ^ (v[j - s] >> s);
        for k in 1..s {
            if (coefficients >> (s - 1 - k)) & 1 == 1 {
                v[j] ^= v[j - k];
            }
        }
    }
    v
}

/// The degree of a dimension's polynomial, and where its bits begin.
fn degree_and_place(dimension: usize) -> (usize, usize) {
    let (mut before, mut at) = (0, 0);
    for (s, count) in OF_DEGREE.into_iter().enumerate() {
        let bits = s.saturating_sub(1) + s * s.saturating_sub(1) / 2;
        if dimension < before + count {
            return (s, at + (dimension - before) * bits);
        }
        before += count;
        at += count * bits;
    }
    (0, 0)
}

/// At most 17 bits of the file, from bit `at` on.
fn bits_at(packed: &[u8], at: usize, bits: usize) -> u32 {
    let bytes = [0, 1, 2, 3].map(|i| packed[at / 8 + i]);
    (u32::from_le_bytes(bytes) >> (at % 8)) & ((1 << bits) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_the_one_that_was_packed() {
        assert!(is_packed(PACKED));
        let mut other = PACKED.to_vec();
        other[200_000] ^= 1;
        assert!(!is_packed(&other) && !is_packed(&PACKED[1..]));
        assert_eq!(OF_DEGREE.iter().sum::<usize>(), DIMENSIONS);
        let (s, at) = degree_and_place(DIMENSIONS - 1);
        assert_eq!((s, (at + 17 + 153).div_ceil(8) + 4), (18, PACKED.len()));
    }

    /// Lower triangular with ones on the diagonal: each dimension is a permutation of the words.
    #[test]
    fn direction_numbers_are_triangular() {
        for dimension in 0..DIMENSIONS {
            for (j, v) in directions(PACKED, dimension).into_iter().enumerate() {
                assert_eq!(v.trailing_zeros() as usize, 31 - j, "{dimension}, {j}");
            }
        }
    }
}
