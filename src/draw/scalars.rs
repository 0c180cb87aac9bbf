//! Samples of a distribution from a stream.

#[cfg(feature = "plan")]
use alloc::{borrow::Cow, boxed::Box, vec, vec::Vec};

use super::{Asked, Draw, Make, Range, kind::Scalars};
#[cfg(feature = "plan")]
use super::{Check, Place, Work};
use crate::{
    cpu::Cpu,
    distr::{Distribution, Packing, Results},
    error::Error,
    stream::Stream,
};
#[cfg(feature = "plan")]
use crate::{
    distr::{
        Transform,
        elementwise::{ByElement, Parameter},
    },
    plan::{
        CHECK_SEED, CHECK_WORD, Element, Kernel, Plan, PlanLimits, Read, Shader, Step, Store,
        Words, WriteTo, check_elements, dispatches, located,
    },
    stream::TILE_WORDS,
};

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<D: Distribution> Make<Stream, Scalars> for D {
    type Output = D::Output;

    fn range(&self, stream: &Stream, asked: Asked) -> Result<Range, Error> {
        let (Asked::Samples(count) | Asked::Outputs(count)) = asked;
        let span = stream.span(count, D::WORDS)?;
        Ok(Range {
            first: span.first_word(),
            outputs: count,
            results: count.saturating_mul(D::WORDS as u64),
            end: span.end(),
        })
    }

    fn pass(&self, stream: &mut Stream, range: Range) {
        stream.pass_to(range.end);
    }

    fn packing(&self) -> Packing {
        self.transform().packing()
    }

    #[cfg(feature = "plan")]
    type Work<'a>
        = ScalarWork<'a>
    where
        D: 'a;

    #[cfg(feature = "plan")]
    fn work<'a>(&'a self, stream: &'a Stream, range: Range) -> ScalarWork<'a> {
        ScalarWork::new(stream, self.transform(), D::WORDS, range)
    }
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<D: Distribution> Draw<Stream, Scalars> for D {
    fn fill(&self, cpu: Cpu, stream: &mut Stream, range: Range, first: u64, out: Results<'_>) {
        // Wraps only behind the last word of the stream.
        let first_word = range.first.wrapping_add(first);
        cpu.fill_results(stream.tiles(), self.transform(), first_word, out);
    }
}

/// Words of a stream through a transform.
#[cfg(feature = "plan")]
pub struct ScalarWork<'a> {
    pub(crate) stream: Cow<'a, Stream>,
    /// Where parameters are per element, with any in their place.
    pub(crate) transform: Transform<'a>,
    pub(crate) words_each: usize,
    pub(crate) first_word: u64,
    pub(crate) elements: Option<[Element<'a>; 2]>,
}

#[cfg(feature = "plan")]
impl<'a> ScalarWork<'a> {
    pub(crate) fn new(
        stream: &'a Stream,
        transform: Transform<'a>,
        words_each: usize,
        range: Range,
    ) -> Self {
        ScalarWork {
            stream: Cow::Borrowed(stream),
            transform,
            words_each,
            first_word: range.first,
            elements: None,
        }
    }

    fn kernel(&self, store: Store, limits: PlanLimits) -> Kernel {
        Kernel::new(self.stream.engine(), self.transform, store, limits.wide)
    }

    /// Whether parameters are in buffers of the caller, which begin with those of the first sample.
    fn reads_buffers(&self) -> bool {
        let elements = self.elements.iter().flatten();
        elements
            .into_iter()
            .any(|e| matches!(e, Element::Caller(_)))
    }
}

#[cfg(feature = "plan")]
#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Work for ScalarWork<'_> {
    fn unit(&self) -> u64 {
        self.words_each as u64
    }

    fn lead(&self, first: u64) -> u64 {
        if self.reads_buffers() {
            return 0;
        }
        self.first_word.wrapping_add(first) % 4
    }

    fn is_of_quads(&self) -> bool {
        !self.reads_buffers()
    }

    fn plan(&self, place: Place, limits: PlanLimits) -> Plan<'_> {
        let Place {
            first,
            lead,
            target,
        } = place;
        let first_word = self.first_word.wrapping_add(first).wrapping_sub(lead);
        let packing = self.transform.packing();
        let store = Store::of(first_word, target, packing);
        let elements = self.elements.as_ref();
        let elements = elements.map(|pair| pair.each_ref().map(|e| e.from(first, lead)));
        let along = match &elements {
            None => [None; 2],
            Some(pair) => pair.each_ref().map(Element::offset),
        };
        let mut dispatches = dispatches(
            limits.dispatch,
            first_word,
            target,
            packing,
            self.transform,
            along,
        );
        if let Some(pair) = &elements {
            let ones = pair.each_ref().map(Element::one);
            for dispatch in &mut dispatches {
                *dispatch = located(*dispatch, ones);
            }
        }
        let step = |dispatch| Step {
            shader: 0,
            dispatch,
            to: WriteTo::Target,
            read: Read::Words(0),
            table: Read::Words(1),
        };
        Plan {
            shaders: vec![self.kernel(store, limits).into()],
            words: vec![
                Words::tile_keys(&self.stream),
                Words::own_table(self.transform),
            ],
            steps: dispatches.into_iter().map(step).collect(),
            elements,
            scratch_words: 0,
        }
    }

    fn variants(&self, limits: PlanLimits) -> Vec<Vec<Shader>> {
        let stores = match self.transform.packing() {
            Packing::Bits => &[Store::Quads][..],
            _ => &[Store::Quads, Store::Words],
        };
        let of = |store: &Store| vec![self.kernel(*store, limits).into()];
        stores.iter().map(of).collect()
    }

    /// One tile, of parameters of all kinds where they are per element.
    fn checks(&self) -> Vec<Check<'_>> {
        let mut stream = Stream::with_engine(self.stream.engine(), CHECK_SEED);
        let packing = self.transform.packing();
        let mut expected = vec![0_u32; TILE_WORDS / packing.per_word()];
        let [first, second] = match self.transform {
            Transform::ByElement(_) => check_elements(TILE_WORDS),
            _ => Default::default(),
        };
        let transform = match self.transform {
            Transform::ByElement(each) => Transform::ByElement(ByElement {
                parameters: [Parameter::Each(&first), Parameter::Each(&second)],
                ..each
            }),
            other => other,
        };
        let results = Results::new(packing, &mut expected);
        Cpu::single_threaded().fill_results(stream.tiles(), transform, CHECK_WORD, results);
        let elements = matches!(self.transform, Transform::ByElement(_))
            .then(|| [first, second].map(|values| Element::Array(values.into())));
        let work = ScalarWork {
            stream: Cow::Owned(stream),
            transform: self.transform,
            words_each: self.words_each,
            first_word: CHECK_WORD,
            elements,
        };
        vec![Check {
            work: Box::new(work),
            packing,
            expected,
        }]
    }

    fn table_bytes(&self) -> u64 {
        crate::plan::table_bytes(self.transform)
    }
}
