//! Kernels, whatever they make.

use alloc::string::{String, ToString};

use super::{
    kernel::Kernel, permutation::PermutationKernel, points::PointKernel, vectors::VectorKernel,
};

/// A kernel of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shader(AnyKernel);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum AnyKernel {
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
    pub fn has_elements(&self) -> bool {
        match self.0 {
            AnyKernel::Draw(kernel) => kernel.has_elements(),
            AnyKernel::Vectors(_) | AnyKernel::Points(_) | AnyKernel::Permutation(_) => false,
        }
    }
}
