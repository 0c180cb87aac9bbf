//! ChaCha with 8, 12 and 20 rounds.
//!
//! Bernstein, *ChaCha, a variant of Salsa20*, 2008; RFC 8439 (2018), §2.3 for 20 rounds. Words 12
//! to 15 are the counter; RFC 8439 calls the last three of them the nonce. Known answers: RFC 8439
//! and `rand_chacha`, in `tests/known_answers.rs`. Streams are keyed by a `SeedSequence`, whose
//! pool has 128 bits, and this crate makes no claim for cryptography.

/// "expand 32-byte k"
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// ChaCha with 8 rounds: `(counter, key) -> block`, a pure function.
///
/// ```
/// let block = seedbed::engine::chacha8([0; 4], [0; 8]);
/// assert_eq!(block[0], 0x2fef003e); // eSTREAM, 256-bit key of zeros, 8 rounds
/// ```
#[inline(always)]
#[must_use]
pub fn chacha8(counter: [u32; 4], key: [u32; 8]) -> [u32; 16] {
    chacha::<4>(counter, key)
}

/// ChaCha with 12 rounds: `(counter, key) -> block`, a pure function.
///
/// ```
/// let block = seedbed::engine::chacha12([0; 4], [0; 8]);
/// assert_eq!(block[0], 0x6a9af49b); // eSTREAM, 256-bit key of zeros, 12 rounds
/// ```
#[inline(always)]
#[must_use]
pub fn chacha12(counter: [u32; 4], key: [u32; 8]) -> [u32; 16] {
    chacha::<6>(counter, key)
}

/// ChaCha with 20 rounds, the block function of RFC 8439: `(counter, key) -> block`, a pure function.
///
/// ```
/// let block = seedbed::engine::chacha20([0; 4], [0; 8]);
/// assert_eq!(block[0], 0xade0b876); // RFC 8439, appendix A.1, test vector 1
/// ```
#[inline(always)]
#[must_use]
pub fn chacha20(counter: [u32; 4], key: [u32; 8]) -> [u32; 16] {
    chacha::<10>(counter, key)
}

#[inline(always)]
fn chacha<const DOUBLE_ROUNDS: usize>(counter: [u32; 4], key: [u32; 8]) -> [u32; 16] {
    let [k0, k1, k2, k3, k4, k5, k6, k7] = key;
    let [a0, a1, a2, a3] = CONSTANTS;
    let mut a = CONSTANTS;
    let mut b = [k0, k1, k2, k3];
    let mut c = [k4, k5, k6, k7];
    let mut d = counter;
    for _ in 0..DOUBLE_ROUNDS {
        for i in 0..4 {
            (a[i], b[i], c[i], d[i]) = quarter_round(a[i], b[i], c[i], d[i]);
        }
        for i in 0..4 {
            let (j, k, l) = ((i + 1) % 4, (i + 2) % 4, (i + 3) % 4);
            (a[i], b[j], c[k], d[l]) = quarter_round(a[i], b[j], c[k], d[l]);
        }
    }
    let (start, x) = (
        [
            a0, a1, a2, a3, k0, k1, k2, k3, k4, k5, k6, k7, counter[0], counter[1], counter[2],
            counter[3],
        ],
        [
            a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3], c[0], c[1], c[2], c[3], d[0], d[1],
            d[2], d[3],
        ],
    );
    core::array::from_fn(|i| x[i].wrapping_add(start[i]))
}

#[inline(always)]
fn quarter_round(a: u32, b: u32, c: u32, d: u32) -> (u32, u32, u32, u32) {
    let a = a.wrapping_add(b);
    let d = (d ^ a).rotate_left(16);
    let c = c.wrapping_add(d);
    let b = (b ^ c).rotate_left(12);
    let a = a.wrapping_add(b);
    let d = (d ^ a).rotate_left(8);
    let c = c.wrapping_add(d);
    let b = (b ^ c).rotate_left(7);
    (a, b, c, d)
}
