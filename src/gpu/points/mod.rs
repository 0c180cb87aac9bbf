//! Point sets into buffers, and read back.

use alloc::{string::ToString, vec, vec::Vec};
use std::{collections::HashMap, sync::Mutex};

use super::{
    Gpu, GpuError,
    draw::{Target, pass_descriptor},
    read_parts::Interrupted,
    resources::{Bound, initialized, lock, recall},
    wait::Waiting,
};
use crate::{
    cpu::{Cpu, zeroed},
    distr::{Distribution, TableId, Transform},
    error::Error,
    plan::{
        CHECK_POINTS, check_point_sets,
        points::{PointDraw, PointKernel},
    },
    qmc::{GpuPointSet, PointsError},
};

/// Sets whose words stay on the GPU: at most 3.2 MB each, but for Latin hypercubes of more than 44,000
/// dimensions, which have 72 bytes a dimension.
const KEPT_SETS: usize = 8;

/// Pipelines that passed the check, and the words of sets.
#[derive(Debug, Default)]
pub(super) struct PointPipelines {
    known: Mutex<HashMap<PointKernel, wgpu::ComputePipeline>>,
    sets: Mutex<Vec<(TableId, wgpu::Buffer)>>,
}

impl PointPipelines {
    pub(super) fn release(&self) {
        lock(&self.sets).clear();
    }
}

/// What is drawn: points through a transform.
struct Drawn<'a, P> {
    points: &'a P,
    draw: PointDraw<'a>,
}

impl<P> Clone for Drawn<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for Drawn<'_, P> {}

impl Gpu {
    /// Fills `target`, all of it, with the coordinates of the next points through a distribution, and
    /// moves the points on: the bits of [`Cpu::fill_points`]. The work is submitted to the queue when
    /// the future is ready; it need not be done.
    ///
    /// # Errors
    /// [`Error::Points`] when the target holds no whole number of points, or there are not as many;
    /// [`Error::Gpu`] for a target that does not fit, a kernel that fails its check, or a device that
    /// fails. Then the position has not changed.
    pub async fn fill_points<P: GpuPointSet, D: Distribution>(
        &self,
        points: &mut P,
        distribution: &D,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        self.fill_points_waiting(points, distribution, target, Waiting::Yield)
            .await
    }

    /// [`fill_points`](Self::fill_points), where the calling thread may be held while a kernel is
    /// checked.
    ///
    /// # Errors
    /// As [`fill_points`](Self::fill_points).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn fill_points_blocking<P: GpuPointSet, D: Distribution>(
        &self,
        points: &mut P,
        distribution: &D,
        target: wgpu::BufferSlice<'_>,
    ) -> Result<(), Error> {
        let waiting = Waiting::Block;
        pollster::block_on(self.fill_points_waiting(points, distribution, target, waiting))
    }

    async fn fill_points_waiting<P: GpuPointSet, D: Distribution>(
        &self,
        points: &mut P,
        distribution: &D,
        target: wgpu::BufferSlice<'_>,
        waiting: Waiting,
    ) -> Result<(), Error> {
        PointsError::check_whole_words::<D>()?;
        let target = Target::of::<D>(target)?;
        let samples = target.len_words / D::WORDS as u64;
        let count = points.place().points_of(samples)?;
        let drawn = Drawn::new(&*points, distribution.transform(), D::WORDS);
        let pipeline = self.point_pipeline(drawn, waiting).await?;
        let scopes = self.scopes();
        self.submit_points(&pipeline, drawn, target, |_| ());
        scopes.pop("filling a buffer").await?;
        points.place_mut().pass(count);
        Ok(())
    }

    /// The coordinates of the next `n` points through a distribution; moves the points on.
    ///
    /// ```no_run
    /// use seedbed::{Gpu, distr::Normal, qmc::Sobol};
    /// let gpu = Gpu::open_blocking()?;
    /// let mut sobol = Sobol::new(8)?.scrambled(42);
    /// let normals = gpu.sample_points_blocking(&mut sobol, &Normal::STANDARD, 1 << 20)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Points`] when there are not as many points, [`Error::Memory`] when they do not fit into
    /// memory, [`Error::Gpu`] when the device fails. Then the position has not changed.
    pub async fn sample_points<P: GpuPointSet, D: Distribution>(
        &self,
        points: &mut P,
        distribution: &D,
        n: usize,
    ) -> Result<Vec<D::Output>, Error> {
        self.sample_points_waiting(points, distribution, n, Waiting::Yield)
            .await
    }

    /// [`sample_points`](Self::sample_points), waiting for the result.
    ///
    /// # Errors
    /// As [`sample_points`](Self::sample_points).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn sample_points_blocking<P: GpuPointSet, D: Distribution>(
        &self,
        points: &mut P,
        distribution: &D,
        n: usize,
    ) -> Result<Vec<D::Output>, Error> {
        pollster::block_on(self.sample_points_waiting(points, distribution, n, Waiting::Block))
    }

    async fn sample_points_waiting<P: GpuPointSet, D: Distribution>(
        &self,
        points: &mut P,
        distribution: &D,
        n: usize,
        waiting: Waiting,
    ) -> Result<Vec<D::Output>, Error> {
        PointsError::check_whole_words::<D>()?;
        let len = points.place().samples_of::<D::Output>(n)?;
        let mut samples = zeroed(len)?;
        let words: &mut [u32] = bytemuck::cast_slice_mut(&mut samples);
        self.read_point_words(&*points, distribution.transform(), D::WORDS, words, waiting)
            .await?;
        points.place_mut().pass(n as u64);
        Ok(samples)
    }

    /// The words of whole points from the position on, all of which exist. What is done on an error is
    /// whole points, too.
    pub(crate) async fn read_point_words<P: GpuPointSet>(
        &self,
        points: &P,
        transform: Transform<'_>,
        words_each: usize,
        words: &mut [u32],
        waiting: Waiting,
    ) -> Result<(), Interrupted> {
        if words.is_empty() {
            return Ok(());
        }
        let drawn = Drawn::new(points, transform, words_each);
        let pipeline = self.point_pipeline(drawn, waiting).await?;
        self.read_points(&pipeline, drawn, words, waiting).await
    }

    /// The pipeline of a kernel, compiled and checked on first use.
    async fn point_pipeline<P: GpuPointSet>(
        &self,
        drawn: Drawn<'_, P>,
        waiting: Waiting,
    ) -> Result<wgpu::ComputePipeline, GpuError> {
        let PointDraw {
            transform,
            words_each,
            ..
        } = drawn.draw;
        self.inner.resources.check_table(transform)?;
        let pipelines = &self.inner.point_pipelines;
        let kernel = drawn.draw.kernel(self.inner.wide);
        let known = lock(&pipelines.known).get(&kernel).cloned();
        if let Some(pipeline) = known {
            return Ok(pipeline);
        }
        let mut source = kernel.source();
        if self.inner.options.planted_fault {
            source = source.replace("gray_code(index), ", "gray_code(index ^ 1u), ");
            source = source.replace("coordinate(index, ", "coordinate(index ^ 1u, ");
            source = source.replace("stratified_word(index, ", "stratified_word(index ^ 1u, ");
        }
        let pipeline = self
            .compile_source(
                &kernel.to_string(),
                source,
                &self.inner.resources.pipeline_layout,
            )
            .await?;
        if self.inner.options.self_check {
            for points in check_point_sets::<P>() {
                let n = (points.len() - points.position()).min(CHECK_POINTS as u64);
                let checked = Drawn::new(&points, transform, words_each);
                self.check_points(kernel, &pipeline, checked, n, waiting)
                    .await?;
            }
        }
        lock(&pipelines.known).insert(kernel, pipeline.clone());
        Ok(pipeline)
    }

    /// Compares `n` points with the CPU's.
    async fn check_points<P: GpuPointSet>(
        &self,
        kernel: PointKernel,
        pipeline: &wgpu::ComputePipeline,
        drawn: Drawn<'_, P>,
        n: u64,
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let len = n as usize * drawn.point_words();
        let (mut expected, mut words) = (vec![0; len], vec![0; len]);
        Cpu::single_threaded().fill_point_words(
            drawn.points,
            drawn.draw.transform,
            drawn.draw.words_each,
            drawn.draw.first_point,
            &mut expected,
        );
        self.read_points(pipeline, drawn, &mut words, waiting)
            .await?;
        self.compare(&kernel, &expected, &words)
    }

    /// Points read back, in parts of the size that [`Gpu::sample`] reads.
    async fn read_points<P: GpuPointSet>(
        &self,
        pipeline: &wgpu::ComputePipeline,
        drawn: Drawn<'_, P>,
        words: &mut [u32],
        waiting: Waiting,
    ) -> Result<(), Interrupted> {
        let point_words = drawn.point_words();
        let part_points = (self.chunk_words() / point_words).max(1);
        let during = "reading points back";
        let part_words = part_points * point_words;
        self.read_parts(words, part_words, during, waiting, |first, target, copy| {
            let mut drawn = drawn;
            drawn.draw.first_point += (first / point_words) as u64;
            self.submit_points(pipeline, drawn, target, copy)
        })
        .await
    }

    /// Submits the dispatches that fill a target, and what `then` records after them.
    fn submit_points<P: GpuPointSet>(
        &self,
        pipeline: &wgpu::ComputePipeline,
        drawn: Drawn<'_, P>,
        target: Target<'_>,
        then: impl FnOnce(&mut wgpu::CommandEncoder),
    ) -> wgpu::SubmissionIndex {
        let inner = &self.inner;
        let (device, queue, resources) = (&inner.device, &inner.queue, &inner.resources);
        let dispatches = drawn.draw.dispatches(resources.limits, target.range());
        let set = inner.point_pipelines.set(device, queue, drawn.points);
        let own_table = resources.own_table(device, queue, drawn.draw.transform);
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor {
            label: Some("seedbed.points"),
        });
        let mut pass = encoder.begin_compute_pass(&pass_descriptor());
        pass.set_pipeline(pipeline);
        let usage = wgpu::BufferUsages::UNIFORM;
        for dispatch in &dispatches {
            let parameters = resources.slot_data(core::slice::from_ref(dispatch));
            let label = "seedbed.point_parameters";
            let slot = initialized(device, queue, label, usage, &parameters);
            let bound = Bound::new(dispatch, target.buffer, &slot, &set, &own_table);
            dispatch.play(&mut pass, &resources.bind_group(device, &bound), 0);
        }
        drop(pass);
        then(&mut encoder);
        queue.submit([encoder.finish()])
    }
}

impl PointPipelines {
    /// The words of a set on the GPU, uploaded once.
    fn set(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        points: &impl GpuPointSet,
    ) -> wgpu::Buffer {
        recall(&self.sets, KEPT_SETS, points.id(), |_| {
            let usage = wgpu::BufferUsages::STORAGE;
            let rows = points.rows();
            let bytes = bytemuck::cast_slice(&rows);
            initialized(device, queue, "seedbed.point_set", usage, bytes)
        })
    }
}

impl<'a, P: GpuPointSet> Drawn<'a, P> {
    fn new(points: &'a P, transform: Transform<'a>, words_each: usize) -> Self {
        let draw = PointDraw::new(points, transform, words_each);
        Drawn { points, draw }
    }

    fn point_words(&self) -> usize {
        self.points.dimensions() * self.draw.words_each
    }
}
