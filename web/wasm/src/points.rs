//! Low-discrepancy points and Latin hypercubes, as JavaScript holds them.

use std::rc::Rc;

use seedbed::{
    SeedSequence,
    draw::Planner,
    qmc::{Halton, LatinHypercube, PointSet, Sobol},
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    distribution::Distribution,
    draws::Draws,
    error::WebError,
    plan::{Planned, Work},
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
        self.from(first, |set| distribution.draws().sample_points(set, n))
    }

    /// The same points for a device.
    ///
    /// # Errors
    /// As [`sample`](Self::sample).
    pub fn work(
        &mut self,
        distribution: &Distribution,
        first: f64,
        n: f64,
    ) -> Result<Work, WebError> {
        let draws = distribution.shared();
        self.from(first, |set| {
            Work::new(Drawn {
                points: set.clone(),
                draws,
                n: n as u64,
            })
        })
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

/// The next points of a set.
struct Drawn {
    points: Set,
    draws: Rc<dyn Draws>,
    n: u64,
}

impl Planned for Drawn {
    fn with(&self, use_it: &mut dyn FnMut(&Planner<'_>)) -> Result<(), WebError> {
        use_it(&self.draws.point_planner(&self.points, self.n)?);
        Ok(())
    }
}
