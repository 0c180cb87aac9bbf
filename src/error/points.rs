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
    /// Bytes that are not the direction numbers.
    #[error(
        "these {len} bytes are not Joe and Kuo's direction numbers: give those of src/qmc/joe_kuo_6.bin"
    )]
    Numbers {
        /// How many bytes were given.
        len: usize,
    },
    /// A number of points that the set cannot have.
    #[error("{count} points: a Latin hypercube has 1 to 2^32")]
    Count {
        /// The points asked for.
        count: u64,
    },
    /// More points than are left.
    #[error(
        "{count} points from position {position} go past the last of {end}: seek back, or make \
         a set of another seed"
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
    /// A distribution whose samples are not 32 or 64 bits for as many of the coordinate.
    #[error(
        "a sample of {bytes_each} bytes for {words_each} word(s) of a coordinate: points take \
         distributions of 32 or 64 bits a sample, so draw f32 or Bernoulli, and convert"
    )]
    Packed {
        /// Bytes of a sample.
        bytes_each: usize,
        /// Words that a sample owns.
        words_each: usize,
    },
}

impl PointsError {
    pub(crate) fn check_sizes(bytes_each: usize, words_each: usize) -> Result<(), Self> {
        if bytes_each == 4 * words_each {
            return Ok(());
        }
        Err(PointsError::Packed {
            bytes_each,
            words_each,
        })
    }
}
