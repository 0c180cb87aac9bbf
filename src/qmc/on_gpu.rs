//! What kernels need to know of a set of points.

use alloc::{vec, vec::Vec};

use super::{Coordinates, Halton, LatinHypercube, PointSet, Sobol, joe_kuo, strata::Strata};
use crate::permutation::ORDER_WORDS;
#[cfg(feature = "plan")]
use crate::tables::TableId;

/// Which kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sequence {
    Sobol,
    Halton,
    Latin,
}

/// What is uploaded for a set.
#[allow(private_interfaces, reason = "sealed: only this crate uses it")]
pub trait OnGpu: Coordinates + Sized {
    const SEQUENCE: Sequence;

    /// 0 for plain points.
    fn method(&self) -> u32;

    /// Different for sets with different words.
    #[cfg(feature = "plan")]
    fn id(&self) -> TableId;

    /// Rows of one word for each dimension, and what stands behind them, as
    /// `shaders/kernel/points_*.wgsl` read them.
    fn rows(&self) -> Vec<u32>;

    /// Sets that show whether a kernel is right.
    fn check_sets(seed: u64) -> Vec<Self>;
}

#[allow(private_interfaces, reason = "sealed: only this crate uses it")]
impl OnGpu for Sobol {
    const SEQUENCE: Sequence = Sequence::Sobol;

    fn method(&self) -> u32 {
        self.method() as u32
    }

    #[cfg(feature = "plan")]
    fn id(&self) -> TableId {
        self.id
    }

    fn rows(&self) -> Vec<u32> {
        let mut rows = self.directions.to_vec();
        let further = rows.len() + 4 * self.dimensions();
        if let Some(randomization) = &self.randomization {
            rows.extend_from_slice(&randomization.keys);
            rows.resize(further, 0);
            rows.extend(randomization.further.rows());
        }
        rows.resize(further + 2 * self.dimensions(), 0);
        rows
    }

    fn check_sets(seed: u64) -> Vec<Self> {
        let plain = Sobol::of_packed(3, &joe_kuo::FIRST_PACKED).expect("there are 3 dimensions");
        vec![
            plain.clone(),
            plain.clone().digital_shift(seed),
            plain.scrambled(seed),
        ]
    }
}

#[allow(private_interfaces, reason = "sealed: only this crate uses it")]
impl OnGpu for Halton {
    const SEQUENCE: Sequence = Sequence::Halton;

    fn method(&self) -> u32 {
        u32::from(self.further.is_some())
    }

    #[cfg(feature = "plan")]
    fn id(&self) -> TableId {
        self.id
    }

    fn rows(&self) -> Vec<u32> {
        let of = |word: fn(&super::halton::Dimension) -> u32| self.dimensions.iter().map(word);
        let mut rows = Vec::new();
        rows.extend(of(|d| d.base));
        rows.extend(of(|d| d.power));
        rows.extend(of(|d| d.first_digit as u32));
        rows.extend(of(|d| d.len as u32));
        rows.extend(of(|d| d.tail[0]));
        rows.extend(of(|d| d.tail[1]));
        if let Some(further) = &self.further {
            rows.extend(further.rows());
        }
        rows.resize(8 * self.dimensions.len(), 0);
        rows.extend(self.digits.iter().flat_map(|d| [d.factor, d.summand]));
        rows
    }

    fn check_sets(seed: u64) -> Vec<Self> {
        let plain = Halton::new(3).expect("there are 3 dimensions");
        vec![plain.clone(), plain.scrambled(seed)]
    }
}

#[allow(private_interfaces, reason = "sealed: only this crate uses it")]
impl OnGpu for LatinHypercube {
    const SEQUENCE: Sequence = Sequence::Latin;

    fn method(&self) -> u32 {
        1
    }

    #[cfg(feature = "plan")]
    fn id(&self) -> TableId {
        self.id
    }

    fn rows(&self) -> Vec<u32> {
        let orders: Vec<_> = self.permutations.iter().map(|p| p.order_words()).collect();
        let mut rows = Vec::with_capacity((ORDER_WORDS + 2) * orders.len() + 8);
        for row in 0..ORDER_WORDS {
            rows.extend(orders.iter().map(|order| order.words[row]));
        }
        rows.extend(self.further.rows());
        let Strata {
            last,
            reciprocal: [low, high],
            width,
            remainder,
        } = self.strata;
        rows.extend([last, low, high, width, remainder]);
        if let Some(order) = orders.first() {
            rows.extend([order.grid.column_bits, order.grid.rows, order.pairs]);
        }
        rows
    }

    /// A list of one and of some, networks of many and of few rounds that walk, and the longest.
    fn check_sets(seed: u64) -> Vec<Self> {
        let of = |n| LatinHypercube::new(n, 3, seed).expect("there are 3 dimensions");
        [1, 50, 1025, 65_537, 1 << 32].map(of).into()
    }
}
