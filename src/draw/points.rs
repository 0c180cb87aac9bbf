//! Coordinates from points.

#[cfg(feature = "plan")]
use alloc::{borrow::Cow, boxed::Box, vec, vec::Vec};

use super::{Asked, Draw, Make, Range, kind::Points};
#[cfg(feature = "plan")]
use super::{Check, Place, Work};
use crate::{
    cpu::Cpu,
    distr::{Distribution, Results},
    error::Error,
    qmc::{GpuPointSet, PointsError},
};
#[cfg(feature = "plan")]
use crate::{
    distr::{Packing, Transform},
    plan::{
        Bound, CHECK_POINTS, PlanLimits, Planned, Read, Shader, Words, WriteTo, check_point_sets,
        points::PointDraw,
    },
};

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<P: GpuPointSet, D: Distribution> Make<P, Points> for D {
    type Output = D::Output;

    fn range(&self, points: &P, asked: Asked) -> Result<Range, Error> {
        PointsError::check_whole_words::<D>()?;
        let place = points.place();
        let (count, outputs) = match asked {
            Asked::Outputs(len) => (place.points_of(len)?, len),
            Asked::Samples(n) => {
                place.check(n)?;
                let samples =
                    place.samples_of::<D::Output>(usize::try_from(n).unwrap_or(usize::MAX));
                (n, samples? as u64)
            }
        };
        let first = points.position();
        Ok(Range {
            first,
            outputs,
            #[cfg(feature = "plan")]
            results: outputs.saturating_mul(D::WORDS as u64),
            end: u128::from(first + count),
        })
    }

    fn pass(&self, points: &mut P, range: Range) {
        let count = range.end as u64 - range.first;
        points.place_mut().pass(count);
    }

    #[cfg(feature = "plan")]
    type Work<'a>
        = PointWork<'a, P>
    where
        D: 'a,
        P: 'a;

    #[cfg(feature = "plan")]
    fn work<'a>(&'a self, points: &'a P, _range: Range) -> PointWork<'a, P> {
        PointWork {
            points: Cow::Borrowed(points),
            transform: self.transform(),
            words_each: D::WORDS,
        }
    }
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl<P: GpuPointSet, D: Distribution> Draw<P, Points> for D {
    fn fill(&self, cpu: Cpu, points: &mut P, range: Range, first: u64, out: Results<'_>) {
        let point_words = (points.dimensions() * D::WORDS) as u64;
        let first = range.first + first / point_words;
        let transform = self.transform();
        cpu.fill_point_words(&*points, transform, D::WORDS, first, out.into_words());
    }
}

/// Points through a transform, from the position on.
#[cfg(feature = "plan")]
pub struct PointWork<'a, P: GpuPointSet> {
    points: Cow<'a, P>,
    transform: Transform<'a>,
    words_each: usize,
}

#[cfg(feature = "plan")]
impl<P: GpuPointSet> PointWork<'_, P> {
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

    fn plan(&self, place: Place, limits: PlanLimits) -> Planned<'_> {
        let draw = self.draw(place.first);
        let bound = Bound {
            shader: 0,
            to: WriteTo::Target,
            read: Read::Words(0),
            table: Read::Words(1),
        };
        let dispatches = draw.dispatches(limits.dispatch, place.target);
        Planned {
            shaders: vec![draw.kernel(limits.wide).into()],
            words: vec![
                Words::of_points(&*self.points),
                Words::own_table(self.transform),
            ],
            steps: dispatches.into_iter().map(|d| bound.step(d)).collect(),
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
