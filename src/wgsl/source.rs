//! The source of a library: which files, under which names.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};

use super::{
    Bindings, Library,
    rename::{aliases, declared, renamed, without_aliases},
};
use crate::plan::{
    kernel::{Shape, engine_parts, key_part},
    part::{Part, part},
};

/// Before every name.
pub(super) const PREFIX: &str = "seedbed_";

impl Library {
    /// The WGSL source, to be put before a kernel or behind it.
    #[must_use]
    pub fn source(&self) -> String {
        let mut common = self.common_parts();
        for draw in &self.draws {
            for part in draw.shape.parts() {
                let known = common.iter().any(|other| other.name == part.name);
                if is_common(&part) && !known {
                    common.push(part);
                }
            }
        }
        let bindings = self.bindings_source();
        let texts = || {
            common
                .iter()
                .map(|part| part.text)
                .chain([bindings.as_str()])
        };
        let mut names = BTreeMap::new();
        for name in texts().flat_map(declared) {
            names.insert(name, self.common_name(name));
        }
        let types = texts().flat_map(aliases);
        names.extend(types.map(|(name, of)| (name, of.into())));
        let mut source = format!(
            "// seedbed {}, {}. What begins with {PREFIX} is a part of it.\n",
            crate::VERSION,
            self.engine
        );
        for text in texts() {
            source += "\n";
            source += &renamed(&without_aliases(text), &names);
        }
        for draw in &self.draws {
            let mut names = names.clone();
            names.extend(draw.names());
            for (name, of) in draw.types() {
                names.insert(name, of);
            }
            source += "\n";
            source += &renamed(&draw.constants(), &names);
            for part in draw.parts() {
                source += "\n";
                source += &renamed(&draw.text(&part), &names);
            }
        }
        source
    }

    /// What all draws share.
    fn common_parts(&self) -> Vec<Part> {
        let mut parts = [self.wide.part()].to_vec();
        parts.extend(engine_parts(self.engine));
        if !self.has_sequences() {
            return parts;
        }
        parts.push(key_part(self.engine));
        parts.push(part!("library/sequence.wgsl"));
        parts.push(match self.engine.block_words() {
            4 => part!("library/block_4.wgsl"),
            _ => part!("library/block_16.wgsl"),
        });
        if self.coordinates {
            parts.push(part!("library/coordinates.wgsl"));
        }
        if self.position {
            parts.push(part!("library/stream.wgsl"));
        }
        parts.push(match (self.coordinates, self.position) {
            (true, true) => part!("library/next_both.wgsl"),
            (true, false) => part!("library/next_coordinates.wgsl"),
            _ => part!("library/next_stream.wgsl"),
        });
        if !self.tables.is_empty() {
            parts.push(part!("library/piece.wgsl"));
        }
        if self.table64.is_some() {
            parts.push(part!("library/piece64.wgsl"));
        }
        parts
    }

    /// Declarations of what is bound.
    fn bindings_source(&self) -> String {
        let Bindings {
            group,
            keys,
            tables,
            thresholds,
        } = self.bindings;
        let declare = |binding: u32, name: &str, element: &str| {
            format!(
                "@group({group}) @binding({binding}) var<storage, read> {name}: array<{element}>;\n"
            )
        };
        let mut source = String::new();
        if self.has_sequences() {
            // Tile keys come behind those of coordinates.
            let (first, mask) = match (self.coordinates, self.position) {
                (true, false) => (2, 1),
                (false, _) => (0, 1023),
                (true, true) => (2, 2047),
            };
            source += &format!("const TILE_KEYS: u32 = {first}u;\n");
            source += &format!("const KEY_MASK: u32 = {mask}u;\n");
            source += &declare(keys, "tile_keys", "u32");
        }
        if !self.tables.is_empty() {
            source += &declare(tables, "tables", "vec4<u32>");
        }
        if let Some(start) = self.table64 {
            source += &format!("const TABLE64: u32 = {start}u;\n");
        }
        if !self.thresholds.is_empty() {
            source += &declare(thresholds, "thresholds", "u32");
        }
        source
    }

    /// What the library declares itself, whatever else is asked for.
    pub(super) fn reserved(&self) -> BTreeSet<String> {
        let mut whole = self.clone();
        (whole.coordinates, whole.position) = (true, true);
        whole.add_own_tables();
        whole.add_table64();
        whole.thresholds.push(0);
        let shapes = Shape::ALL.into_iter().chain(Shape::BY_ELEMENT);
        let of_shapes = shapes.flat_map(Shape::parts);
        let parts = whole.common_parts().into_iter().chain(of_shapes);
        let texts = parts.filter(is_common).map(|part| part.text);
        let bindings = whole.bindings_source();
        let names = texts.chain([bindings.as_str()]).flat_map(declared);
        names.map(|name| whole.common_name(name)).collect()
    }

    /// What a name of the files is in the library.
    fn common_name(&self, name: &str) -> String {
        let new = match name {
            // The others' block functions bear their engines' names.
            "engine" if self.engine.block_words() == 16 => self.engine.name(),
            "tile_keys" => "keys",
            name => name,
        };
        format!("{PREFIX}{new}")
    }
}

/// Whether draws share a file: its functions know no parameters and no table of a draw.
pub(super) fn is_common(part: &Part) -> bool {
    let of_draws = part.name.starts_with("distr/") || part.name.starts_with("kernel/");
    let keys = part.name.starts_with("kernel/key_") || part.name.starts_with("kernel/engine_");
    !of_draws || keys || matches!(part.name, "distr/tail.wgsl" | "distr/log64.wgsl")
}
