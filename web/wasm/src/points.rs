//! Low-discrepancy points and Latin hypercubes, as JavaScript holds them.

use seedbed::{
    SeedSequence, plan,
    qmc::{Halton, LatinHypercube, PointSet, Sobol},
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    distribution::Distribution,
    draws::PlannedDraw,
    error::WebError,
    plan::{Limits, Plan},
};

/// A set of points, and a position in it.
#[derive(Clone, Debug)]
#[wasm_bindgen]
pub struct Points(Set);

/// The sets.
#[derive(Clone, Debug)]
pub enum Set {
    /// Sobol's sequence.
    Sobol(Sobol),
    /// Halton's sequence.
    Halton(Halton),
    /// A Latin hypercube.
    Latin(LatinHypercube),
}

/// The set, as `$set` in an expression.
macro_rules! each {
    ($points:expr, $set:ident => $use:expr) => {
        match $points {
            $crate::points::Set::Sobol($set) => $use,
            $crate::points::Set::Halton($set) => $use,
            $crate::points::Set::Latin($set) => $use,
        }
    };
}

pub(crate) use each;

#[wasm_bindgen]
impl Points {
    /// Sobol's sequence; `numbers` is the file of direction numbers, `how` is `scrambled`, `shifted` or
    /// empty.
    ///
    /// # Errors
    /// An argument error for dimensions that it has not, other bytes, or text that is no seed.
    pub fn sobol(
        dimensions: usize,
        numbers: &[u8],
        how: &str,
        seed: &str,
    ) -> Result<Self, WebError> {
        let points = Sobol::with_numbers(dimensions, numbers).map_err(WebError::argument)?;
        Ok(Points(Set::Sobol(match how {
            "scrambled" => points.scrambled(parsed(seed)?),
            "shifted" => points.digital_shift(parsed(seed)?),
            _ => points,
        })))
    }

    /// Halton's sequence; `how` is `scrambled` or empty.
    ///
    /// # Errors
    /// As [`sobol`](Self::sobol).
    pub fn halton(dimensions: usize, how: &str, seed: &str) -> Result<Self, WebError> {
        let points = Halton::new(dimensions).map_err(WebError::argument)?;
        Ok(Points(Set::Halton(match how {
            "scrambled" => points.scrambled(parsed(seed)?),
            _ => points,
        })))
    }

    /// A Latin hypercube of `n` points.
    ///
    /// # Errors
    /// As [`sobol`](Self::sobol), also for an `n` of 0 or past 2³².
    pub fn latin(dimensions: usize, n: f64, seed: &str) -> Result<Self, WebError> {
        let points = LatinHypercube::new(n as u64, dimensions, parsed(seed)?);
        Ok(Points(Set::Latin(points.map_err(WebError::argument)?)))
    }

    /// Points of the set.
    #[must_use]
    pub fn length(&self) -> f64 {
        each!(&self.0, points => points.len() as f64)
    }

    /// The index of the next point.
    #[must_use]
    pub fn position(&self) -> f64 {
        each!(&self.0, points => points.position() as f64)
    }

    /// Moves to the point of an index.
    ///
    /// # Errors
    /// A stream error past the last point.
    pub fn seek(&mut self, position: f64) -> Result<(), WebError> {
        each!(&mut self.0, points => points.seek(position as u64)).map_err(WebError::stream)
    }

    /// Leaves out the next `n` points.
    ///
    /// # Errors
    /// A stream error when there are not as many.
    pub fn advance(&mut self, n: f64) -> Result<(), WebError> {
        each!(&mut self.0, points => points.fast_forward(n as u64)).map_err(WebError::stream)
    }

    /// The coordinates of `n` points from an index on through a distribution, as words of memory.
    ///
    /// # Errors
    /// A stream error when there are not as many points, a memory error, an argument error for samples
    /// that are no numbers of 32 or 64 bits.
    pub fn sample(
        &mut self,
        distribution: &Distribution,
        first: f64,
        n: usize,
    ) -> Result<Vec<u32>, WebError> {
        self.from(first, |set| {
            let points = each!(set, points => points as &mut dyn PointSet);
            distribution.draws().sample_points(points, n)
        })
    }

    /// The same points as a plan.
    ///
    /// # Errors
    /// As [`sample`](Self::sample), and an argument error for a target that cannot be.
    pub fn plan(
        &mut self,
        distribution: &Distribution,
        first: f64,
        offset: f64,
        n: f64,
        limits: &Limits,
    ) -> Result<Plan, WebError> {
        let draw = PlannedDraw {
            first: 0,
            offset: offset as u64,
            count: n as u64,
            limits: limits.0,
        };
        let plan = self.from(first, |set| distribution.draws().plan_points(set, draw));
        plan.map(Plan)
    }

    /// The words that its kernels bind.
    #[must_use]
    pub fn words(&self) -> Vec<u32> {
        each!(&self.0, points => plan::point_set(points))
    }

    /// The sets that its kernels are checked on, where the checks begin.
    #[must_use]
    pub fn checks(&self) -> Vec<Points> {
        fn all<P>(sets: Vec<P>, set: impl Fn(P) -> Set) -> Vec<Points> {
            sets.into_iter().map(|points| Points(set(points))).collect()
        }
        match self.0 {
            Set::Sobol(_) => all(plan::check_point_sets(), Set::Sobol),
            Set::Halton(_) => all(plan::check_point_sets(), Set::Halton),
            Set::Latin(_) => all(plan::check_point_sets(), Set::Latin),
        }
    }

    /// How many points a check of this set compares.
    #[must_use]
    #[wasm_bindgen(js_name = checkCount)]
    pub fn check_count(&self) -> usize {
        let left = each!(&self.0, points => points.len() - points.position());
        left.min(plan::CHECK_POINTS as u64) as usize
    }

    /// Dimensions of a point.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        each!(&self.0, points => points.dimensions())
    }

    /// What `work` makes of the set at another place; it stays where it was.
    fn from<T>(
        &mut self,
        first: f64,
        work: impl FnOnce(&mut Set) -> Result<T, WebError>,
    ) -> Result<T, WebError> {
        let before = self.position();
        self.seek(first)?;
        let made = work(&mut self.0);
        self.seek(before)?;
        made
    }
}

fn parsed(seed: &str) -> Result<SeedSequence, WebError> {
    seed.parse().map_err(WebError::argument)
}
