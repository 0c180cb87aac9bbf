//! Draws into buffers: recorded for the caller, submitted, or read back.

use alloc::vec::Vec;

use super::{
    Gpu, GpuError,
    readback::Interrupted,
    record::{Buffers, Job, Recorded, pass_descriptor},
    samples::{GpuSamples, whole_samples},
    wait::Waiting,
};
use crate::{
    cpu::zeroed,
    distr::Results,
    draw::{Asked, Make, Place, Range, Work},
    error::Error,
    plan::{Plan, PlanLimits, WordRange},
};

impl Gpu {
    /// Compiles and checks the kernels of a draw, so that later ones start at once. [`encode`](Self::encode) needs
    /// this; the functions that may wait do it on first use.
    ///
    /// Parameters choose among a distribution's kernels: the standard normal, other normals and those with a
    /// very small or large mean have one each. Prepare each distribution that is encoded, and for each engine.
    ///
    /// ```no_run
    /// use seedbed::{Gpu, Permutation, Stream, distr::Normal};
    /// let gpu = Gpu::open_blocking()?;
    /// gpu.prepare_blocking(&Stream::new(42), &Normal::STANDARD)?; // any stream of the engine
    /// gpu.prepare_blocking(&0, &Permutation::new(42, 1000)?)?; // any permutation
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`GpuError::Mismatch`] when a kernel is wrong on this adapter, [`GpuError::Failed`] or
    /// [`GpuError::Lost`] when the device fails.
    pub async fn prepare<S, K, M: Make<S, K>>(&self, from: &S, what: &M) -> Result<(), GpuError> {
        self.prepare_waiting(from, what, Waiting::Yield).await
    }

    /// [`prepare`](Self::prepare), waiting for it.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn prepare_blocking<S, K, M: Make<S, K>>(
        &self,
        from: &S,
        what: &M,
    ) -> Result<(), GpuError> {
        pollster::block_on(self.prepare_waiting(from, what, Waiting::Block))
    }

    async fn prepare_waiting<S, K, M: Make<S, K>>(
        &self,
        from: &S,
        what: &M,
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let work = what.work(from, Range::default());
        self.prepare_work(&work, waiting).await
    }

    async fn prepare_work(&self, work: &dyn Work, waiting: Waiting) -> Result<(), GpuError> {
        for shaders in work.variants(self.plan_limits()) {
            self.pipelines(work, &shaders, waiting).await?;
        }
        Ok(())
    }

    /// Records the next draw into `target`, all of it, and moves on what it is drawn from. Nothing is compiled,
    /// submitted or waited for: [`prepare`](Self::prepare) comes first.
    ///
    /// Each call makes small buffers for parameters, which live as long as the recorded commands. Draws of vectors
    /// share a scratch buffer of at most [`GpuOptions::chunk_words`](super::GpuOptions::chunk_words) words (twice
    /// that for [`Dirichlet`](crate::distr::Dirichlet)), or of one vector's: recorded commands must be submitted to
    /// the queue of this device.
    ///
    /// ```no_run
    /// # fn record(gpu: &seedbed::Gpu, encoder: &mut seedbed::wgpu::CommandEncoder, target: seedbed::wgpu::Buffer)
    /// # -> Result<(), seedbed::Error> {
    /// # use seedbed::{Stream, distr::Normal};
    /// let mut stream = Stream::new(42);
    /// gpu.encode(&mut stream, &Normal::STANDARD, encoder, target.slice(..))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`fill`](Self::fill); and [`GpuError::NotPrepared`] without [`prepare`](Self::prepare). Then neither what
    /// is drawn from nor the encoder has changed.
    pub fn encode<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        encoder: &mut wgpu::CommandEncoder,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let (range, recorded) = self.recorded(from, what, target)?;
        recorded.play(&mut encoder.begin_compute_pass(&pass_descriptor()));
        what.pass(from, range);
        Ok(())
    }

    /// [`encode`](Self::encode) into a compute pass that the caller has begun. The pass's pipeline and bind group 0
    /// are replaced, and bind group 1 where parameters are per element.
    ///
    /// # Errors
    /// As [`encode`](Self::encode).
    pub fn encode_pass<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        pass: &mut wgpu::ComputePass<'_>,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let (range, recorded) = self.recorded(from, what, target)?;
        recorded.play(pass);
        what.pass(from, range);
        Ok(())
    }

    fn recorded<S, K, M: Make<S, K>>(
        &self,
        from: &S,
        what: &M,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(Range, Recorded), Error> {
        let (range, place) = self.place(from, what, target)?;
        let work = what.work(from, range);
        let plan = work.plan(place, self.plan_limits());
        let buffers = Buffers {
            target: target.buffer(),
            read: what.buffers(from),
        };
        Ok((range, self.record_work(&work, &plan, buffers)?))
    }

    fn record_work(
        &self,
        work: &dyn Work,
        plan: &Plan<'_>,
        buffers: Buffers<'_>,
    ) -> Result<Recorded, GpuError> {
        let pipelines = self.prepared(work, &plan.shaders)?;
        self.record(Job {
            plan,
            pipelines: &pipelines,
            buffers,
        })
    }

    /// Fills `target`, all of it, with the next draw, and moves on what it is drawn from. The work is submitted to
    /// the queue when the future is ready; it need not be done.
    ///
    /// Pipelines, parameters and bind groups are cached: a second `fill` of the same buffer
    /// allocates nothing on the GPU. The cache keeps the last buffers alive, see
    /// [`release_buffers`](Self::release_buffers).
    ///
    /// A shuffle is drawn from a slice of the records, in a buffer other than the target's: record `i` of the target
    /// is record `get(i)` of the `n`, as in [`Permutation::permuted`](crate::Permutation::permuted). A record is the
    /// `n`-th part of the slice, whole words.
    ///
    /// ```no_run
    /// # fn images(gpu: &seedbed::Gpu, images: seedbed::wgpu::Buffer, shuffled: seedbed::wgpu::Buffer)
    /// # -> Result<(), seedbed::Error> {
    /// // 60,000 images in one buffer, in the order of epoch 3.
    /// let order = seedbed::Permutation::new(seedbed::SeedSequence::new(42).child(&[3]), 60_000)?;
    /// gpu.fill_blocking(&mut images.slice(..), &order, shuffled.slice(..))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::Stream`], [`Error::Points`] or [`Error::Permutation`] when there are not as many;
    /// [`Error::Vectors`] or [`Error::Points`] when the target holds no whole number of vectors or points;
    /// [`GpuError::Usage`] and [`GpuError::Range`] for a target that does not fit, [`GpuError::ElementUsage`],
    /// [`GpuError::ElementRange`] and [`GpuError::ElementTarget`] for buffers of parameters that do not,
    /// [`Error::Permutation`] for records that do not; those of [`prepare`](Self::prepare). Then what is drawn from
    /// has not moved.
    pub async fn fill<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        self.fill_waiting(from, what, target, Waiting::Yield).await
    }

    /// [`fill`](Self::fill), where the calling thread may be held while a kernel is checked.
    ///
    /// # Errors
    /// As [`fill`](Self::fill).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn fill_blocking<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        pollster::block_on(self.fill_waiting(from, what, target, Waiting::Block))
    }

    async fn fill_waiting<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        target: wgpu::BufferSlice<'_>,
        waiting: Waiting,
    ) -> Result<(), Error> {
        let (range, place) = self.place(from, what, target)?;
        {
            let work = what.work(from, range);
            let buffers = Buffers {
                target: target.buffer(),
                read: what.buffers(from),
            };
            self.fill_by(&work, place, buffers, waiting).await?;
        }
        what.pass(from, range);
        Ok(())
    }

    async fn fill_by(
        &self,
        work: &dyn Work,
        place: Place,
        buffers: Buffers<'_>,
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let plan = work.plan(place, self.plan_limits());
        let pipelines = self.pipelines(work, &plan.shaders, waiting).await?;
        let job = Job {
            plan: &plan,
            pipelines: &pipelines,
            buffers,
        };
        let scopes = self.scopes();
        self.submit(job, None, |_| ());
        scopes.pop("filling a buffer").await
    }

    /// What a draw into all of a target makes, and where.
    fn place<S, K, M: Make<S, K>>(
        &self,
        from: &S,
        what: &M,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(Range, Place), Error> {
        what.check_buffers(from, Some(&target), self.plan_limits())?;
        let outputs = whole_samples(target, size_of::<M::Output>() as u64)?;
        let range = what.range(from, Asked::Outputs(outputs))?;
        let target = WordRange {
            offset: target.offset(),
            len_words: range.results,
        };
        let place = Place {
            first: 0,
            lead: 0,
            target,
        };
        Ok((range, place))
    }

    /// The next `count` samples of whatever can be [drawn](crate::draw), made on the GPU and read back: samples of a
    /// distribution, vectors, points or elements. Moves on what they are drawn from.
    ///
    /// They come in chunks of [`GpuOptions::chunk_words`](super::GpuOptions::chunk_words), one while the next is made.
    ///
    /// # Errors
    /// [`Error::Stream`], [`Error::Points`] or [`Error::Permutation`] when there are not as many, [`Error::Memory`]
    /// when they do not fit into memory, [`Error::Gpu`] when the device fails. Then nothing has moved.
    /// [`Backend`](crate::Backend) goes on with the CPU instead.
    pub async fn sample<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        count: usize,
    ) -> Result<Vec<M::Output>, Error> {
        self.sample_waiting(from, what, count, Waiting::Yield).await
    }

    /// [`sample`](Self::sample), waiting for the result.
    ///
    /// ```no_run
    /// use seedbed::{Gpu, Permutation, Stream, distr::{Normal, UnitSphere}, qmc::Sobol};
    /// let gpu = Gpu::open_blocking()?;
    /// let mut stream = Stream::new(42);
    /// let normals: Vec<f32> = gpu.sample_blocking(&mut stream, &Normal::STANDARD, 1_000_000)?;
    /// let directions: Vec<f32> = gpu.sample_blocking(&mut stream, &UnitSphere, 1_000_000)?; // 3,000,000 of them
    /// let points: Vec<f32> = gpu.sample_blocking(&mut Sobol::new(8)?, &Normal::STANDARD, 1 << 20)?;
    /// let order = Permutation::new(42, 1_000_000)?;
    /// assert_eq!(gpu.sample_blocking(&mut 0, &order, 1_000_000)?, order.to_vec()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`sample`](Self::sample).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn sample_blocking<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        count: usize,
    ) -> Result<Vec<M::Output>, Error> {
        pollster::block_on(self.sample_waiting(from, what, count, Waiting::Block))
    }

    async fn sample_waiting<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        count: usize,
        waiting: Waiting,
    ) -> Result<Vec<M::Output>, Error> {
        what.check_buffers(from, None, self.plan_limits())?;
        let range = what.range(from, Asked::Samples(count as u64))?;
        let mut samples = zeroed(range.outputs as usize)?;
        let results = Results::new(what.packing(), &mut samples);
        let results = results.first(range.results);
        self.read_range(from, what, range, results, waiting).await?;
        what.pass(from, range);
        Ok(samples)
    }

    /// The results of a range.
    pub(crate) async fn read_range<S, K, M: Make<S, K>>(
        &self,
        from: &S,
        what: &M,
        range: Range,
        out: Results<'_>,
        waiting: Waiting,
    ) -> Result<(), Interrupted> {
        let work = what.work(from, range);
        self.read(&work, what.buffers(from), out, waiting).await
    }

    /// The next `count` samples of whatever can be [drawn](crate::draw), in a buffer on the GPU, where they stay until
    /// they are [read](GpuSamples::read). The work is submitted when the future is ready; it need not be done.
    ///
    /// ```no_run
    /// use seedbed::{Gpu, Stream, distr::Normal};
    /// let gpu = Gpu::open_blocking()?;
    /// let samples = gpu.draw_blocking(&mut Stream::new(42), &Normal::STANDARD, 1_000_000)?;
    /// assert_eq!(samples.buffer().size(), 4_000_000); // for kernels of your own
    /// let samples: Vec<f32> = samples.read_blocking()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`fill`](Self::fill); [`GpuError::Failed`] where the device has no buffer as large.
    pub async fn draw<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        count: usize,
    ) -> Result<GpuSamples<M::Output>, Error> {
        self.draw_waiting(from, what, count, Waiting::Yield).await
    }

    /// [`draw`](Self::draw), where the calling thread may be held while a kernel is checked.
    ///
    /// # Errors
    /// As [`draw`](Self::draw).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn draw_blocking<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        count: usize,
    ) -> Result<GpuSamples<M::Output>, Error> {
        pollster::block_on(self.draw_waiting(from, what, count, Waiting::Block))
    }

    async fn draw_waiting<S, K, M: Make<S, K>>(
        &self,
        from: &mut S,
        what: &M,
        count: usize,
        waiting: Waiting,
    ) -> Result<GpuSamples<M::Output>, Error> {
        let range = what.range(from, Asked::Samples(count as u64))?;
        let samples = GpuSamples::new(self, range.outputs).await?;
        if samples.is_empty() {
            // There is no slice of nothing.
            what.pass(from, range);
        } else {
            let target = samples.slice();
            self.fill_waiting(from, what, target, waiting).await?;
        }
        Ok(samples)
    }

    /// Lets go of the buffers that the caches hold: targets of the last fills, what kernels read, the
    /// scratch buffer of vectors, and the staging buffers of [`sample`](Self::sample).
    pub fn release_buffers(&self) {
        self.inner.resources.release();
        self.inner.scratch.release();
        super::resources::lock(&self.inner.staging).take();
    }

    /// What this device allows, and how kernels multiply.
    pub(super) fn plan_limits(&self) -> PlanLimits {
        PlanLimits {
            dispatch: self.inner.resources.limits,
            wide: self.inner.wide,
            scratch_words: self.chunk_words() as u64,
        }
    }
}
