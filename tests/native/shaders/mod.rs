//! Every kernel as compilers get to see it, through naga.

mod back_ends;
mod floats;
mod library;
mod ranges;

use std::sync::LazyLock;

use naga::valid::{Capabilities, FunctionInfo, ModuleInfo, ValidationFlags, Validator};
use seedbed::Engine;

/// A kernel that naga has parsed and validated.
struct Kernel {
    name: String,
    source: String,
    module: naga::Module,
    info: ModuleInfo,
}

impl Kernel {
    /// `Err` tells what naga holds against it.
    fn new(name: &str, source: String) -> Result<Self, String> {
        let module = naga::front::wgsl::parse_str(&source)
            .map_err(|error| format!("{name}: {}", error.emit_to_string(&source)))?;
        let info = Validator::new(ValidationFlags::all(), capabilities(name))
            .validate(&module)
            .map_err(|error| format!("{name}: {}", error.emit_to_string(&source)))?;
        Ok(Kernel {
            name: name.into(),
            source,
            module,
            info,
        })
    }

    /// Functions and entry points, with what naga knows of their expressions.
    fn functions(&self) -> impl Iterator<Item = (&naga::Function, &FunctionInfo)> {
        let functions = self
            .module
            .functions
            .iter()
            .map(|(handle, f)| (f, &self.info[handle]));
        let entry_points = self.module.entry_points.iter().enumerate();
        functions.chain(entry_points.map(|(i, e)| (&e.function, self.info.get_entry_point(i))))
    }

    /// The WGSL that an expression comes from.
    fn excerpt(
        &self,
        function: &naga::Function,
        expression: naga::Handle<naga::Expression>,
    ) -> String {
        let span = function.expressions.get_span(expression);
        let text = span.to_range().map_or("", |range| &self.source[range]);
        let name = function.name.as_deref().unwrap_or("entry point");
        format!("{}, fn {name}: {text}", self.name)
    }
}

fn capabilities(name: &str) -> Capabilities {
    if name.ends_with(".int64") {
        Capabilities::SHADER_INT64
    } else {
        Capabilities::empty()
    }
}

/// Every kernel, and `softfloat.wgsl`, which is written to the same rules and is in none of them.
fn kernels() -> &'static [Kernel] {
    static KERNELS: LazyLock<Vec<Kernel>> = LazyLock::new(parsed);
    &KERNELS
}

fn parsed() -> Vec<Kernel> {
    let softfloat = [
        include_str!("../../../shaders/exact/wide.wgsl"),
        include_str!("../../../shaders/exact/softfloat.wgsl"),
        "@compute @workgroup_size(1) fn fill() { _ = f32_add(f32_mul(1u, 2u), 3u); }",
    ];
    let softfloat = ("softfloat".into(), softfloat.join("\n"));
    seedbed::gpu::kernel_sources()
        .into_iter()
        .chain([softfloat])
        .chain(library::sources())
        .map(|(name, source)| Kernel::new(&name, source).unwrap_or_else(|error| panic!("{error}")))
        .collect()
}

/// A kernel with the module-scope declarations `items`, and a function with this body and a word `x`.
/// Nothing calls it: what is looked for is looked for everywhere.
fn planted(items: &str, body: &str) -> Kernel {
    let name = "seedbed.normal.philox4x32_10";
    let sources = seedbed::gpu::kernel_sources();
    let (_, source) = sources
        .iter()
        .find(|(kernel, _)| kernel == name)
        .expect("a kernel to plant in");
    let source = format!("{source}\n{items}\nfn planted(x: u32) -> u32 {{ {body} }}\n");
    Kernel::new(name, source).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_kernel_is_valid_and_has_a_name_of_its_own() {
    let kernels = kernels();
    let mut names: Vec<&str> = kernels.iter().map(|kernel| kernel.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), kernels.len());
    // Of points: 3 sets, 26 transforms and pairs of words, 2 widths of multiplication.
    let is_of_points = |kernel: &&Kernel| {
        [".sobol", ".halton", ".latin"]
            .iter()
            .any(|s| kernel.name.contains(s))
    };
    let of_points = kernels.iter().filter(is_of_points).count();
    let of_libraries = kernels
        .iter()
        .filter(|kernel| kernel.name.starts_with("library."));
    let kernels_of_ours = kernels.len() - of_libraries.count();
    assert_eq!(of_points, 3 * 27 * 2);
    // Engines, transforms with their finishes and two ways to store, masks with one, those by element,
    // widths of multiplication; permutations, shuffles and 7 kernels of vectors with these widths; and
    // softfloat.
    let all = Engine::ALL.len() * ((34 + 5) * 2 + 1) * 2;
    assert_eq!(kernels_of_ours - of_points, all + 2 * 2 + 7 * 2 + 1);
    for kernel in kernels {
        let workgroup: Vec<_> = kernel
            .module
            .entry_points
            .iter()
            .map(|e| (e.name.as_str(), e.workgroup_size))
            .collect();
        // More than 256 invocations are refused by SwiftShader.
        let size = match kernel.name.as_str() {
            "softfloat" => 1,
            name if name.starts_with("library.") => 1,
            name if name.contains("mask") => 128,
            _ => 256,
        };
        assert_eq!(workgroup, [("fill", [size, 1, 1])], "{}", kernel.name);
    }
}

#[test]
fn invalid_and_64_bit_kernels_are_refused() {
    let sources = seedbed::gpu::kernel_sources();
    let (name, source) = sources
        .iter()
        .find(|(name, _)| name.ends_with(".int64"))
        .expect("int64");
    assert!(Kernel::new(name, source.clone()).is_ok());
    assert!(Kernel::new(name.trim_end_matches(".int64"), source.clone()).is_err());
    assert!(
        Kernel::new(
            name,
            source.replace("return vec2<u32>(low", "return vec2<u32>(lo")
        )
        .is_err()
    );
}
