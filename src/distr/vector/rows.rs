//! What is done to the words of a draw of vectors: the one description that all backends follow.
//!
//! The items are `pub`, in a private module, because the sealed trait mentions them.

use super::{dirichlet::Shares, multivariate_normal::Factor};
use crate::{
    distr::Transform,
    error::{Error, StreamError, VectorError},
    exact::Finish,
    stream::{Span, Stream},
};

pub mod sealed {
    /// Closed: vectors are the same on all backends, or they are not here.
    pub trait Vectors {
        fn rows(&self) -> super::Rows<'_>;
    }
}

/// How rows of words become vectors.
#[derive(Clone, Copy, Debug)]
#[allow(private_interfaces, reason = "sealed: only this crate makes one")]
pub enum Rows<'a> {
    UnitCircle,
    UnitDisc,
    UnitSphere,
    UnitBall,
    MultivariateNormal(&'a Factor),
    Dirichlet(&'a Shares),
}

impl Rows<'_> {
    /// Components of a vector.
    pub(crate) fn dimension(self) -> usize {
        match self {
            Rows::UnitCircle | Rows::UnitDisc => 2,
            Rows::UnitSphere | Rows::UnitBall => 3,
            Rows::MultivariateNormal(factor) => factor.dimension(),
            Rows::Dirichlet(shares) => shares.words() + 1,
        }
    }

    /// Words of a vector.
    pub(crate) fn words(self) -> usize {
        match self {
            Rows::UnitCircle => 1,
            Rows::UnitDisc | Rows::UnitSphere => 2,
            Rows::UnitBall => 3,
            Rows::MultivariateNormal(factor) => factor.dimension(),
            Rows::Dirichlet(shares) => shares.words(),
        }
    }

    /// What makes the scratch words of a row, each of a word of the stream.
    pub(crate) fn transform(self) -> Transform<'static> {
        match self {
            Rows::MultivariateNormal(_) => Transform::Normal(Finish::Standard),
            _ => Transform::Bits,
        }
    }

    /// What makes further scratch words, as many, if there are any.
    pub(crate) fn further_transform(self) -> Option<Transform<'static>> {
        matches!(self, Rows::Dirichlet(_)).then_some(Transform::Extra)
    }

    /// The vectors that `len` components are.
    pub(crate) fn count(self, len: u64) -> Result<u64, VectorError> {
        let dimension = self.dimension();
        if !len.is_multiple_of(dimension as u64) {
            return Err(VectorError::Length { len, dimension });
        }
        Ok(len / dimension as u64)
    }

    /// The words of the next `count` vectors, which must all exist.
    pub(crate) fn span(self, stream: &Stream, count: u64) -> Result<Span, StreamError> {
        stream.span_anywhere(count, self.words())
    }

    /// The components of `n` vectors.
    pub(crate) fn len(self, n: usize) -> Result<usize, Error> {
        n.checked_mul(self.dimension()).ok_or(Error::Memory {
            count: n,
            bytes_each: 4 * self.dimension(),
        })
    }
}
