//! Kernels of vectors: which WGSL files make them.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::plan::kernel::Wide;
use crate::vector::Rows;

/// What a kernel makes of scratch words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum VectorShape {
    UnitCircle,
    UnitDisc,
    UnitSphere,
    UnitBall,
    MultivariateNormal,
    /// Of words, shares.
    Shares,
    /// Of shares, their products.
    Dirichlet,
}

/// One compute shader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct VectorKernel {
    pub(super) shape: VectorShape,
    pub(super) wide: Wide,
}

impl fmt::Display for VectorKernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seedbed.vectors.{}", self.shape.name())?;
        if self.wide == Wide::Int64 {
            f.write_str(".int64")?;
        }
        Ok(())
    }
}

impl VectorShape {
    const ALL: [VectorShape; 7] = [
        VectorShape::UnitCircle,
        VectorShape::UnitDisc,
        VectorShape::UnitSphere,
        VectorShape::UnitBall,
        VectorShape::MultivariateNormal,
        VectorShape::Shares,
        VectorShape::Dirichlet,
    ];

    /// The kernels that make vectors of scratch words, in order; the last of them stores components.
    pub(super) fn of(rows: Rows<'_>) -> &'static [VectorShape] {
        match rows {
            Rows::UnitCircle => &[VectorShape::UnitCircle],
            Rows::UnitDisc => &[VectorShape::UnitDisc],
            Rows::UnitSphere => &[VectorShape::UnitSphere],
            Rows::UnitBall => &[VectorShape::UnitBall],
            Rows::MultivariateNormal(_) => &[VectorShape::MultivariateNormal],
            Rows::Dirichlet(_) => &[VectorShape::Shares, VectorShape::Dirichlet],
        }
    }

    fn name(self) -> &'static str {
        match self {
            VectorShape::UnitCircle => "unit_circle",
            VectorShape::UnitDisc => "unit_disc",
            VectorShape::UnitSphere => "unit_sphere",
            VectorShape::UnitBall => "unit_ball",
            VectorShape::MultivariateNormal => "multivariate_normal",
            VectorShape::Shares => "shares",
            VectorShape::Dirichlet => "dirichlet",
        }
    }

    fn files(self) -> Vec<&'static str> {
        let scratch = include_str!("../../../shaders/kernel/vectors_scratch.wgsl");
        let softfloat = include_str!("../../../shaders/exact/softfloat.wgsl");
        let unit = |kernel| {
            let round = include_str!("../../../shaders/exact/round.wgsl");
            let root = include_str!("../../../shaders/exact/root.wgsl");
            let unit = include_str!("../../../shaders/vector/unit.wgsl");
            [scratch, round, root, unit, kernel].into()
        };
        match self {
            VectorShape::UnitCircle => unit(include_str!(
                "../../../shaders/kernel/vectors_unit_circle.wgsl"
            )),
            VectorShape::UnitDisc => unit(include_str!(
                "../../../shaders/kernel/vectors_unit_disc.wgsl"
            )),
            VectorShape::UnitSphere => unit(include_str!(
                "../../../shaders/kernel/vectors_unit_sphere.wgsl"
            )),
            VectorShape::UnitBall => unit(include_str!(
                "../../../shaders/kernel/vectors_unit_ball.wgsl"
            )),
            VectorShape::MultivariateNormal => [
                scratch,
                softfloat,
                include_str!("../../../shaders/kernel/vectors_multivariate_normal.wgsl"),
            ]
            .into(),
            VectorShape::Shares => [
                include_str!("../../../shaders/kernel/table.wgsl"),
                include_str!("../../../shaders/kernel/vectors_shares.wgsl"),
                include_str!("../../../shaders/exact/round.wgsl"),
                include_str!("../../../shaders/exact/polynomial.wgsl"),
                include_str!("../../../shaders/exact/cubic.wgsl"),
                include_str!("../../../shaders/distr/tail.wgsl"),
                include_str!("../../../shaders/distr/quantile.wgsl"),
            ]
            .into(),
            VectorShape::Dirichlet => [
                scratch,
                softfloat,
                include_str!("../../../shaders/kernel/vectors_dirichlet.wgsl"),
            ]
            .into(),
        }
    }
}

impl VectorKernel {
    /// Every kernel there is.
    pub(super) fn all() -> impl Iterator<Item = VectorKernel> {
        [Wide::Portable, Wide::Int64]
            .into_iter()
            .flat_map(|wide| VectorShape::ALL.map(|shape| VectorKernel { shape, wide }))
    }

    /// The WGSL source.
    pub(super) fn source(self) -> String {
        let wide = match self.wide {
            Wide::Portable => include_str!("../../../shaders/exact/wide.wgsl"),
            Wide::Int64 => include_str!("../../../shaders/exact/wide_int64.wgsl"),
        };
        [include_str!("../../../shaders/kernel/vectors.wgsl"), wide]
            .into_iter()
            .chain(self.shape.files())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Name and WGSL of every kernel of vectors.
pub(in crate::gpu) fn kernel_sources() -> Vec<(String, String)> {
    VectorKernel::all()
        .map(|kernel| (alloc::format!("{kernel}"), kernel.source()))
        .collect()
}
