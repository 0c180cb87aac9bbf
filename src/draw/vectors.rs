//! Vectors from a stream.

#[cfg(feature = "plan")]
use alloc::{borrow::Cow, boxed::Box, vec, vec::Vec};

use super::{Asked, Draw, Make, Range, kind::Vectors};
#[cfg(feature = "plan")]
use super::{Check, Place, Work};
use crate::{
    cpu::Cpu,
    distr::vector::Rows,
    distr::{Results, VectorDistribution},
    error::Error,
    stream::Stream,
};
#[cfg(feature = "plan")]
use crate::{
    distr::vector::sealed::Vectors as _,
    distr::{Dirichlet, MultivariateNormal, Packing},
    plan::{
        CHECK_SEED, Kernel, Plan, PlanLimits, Read, Shader, Step, Store, Words, WriteTo,
        check_normal,
        vectors::{VectorKernel, VectorShape, VectorStep, VectorStepKernel, draws, vector_steps},
    },
};

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<V: VectorDistribution> Make<Stream, Vectors> for V {
    type Output = f32;

    fn range(&self, stream: &Stream, asked: Asked) -> Result<Range, Error> {
        let rows = self.rows();
        let (count, outputs) = match asked {
            Asked::Outputs(len) => (rows.count(len)?, len),
            Asked::Samples(n) => {
                rows.span(stream, n)?;
                (
                    n,
                    rows.len(usize::try_from(n).unwrap_or(usize::MAX))? as u64,
                )
            }
        };
        let span = rows.span(stream, count)?;
        Ok(Range {
            first: span.first_word(),
            outputs,
            results: outputs,
            end: span.end(),
        })
    }

    fn pass(&self, stream: &mut Stream, range: Range) {
        stream.pass_to(range.end);
    }

    #[cfg(feature = "plan")]
    type Work<'a>
        = VectorWork<'a>
    where
        V: 'a;

    #[cfg(feature = "plan")]
    fn work<'a>(&'a self, stream: &'a Stream, range: Range) -> VectorWork<'a> {
        VectorWork {
            stream: Cow::Borrowed(stream),
            vectors: Held::Rows(self.rows()),
            first_word: range.first,
        }
    }
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<V: VectorDistribution> Draw<Stream, Vectors> for V {
    fn fill(&self, cpu: Cpu, stream: &mut Stream, range: Range, first: u64, out: Results<'_>) {
        let rows = self.rows();
        let first_word = word_of(rows, range.first, first);
        cpu.fill_rows(stream.tiles(), rows, first_word, out.into_words());
    }
}

/// The first word of the vector that component `first` begins.
fn word_of(rows: Rows<'_>, first_word: u64, first: u64) -> u64 {
    let vectors = first / rows.dimension() as u64;
    first_word.wrapping_add(vectors * rows.words() as u64)
}

/// Words of a stream as vectors.
#[cfg(feature = "plan")]
pub struct VectorWork<'a> {
    stream: Cow<'a, Stream>,
    vectors: Held<'a>,
    first_word: u64,
}

/// A distribution of vectors: the caller's, or one to check kernels with.
#[cfg(feature = "plan")]
enum Held<'a> {
    Rows(Rows<'a>),
    Normal(MultivariateNormal),
    Dirichlet(Dirichlet),
}

#[cfg(feature = "plan")]
impl Held<'_> {
    fn rows(&self) -> Rows<'_> {
        match self {
            Held::Rows(rows) => *rows,
            Held::Normal(normal) => normal.rows(),
            Held::Dirichlet(dirichlet) => dirichlet.rows(),
        }
    }
}

/// Not at the start of a quad; both words of the block counter differ from 0.
#[cfg(feature = "plan")]
const CHECK_WORD: u64 = (1 << 36) + 3 * 4096 + 1;
/// Vectors that are compared: enough for tails of the normal.
#[cfg(feature = "plan")]
const CHECK_VECTORS: usize = 4096;

#[cfg(feature = "plan")]
#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Work for VectorWork<'_> {
    fn unit(&self) -> u64 {
        self.vectors.rows().dimension() as u64
    }

    fn plan(&self, place: Place, limits: PlanLimits) -> Plan<'_> {
        let rows = self.vectors.rows();
        let first_word = word_of(rows, self.first_word, place.first);
        let draws = draws(rows).count();
        let (steps, scratch_words) = vector_steps(
            limits.dispatch,
            rows,
            first_word,
            place.target,
            limits.scratch_words,
        );
        let step = |VectorStep { kernel, dispatch }| {
            let (shader, to, read, table) = match kernel {
                VectorStepKernel::Draw(i) => (i, WriteTo::Scratch, Read::Words(0), Read::Nothing),
                VectorStepKernel::InPlace(i) => {
                    (draws + i, WriteTo::Scratch, Read::Nothing, Read::Words(1))
                }
                VectorStepKernel::Last(i) => {
                    (draws + i, WriteTo::Target, Read::Scratch, Read::Words(1))
                }
            };
            Step {
                shader,
                dispatch,
                to,
                read,
                table,
            }
        };
        Plan {
            shaders: self.shaders(limits),
            words: vec![Words::tile_keys(&self.stream), Words::of_rows(rows)],
            steps: steps.into_iter().map(step).collect(),
            elements: None,
            scratch_words,
        }
    }

    fn variants(&self, limits: PlanLimits) -> Vec<Vec<Shader>> {
        vec![self.shaders(limits)]
    }

    /// Vectors of distributions that leave no kernel idle, whatever is drawn.
    fn checks(&self) -> Vec<Check<'_>> {
        let vectors = match (
            self.vectors.rows(),
            check_normal(),
            Dirichlet::new(&[0.5; 5]),
        ) {
            (Rows::MultivariateNormal(_), Ok(normal), _) => Held::Normal(normal),
            (Rows::Dirichlet(_), _, Ok(dirichlet)) => Held::Dirichlet(dirichlet),
            (rows, ..) => Held::Rows(rows),
        };
        let mut stream = Stream::with_engine(self.stream.engine(), CHECK_SEED);
        let rows = vectors.rows();
        let mut expected = vec![0; CHECK_VECTORS * rows.dimension()];
        Cpu::single_threaded().fill_rows(stream.tiles(), rows, CHECK_WORD, &mut expected);
        vec![Check {
            work: Box::new(VectorWork {
                stream: Cow::Owned(stream),
                vectors,
                first_word: CHECK_WORD,
            }),
            packing: Packing::Words,
            expected,
        }]
    }
}

#[cfg(feature = "plan")]
impl VectorWork<'_> {
    /// Of scratch words, then of vectors.
    fn shaders(&self, limits: PlanLimits) -> Vec<Shader> {
        let (rows, wide) = (self.vectors.rows(), limits.wide);
        let engine = self.stream.engine();
        let draws = draws(rows);
        let draws = draws.map(|transform| Kernel::new(engine, transform, Store::Quads, wide));
        let vectors = VectorShape::of(rows).iter();
        let vectors = vectors.map(|&shape| VectorKernel { shape, wide }.into());
        draws.map(Shader::from).chain(vectors).collect()
    }
}
