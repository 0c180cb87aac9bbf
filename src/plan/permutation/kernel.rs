//! The kernels of permutations: their WGSL, and the table that they read.

use alloc::string::String;
#[cfg(any(test, feature = "gpu"))]
use alloc::{format, vec::Vec};
use core::fmt;

use crate::{
    permutation::Permutation,
    plan::{kernel::Wide, part::part},
};

/// What is stored for each element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Task {
    /// The element itself.
    Elements,
    /// The record that it tells.
    Gather,
}

/// One compute shader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PermutationKernel {
    pub task: Task,
    pub wide: Wide,
}

impl fmt::Display for PermutationKernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.task {
            Task::Elements => "seedbed.permutation",
            Task::Gather => "seedbed.shuffle",
        })?;
        if self.wide == Wide::Int64 {
            f.write_str(".int64")?;
        }
        Ok(())
    }
}

impl PermutationKernel {
    /// The WGSL source.
    pub(crate) fn source(self) -> String {
        let wide = self.wide.part().text;
        let result = match self.task {
            Task::Elements => part!("kernel/elements.wgsl").text,
            Task::Gather => part!("kernel/gather.wgsl").text,
        };
        [
            part!("kernel/permutation.wgsl").text,
            part!("kernel/each_record.wgsl").text,
            wide,
            part!("permutation/feistel.wgsl").text,
            result,
        ]
        .join("\n")
    }
}

/// Name and WGSL of every kernel of permutations.
#[cfg(any(test, feature = "gpu"))]
pub(crate) fn kernel_sources() -> Vec<(String, String)> {
    [Wide::Portable, Wide::Int64]
        .into_iter()
        .flat_map(|wide| {
            [Task::Elements, Task::Gather].map(|task| PermutationKernel { task, wide })
        })
        .map(|kernel| (format!("{kernel}"), kernel.source()))
        .collect()
}

/// `Permutation` in `shaders/kernel/permutation.wgsl`; a test reads the layout from naga.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
pub(crate) struct PermutationWords {
    column_bits: u32,
    rows: u32,
    last: u32,
    pairs: u32,
    inverted: u32,
    padding: [u32; 3],
    words: [u32; 16],
}

impl PermutationWords {
    pub(crate) fn new(permutation: &Permutation) -> Self {
        let order = permutation.order_words();
        PermutationWords {
            column_bits: order.grid.column_bits,
            rows: order.grid.rows,
            last: order.last,
            pairs: order.pairs,
            inverted: order.inverted.into(),
            padding: [0; 3],
            words: order.words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::layout::{fields, members};

    #[test]
    fn parameters_have_the_kernels_layout() {
        let fields = fields!(PermutationWords: column_bits, rows, last, pairs, inverted, words);
        // The parameters of a dispatch are those of the kernels that draw.
        let (_, draws) = &crate::plan::kernel::kernel_sources()[0];
        let draws = naga::front::wgsl::parse_str(draws).expect("a valid kernel");
        for (name, source) in kernel_sources() {
            let module = naga::front::wgsl::parse_str(&source).expect("a valid kernel");
            let (found, span) = members(&module, "permutation");
            assert_eq!(found, fields, "{name}");
            assert_eq!(span, size_of::<PermutationWords>(), "{name}");
            assert_eq!(members(&module, "draw"), members(&draws, "draw"), "{name}");
        }
    }
}
