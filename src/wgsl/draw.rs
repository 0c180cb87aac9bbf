//! A distribution of a library: how it is added, its files, constants and names.

use alloc::{borrow::Cow, collections::BTreeMap, format, string::String, vec::Vec};
use core::any::TypeId;

use super::{
    Family, Library, WgslError,
    rename::declared,
    source::{PREFIX, is_common},
};
use crate::{
    distr::{Distribution, Laplace, Packing, Quantile, Transform, elementwise},
    plan::{
        dispatch::parameters,
        kernel::{Each, ElementShape, Shape},
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
    /// Of a distribution whose parameters are arguments.
    pub(super) family: Option<Family>,
    /// The type of a sample in WGSL, if it has 32 bits.
    pub(super) value: Option<&'static str>,
    /// Where its own table begins, in elements of the buffer.
    pub(super) table: usize,
}

impl Library {
    /// Adds the functions `seedbed_NAME`, `seedbed_NAME_4`, `seedbed_NAME_bits` and
    /// `seedbed_NAME_bits_4`, which draw from a distribution.
    ///
    /// Samples of 64 bits are `vec2<u32>`, low word first, and drawn one by one: without `_4`.
    ///
    /// The parameters become constants of the source. The samples are those of the distribution on the
    /// host.
    ///
    /// # Errors
    /// [`WgslError::NoSequences`] before [`by_coordinates`](Self::by_coordinates) or
    /// [`by_position`](Self::by_position), [`WgslError::Name`] for a name that cannot be one,
    /// [`WgslError::Clash`] for one that is taken, [`WgslError::Packed`] for 16-bit samples and masks.
    pub fn draw<D: Distribution<Output: 'static>>(
        self,
        name: &str,
        distribution: &D,
    ) -> Result<Self, WgslError> {
        self.draw_transform(name, distribution.transform(), TypeId::of::<D::Output>())
    }

    /// [`draw`](Self::draw), of samples of that type.
    pub(crate) fn draw_transform(
        self,
        name: &str,
        transform: Transform<'_>,
        output: TypeId,
    ) -> Result<Self, WgslError> {
        let value = [
            (TypeId::of::<f32>(), "f32"),
            (TypeId::of::<u32>(), "u32"),
            (TypeId::of::<i32>(), "i32"),
        ]
        .into_iter()
        .find_map(|(id, value)| (id == output).then_some(value));
        self.add(name, transform, None, value)
    }

    /// Adds the same functions for a distribution whose parameters are arguments, which the kernel
    /// computes.
    ///
    /// They come behind the sequence: `seedbed_NAME(&sequence, mean, std_dev)` and `seedbed_NAME_4` take
    /// `f32`, `seedbed_NAME_bits` and `seedbed_NAME_bits_4` the bits of them as `u32`. For the same bits
    /// of the parameters the samples are those of the distribution on the host. Parameters outside the
    /// domain, which the host would refuse, make the NaN with bits `0x7fc00000`, or 0 of a Bernoulli
    /// trial; the sample takes its word like the others.
    ///
    /// ```
    /// use seedbed::wgsl::{Family, Library};
    /// let library = Library::default()
    ///     .by_coordinates()
    ///     .draw_with_parameters("kick", Family::Normal)?;
    /// let kernel = library.source() + "
    /// @group(0) @binding(0) var<storage, read_write> speed: array<f32>;
    ///
    /// @compute @workgroup_size(64)
    /// fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    ///     var random = seedbed_at_2d(id.xy, 0u);
    ///     let temperature = 1.0 + 0.5 * f32(id.x);
    ///     speed[id.x] += seedbed_kick(&random, 0.0, 0.1 * temperature);
    /// }";
    /// # assert!(kernel.contains("fn seedbed_kick("));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`draw`](Self::draw); [`WgslError::Quantile`] if the table of a Laplace distribution cannot be
    /// made.
    pub fn draw_with_parameters(self, name: &str, family: Family) -> Result<Self, WgslError> {
        let standard;
        let of_elements = match family {
            Family::Normal => elementwise::Family::Normal,
            Family::Uniform => elementwise::Family::Uniform,
            Family::Exponential => elementwise::Family::Exponential,
            Family::Laplace => {
                standard = Quantile::from(Laplace::new(0.0, 1.0)?);
                elementwise::Family::Quantile(standard.table())
            }
            Family::Bernoulli => elementwise::Family::Bernoulli,
        };
        let transform = Transform::ByElement(elementwise::ByElement {
            family: of_elements,
            parameters: [elementwise::Parameter::One(0.0); 2],
        });
        let value = match family {
            Family::Bernoulli => "u32",
            _ => "f32",
        };
        self.add(name, transform, Some(family), Some(value))
    }

    fn add(
        mut self,
        name: &str,
        transform: Transform<'_>,
        family: Option<Family>,
        value: Option<&'static str>,
    ) -> Result<Self, WgslError> {
        if !self.has_sequences() {
            return Err(WgslError::NoSequences(name.into()));
        }
        let letters = name
            .bytes()
            .all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
        if !letters || !starts || name.contains("__") || name.ends_with('_') {
            return Err(WgslError::Name(name.into()));
        }
        if transform.packing() != Packing::Words {
            return Err(WgslError::Packed(name.into()));
        }
        let shape = Shape::of(transform);
        let needs = |file| shape.parts().iter().any(|part| part.name == file);
        if needs("exact/polynomial.wgsl") || needs("exact/polynomial64.wgsl") {
            self.add_own_tables();
        }
        if needs("exact/polynomial64.wgsl") {
            self.add_table64();
        }
        let table = match transform {
            Transform::Quantile(_, table)
            | Transform::QuantileWithin(_, table)
            | Transform::ByElement(elementwise::ByElement {
                family: elementwise::Family::Quantile(table),
                ..
            }) => {
                let start = self.tables.len() / 4;
                self.tables.extend(table.words());
                start
            }
            Transform::Thresholds(table) => {
                let start = self.thresholds.len();
                self.thresholds.extend(table.words());
                start
            }
            _ => 0,
        };
        let draw = Draw {
            name: name.into(),
            shape,
            parameters: parameters(transform),
            family,
            value,
            table,
        };
        if self.draws.is_empty() {
            self.declared = self.reserved();
        }
        for new in draw.names().into_values() {
            if !self.declared.insert(new.clone()) {
                let draw = name.into();
                return Err(WgslError::Clash { name: new, draw });
            }
        }
        self.draws.push(draw);
        Ok(self)
    }
}

impl Family {
    /// The file of the functions that take the parameters.
    fn values(self) -> Part {
        match self {
            Family::Normal => part!("library/values_normal.wgsl"),
            Family::Uniform => part!("library/values_uniform.wgsl"),
            Family::Exponential => part!("library/values_exponential.wgsl"),
            Family::Laplace => part!("library/values_laplace.wgsl"),
            Family::Bernoulli => part!("library/values_bernoulli.wgsl"),
        }
    }
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
            .filter(|part| !is_common(part) && part.name != "kernel/element.wgsl");
        let raw = match (self.shape.each(), self.value) {
            (Each::Raw, Some(_)) => Some(part!("library/raw.wgsl")),
            (Each::Raw, None) => Some(part!("library/raw_pair.wgsl")),
            _ => None,
        };
        let elements = self.family.map(|_| part!("library/elements.wgsl"));
        let values = self.family.map_or(values, Family::values);
        body.chain(elements)
            .chain(raw)
            .chain([frame, values])
            .collect()
    }

    /// The text of a file, in which parameters that are arguments stand in the place of a sample's index.
    pub(super) fn text(&self, part: &Part) -> Cow<'static, str> {
        match self.family {
            Some(_) => part.text.replace("i: u32", "i: vec2<u32>").into(),
            None => part.text.into(),
        }
    }

    /// The constants in the place of a kernel's parameters and table.
    pub(super) fn constants(&self) -> String {
        let [a, b, c, d, e, f, g, h] = self.parameters.map(|word| format!("{word}u"));
        let mut source = format!("// {}\n", self.name);
        if self.family.is_none() {
            source += &format!(
                "\nconst draw: Draw = Draw(array<vec4<u32>, 2>(\n    vec4<u32>({a}, {b}, {c}, {d}),\n    \
                 vec4<u32>({e}, {f}, {g}, {h}),\n));\n"
            );
        }
        let table = self.table;
        match self.shape {
            Shape::Quantile(_)
            | Shape::QuantileWithin
            | Shape::ByElement(ElementShape::Quantile) => {
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
        source
    }

    /// The types of a sample and of parameters that are arguments.
    pub(super) fn types(&self) -> impl Iterator<Item = (&'static str, String)> {
        let value = self.value.map(|value| ("Value", value.into()));
        let parameter = self.family.map(|_| ("Parameter", "f32".into()));
        value.into_iter().chain(parameter)
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
