//! The Dirichlet distribution, by a tree of beta variables.

use alloc::{collections::BTreeMap, sync::Arc, vec, vec::Vec};

use super::{Rows, VectorDistribution, VectorError, sealed};
use crate::{
    distr::{FinishStep, QuantileSteps, Steps},
    error::{LEAST_ALPHA, MOST_ALPHA, MOST_TABLES, number},
    exact::{Fixed, round_f32},
    quantile::{DIRECTORY, QuantileTable, cache::table, family::beta},
};

/// Components.
const MOST_COMPONENTS: usize = 1 << 16;
/// Octaves and pieces of them: 64 MiB, which every GPU binds at once.
const MOST_QUADS: usize = 1 << 22;

/// Dirichlet distribution, f32 vectors of shares that sum to 1: density
/// `Γ(Σ alpha) · Π xᵢ^(alphaᵢ − 1) / Γ(alphaᵢ)`.
///
/// `alpha` has 2 to 65,536 values, each from 10⁻² to 10⁶, and no half of it in the tree below sums to more than
/// 10⁶. NumPy's `dirichlet`.
///
/// A balanced binary tree divides the whole: components `low..high` are halved at
/// `middle = low + (high − low) / 2`, and the left half's share of them is
/// [`Beta`](crate::distr::Beta)(a, b), with the sums `a` and `b` of alpha over both halves. Word
/// `middle − 1` of the vector gives the left share, by the quantiles of Beta(a, b); its complement gives the
/// right share, by those of Beta(b, a), so that a small share has its own accuracy and is not what rounding
/// leaves of 1. A component is the product of its shares from the root on, each product rounded to f32,
/// ties to even.
///
/// Words consumed: one less than components, and one extra word for 1 word in 2048.
///
/// Error: a share is within 1 ulp, or 2⁻³⁰ where that is more; a component has as many of them as it takes
/// to halve the components down to one, and a rounding of half an ulp for each product. Components below
/// 2⁻³⁰ are not relatively exact. The sum is 1 but for these errors.
///
/// Memory: a table of some 30 KB for each different pair (a, b) and (b, a); a symmetric alpha has at most
/// about 4 pairs for each level of the tree. At most 1024 tables, and 64 MiB of them on a GPU.
///
/// ```
/// use seedbed::{Cpu, Stream, distr::Dirichlet};
/// let rows = Cpu::new().sample(&mut Stream::new(42), &Dirichlet::new(&[1.0, 2.0, 3.0])?, 1000)?;
/// assert!(rows.chunks(3).all(|row| (row.iter().sum::<f32>() - 1.0).abs() < 1e-6));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: Wilks, *Mathematical statistics* (1962), §7.7: shares of sums are independent betas.
#[derive(Clone, Debug)]
pub struct Dirichlet {
    alpha: Vec<f64>,
    shares: Arc<Shares>,
}

impl Dirichlet {
    /// With the concentrations `alpha`.
    ///
    /// # Errors
    /// [`VectorError`] names the length, the value or the sum that is outside its domain, or says that
    /// there would be too many tables.
    pub fn new(alpha: &[f64]) -> Result<Self, VectorError> {
        VectorError::check_len("alpha", alpha.len(), 2, MOST_COMPONENTS)?;
        for (index, &value) in alpha.iter().enumerate() {
            if !(LEAST_ALPHA..=MOST_ALPHA).contains(&value) {
                let value = number(value);
                return Err(VectorError::Alpha { index, value });
            }
        }
        let mut builder = Builder {
            alpha,
            nodes: vec![[0; 2]; alpha.len() - 1],
            pairs: BTreeMap::new(),
        };
        builder.add(0, alpha.len())?;
        let mut tables = vec![None; builder.pairs.len()];
        let mut quads = builder.nodes.len();
        for (pair, index) in builder.pairs {
            let pair = pair.map(f64::from_bits);
            let made = table("beta", pair, |[a, b]| beta::Beta::new(a, b))?;
            quads += DIRECTORY + made.len();
            if quads > MOST_QUADS {
                let len = alpha.len();
                return Err(VectorError::TooManyTables { len });
            }
            tables[index as usize] = Some(made);
        }
        Ok(Dirichlet {
            alpha: alpha.into(),
            shares: Arc::new(Shares {
                nodes: builder.nodes,
                tables: tables.into_iter().flatten().collect(),
                #[cfg(feature = "plan")]
                id: crate::tables::TableId::new(),
            }),
        })
    }

    /// The concentrations.
    #[must_use]
    pub fn alpha(&self) -> &[f64] {
        &self.alpha
    }
}

impl VectorDistribution for Dirichlet {}

impl sealed::Vectors for Dirichlet {
    fn rows(&self) -> Rows<'_> {
        Rows::Dirichlet(&self.shares)
    }
}

/// Numbers the pairs (a, b), and with them the tables.
struct Builder<'a> {
    alpha: &'a [f64],
    nodes: Vec<[u32; 2]>,
    pairs: BTreeMap<[u64; 2], u32>,
}

impl Builder<'_> {
    /// The sum of alpha over `low..high`, whose nodes are added. Equal halves have equal sums, bit for
    /// bit, because they are added in the same order.
    fn add(&mut self, low: usize, high: usize) -> Result<f64, VectorError> {
        if high - low == 1 {
            return Ok(self.alpha[low]);
        }
        let middle = middle(low, high);
        let a = self.add(low, middle)?;
        let b = self.add(middle, high)?;
        for (sum, start, end) in [(a, low, middle), (b, middle, high)] {
            if sum > MOST_ALPHA {
                return Err(VectorError::Concentration {
                    start,
                    end: end - 1,
                    value: number(sum),
                });
            }
        }
        self.nodes[middle - 1] = [self.pair(a, b)?, self.pair(b, a)?];
        Ok(a + b)
    }

    fn pair(&mut self, a: f64, b: f64) -> Result<u32, VectorError> {
        let next = self.pairs.len();
        let index = *self
            .pairs
            .entry([a.to_bits(), b.to_bits()])
            .or_insert(next as u32);
        if self.pairs.len() > MOST_TABLES {
            let len = self.alpha.len();
            return Err(VectorError::TooManyTables { len });
        }
        Ok(index)
    }
}

/// Where components are halved.
#[inline(always)]
pub(crate) fn middle(low: usize, high: usize) -> usize {
    low + (high - low) / 2
}

/// The tables of a tree: of node `i`, which halves components `i` and `i + 1` from each other, those of the
/// left and of the right share.
#[derive(Debug)]
pub(crate) struct Shares {
    nodes: Vec<[u32; 2]>,
    tables: Vec<Arc<QuantileTable>>,
    /// Tells trees apart.
    #[cfg(feature = "plan")]
    pub(crate) id: crate::tables::TableId,
}

impl Shares {
    /// Words of a vector: as many as nodes.
    pub(crate) fn words(&self) -> usize {
        self.nodes.len()
    }

    /// The steps of the left and the right share of node `i`.
    #[inline(always)]
    pub(crate) fn steps(&self, i: usize) -> [QuantileSteps<'_, ShareFinish>; 2] {
        self.nodes[i].map(|table| QuantileSteps {
            table: &self.tables[table as usize],
            finish: ShareFinish,
        })
    }

    /// As the GPU has it: for each node a quad with the places of its tables, then the tables.
    #[cfg(feature = "plan")]
    pub(crate) fn gpu_words(&self) -> Vec<u32> {
        let tables: Vec<Vec<u32>> = self.tables.iter().map(|table| table.words()).collect();
        let mut next = self.nodes.len();
        let mut places = Vec::with_capacity(tables.len());
        for table in &tables {
            places.push(next as u32);
            next += table.len() / 4;
        }
        let nodes = self
            .nodes
            .iter()
            .flat_map(|&[left, right]| [places[left as usize], places[right as usize], 0, 0]);
        nodes.chain(tables.iter().flatten().copied()).collect()
    }
}

/// A share: rounded once, and kept within [0, 1].
#[derive(Clone, Copy)]
pub(crate) struct ShareFinish;

impl FinishStep for ShareFinish {
    #[inline(always)]
    fn finish(self, v: Fixed, sign: u32) -> u32 {
        let bits = round_f32(v);
        let kept = if bits > 0x3f80_0000 {
            0x3f80_0000
        } else {
            bits
        };
        if sign != 0 { 0 } else { kept }
    }
}

/// The share for a word and its extra word.
#[inline(always)]
pub(crate) fn share(steps: QuantileSteps<'_, ShareFinish>, x: u32, extra: u32) -> u32 {
    if steps.is_rare(x) {
        steps.rare(x, |_| extra)
    } else {
        steps.body(x)
    }
}
