//! Libraries for kernels of users with WESL, which imports them as modules, and with naga_oil.

use seedbed::{
    Engine,
    distr::Gamma,
    wgsl::{Family, Library},
};

/// With the draws `kick`, whose parameters are arguments, and `wait`.
fn library() -> String {
    let library = Library::new(Engine::Philox4x32_10)
        .by_coordinates()
        .by_position()
        .draw("wait", &Gamma::new(2.5, 1.0).unwrap())
        .and_then(|library| library.draw_with_parameters("kick", Family::Normal));
    library.unwrap().source()
}

const KERNEL: &str = "
@group(0) @binding(0) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    var random = seedbed_at_2d(id.xy, 3u);
    out[id.x] = seedbed_kick(&random, 0.0, 0.1) + seedbed_wait(&random);
}
";

fn validate(module: &naga::Module) {
    let flags = naga::valid::ValidationFlags::all();
    let capabilities = naga::valid::Capabilities::default();
    let mut validator = naga::valid::Validator::new(flags, capabilities);
    validator.validate(module).expect("a valid module");
    assert_eq!(module.entry_points.len(), 1);
    let bound = module.global_variables.iter();
    let mut bindings: Vec<_> = bound
        .filter_map(|(_, variable)| variable.binding)
        .map(|at| (at.group, at.binding))
        .collect();
    bindings.sort_unstable();
    // The kernel's own, then keys and tables.
    assert_eq!(bindings, [(0, 0), (1, 0), (1, 1)]);
}

#[test]
fn wesl_imports_a_library() {
    let mut resolver = wesl::VirtualResolver::new();
    let path = |path: &str| path.parse::<wesl::syntax::ModulePath>().expect("a path");
    resolver.add_module(path("package::seedbed"), library().into());
    let imports = "import package::seedbed::{seedbed_at_2d, seedbed_kick, seedbed_wait};\n";
    resolver.add_module(path("package::main"), (imports.to_owned() + KERNEL).into());
    let compiler = wesl::Wesl::new(".").set_custom_resolver(resolver);
    let compiled = compiler.compile(&path("package::main"));
    let source = compiled
        .unwrap_or_else(|error| panic!("{error}"))
        .to_string();
    let module = naga::front::wgsl::parse_str(&source);
    validate(&module.unwrap_or_else(|error| panic!("{}", error.emit_to_string(&source))));
}

/// As a composable module of its own, of which the kernel imports some functions.
#[test]
fn naga_oil_imports_a_library() {
    use naga_oil::compose::{ComposableModuleDescriptor, Composer, NagaModuleDescriptor};
    let mut composer = Composer::default();
    let source = library();
    let added = composer.add_composable_module(ComposableModuleDescriptor {
        source: &source,
        file_path: "seedbed.wgsl",
        as_name: Some("seedbed".into()),
        ..Default::default()
    });
    if let Err(error) = added {
        panic!("{}", error.emit_to_string(&composer));
    }
    let imports = "#import seedbed::{seedbed_at_2d, seedbed_kick, seedbed_wait}\n";
    let module = composer.make_naga_module(NagaModuleDescriptor {
        source: &(imports.to_owned() + KERNEL),
        file_path: "kernel.wgsl",
        ..Default::default()
    });
    validate(&module.unwrap_or_else(|error| panic!("{}", error.emit_to_string(&composer))));
}

/// Or as a part of the kernel.
#[test]
fn naga_oil_takes_a_library_in_a_kernel() {
    use naga_oil::compose::{Composer, NagaModuleDescriptor};
    let mut composer = Composer::default();
    let source = library() + KERNEL;
    let module = composer.make_naga_module(NagaModuleDescriptor {
        source: &source,
        file_path: "kernel.wgsl",
        ..Default::default()
    });
    validate(&module.unwrap_or_else(|error| panic!("{}", error.emit_to_string(&composer))));
}
