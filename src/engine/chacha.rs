//! ChaCha with 8, 12 and 20 rounds.
//!
//! Bernstein, *ChaCha, a variant of Salsa20*, 2008; RFC 8439 (2018), §2.3 for 20 rounds. Words 12
//! to 15 are the counter; RFC 8439 calls the last three of them the nonce. Known answers: RFC 8439
//! and `rand_chacha`, in `tests/native/known_answers.rs`. Streams are keyed by a `SeedSequence`, whose
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
pub(crate) fn chacha<const DOUBLE_ROUNDS: usize>(counter: [u32; 4], key: [u32; 8]) -> [u32; 16] {
    let start = chacha_start(counter, key);
    let mut x = start;
    for _ in 0..DOUBLE_ROUNDS {
        for i in 0..4 {
            let (j, k, l) = (4 + i, 8 + i, 12 + i);
            (x[i], x[j], x[k], x[l]) = quarter_round(x[i], x[j], x[k], x[l]);
        }
        for i in 0..4 {
            let (j, k, l) = (4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
            (x[i], x[j], x[k], x[l]) = quarter_round(x[i], x[j], x[k], x[l]);
        }
    }
    core::array::from_fn(|i| x[i].wrapping_add(start[i]))
}

/// The state before the first round.
#[inline(always)]
pub(crate) fn chacha_start(counter: [u32; 4], key: [u32; 8]) -> [u32; 16] {
    let mut start = [0; 16];
    start[..4].copy_from_slice(&CONSTANTS);
    start[4..12].copy_from_slice(&key);
    start[12..].copy_from_slice(&counter);
    start
}

#[inline(always)]
pub(crate) fn quarter_round(a: u32, b: u32, c: u32, d: u32) -> (u32, u32, u32, u32) {
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
