//! Kernels and dispatches of a plan.

use alloc::string::{String, ToString};

use super::{
    Dispatch, kernel::Kernel, permutation::PermutationKernel, points::PointKernel,
    vectors::VectorKernel,
};

/// A kernel of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shader(pub(super) AnyKernel);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum AnyKernel {
    Draw(Kernel),
    Vectors(VectorKernel),
    Points(PointKernel),
    Permutation(PermutationKernel),
}

impl From<Kernel> for Shader {
    fn from(kernel: Kernel) -> Self {
        Shader(AnyKernel::Draw(kernel))
    }
}

impl From<VectorKernel> for Shader {
    fn from(kernel: VectorKernel) -> Self {
        Shader(AnyKernel::Vectors(kernel))
    }
}

impl From<PointKernel> for Shader {
    fn from(kernel: PointKernel) -> Self {
        Shader(AnyKernel::Points(kernel))
    }
}

impl From<PermutationKernel> for Shader {
    fn from(kernel: PermutationKernel) -> Self {
        Shader(AnyKernel::Permutation(kernel))
    }
}

impl Shader {
    /// Its name, as `seedbed.normal.philox4x32_10`: equal names, equal WGSL.
    #[must_use]
    pub fn name(&self) -> String {
        match self.0 {
            AnyKernel::Draw(kernel) => kernel.to_string(),
            AnyKernel::Vectors(kernel) => kernel.to_string(),
            AnyKernel::Points(kernel) => kernel.to_string(),
            AnyKernel::Permutation(kernel) => kernel.to_string(),
        }
    }

    /// Its source.
    #[must_use]
    pub fn wgsl(&self) -> String {
        match self.0 {
            AnyKernel::Draw(kernel) => kernel.source(),
            AnyKernel::Vectors(kernel) => kernel.source(),
            AnyKernel::Points(kernel) => kernel.source(),
            AnyKernel::Permutation(kernel) => kernel.source(),
        }
    }

    /// Whether it binds parameters by element, in group 1.
    #[must_use]
    pub fn is_by_element(&self) -> bool {
        match self.0 {
            AnyKernel::Draw(kernel) => kernel.is_by_element(),
            AnyKernel::Vectors(_) | AnyKernel::Points(_) | AnyKernel::Permutation(_) => false,
        }
    }
}

/// Where a step writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteTo {
    /// The target of the draw.
    Target,
    /// A buffer of [`Plan::scratch_bytes`](super::Plan::scratch_bytes).
    Scratch,
}

/// What a step reads in binding 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadFrom {
    /// [`tile_keys`](super::tile_keys).
    TileKeys,
    /// What steps before it wrote.
    Scratch,
    /// [`point_set`](super::point_set).
    PointSet,
    /// Of the records that are shuffled, [`Dispatch::records_binding`].
    Records,
    /// Nothing.
    Nothing,
}

/// A dispatch of a plan, and what it binds.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Which of [`Plan::shaders`](super::Plan::shaders).
    pub shader: usize,
    /// The dispatch.
    pub dispatch: Dispatch,
    /// Where it writes.
    pub to: WriteTo,
    /// What it reads.
    pub from: ReadFrom,
    /// Whether it binds the table of its own, of a distribution or a permutation.
    pub has_own_table: bool,
}
