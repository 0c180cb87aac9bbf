//! Parameters per element in buffers of the caller.

use alloc::format;

use super::GpuError;
use crate::{
    distr::elementwise::ElementwiseError,
    draw::{Asked, Make, Range, ScalarWork, kind::InBuffers},
    error::Error,
    plan::{self, PlanLimits},
    stream::Stream,
};

/// A parameter on the GPU: a buffer with one f32 for each sample, or one number for all.
///
/// The buffer has usage `STORAGE`; the slice starts at a multiple of 4 bytes.
#[derive(Clone, Copy, Debug)]
pub enum BufferParameter<'a> {
    /// The same for all samples.
    One(f32),
    /// One number for each sample.
    Each(wgpu::BufferSlice<'a>),
}

impl From<f32> for BufferParameter<'_> {
    fn from(value: f32) -> Self {
        BufferParameter::One(value)
    }
}

impl<'a> From<wgpu::BufferSlice<'a>> for BufferParameter<'a> {
    fn from(slice: wgpu::BufferSlice<'a>) -> Self {
        BufferParameter::Each(slice)
    }
}

/// A distribution with parameters by element that are in buffers on the GPU.
///
/// As those of [`elementwise`](crate::distr::elementwise), with one difference: the host cannot look into
/// the buffers. A sample whose parameters are outside the domain (NaN or infinite, a negative `std` or `scale`,
/// `low ≥ high`, `p` outside [0, 1]) is the NaN with bits `0x7fc00000`, or 0 of a Bernoulli trial; it
/// takes its words like the others.
///
/// ```no_run
/// # fn draw(gpu: &seedbed::Gpu, mean: &wgpu::Buffer, std: &wgpu::Buffer, out: &wgpu::Buffer)
/// # -> Result<(), Box<dyn std::error::Error>> {
/// use seedbed::{Stream, gpu::ElementwiseBuffers, wgpu};
/// let each = ElementwiseBuffers::normal(mean.slice(..), std.slice(..))?;
/// gpu.fill_blocking(&mut Stream::new(42), &each, out.slice(..))?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ElementwiseBuffers<'a> {
    planned: plan::ElementwiseBuffers,
    slices: [Option<wgpu::BufferSlice<'a>>; 2],
}

impl<'a> ElementwiseBuffers<'a> {
    /// Mean and standard deviation: [`elementwise::Normal`](crate::distr::elementwise::Normal).
    ///
    /// # Errors
    /// [`ElementwiseError`] when a single number is outside the domain, or no parameter is a buffer.
    pub fn normal(
        mean: impl Into<BufferParameter<'a>>,
        std: impl Into<BufferParameter<'a>>,
    ) -> Result<Self, ElementwiseError> {
        let (mean, std) = (mean.into(), std.into());
        let planned = plan::ElementwiseBuffers::normal(mean, std)?;
        Ok(Self::new(planned, Some(mean), Some(std)))
    }

    /// Bounds: [`elementwise::Uniform`](crate::distr::elementwise::Uniform).
    ///
    /// # Errors
    /// As [`normal`](Self::normal).
    pub fn uniform(
        low: impl Into<BufferParameter<'a>>,
        high: impl Into<BufferParameter<'a>>,
    ) -> Result<Self, ElementwiseError> {
        let (low, high) = (low.into(), high.into());
        let planned = plan::ElementwiseBuffers::uniform(low, high)?;
        Ok(Self::new(planned, Some(low), Some(high)))
    }

    /// Scale: [`elementwise::Exponential`](crate::distr::elementwise::Exponential).
    ///
    /// # Errors
    /// As [`normal`](Self::normal).
    pub fn exponential(scale: impl Into<BufferParameter<'a>>) -> Result<Self, ElementwiseError> {
        let scale = scale.into();
        let planned = plan::ElementwiseBuffers::exponential(scale)?;
        Ok(Self::new(planned, None, Some(scale)))
    }

    /// Location and scale: [`elementwise::Laplace`](crate::distr::elementwise::Laplace).
    ///
    /// # Errors
    /// As [`normal`](Self::normal).
    pub fn laplace(
        loc: impl Into<BufferParameter<'a>>,
        scale: impl Into<BufferParameter<'a>>,
    ) -> Result<Self, ElementwiseError> {
        let (loc, scale) = (loc.into(), scale.into());
        let planned = plan::ElementwiseBuffers::laplace(loc, scale)?;
        Ok(Self::new(planned, Some(loc), Some(scale)))
    }

    /// Probability: [`elementwise::Bernoulli`](crate::distr::elementwise::Bernoulli), samples as `u32`.
    ///
    /// # Errors
    /// As [`normal`](Self::normal).
    pub fn bernoulli(p: impl Into<BufferParameter<'a>>) -> Result<Self, ElementwiseError> {
        let p = p.into();
        let planned = plan::ElementwiseBuffers::bernoulli(p)?;
        Ok(Self::new(planned, Some(p), None))
    }

    fn new(
        planned: plan::ElementwiseBuffers,
        first: Option<BufferParameter<'a>>,
        second: Option<BufferParameter<'a>>,
    ) -> Self {
        let slices = [first, second].map(|parameter| match parameter {
            Some(BufferParameter::Each(slice)) => Some(slice),
            _ => None,
        });
        ElementwiseBuffers { planned, slices }
    }
}

impl From<BufferParameter<'_>> for plan::BufferParameter {
    fn from(parameter: BufferParameter<'_>) -> Self {
        match parameter {
            BufferParameter::One(value) => plan::BufferParameter::One(value),
            BufferParameter::Each(slice) => plan::BufferParameter::Each(slice.offset()),
        }
    }
}

#[allow(private_interfaces, reason = "closed: only this crate implements it")]
impl Make<Stream, InBuffers> for ElementwiseBuffers<'_> {
    /// The bits of an f32, or 0 or 1.
    type Output = u32;

    fn range(&self, stream: &Stream, asked: Asked) -> Result<Range, Error> {
        let (Asked::Samples(samples) | Asked::Outputs(samples)) = asked;
        for (name, slice) in self.planned.names().into_iter().zip(self.slices) {
            let Some(slice) = slice else { continue };
            if !slice.buffer().usage().contains(wgpu::BufferUsages::STORAGE) {
                let usage = format!("{:?}", slice.buffer().usage());
                return Err(GpuError::ElementUsage { name, usage }.into());
            }
            let (offset, size) = (slice.offset(), slice.size());
            if !offset.is_multiple_of(4) || size != samples.saturating_mul(4) {
                return Err(GpuError::ElementRange {
                    name,
                    offset,
                    end: offset + size,
                    samples,
                }
                .into());
            }
        }
        self.planned.range(stream, asked)
    }

    fn pass(&self, stream: &mut Stream, range: Range) {
        stream.pass_to(range.end);
    }

    type Work<'a>
        = ScalarWork<'a>
    where
        Self: 'a;

    fn work<'a>(&'a self, stream: &'a Stream, range: Range) -> ScalarWork<'a> {
        self.planned.work(stream, range)
    }

    fn buffers<'a>(&'a self, _stream: &'a Stream) -> [Option<&'a wgpu::Buffer>; 2] {
        self.slices
            .each_ref()
            .map(|slice| Some(slice.as_ref()?.buffer()))
    }

    fn check_buffers(
        &self,
        _stream: &Stream,
        target: Option<&wgpu::BufferSlice<'_>>,
        _limits: PlanLimits,
    ) -> Result<(), Error> {
        for (name, slice) in self.planned.names().into_iter().zip(self.slices) {
            let Some(slice) = slice else { continue };
            if target.is_some_and(|target| slice.buffer() == target.buffer()) {
                return Err(GpuError::ElementTarget { name }.into());
            }
        }
        Ok(())
    }
}
