//! Kernels of vectors: which WGSL files make them.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::{
    distr::vector::Rows,
    plan::{kernel::Wide, part::part},
};

/// What a kernel makes of scratch words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum VectorShape {
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
pub(crate) struct VectorKernel {
    pub(crate) shape: VectorShape,
    pub(crate) wide: Wide,
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
    #[cfg(any(test, feature = "gpu"))]
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
    pub(crate) fn of(rows: Rows<'_>) -> &'static [VectorShape] {
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
        let scratch = part!("kernel/vectors_scratch.wgsl").text;
        let softfloat = part!("exact/softfloat.wgsl").text;
        let unit = |kernel| {
            let round = part!("exact/round.wgsl").text;
            let root = part!("exact/root.wgsl").text;
            let unit = part!("distr/vector/unit.wgsl").text;
            [scratch, round, root, unit, kernel].into()
        };
        match self {
            VectorShape::UnitCircle => unit(part!("kernel/vectors_unit_circle.wgsl").text),
            VectorShape::UnitDisc => unit(part!("kernel/vectors_unit_disc.wgsl").text),
            VectorShape::UnitSphere => unit(part!("kernel/vectors_unit_sphere.wgsl").text),
            VectorShape::UnitBall => unit(part!("kernel/vectors_unit_ball.wgsl").text),
            VectorShape::MultivariateNormal => [
                scratch,
                softfloat,
                part!("kernel/vectors_multivariate_normal.wgsl").text,
            ]
            .into(),
            VectorShape::Shares => [
                part!("kernel/table.wgsl").text,
                part!("kernel/vectors_shares.wgsl").text,
                part!("exact/round.wgsl").text,
                part!("exact/polynomial.wgsl").text,
                part!("exact/cubic.wgsl").text,
                part!("distr/tail.wgsl").text,
                part!("distr/quantile.wgsl").text,
            ]
            .into(),
            VectorShape::Dirichlet => [
                scratch,
                softfloat,
                part!("kernel/vectors_dirichlet.wgsl").text,
            ]
            .into(),
        }
    }
}

impl VectorKernel {
    /// Every kernel there is.
    #[cfg(any(test, feature = "gpu"))]
    pub(crate) fn all() -> impl Iterator<Item = VectorKernel> {
        [Wide::Portable, Wide::Int64]
            .into_iter()
            .flat_map(|wide| VectorShape::ALL.map(|shape| VectorKernel { shape, wide }))
    }

    /// The WGSL source.
    pub(crate) fn source(self) -> String {
        let wide = self.wide.part().text;
        [part!("kernel/vectors.wgsl").text, wide]
            .into_iter()
            .chain(self.shape.files())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Name and WGSL of every kernel of vectors.
#[cfg(any(test, feature = "gpu"))]
pub(crate) fn kernel_sources() -> Vec<(String, String)> {
    VectorKernel::all()
        .map(|kernel| (alloc::format!("{kernel}"), kernel.source()))
        .collect()
}
