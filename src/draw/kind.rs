//! Kinds of what can be drawn. They tell implementations of [`Draw`](crate::Draw) apart, and are never named where
//! something is drawn: the compiler finds them.

/// Samples of a distribution, from a stream.
#[derive(Debug)]
pub enum Scalars {}

/// Samples with parameters of their own, from a stream.
#[derive(Debug)]
pub enum PerElement {}

/// Samples with parameters of their own that are in buffers on the GPU, from a stream.
#[derive(Debug)]
pub enum InBuffers {}

/// Vectors, from a stream.
#[derive(Debug)]
pub enum Vectors {}

/// Coordinates, from points.
#[derive(Debug)]
pub enum Points {}

/// Words of samples whose type is known at run time alone, from a stream.
#[derive(Debug)]
pub enum AnyScalars {}

/// Words of coordinates whose type is known at run time alone, from points.
#[derive(Debug)]
pub enum AnyPoints {}

/// Elements of a permutation, from an index.
#[derive(Debug)]
pub enum Elements {}

/// Records in the order of a permutation, from a buffer on the GPU.
#[derive(Debug)]
pub enum Records {}
