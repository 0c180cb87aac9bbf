//! Many elements of a permutation: vectorised by the compiler, and over all cores.

use super::feistel::{Feistel, Grid, cell_of, column_offset, round_hash, value_of};
use crate::cpu::{Aligned, Arch, Vectorized};

/// Elements in a group: so many vectors' worth that the latency of one is hidden by the others.
const LANES: usize = 128;
/// Groups made at a time: one bit each tells whether an element has to walk on.
const GROUPS: usize = u64::BITS as usize;
/// Elements that one task makes, some 100 µs.
#[cfg(feature = "parallel")]
const PARALLEL_LEN: usize = 1 << 16;

/// A number for each element of a group.
type Lanes = Aligned<[u32; LANES]>;

/// The elements from `first` on, all of which exist.
pub(super) fn fill(feistel: &Feistel, inverted: bool, first: u32, out: &mut [u32]) {
    let arch = Arch::new();
    #[cfg(feature = "parallel")]
    if out.len() >= 2 * PARALLEL_LEN && crate::cpu::threads() > 1 {
        use rayon::prelude::*;
        out.par_chunks_mut(PARALLEL_LEN)
            .enumerate()
            .for_each(|(i, out)| {
                let first = first + (i * PARALLEL_LEN) as u32;
                fill_part(arch, feistel, inverted, first, out);
            });
        return;
    }
    fill_part(arch, feistel, inverted, first, out);
}

/// [`fill`] on one thread.
pub(super) fn fill_part(
    arch: Arch,
    feistel: &Feistel,
    inverted: bool,
    first: u32,
    out: &mut [u32],
) {
    let walk = |results: &mut [u32]| {
        for value in results {
            if *value > feistel.last {
                *value = feistel.walk(*value, inverted);
            }
        }
    };
    let steps = |first: u32, out: &mut [[u32; LANES]]| {
        arch.run(Steps {
            feistel,
            inverted,
            first,
            out,
        })
    };
    let (groups, rest) = out.as_chunks_mut::<LANES>();
    let mut at = first;
    for out in groups.chunks_mut(GROUPS) {
        let mut walking = steps(at, out);
        while let Some(group) = walking.checked_ilog2() {
            walking ^= 1 << group;
            walk(&mut out[group as usize]);
        }
        // Wraps only behind the last of 2³² elements.
        at = at.wrapping_add((out.len() * LANES) as u32);
    }
    if !rest.is_empty() {
        let mut results = [[0; LANES]];
        steps(at, &mut results);
        rest.copy_from_slice(&results[0][..rest.len()]);
        walk(rest);
    }
}

/// One step for at most `GROUPS` groups. Returns a bit for each group where a result is not below n.
struct Steps<'a> {
    feistel: &'a Feistel,
    inverted: bool,
    first: u32,
    out: &'a mut [[u32; LANES]],
}

impl Vectorized for Steps<'_> {
    type Output = u64;

    #[inline(always)]
    fn run(self) -> u64 {
        let Feistel { last, grid, keys } = *self.feistel;
        let keys = &keys[..self.feistel.pairs()];
        let (mut rows, mut columns) = (Aligned([0; LANES]), Aligned([0; LANES]));
        let mut walking = 0;
        for (group, out) in self.out.iter_mut().enumerate() {
            let first = self.first.wrapping_add((group * LANES) as u32);
            for lane in 0..LANES {
                let cell = cell_of(first.wrapping_add(lane as u32), grid);
                (rows.0[lane], columns.0[lane]) = (cell[0], cell[1]);
            }
            // The rounds of `forward_pair` and `backward_pair`, each over all lanes.
            if self.inverted {
                for key in keys.iter().rev() {
                    move_rows::<true>(&mut rows, &columns, key[1], grid);
                    move_columns::<true>(&mut columns, &rows, key[0], grid);
                }
            } else {
                for key in keys {
                    move_columns::<false>(&mut columns, &rows, key[0], grid);
                    move_rows::<false>(&mut rows, &columns, key[1], grid);
                }
            }
            let mut results = Aligned([0; LANES]);
            let mut past = false;
            for lane in 0..LANES {
                let value = value_of([rows.0[lane], columns.0[lane]], grid);
                past |= value > last;
                results.0[lane] = value;
            }
            walking |= u64::from(past) << group;
            *out = results.0;
        }
        walking
    }
}

#[inline(always)]
fn move_columns<const BACK: bool>(columns: &mut Lanes, rows: &Lanes, key: u32, grid: Grid) {
    let mask = (1 << (grid.column_bits & 31)) - 1;
    for (column, &row) in columns.0.iter_mut().zip(&rows.0) {
        let offset = column_offset(row, key, grid);
        *column = mask
            & if BACK {
                column.wrapping_sub(offset)
            } else {
                column.wrapping_add(offset)
            };
    }
}

#[inline(always)]
fn move_rows<const BACK: bool>(rows: &mut Lanes, columns: &Lanes, key: u32, grid: Grid) {
    let offsets = row_offsets(columns, key, grid);
    for (row, &offset) in rows.0.iter_mut().zip(&offsets.0) {
        *row = if BACK {
            let moved = row.wrapping_sub(offset);
            moved.min(moved.wrapping_add(grid.rows))
        } else {
            let moved = row.wrapping_add(offset);
            moved.min(moved.wrapping_sub(grid.rows))
        };
    }
}

/// `row_offset` of all lanes, with the 64-bit products of neighbours side by side: in 32-bit lanes the
/// compiler would move every word to a wider lane and back.
#[inline(always)]
fn row_offsets(columns: &Lanes, key: u32, grid: Grid) -> Lanes {
    const LOW: u64 = 0xffff_ffff;
    let rows = u64::from(grid.rows);
    let mut offsets = Aligned([0; LANES]);
    for (offset, &column) in offsets.0.iter_mut().zip(&columns.0) {
        *offset = round_hash(column, key);
    }
    let pairs: &mut [u64; LANES / 2] = bytemuck::cast_mut(&mut offsets.0);
    for pair in pairs {
        *pair = ((*pair & LOW) * rows) >> 32 | ((*pair >> 32) * rows) & !LOW;
    }
    offsets
}
