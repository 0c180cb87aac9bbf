//! Philox4x32-10.
//!
//! Salmon, Moraes, Dror, Shaw, *Parallel random numbers: as easy as 1, 2, 3*, SC 2011, §3.3.
//! Not for cryptography. Known answers: Random123 `kat_vectors`, in `tests/native/known_answers.rs`.

use crate::exact::mul_wide;

const M0: u32 = 0xd251_1f53;
const M1: u32 = 0xcd9e_8d57;
/// The golden ratio and √3 − 1, the Weyl sequence of the round keys.
const W0: u32 = 0x9e37_79b9;
const W1: u32 = 0xbb67_ae85;

/// Ten rounds of Philox on four 32-bit words: `(counter, key) -> block`, a pure function.
///
/// ```
/// // Random123 1.14, kat_vectors
/// let block = seedbed::engine::philox4x32_10([0; 4], [0; 2]);
/// assert_eq!(block, [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
/// ```
#[inline(always)]
#[must_use]
pub fn philox4x32_10(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let mut c = counter;
    let mut k = key;
    for _ in 0..10 {
        c = philox_round(c, k);
        k = [k[0].wrapping_add(W0), k[1].wrapping_add(W1)];
    }
    c
}

#[inline(always)]
fn philox_round(c: [u32; 4], k: [u32; 2]) -> [u32; 4] {
    let p0 = mul_wide(M0, c[0]);
    let p1 = mul_wide(M1, c[2]);
    [p1[1] ^ c[1] ^ k[0], p1[0], p0[1] ^ c[3] ^ k[1], p0[0]]
}
