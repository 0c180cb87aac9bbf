//! What a host executes: kernels, what they bind, and dispatches.

use alloc::{borrow::Cow, boxed::Box, vec::Vec};
use core::fmt;

use super::{Dispatch, OwnTable, PermutationWords, Shader, dispatch::DispatchLimits, kernel::Wide};
use crate::{
    distr::Transform, distr::vector::Rows, engine::Engine, permutation::Permutation,
    qmc::GpuPointSet, stream::Stream, tables::TableId,
};

/// What a device allows, and how a host works.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanLimits {
    pub(crate) dispatch: DispatchLimits,
    pub(crate) wide: Wide,
    /// Words that draws of vectors leave in scratch at a time.
    pub(crate) scratch_words: u64,
}

/// A draw, ready to be executed: kernels, what they bind, and dispatches in their order.
///
/// See the [module](super) for how.
#[derive(Debug)]
pub struct Plan<'a> {
    pub(crate) shaders: Vec<Shader>,
    pub(crate) words: Vec<Words<'a>>,
    pub(crate) steps: Vec<Step>,
    pub(crate) elements: Option<[Element<'a>; 2]>,
    pub(crate) scratch_words: u64,
}

impl Plan<'_> {
    /// The kernels of its steps.
    #[must_use]
    pub fn shaders(&self) -> &[Shader] {
        &self.shaders
    }

    /// What to dispatch, in this order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What is uploaded for them.
    #[must_use]
    pub fn words(&self) -> &[Words<'_>] {
        &self.words
    }

    /// The array of parameter 0 or 1 per element, which is uploaded; none where the parameter is one number, or in a
    /// buffer of the caller.
    #[must_use]
    pub fn element_array(&self, i: usize) -> Option<&[f32]> {
        match self.elements.as_ref()?.get(i)? {
            Element::Upload { values, .. } => Some(values),
            _ => None,
        }
    }

    /// Bytes of the scratch buffer that its steps share; 0 where they need none.
    #[must_use]
    pub fn scratch_bytes(&self) -> u64 {
        4 * self.scratch_words
    }
}

/// A dispatch, the kernel that makes it, and what it binds.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Step {
    /// Which of [`Plan::shaders`].
    pub shader: usize,
    /// The dispatch.
    pub dispatch: Dispatch,
    /// Where it writes: binding 0.
    pub to: WriteTo,
    /// What it reads in binding 2.
    pub read: Read,
    /// What it reads in binding 4.
    pub table: Read,
}

/// Where a step writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteTo {
    /// The target of the draw.
    Target,
    /// A buffer of [`Plan::scratch_bytes`].
    Scratch,
}

/// What a step reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Read {
    /// Nothing.
    Nothing,
    /// What steps before it wrote to scratch.
    Scratch,
    /// Which of [`Plan::words`], all of them.
    Words(usize),
    /// [`Dispatch::records_binding`] of the buffer of the caller that has the records to be shuffled.
    Records,
}

/// Words that kernels read: keys of a stream's tiles, the table of a distribution, points, a permutation. They are made
/// when they are needed.
pub struct Words<'a> {
    key: WordsKey,
    make: Box<dyn Fn() -> Vec<u32> + Send + Sync + 'a>,
}

/// What words depend on: within a process, equal keys have equal words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WordsKey(Key);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Nothing,
    TileKeys {
        engine: Engine,
        entropy: Vec<u32>,
        spawn_key: Vec<u32>,
    },
    Table(TableId),
    Own(Vec<u32>),
}

impl fmt::Display for WordsKey {
    /// Different for different keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, lists): (&str, [&[u32]; 2]) = match &self.0 {
            Key::Nothing => ("nothing", [&[]; 2]),
            Key::TileKeys {
                engine,
                entropy,
                spawn_key,
            } => (engine.name(), [entropy, spawn_key]),
            Key::Table(id) => return id.fmt(f),
            Key::Own(words) => ("words", [words, &[]]),
        };
        f.write_str(name)?;
        for list in lists {
            f.write_str("/")?;
            for word in list {
                write!(f, " {word}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

impl<'a> Words<'a> {
    fn new(key: Key, make: impl Fn() -> Vec<u32> + Send + Sync + 'a) -> Self {
        let (key, make) = (WordsKey(key), Box::new(make));
        Words { key, make }
    }

    fn nothing() -> Self {
        Words::new(Key::Nothing, || [0; 4].into())
    }

    /// The tile keys of a stream.
    pub(crate) fn tile_keys(stream: &'a Stream) -> Self {
        let key = Key::TileKeys {
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
            Some(table) => Words::new(Key::Table(table.id()), move || table.words()),
        }
    }

    /// The table of a distribution of vectors that has one.
    pub(crate) fn of_rows(rows: Rows<'a>) -> Self {
        match rows {
            Rows::MultivariateNormal(factor) => {
                Words::new(Key::Table(factor.id), || factor.words())
            }
            Rows::Dirichlet(shares) => Words::new(Key::Table(shares.id), || shares.gpu_words()),
            _ => Words::nothing(),
        }
    }

    /// The words of points.
    pub(crate) fn of_points<P: GpuPointSet>(points: &'a P) -> Self {
        Words::new(Key::Table(points.id()), || points.rows())
    }

    /// The table of a permutation.
    pub(crate) fn of_order(order: &Permutation) -> Self {
        Words::own(bytemuck::cast_slice(&[PermutationWords::new(order)]))
    }

    /// These words.
    pub(crate) fn own(words: &[u32]) -> Self {
        let words = Vec::from(words);
        Words::new(Key::Own(words.clone()), move || words.clone())
    }

    /// The name under which a host keeps them.
    #[must_use]
    pub fn key(&self) -> &WordsKey {
        &self.key
    }

    /// Whether there are none: then four words of any value are bound.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.key.0 == Key::Nothing
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> Vec<u32> {
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
