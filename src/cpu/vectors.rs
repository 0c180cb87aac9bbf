//! Vectors on the CPU.

use alloc::{vec, vec::Vec};
use core::marker::PhantomData;

use super::{Aligned, Arch, Cpu, Vectorized};
use crate::{
    distr::{
        Steps,
        vector::{
            Rows,
            dirichlet::{Shares, middle, share},
            multivariate_normal::Factor,
            unit::{Point, UnitBall, UnitCircle, UnitDisc, UnitSphere},
        },
    },
    exact::NAN,
    stream::Tiles,
};

/// Vectors made side by side.
const LANES: usize = 64;
/// Scratch words made at a time, as long as they make `LANES` vectors.
const CHUNK_WORDS: usize = 4096;
/// Words that one task takes: 16 tiles.
#[cfg(feature = "parallel")]
const TASK_WORDS: usize = 1 << 16;

impl Cpu {
    /// Whole vectors, the first of which starts at word position `first_word`; all words exist.
    pub(crate) fn fill_rows(
        &self,
        tiles: &mut Tiles,
        rows: Rows<'_>,
        first_word: u64,
        out: &mut [u32],
    ) {
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            let task_vectors = in_groups(TASK_WORDS / rows.words());
            let task_len = task_vectors * rows.dimension();
            if out.len() >= 2 * task_len && self.is_parallel() {
                out.par_chunks_mut(task_len)
                    .enumerate()
                    .for_each(|(i, part)| {
                        let first = first_word + (i * task_vectors * rows.words()) as u64;
                        let tiles = &mut tiles.clone();
                        fill(self.arch(), tiles, rows, first, part);
                    });
                return;
            }
        }
        fill(self.arch(), tiles, rows, first_word, out);
    }
}

/// At least so many vectors, in whole groups: what is computed for a part of a group is lost.
fn in_groups(vectors: usize) -> usize {
    vectors.next_multiple_of(LANES).max(LANES)
}

fn fill(arch: Arch, tiles: &mut Tiles, rows: Rows<'_>, first_word: u64, out: &mut [u32]) {
    let (words, dimension) = (rows.words(), rows.dimension());
    let chunk_vectors = in_groups(CHUNK_WORDS / words);
    let chunk_vectors = chunk_vectors.min(out.len() / dimension);
    let mut scratch = vec![0; chunk_vectors * words];
    let mut further = vec![
        0;
        if rows.further_transform().is_some() {
            scratch.len()
        } else {
            0
        }
    ];
    let mut position = first_word;
    let single = Cpu::single_threaded().on(arch);
    for part in out.chunks_mut((chunk_vectors * dimension).max(1)) {
        let len = part.len() / dimension * words;
        let scratch = &mut scratch[..len];
        single.fill_words(tiles, rows.transform(), position, scratch);
        if let Some(transform) = rows.further_transform() {
            single.fill_words(tiles, transform, position, &mut further[..len]);
        }
        match rows {
            Rows::UnitCircle => arch.run(Each::<UnitCircle, 1, 2>::new(scratch, part)),
            Rows::UnitDisc => arch.run(Each::<UnitDisc, 2, 2>::new(scratch, part)),
            Rows::UnitSphere => arch.run(Each::<UnitSphere, 2, 3>::new(scratch, part)),
            Rows::UnitBall => arch.run(Each::<UnitBall, 3, 3>::new(scratch, part)),
            Rows::MultivariateNormal(factor) => arch.run(Normals {
                factor,
                scratch,
                out: part,
            }),
            Rows::Dirichlet(shares) => arch.run(Compositions {
                shares,
                scratch,
                further: &further[..len],
                out: part,
            }),
        }
        // Wraps only behind the last word of the stream.
        position = position.wrapping_add(len as u64);
    }
}

/// A point of each row of words.
struct Each<'a, P, const W: usize, const D: usize> {
    shape: PhantomData<P>,
    words: &'a [[u32; W]],
    out: &'a mut [[u32; D]],
}

impl<'a, P, const W: usize, const D: usize> Each<'a, P, W, D> {
    fn new(words: &'a [u32], out: &'a mut [u32]) -> Self {
        Each {
            shape: PhantomData,
            words: words.as_chunks().0,
            out: out.as_chunks_mut().0,
        }
    }
}

impl<P: Point<W, D>, const W: usize, const D: usize> Vectorized for Each<'_, P, W, D> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (words, out) in self.words.chunks(LANES).zip(self.out.chunks_mut(LANES)) {
            let mut columns = Aligned([[0; LANES]; W]);
            for (lane, row) in words.iter().enumerate() {
                for (column, &word) in columns.0.iter_mut().zip(row) {
                    column[lane] = word;
                }
            }
            let mut results = Aligned([[0; LANES]; D]);
            for lane in 0..LANES {
                let row = core::array::from_fn(|c| columns.0[c][lane]);
                let result = P::point(row);
                for (column, result) in results.0.iter_mut().zip(result) {
                    column[lane] = result;
                }
            }
            for (lane, row) in out.iter_mut().enumerate() {
                *row = core::array::from_fn(|c| results.0[c][lane]);
            }
        }
    }
}

/// `mean + L · z` of the rows `z` of standard normals.
struct Normals<'a> {
    factor: &'a Factor,
    scratch: &'a [u32],
    out: &'a mut [u32],
}

impl Vectorized for Normals<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let d = self.factor.dimension();
        let mut normals = vec![[0.0_f32; LANES]; d];
        let rows = self.scratch.chunks(LANES * d);
        for (rows, out) in rows.zip(self.out.chunks_mut(LANES * d)) {
            for (lane, row) in rows.chunks_exact(d).enumerate() {
                for (column, &bits) in normals.iter_mut().zip(row) {
                    column[lane] = f32::from_bits(bits);
                }
            }
            for (i, &mean) in self.factor.mean().iter().enumerate() {
                let factors = self.factor.row(i);
                let mut sums = Aligned(normals[0]);
                for sum in &mut sums.0 {
                    *sum *= factors[0];
                }
                for (factor, column) in factors[1..].iter().zip(&normals[1..]) {
                    for (sum, z) in sums.0.iter_mut().zip(column) {
                        *sum += factor * z;
                    }
                }
                for (row, sum) in out.chunks_exact_mut(d).zip(sums.0) {
                    let component = sum + mean;
                    row[i] = if component.is_nan() {
                        NAN
                    } else {
                        component.to_bits()
                    };
                }
            }
        }
    }
}

/// Products of shares, down the tree.
struct Compositions<'a> {
    shares: &'a Shares,
    scratch: &'a [u32],
    /// The extra words of those that have one.
    further: &'a [u32],
    out: &'a mut [u32],
}

impl Vectorized for Compositions<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let words = self.shares.words();
        let n = words + 1;
        // Parts of the tree that are left to be divided.
        let mut parts: Vec<(usize, usize, Aligned<[f32; LANES]>)> = Vec::new();
        let rows = self.scratch.chunks(LANES * words);
        let rows = rows.zip(self.further.chunks(LANES * words));
        for ((rows, further), out) in rows.zip(self.out.chunks_mut(LANES * n)) {
            parts.push((0, n, Aligned([1.0; LANES])));
            while let Some((low, high, mass)) = parts.pop() {
                if high - low == 1 {
                    for (row, mass) in out.chunks_exact_mut(n).zip(mass.0) {
                        row[low] = mass.to_bits();
                    }
                    continue;
                }
                let middle = middle(low, high);
                let column = |words_of: &[u32]| {
                    let mut column = Aligned([1 << 31; LANES]);
                    let rows = words_of.chunks_exact(words);
                    for (word, row) in column.0.iter_mut().zip(rows) {
                        *word = row[middle - 1];
                    }
                    column
                };
                let (x, extra) = (column(rows), column(further));
                let [left, right] = self.shares.steps(middle - 1);
                let mut masses = [Aligned([0.0_f32; LANES]), Aligned([0.0_f32; LANES])];
                let mut rare = false;
                for lane in 0..LANES {
                    let x = x.0[lane];
                    rare |= left.is_rare(x);
                    masses[0].0[lane] = mass.0[lane] * f32::from_bits(left.body(x));
                    masses[1].0[lane] = mass.0[lane] * f32::from_bits(right.body(!x));
                }
                if rare {
                    for lane in 0..LANES {
                        let (x, extra) = (x.0[lane], extra.0[lane]);
                        let bits = [share(left, x, extra), share(right, !x, !extra)];
                        for (mass_of, bits) in masses.iter_mut().zip(bits) {
                            mass_of.0[lane] = mass.0[lane] * f32::from_bits(bits);
                        }
                    }
                }
                let [left_mass, right_mass] = masses;
                parts.push((middle, high, right_mass));
                parts.push((low, middle, left_mass));
            }
        }
    }
}
