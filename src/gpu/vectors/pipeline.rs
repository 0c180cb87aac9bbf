//! Pipelines of vectors: compiled once, and trusted once they were seen to be right.

use alloc::{string::ToString, vec, vec::Vec};
use std::{collections::HashMap, sync::Mutex};

use crate::{
    cpu::Cpu,
    distr::Dirichlet,
    engine::Engine,
    gpu::{Gpu, GpuError, kernel::Store, resources::lock, wait::Waiting},
    plan::{
        CHECK_SEED,
        vectors::{VectorKernel, VectorShape, check_normal, draws},
    },
    stream::Stream,
    vector::{Rows, sealed::Vectors},
};

/// Not at the start of a quad; both words of the block counter differ from 0.
const CHECK_WORD: u64 = (1 << 36) + 3 * 4096 + 1;
/// Vectors that are compared: enough for tails of the normal.
const CHECK_VECTORS: usize = 4096;

/// The pipelines of a device that passed the check, by the kernel that stores components.
#[derive(Debug, Default)]
pub(in crate::gpu) struct VectorPipelines {
    known: Mutex<HashMap<VectorKernel, Vec<wgpu::ComputePipeline>>>,
}

/// The pipelines of a draw, in order.
pub(super) struct Compiled {
    /// Of the scratch words.
    pub(super) draws: Vec<wgpu::ComputePipeline>,
    /// Of the vectors.
    pub(super) vectors: Vec<wgpu::ComputePipeline>,
}

impl Gpu {
    /// The pipelines of an engine and a distribution of vectors, compiled and checked on first use.
    pub(super) async fn vector_pipelines(
        &self,
        engine: Engine,
        rows: Rows<'_>,
        waiting: Waiting,
    ) -> Result<Compiled, GpuError> {
        let mut scratch = Vec::new();
        for transform in draws(rows) {
            let kernel = self.kernel(engine, transform, Store::Quads);
            scratch.push(self.pipeline(kernel, transform, waiting).await?);
        }
        let key = self.key(rows);
        if let Some(vectors) = self.known_vectors(key) {
            let draws = scratch;
            return Ok(Compiled { draws, vectors });
        }
        // Two threads may both compile; the pipelines are equal and one of them stays.
        let mut vectors = Vec::new();
        for &shape in VectorShape::of(rows) {
            let kernel = VectorKernel { shape, ..key };
            let mut source = kernel.source();
            if self.inner.options.planted_fault {
                source = source.replace("        make(i);", "        make(i ^ 1u);");
                source = source.replace("draw.scratch_word + i", "draw.scratch_word + (i ^ 1u)");
            }
            let layout = &self.inner.resources.pipeline_layout;
            let label = kernel.to_string();
            vectors.push(self.compile_source(&label, source, layout).await?);
        }
        let compiled = Compiled {
            draws: scratch,
            vectors,
        };
        if self.inner.options.self_check {
            self.check_vectors(engine, key, &compiled, rows, waiting)
                .await?;
        }
        lock(&self.inner.vector_pipelines.known).insert(key, compiled.vectors.clone());
        Ok(compiled)
    }

    /// The pipelines of a draw that was prepared: nothing is compiled, submitted or waited for.
    pub(super) fn prepared_vector_pipelines(
        &self,
        engine: Engine,
        rows: Rows<'_>,
    ) -> Result<Compiled, GpuError> {
        let key = self.key(rows);
        let not_prepared = || GpuError::NotPrepared {
            kernel: key.to_string(),
            prepare: "prepare_vectors",
        };
        let draws = draws(rows).map(|transform| {
            let kernel = self.kernel(engine, transform, Store::Quads);
            self.known_pipeline(kernel).ok_or_else(not_prepared)
        });
        Ok(Compiled {
            draws: draws.collect::<Result<_, _>>()?,
            vectors: self.known_vectors(key).ok_or_else(not_prepared)?,
        })
    }

    fn known_vectors(&self, key: VectorKernel) -> Option<Vec<wgpu::ComputePipeline>> {
        lock(&self.inner.vector_pipelines.known).get(&key).cloned()
    }

    /// The last of the kernels.
    fn key(&self, rows: Rows<'_>) -> VectorKernel {
        let shape = match VectorShape::of(rows) {
            [.., last] => *last,
            [] => VectorShape::UnitCircle,
        };
        VectorKernel {
            shape,
            wide: self.inner.wide,
        }
    }

    /// Compares some vectors with the CPU's: of distributions that leave no kernel idle, whatever is drawn.
    async fn check_vectors(
        &self,
        engine: Engine,
        key: VectorKernel,
        compiled: &Compiled,
        rows: Rows<'_>,
        waiting: Waiting,
    ) -> Result<(), GpuError> {
        let normal = check_normal();
        let dirichlet = Dirichlet::new(&[0.5; 5]);
        let checked = match (rows, &normal, &dirichlet) {
            (Rows::MultivariateNormal(_), Ok(normal), _) => normal.rows(),
            (Rows::Dirichlet(_), _, Ok(dirichlet)) => dirichlet.rows(),
            _ => rows,
        };
        let mut stream = Stream::with_engine(engine, CHECK_SEED);
        let mut expected = vec![0; CHECK_VECTORS * checked.dimension()];
        let mut found = expected.clone();
        Cpu::single_threaded().fill_rows(stream.tiles(), checked, CHECK_WORD, &mut expected);
        self.read_rows_by(compiled, &stream, checked, CHECK_WORD, &mut found, waiting)
            .await?;
        self.compare(&key, &expected, &found)?;
        log::debug!("seedbed: kernel {key} is right on {}", self.name());
        Ok(())
    }
}
