//! A distribution of a library: its files, constants and names.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::{
    rename::declared,
    source::{PREFIX, is_common},
};
use crate::{
    plan::{
        kernel::{Each, Shape},
        part::{Part, part},
    },
    quantile::DIRECTORY,
};

/// A distribution under a name.
#[derive(Clone, Debug)]
pub(super) struct Draw {
    pub(super) name: String,
    pub(super) shape: Shape,
    pub(super) parameters: [u32; 8],
    /// The type of a sample in WGSL, if it has 32 bits.
    pub(super) value: Option<&'static str>,
    /// Where its own table begins, in elements of the buffer.
    pub(super) table: usize,
}

impl Draw {
    /// The files that belong to this draw alone.
    pub(super) fn parts(&self) -> Vec<Part> {
        let (frame, values) = match self.shape.each() {
            Each::Raw if self.value.is_none() => (
                part!("library/pair.wgsl"),
                part!("library/values_wide.wgsl"),
            ),
            Each::Raw | Each::Word => (part!("library/word.wgsl"), part!("library/values.wgsl")),
            Each::WordRare => (
                part!("library/word_rare.wgsl"),
                part!("library/values.wgsl"),
            ),
            Each::Pair => (
                part!("library/pair.wgsl"),
                part!("library/values_wide.wgsl"),
            ),
            Each::PairRare => (
                part!("library/pair_rare.wgsl"),
                part!("library/values_wide.wgsl"),
            ),
        };
        let body = self
            .shape
            .parts()
            .into_iter()
            .filter(|part| !is_common(part));
        let raw = match (self.shape.each(), self.value) {
            (Each::Raw, Some(_)) => Some(part!("library/raw.wgsl")),
            (Each::Raw, None) => Some(part!("library/raw_pair.wgsl")),
            _ => None,
        };
        body.chain(raw).chain([frame, values]).collect()
    }

    /// The constants in the place of a kernel's parameters and table.
    pub(super) fn constants(&self) -> String {
        let [a, b, c, d, e, f, g, h] = self.parameters.map(|word| format!("{word}u"));
        let mut source = format!(
            "// {}\n\nconst draw: Draw = Draw(array<vec4<u32>, 2>(\n    vec4<u32>({a}, {b}, {c}, {d}),\n    \
             vec4<u32>({e}, {f}, {g}, {h}),\n));\n",
            self.name
        );
        let table = self.table;
        match self.shape {
            Shape::Quantile(_) | Shape::QuantileWithin => {
                let pieces = table + DIRECTORY;
                source += &format!(
                    "\nfn quantile_entry(i: u32) -> u32 {{\n    return tables[{table}u + (i & 127u)].x;\n}}\n\n\
                     fn quantile_piece(i: u32) -> vec4<u32> {{\n    return tables[{pieces}u + i];\n}}\n"
                );
            }
            Shape::Thresholds => {
                source += &format!(
                    "\nfn threshold_entry(i: u32) -> u32 {{\n    return thresholds[{table}u + i];\n}}\n"
                );
            }
            _ => {}
        }
        if let Some(value) = self.value {
            source += &format!("\nalias Value = {value};\n");
        }
        source
    }

    /// What this draw declares, and what it is called in the library.
    pub(super) fn names(&self) -> BTreeMap<&'static str, String> {
        let name = &self.name;
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        let constants = [
            "draw",
            "quantile_entry",
            "quantile_piece",
            "threshold_entry",
            "Value",
        ];
        let parts = self.parts();
        let of_parts = parts.iter().flat_map(|part| declared(part.text));
        for declared in of_parts.chain(constants) {
            let new = match declared {
                "value" => format!("{PREFIX}{name}"),
                "value_4" => format!("{PREFIX}{name}_4"),
                other => format!("{PREFIX}{name}_{other}"),
            };
            names.insert(declared, new);
        }
        names
    }
}
