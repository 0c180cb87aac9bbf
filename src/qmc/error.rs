//! What point sets can fail with.

/// Dimensions, positions or lengths that a point set has not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PointsError {
    /// No dimension at all, or more than there are.
    #[error("{dimensions} dimensions: {set} has 1 to {limit}")]
    Dimensions {
        /// The sequence.
        set: &'static str,
        /// The dimensions asked for.
        dimensions: usize,
        /// The most that there are.
        limit: usize,
    },
    /// A number of points that the set cannot have.
    #[error("{count} points: a Latin hypercube has 1 to 2^32")]
    Count {
        /// The points asked for.
        count: u64,
    },
    /// More points than are left.
    #[error(
        "{count} points from position {position} go past the last of {end}: seek back, or take \
         another scramble"
    )]
    Exhausted {
        /// The position they would start from.
        position: u64,
        /// The points asked for.
        count: u64,
        /// The points of the set.
        end: u64,
    },
    /// A position behind the last point.
    #[error("position {position} is past the last of {end} points")]
    Position {
        /// The position asked for.
        position: u64,
        /// The points of the set.
        end: u64,
    },
    /// A slice or a buffer that does not hold whole points.
    #[error("{len} samples are no whole number of points of {dimensions} dimensions")]
    Length {
        /// The samples it holds.
        len: u64,
        /// The dimensions of a point.
        dimensions: usize,
    },
}
