//! Coordinates from points.

#[cfg(feature = "plan")]
use alloc::{borrow::Cow, boxed::Box, vec, vec::Vec};

use super::{Asked, Draw, Make, Range, kind::Points};
#[cfg(feature = "plan")]
use super::{Check, Place, Work};
use crate::{
    cpu::Cpu,
    distr::{Distribution, Results, Transform},
    error::Error,
    qmc::{GpuPointSet, PointsError},
};
#[cfg(feature = "plan")]
use crate::{
    distr::Packing,
    plan::{
        CHECK_POINTS, Plan, PlanLimits, Read, Shader, Step, Words, WriteTo, check_point_sets,
        points::PointDraw,
    },
};

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<P: GpuPointSet, D: Distribution> Make<P, Points> for D {
    type Output = D::Output;

    fn range(&self, points: &P, asked: Asked) -> Result<Range, Error> {
        point_range(points, [size_of::<D::Output>(), D::WORDS], asked, 1)
    }

    fn pass(&self, points: &mut P, range: Range) {
        pass_points(points, range);
    }

    #[cfg(feature = "plan")]
    type Work<'a>
        = PointWork<'a, P>
    where
        D: 'a,
        P: 'a;

    #[cfg(feature = "plan")]
    fn work<'a>(&'a self, points: &'a P, _range: Range) -> PointWork<'a, P> {
        PointWork::new(points, self.transform(), D::WORDS)
    }
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<P: GpuPointSet, D: Distribution> Draw<P, Points> for D {
    fn fill(&self, cpu: Cpu, points: &mut P, range: Range, first: u64, out: Results<'_>) {
        let transform = self.transform();
        fill_points(cpu, points, transform, D::WORDS, [range.first, first], out);
    }
}

/// The next points, of samples of so many bytes and words, of which `outputs_each` numbers are one.
pub(crate) fn point_range<P: GpuPointSet>(
    points: &P,
    [bytes_each, words_each]: [usize; 2],
    asked: Asked,
    outputs_each: usize,
) -> Result<Range, Error> {
    PointsError::check_sizes(bytes_each, words_each)?;
    let place = points.place();
    let (count, samples) = match asked {
        Asked::Outputs(len) => {
            let samples = len / outputs_each as u64;
            (place.points_of(samples)?, samples)
        }
        Asked::Samples(n) => {
            place.check(n)?;
            let n_points = usize::try_from(n).unwrap_or(usize::MAX);
            (n, place.samples_of_bytes(n_points, bytes_each)? as u64)
        }
    };
    let first = points.position();
    Ok(Range {
        first,
        outputs: samples,
        results: samples.saturating_mul(words_each as u64),
        end: u128::from(first + count),
    })
}

pub(crate) fn pass_points<P: GpuPointSet>(points: &mut P, range: Range) {
    let count = range.end as u64 - range.first;
    points.place_mut().pass(count);
}

/// The results from number `first` on, of points from the first of a draw on.
pub(crate) fn fill_points<P: GpuPointSet>(
    cpu: Cpu,
    points: &P,
    transform: Transform<'_>,
    words_each: usize,
    [first_point, first]: [u64; 2],
    out: Results<'_>,
) {
    let point_words = (points.dimensions() * words_each) as u64;
    let first = first_point + first / point_words;
    cpu.fill_point_words(points, transform, words_each, first, out.into_words());
}

/// Points through a transform, from the position on.
#[cfg(feature = "plan")]
pub struct PointWork<'a, P: GpuPointSet> {
    points: Cow<'a, P>,
    transform: Transform<'a>,
    words_each: usize,
}

#[cfg(feature = "plan")]
impl<'a, P: GpuPointSet> PointWork<'a, P> {
    pub(crate) fn new(points: &'a P, transform: Transform<'a>, words_each: usize) -> Self {
        PointWork {
            points: Cow::Borrowed(points),
            transform,
            words_each,
        }
    }

    fn draw(&self, first: u64) -> PointDraw<'_> {
        let mut draw = PointDraw::new(&*self.points, self.transform, self.words_each);
        draw.first_point += first / self.unit();
        draw
    }
}

#[cfg(feature = "plan")]
#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<P: GpuPointSet> Work for PointWork<'_, P> {
    fn unit(&self) -> u64 {
        (self.points.dimensions() * self.words_each) as u64
    }

    fn plan(&self, place: Place, limits: PlanLimits) -> Plan<'_> {
        let draw = self.draw(place.first);
        let step = |dispatch| Step {
            shader: 0,
            dispatch,
            to: WriteTo::Target,
            read: Read::Words(0),
            table: Read::Words(1),
        };
        let dispatches = draw.dispatches(limits.dispatch, place.target);
        Plan {
            shaders: vec![draw.kernel(limits.wide).into()],
            words: vec![
                Words::of_points(&*self.points),
                Words::own_table(self.transform),
            ],
            steps: dispatches.into_iter().map(step).collect(),
            elements: None,
            scratch_words: 0,
        }
    }

    fn variants(&self, limits: PlanLimits) -> Vec<Vec<Shader>> {
        vec![vec![self.draw(0).kernel(limits.wide).into()]]
    }

    fn checks(&self) -> Vec<Check<'_>> {
        let check = |points: P| {
            let n = (points.len() - points.position()).min(CHECK_POINTS as u64) as usize;
            let mut expected = vec![0; n * points.dimensions() * self.words_each];
            Cpu::single_threaded().fill_point_words(
                &points,
                self.transform,
                self.words_each,
                points.position(),
                &mut expected,
            );
            Check {
                work: Box::new(PointWork {
                    points: Cow::Owned(points),
                    ..*self
                }),
                packing: Packing::Words,
                expected,
            }
        };
        check_point_sets().into_iter().map(check).collect()
    }

    fn table_bytes(&self) -> u64 {
        crate::plan::table_bytes(self.transform)
    }
}
