//! What a host executes: kernels, what they bind, and dispatches.

use alloc::{borrow::Cow, boxed::Box, vec::Vec};
use core::fmt;

use super::{
    Dispatch, OwnTable, Shader, dispatch::DispatchLimits, kernel::Wide, own_table_of_permutation,
    step::WriteTo,
};
use crate::{
    distr::{TableId, Transform},
    engine::Engine,
    permutation::Permutation,
    qmc::GpuPointSet,
    stream::Stream,
    vector::Rows,
};

/// What a device allows, and how a host works.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanLimits {
    pub(crate) dispatch: DispatchLimits,
    pub(crate) wide: Wide,
    /// Words that draws of vectors leave in scratch at a time.
    pub(crate) scratch_words: u64,
}

/// Kernels, what they bind, and dispatches in their order.
#[derive(Debug)]
pub(crate) struct Planned<'a> {
    pub(crate) shaders: Vec<Shader>,
    /// What is uploaded, once for all plans that have an equal key.
    pub(crate) words: Vec<Words<'a>>,
    pub(crate) steps: Vec<PlannedStep>,
    /// Parameters per element.
    pub(crate) elements: Option<[Element<'a>; 2]>,
    pub(crate) scratch_words: u64,
}

/// A dispatch, and what it binds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlannedStep {
    pub(crate) bound: Bound,
    pub(crate) dispatch: Dispatch,
}

/// The kernel of a step, and what it binds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    /// Which of [`Planned::shaders`].
    pub(crate) shader: usize,
    pub(crate) to: WriteTo,
    /// Binding 2.
    pub(crate) read: Read,
    /// Binding 4.
    pub(crate) table: Read,
}

impl Bound {
    pub(crate) fn step(self, dispatch: Dispatch) -> PlannedStep {
        PlannedStep {
            bound: self,
            dispatch,
        }
    }
}

/// What a step reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    Nothing,
    /// What steps before it wrote.
    Scratch,
    /// Which of [`Planned::words`].
    Words(usize),
    /// A buffer of the caller; of records, [`Dispatch::records_binding`].
    Caller(usize),
}

/// Words that kernels read, made when they are needed.
pub(crate) struct Words<'a> {
    pub(crate) key: WordsKey,
    make: Box<dyn Fn() -> Vec<u32> + Send + Sync + 'a>,
}

/// Equal keys, equal words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WordsKey {
    Nothing,
    TileKeys {
        engine: Engine,
        entropy: Vec<u32>,
        spawn_key: Vec<u32>,
    },
    Table(TableId),
    Own(Vec<u32>),
}

impl fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

impl<'a> Words<'a> {
    fn new(key: WordsKey, make: impl Fn() -> Vec<u32> + Send + Sync + 'a) -> Self {
        let make = Box::new(make);
        Words { key, make }
    }

    fn nothing() -> Self {
        Words::new(WordsKey::Nothing, || [0; 4].into())
    }

    /// The tile keys of a stream.
    pub(crate) fn tile_keys(stream: &'a Stream) -> Self {
        let key = WordsKey::TileKeys {
            engine: stream.engine(),
            entropy: stream.seed().entropy().into(),
            spawn_key: stream.seed().spawn_key().into(),
        };
        Words::new(key, || stream.tile_keys())
    }

    /// The table of a distribution that has one.
    pub(crate) fn own_table(transform: Transform<'a>) -> Self {
        match OwnTable::of(transform) {
            None => Words::nothing(),
            Some(table) => Words::new(WordsKey::Table(table.id()), move || table.words()),
        }
    }

    /// The table of a distribution of vectors that has one.
    pub(crate) fn of_rows(rows: Rows<'a>) -> Self {
        match rows {
            Rows::MultivariateNormal(factor) => {
                Words::new(WordsKey::Table(factor.id), || factor.words())
            }
            Rows::Dirichlet(shares) => {
                Words::new(WordsKey::Table(shares.id), || shares.gpu_words())
            }
            _ => Words::nothing(),
        }
    }

    /// The words of points.
    pub(crate) fn of_points<P: GpuPointSet>(points: &'a P) -> Self {
        Words::new(WordsKey::Table(points.id()), || points.rows())
    }

    /// The table of a permutation.
    pub(crate) fn of_order(order: &Permutation) -> Self {
        Words::own(&own_table_of_permutation(order))
    }

    /// These words.
    pub(crate) fn own(words: &[u32]) -> Self {
        let words = Vec::from(words);
        Words::new(WordsKey::Own(words.clone()), move || words.clone())
    }

    pub(crate) fn words(&self) -> Vec<u32> {
        (self.make)()
    }
}

/// One parameter per element.
#[derive(Clone, Debug)]
pub(crate) enum Element<'a> {
    /// The bits of a number for all samples.
    One(u32),
    /// One number for each sample of the draw.
    Array(Cow<'a, [f32]>),
    /// Numbers of which that of result `before` is the first to be uploaded.
    Upload { values: &'a [f32], before: u64 },
    /// From this byte on of the caller's buffer for this parameter.
    Caller(u64),
}

impl Element<'_> {
    /// The parameter of the results from `first` on, which the target begins with after `lead` others.
    pub(crate) fn from(&self, first: u64, lead: u64) -> Element<'_> {
        match self {
            Element::One(bits) => Element::One(*bits),
            Element::Array(values) => Element::Upload {
                values: values.get(first as usize..).unwrap_or_default(),
                before: lead,
            },
            Element::Upload { values, before } => Element::Upload {
                values,
                before: *before,
            },
            Element::Caller(offset) => Element::Caller(offset + 4 * first),
        }
    }

    /// Where an array begins in its buffer.
    pub(crate) fn offset(&self) -> Option<u64> {
        match self {
            Element::One(_) => None,
            Element::Array(_) | Element::Upload { .. } => Some(0),
            Element::Caller(offset) => Some(*offset),
        }
    }

    /// The number for all samples.
    pub(crate) fn one(&self) -> Option<u32> {
        match self {
            Element::One(bits) => Some(*bits),
            _ => None,
        }
    }
}

/// Bytes of the table of a distribution that may have a long one.
pub(crate) fn table_bytes(transform: Transform<'_>) -> u64 {
    match transform {
        Transform::Thresholds(table) => table.words_len() as u64 * 4,
        _ => 0,
    }
}
