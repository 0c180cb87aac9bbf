//! Draws with parameters by element: from arrays of the host, or from the caller's buffers.

use alloc::{format, vec::Vec};

use super::{
    Gpu, GpuError,
    draw::{Request, Target, pass_descriptor},
    element::{Source, Sources, in_buffers},
    wait::Waiting,
};
use crate::{
    distr::elementwise::{Elementwise, ElementwiseError, Family},
    engine::Engine,
    error::Error,
    plan,
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
/// gpu.fill_elementwise_blocking(&mut Stream::new(42), &each, out.slice(..))?;
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

    fn family(&self) -> Family<'_> {
        self.planned.family()
    }

    /// The draw into `target`, if every buffer has the parameters of its samples.
    fn request<'t>(&'t self, target: wgpu::BufferSlice<'t>) -> Result<Request<'t>, GpuError> {
        let target = Target::of_bytes(target, 4)?;
        let (names, parameters) = (self.planned.names(), self.planned.parameters());
        let source = |i: usize| match (parameters[i], self.slices[i]) {
            (plan::BufferParameter::One(value), _) => Ok(Source::One(value.to_bits())),
            (plan::BufferParameter::Each(_), Some(slice)) => source(names[i], slice, target),
            // Each has its slice.
            (plan::BufferParameter::Each(_), None) => Ok(Source::One(0)),
        };
        let sources = Sources([source(0)?, source(1)?]);
        let transform = in_buffers(self.family());
        Ok(Request::of_words(transform, target, Some(sources)))
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

fn source(
    name: &'static str,
    slice: wgpu::BufferSlice<'_>,
    target: Target<'_>,
) -> Result<Source, GpuError> {
    let (buffer, offset, size) = (slice.buffer(), slice.offset(), slice.size());
    if !buffer.usage().contains(wgpu::BufferUsages::STORAGE) {
        let usage = format!("{:?}", buffer.usage());
        return Err(GpuError::ElementUsage { name, usage });
    }
    if buffer == target.buffer {
        return Err(GpuError::ElementTarget { name });
    }
    if !offset.is_multiple_of(4) || size != 4 * target.len_words {
        return Err(GpuError::ElementRange {
            name,
            offset,
            end: offset + size,
            samples: target.len_words,
        });
    }
    Ok(Source::Each {
        buffer: buffer.clone(),
        offset,
    })
}

impl Gpu {
    /// [`prepare`](Self::prepare) for parameters by element, which
    /// [`encode_elementwise`](Self::encode_elementwise) needs.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare).
    pub async fn prepare_elementwise(
        &self,
        engine: Engine,
        distribution: &ElementwiseBuffers<'_>,
    ) -> Result<(), GpuError> {
        let transform = in_buffers(distribution.family());
        self.prepare_transform(engine, transform, Waiting::Yield)
            .await
    }

    /// [`prepare_elementwise`](Self::prepare_elementwise), waiting for it.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn prepare_elementwise_blocking(
        &self,
        engine: Engine,
        distribution: &ElementwiseBuffers<'_>,
    ) -> Result<(), GpuError> {
        let transform = in_buffers(distribution.family());
        pollster::block_on(self.prepare_transform(engine, transform, Waiting::Block))
    }

    /// Records the stream's next draw into `target`, all of it, with parameters from buffers, and
    /// moves the stream on. Nothing is compiled, submitted or waited for, as in [`encode`](Self::encode):
    /// [`prepare_elementwise`](Self::prepare_elementwise) comes first.
    ///
    /// # Errors
    /// As [`encode`](Self::encode); and [`GpuError::ElementUsage`], [`GpuError::ElementRange`] and
    /// [`GpuError::ElementTarget`] for a buffer of parameters that does not fit.
    pub fn encode_elementwise(
        &self,
        stream: &mut Stream,
        distribution: &ElementwiseBuffers<'_>,
        encoder: &mut wgpu::CommandEncoder,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let (span, recorded) = self.record(stream, &distribution.request(target)?)?;
        recorded.play(&mut encoder.begin_compute_pass(&pass_descriptor()));
        stream.finish(span);
        Ok(())
    }

    /// [`encode_elementwise`](Self::encode_elementwise) into a compute pass that the caller has begun.
    /// The pass's pipeline and bind groups 0 and 1 are replaced.
    ///
    /// # Errors
    /// As [`encode_elementwise`](Self::encode_elementwise).
    pub fn encode_elementwise_pass(
        &self,
        stream: &mut Stream,
        distribution: &ElementwiseBuffers<'_>,
        pass: &mut wgpu::ComputePass<'_>,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let (span, recorded) = self.record(stream, &distribution.request(target)?)?;
        recorded.play(pass);
        stream.finish(span);
        Ok(())
    }

    /// Fills `target`, all of it, with the stream's next draw, with parameters from buffers, and moves
    /// the stream on. The work is submitted when the future is ready, as in [`fill`](Self::fill).
    ///
    /// # Errors
    /// As [`encode_elementwise`](Self::encode_elementwise).
    pub async fn fill_elementwise(
        &self,
        stream: &mut Stream,
        distribution: &ElementwiseBuffers<'_>,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = distribution.request(target)?;
        self.fill_waiting(stream, &request, Waiting::Yield).await
    }

    /// [`fill_elementwise`](Self::fill_elementwise), where the calling thread may be held while a
    /// kernel is checked.
    ///
    /// # Errors
    /// As [`encode_elementwise`](Self::encode_elementwise).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn fill_elementwise_blocking(
        &self,
        stream: &mut Stream,
        distribution: &ElementwiseBuffers<'_>,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let request = distribution.request(target)?;
        pollster::block_on(self.fill_waiting(stream, &request, Waiting::Block))
    }

    /// The stream's next samples, one for each element of the distribution's parameters, which are
    /// uploaded.
    ///
    /// # Errors
    /// As [`sample`](Self::sample).
    pub async fn sample_elementwise<D: Elementwise>(
        &self,
        stream: &mut Stream,
        distribution: &D,
    ) -> Result<Vec<D::Output>, Error> {
        self.sample_elementwise_waiting(stream, distribution, Waiting::Yield)
            .await
    }

    /// [`sample_elementwise`](Self::sample_elementwise), waiting for the result.
    ///
    /// # Errors
    /// As [`sample`](Self::sample).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn sample_elementwise_blocking<D: Elementwise>(
        &self,
        stream: &mut Stream,
        distribution: &D,
    ) -> Result<Vec<D::Output>, Error> {
        pollster::block_on(self.sample_elementwise_waiting(stream, distribution, Waiting::Block))
    }

    async fn sample_elementwise_waiting<D: Elementwise>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        waiting: Waiting,
    ) -> Result<Vec<D::Output>, Error> {
        let (transform, len) = (distribution.transform(), distribution.len());
        let span = stream.span(len as u64, 1)?;
        self.sample_transform(stream, transform, span, len, waiting)
            .await
    }
}
