//! Threefry4x32-20.
//!
//! Salmon, Moraes, Dror, Shaw, *Parallel random numbers: as easy as 1, 2, 3*, SC 2011, §3.2; the
//! rotations are Random123's for 4×32. Not for cryptography. Known answers: Random123
//! `kat_vectors`, in `tests/native/known_answers.rs`.

/// Rotations of the two mixes in round `i mod 8`.
const ROTATIONS: [[u32; 2]; 8] = [
    [10, 26],
    [11, 21],
    [13, 27],
    [23, 5],
    [6, 20],
    [17, 11],
    [25, 10],
    [18, 20],
];
/// `C₂₄₀` of Skein, cut to 32 bits.
const PARITY: u32 = 0x1bd1_1bda;

/// Twenty rounds of Threefry on four 32-bit words: `(counter, key) -> block`, a pure function.
///
/// ```
/// // Random123 1.14, kat_vectors
/// let block = seedbed::engine::threefry4x32_20([0; 4], [0; 4]);
/// assert_eq!(block, [0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8]);
/// ```
#[inline(always)]
#[must_use]
pub fn threefry4x32_20(counter: [u32; 4], key: [u32; 4]) -> [u32; 4] {
    let k = [
        key[0],
        key[1],
        key[2],
        key[3],
        PARITY ^ key[0] ^ key[1] ^ key[2] ^ key[3],
    ];
    let mut x = inject(counter, [k[0], k[1], k[2], k[3]], 0);
    x = inject(four_rounds_even(x), [k[1], k[2], k[3], k[4]], 1);
    x = inject(four_rounds_odd(x), [k[2], k[3], k[4], k[0]], 2);
    x = inject(four_rounds_even(x), [k[3], k[4], k[0], k[1]], 3);
    x = inject(four_rounds_odd(x), [k[4], k[0], k[1], k[2]], 4);
    inject(four_rounds_even(x), [k[0], k[1], k[2], k[3]], 5)
}

#[inline(always)]
fn inject(x: [u32; 4], k: [u32; 4], s: u32) -> [u32; 4] {
    [
        x[0].wrapping_add(k[0]),
        x[1].wrapping_add(k[1]),
        x[2].wrapping_add(k[2]),
        x[3].wrapping_add(k[3]).wrapping_add(s),
    ]
}

#[inline(always)]
fn four_rounds_even(x: [u32; 4]) -> [u32; 4] {
    let x = round_straight(x, ROTATIONS[0]);
    let x = round_swapped(x, ROTATIONS[1]);
    let x = round_straight(x, ROTATIONS[2]);
    round_swapped(x, ROTATIONS[3])
}

#[inline(always)]
fn four_rounds_odd(x: [u32; 4]) -> [u32; 4] {
    let x = round_straight(x, ROTATIONS[4]);
    let x = round_swapped(x, ROTATIONS[5]);
    let x = round_straight(x, ROTATIONS[6]);
    round_swapped(x, ROTATIONS[7])
}

/// Mixes words 0, 1 and 2, 3.
#[inline(always)]
fn round_straight(x: [u32; 4], r: [u32; 2]) -> [u32; 4] {
    let a = x[0].wrapping_add(x[1]);
    let c = x[2].wrapping_add(x[3]);
    [a, x[1].rotate_left(r[0]) ^ a, c, x[3].rotate_left(r[1]) ^ c]
}

/// Mixes words 0, 3 and 2, 1.
#[inline(always)]
fn round_swapped(x: [u32; 4], r: [u32; 2]) -> [u32; 4] {
    let a = x[0].wrapping_add(x[3]);
    let c = x[2].wrapping_add(x[1]);
    [a, x[1].rotate_left(r[1]) ^ c, c, x[3].rotate_left(r[0]) ^ a]
}
