//! ChaCha blocks side by side: a block has loops inside, and the compiler vectorises only inner
//! loops, so here the inner loop runs over blocks.

use super::arch::{Aligned, Vectorized};
use crate::engine::{Key, chacha, chacha_start, quarter_round};

/// Blocks side by side: some vectors' worth, because a loop over one vector's lanes is unrolled
/// before it can be vectorised.
const LANES: usize = 64;
/// Words from which that is faster than block by block.
const WORTH_WORDS: usize = 8 * 16;

/// Blocks of `2 · DOUBLE_ROUNDS` rounds, from that of `counter` on.
pub(super) struct ChaChaBlocks<'a, const DOUBLE_ROUNDS: usize> {
    pub key: &'a Key,
    pub counter: [u32; 4],
    pub out: &'a mut [u32],
}

impl<const DOUBLE_ROUNDS: usize> Vectorized for ChaChaBlocks<'_, DOUBLE_ROUNDS> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let mut counter = self.counter;
        for part in self.out.chunks_mut(16 * LANES) {
            if part.len() >= WORTH_WORDS {
                side_by_side::<DOUBLE_ROUNDS>(counter, self.key, part);
                counter[0] = counter[0].wrapping_add(LANES as u32);
            } else {
                for block in part.as_chunks_mut::<16>().0 {
                    *block = chacha::<DOUBLE_ROUNDS>(counter, *self.key);
                    counter[0] = counter[0].wrapping_add(1);
                }
            }
        }
    }
}

/// At most `LANES` blocks into `out`.
#[expect(clippy::needless_range_loop, reason = "a lane indexes several rows")]
#[inline(always)]
fn side_by_side<const DOUBLE_ROUNDS: usize>(counter: [u32; 4], key: &Key, out: &mut [u32]) {
    let start = chacha_start(counter, *key);
    let mut x = Aligned([[0; LANES]; 16]);
    let x = &mut x.0;
    for (x, start) in x.iter_mut().zip(start) {
        *x = [start; LANES];
    }
    for lane in 0..LANES {
        x[12][lane] = x[12][lane].wrapping_add(lane as u32);
    }
    for _ in 0..DOUBLE_ROUNDS {
        for i in 0..4 {
            let [j, k, l] = [4 + i, 8 + i, 12 + i];
            for lane in 0..LANES {
                (x[i][lane], x[j][lane], x[k][lane], x[l][lane]) =
                    quarter_round(x[i][lane], x[j][lane], x[k][lane], x[l][lane]);
            }
        }
        for i in 0..4 {
            let [j, k, l] = [4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4];
            for lane in 0..LANES {
                (x[i][lane], x[j][lane], x[k][lane], x[l][lane]) =
                    quarter_round(x[i][lane], x[j][lane], x[k][lane], x[l][lane]);
            }
        }
    }
    for (x, start) in x.iter_mut().zip(start) {
        for lane in 0..LANES {
            x[lane] = x[lane].wrapping_add(start);
        }
    }
    for lane in 0..LANES {
        x[12][lane] = x[12][lane].wrapping_add(lane as u32);
    }
    // Lane and word of the index change places when its two highest bits become its lowest, twice.
    let mut half = Aligned([0; 16 * LANES]);
    interleave_quarters(bytemuck::cast_ref(x), &mut half.0);
    if let Ok(out) = out.try_into() {
        interleave_quarters(&half.0, out);
    } else {
        let mut whole = [0; 16 * LANES];
        interleave_quarters(&half.0, &mut whole);
        out.copy_from_slice(&whole[..out.len()]);
    }
}

#[inline(always)]
fn interleave_quarters(x: &[u32; 16 * LANES], y: &mut [u32; 16 * LANES]) {
    const QUARTER: usize = 4 * LANES;
    for i in 0..QUARTER {
        for j in 0..4 {
            y[4 * i + j] = x[i + QUARTER * j];
        }
    }
}
