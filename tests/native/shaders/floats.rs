//! No kernel has a float: not in a type, a constant, a variable or any expression.
//!
//! WGSL gives floats no rounding mode, and lets them be fused, reassociated and flushed; see
//! "How exactness is reached" in `docs/streams.md`.

use naga::{ScalarKind, TypeInner};

use super::{Kernel, kernels, planted};

/// Integers, booleans, and what is made of them.
fn is_exact(ty: &TypeInner) -> bool {
    match ty {
        // Their members' types are types of the module.
        TypeInner::Array { .. } | TypeInner::Struct { .. } | TypeInner::Pointer { .. } => true,
        TypeInner::Scalar(scalar)
        | TypeInner::Atomic(scalar)
        | TypeInner::Vector { scalar, .. }
        | TypeInner::ValuePointer { scalar, .. } => {
            matches!(
                scalar.kind,
                ScalarKind::Sint | ScalarKind::Uint | ScalarKind::Bool
            )
        }
        _ => false,
    }
}

/// Float types and float literals in WGSL without comments: naga's front end has already computed with
/// some of them when its module is there to be walked, other front ends may not.
fn spelled(wgsl: &str) -> Vec<&str> {
    let is_float = |token: &&str| {
        let is_number = token.starts_with(|c: char| c.is_ascii_digit());
        let is_decimal = is_number && !token.starts_with("0x");
        let is_type = matches!(token.trim_end_matches(['f', 'h']), "vec2" | "vec3" | "vec4");
        matches!(*token, "f16" | "f32" | "f64")
            || is_type && token.len() > 4
            || token.starts_with("mat") && token.as_bytes().get(4) == Some(&b'x')
            || is_number && token.contains(['.', 'p'])
            || is_decimal && token.contains(['e', 'f', 'h'])
    };
    wgsl.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|code| code.split(|c: char| !(c.is_ascii_alphanumeric() || "_.".contains(c))))
        .filter(is_float)
        .collect()
}

/// Everything in a kernel whose type is not exact.
fn floats(kernel: &Kernel) -> Vec<String> {
    let Kernel {
        name, module, info, ..
    } = kernel;
    let types = module
        .types
        .iter()
        .filter(|(_, ty)| !is_exact(&ty.inner))
        .map(|(_, ty)| format!("{name}: type {ty:?}"));
    // Constants, overrides and variables have types from the above, and their values are here.
    let globals = module
        .global_expressions
        .iter()
        .filter(|(handle, _)| !is_exact(info[*handle].inner_with(&module.types)))
        .map(|(_, expression)| format!("{name}: {expression:?}"));
    let locals = kernel.functions().flat_map(|(function, info)| {
        function
            .expressions
            .iter()
            .filter(|(handle, _)| !is_exact(info[*handle].ty.inner_with(&module.types)))
            .map(|(handle, _)| kernel.excerpt(function, handle))
    });
    types.chain(globals).chain(locals).collect()
}

#[test]
fn no_kernel_has_a_float() {
    let mut expressions = 0;
    for kernel in kernels() {
        assert_eq!(floats(kernel), Vec::<String>::new());
        expressions += kernel
            .functions()
            .map(|(f, _)| f.expressions.len())
            .sum::<usize>();
    }
    // The walk has been somewhere.
    assert!(expressions > 50_000, "{expressions}");
}

#[test]
fn no_kernel_spells_a_float() {
    for kernel in kernels() {
        assert_eq!(
            spelled(&kernel.source),
            Vec::<&str>::new(),
            "{}",
            kernel.name
        );
    }
    let plants = [
        "const UNUSED = 1.5;",
        "const UNUSED: u32 = u32(.5 + 1e3);",
        "const UNUSED = u32(2.);",
        "const UNUSED = u32(1f);",
        "const UNUSED = u32(0x1p3);",
        "alias Unused = vec3f;",
        "alias Unused = vec4<f16>;",
        "alias Unused = mat2x2f;",
    ];
    for plant in plants {
        assert_ne!(spelled(plant), Vec::<&str>::new(), "{plant}");
    }
    assert_eq!(
        spelled("fn f32_add(v: vec4u) -> u32 { return unit_f32(v.x) + 0xfe1fu; } // 1.5"),
        [""; 0]
    );
}

#[test]
fn planted_floats_are_found() {
    let plants = [
        ("", "return x + u32(1.5 * f32(x));"),
        ("", "return u32(f32(x));"),
        ("", "return bitcast<u32>(bitcast<f32>(x) + 1.0);"),
        ("", "return bitcast<u32>(bitcast<f32>(x));"),
        ("", "let unused = 1.0; return x;"),
        ("", "var unused: f32; return x;"),
        ("", "let unused = vec2<f32>(); return x;"),
        ("", "let unused = f32(x) < 2.0; return x;"),
        ("", "return pack2x16snorm(unpack2x16snorm(x));"),
        ("", "return u32(sqrt(f32(x)));"),
        ("const UNUSED: f32 = 1.5;", "return x;"),
        ("override unused: f32 = 1.0;", "return x;"),
        ("struct Unused { member: f32 }", "return x;"),
        ("var<private> unused: vec3<f32>;", "return x;"),
        ("fn unused(y: f32) -> f32 { return y; }", "return x;"),
        (
            "@group(0) @binding(4) var unused: texture_2d<u32>;",
            "return x;",
        ),
    ];
    for (items, body) in plants {
        assert_ne!(
            floats(&planted(items, body)),
            Vec::<String>::new(),
            "{items} {body}"
        );
    }
    assert_eq!(floats(&planted("", "return x;")), Vec::<String>::new());
}
