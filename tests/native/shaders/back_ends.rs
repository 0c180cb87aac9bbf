//! What naga makes of every kernel for Vulkan, Metal, DirectX 12 and OpenGL, judged by Khronos's
//! own tools where they are installed.

use std::{
    ffi::OsStr,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use naga::{
    ShaderStage,
    back::{glsl, hlsl, msl, spv},
    proc::{BoundsCheckPolicies, BoundsCheckPolicy},
};

use super::{Kernel, kernels};

const ENTRY_POINT: &str = "fill";

/// As wgpu has it where the driver makes no promise.
const CHECKED: BoundsCheckPolicies = BoundsCheckPolicies {
    index: BoundsCheckPolicy::Restrict,
    buffer: BoundsCheckPolicy::Restrict,
    image_load: BoundsCheckPolicy::Restrict,
    binding_array: BoundsCheckPolicy::Unchecked,
};

fn spir_v(kernel: &Kernel) -> Result<Vec<u32>, String> {
    let options = spv::Options {
        lang_version: (1, 0),
        bounds_check_policies: CHECKED,
        fake_missing_bindings: true,
        ..Default::default()
    };
    let pipeline = spv::PipelineOptions {
        shader_stage: ShaderStage::Compute,
        entry_point: ENTRY_POINT.into(),
    };
    spv::write_vec(&kernel.module, &kernel.info, &options, Some(&pipeline))
        .map_err(|error| format!("{error:?}"))
}

fn metal(kernel: &Kernel) -> Result<String, String> {
    // 64-bit integers came with Metal 2.2.
    let options = msl::Options {
        lang_version: if is_int64(kernel) { (2, 2) } else { (1, 2) },
        fake_missing_bindings: true,
        bounds_check_policies: CHECKED,
        ..Default::default()
    };
    let pipeline = msl::PipelineOptions {
        entry_point: Some((ShaderStage::Compute, ENTRY_POINT.into())),
        ..Default::default()
    };
    let (source, translation) =
        msl::write_string(&kernel.module, &kernel.info, &options, &pipeline)
            .map_err(|error| format!("{error:?}"))?;
    for entry_point in translation.entry_point_names {
        entry_point.map_err(|error| format!("{error:?}"))?;
    }
    Ok(source)
}

fn direct_x(kernel: &Kernel, shader_model: hlsl::ShaderModel) -> Result<String, String> {
    let options = hlsl::Options {
        shader_model,
        fake_missing_bindings: true,
        ..Default::default()
    };
    let pipeline = hlsl::PipelineOptions {
        entry_point: Some((ShaderStage::Compute, ENTRY_POINT.into())),
    };
    let mut source = String::new();
    let reflection = hlsl::Writer::new(&mut source, &options, &pipeline)
        .write(&kernel.module, &kernel.info, None)
        .map_err(|error| format!("{error:?}"))?;
    for entry_point in reflection.entry_point_names {
        entry_point.map_err(|error| format!("{error:?}"))?;
    }
    Ok(source)
}

fn open_gl(kernel: &Kernel, version: glsl::Version) -> Result<String, String> {
    // The places that wgpu gives them, one after the other within each kind of buffer.
    let own = [(0, 0), (1, 0), (2, 1), (3, 2), (4, 2)].map(|(binding, slot)| (0, binding, slot));
    let of_elements = [(1, 0, 3), (1, 1, 4)];
    let binding_map = [&own[..], &of_elements].concat();
    let binding_map = binding_map
        .into_iter()
        .map(|(group, binding, slot)| (naga::ResourceBinding { group, binding }, slot));
    let options = glsl::Options {
        version,
        writer_flags: glsl::WriterFlags::empty(),
        binding_map: binding_map.collect(),
        zero_initialize_workgroup_memory: true,
    };
    let pipeline = glsl::PipelineOptions {
        shader_stage: ShaderStage::Compute,
        entry_point: ENTRY_POINT.into(),
        multiview: None,
    };
    let mut source = String::new();
    glsl::Writer::new(
        &mut source,
        &kernel.module,
        &kernel.info,
        &options,
        &pipeline,
        CHECKED,
    )
    .and_then(|mut writer| writer.write())
    .map_err(|error| format!("{error:?}"))?;
    Ok(source)
}

const GLSL_VERSIONS: [(glsl::Version, &str); 2] = [
    (
        glsl::Version::Embedded {
            version: 310,
            is_webgl: false,
        },
        "es310",
    ),
    (glsl::Version::Desktop(430), "430"),
];

fn is_int64(kernel: &Kernel) -> bool {
    kernel.name.ends_with(".int64")
}

/// Whether a program is there. Without it a check is left out, loudly; in CI on Linux, where
/// packages have both, that is a failure.
fn is_installed(program: &str, package: &str) -> bool {
    if Command::new(program).arg("--version").output().is_ok() {
        return true;
    }
    let ci = std::env::var("CI").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
    assert!(
        !(ci && cfg!(target_os = "linux")),
        "{program} is missing: apt-get install {package}"
    );
    // Not by `eprintln!`, which is not shown of a test that passes.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: {program} is missing, so its check was left out (package {package})"
    );
    false
}

/// What a program that reads standard input says against it.
fn complaint(program: &str, arguments: &[impl AsRef<OsStr>], input: &[u8]) -> Option<String> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect(program);
    // A program that has seen enough closes its input early.
    let _ = child.stdin.take().expect("its input").write_all(input);
    let output = child.wait_with_output().expect(program);
    let said = [output.stdout, output.stderr].concat();
    (!output.status.success()).then(|| String::from_utf8_lossy(&said).into_owned())
}

fn spirv_val(words: &[u32]) -> Option<String> {
    complaint(
        "spirv-val",
        &["--target-env", "vulkan1.0", "-"],
        bytemuck::cast_slice(words),
    )
}

/// Many sources at once, since the program takes long to start.
fn glslang(sources: &[(String, String)]) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("glsl");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut arguments = vec!["-S".to_owned(), "comp".to_owned()];
    for (name, source) in sources {
        let path = folder.join(format!("{name}.comp"));
        std::fs::write(&path, source).expect("a file");
        arguments.push(path.display().to_string());
    }
    complaint("glslangValidator", &arguments, &[])
}

#[test]
fn spir_v_is_made_and_valid() {
    let judged = is_installed("spirv-val", "spirv-tools");
    for kernel in kernels() {
        let words = spir_v(kernel).unwrap_or_else(|e| panic!("{}: {e}", kernel.name));
        // Magic number and version 1.0; SPIR-V specification, §2.3.
        assert_eq!(words[..2], [0x0723_0203, 0x0001_0000], "{}", kernel.name);
        // OpCapability Int64.
        let int64 = words.windows(2).any(|pair| pair == [0x0002_0011, 11]);
        assert_eq!(int64, is_int64(kernel), "{}", kernel.name);
        if judged {
            assert_eq!(spirv_val(&words), None, "{}", kernel.name);
        }
    }
}

#[test]
fn a_fault_in_spir_v_is_found() {
    if is_installed("spirv-val", "spirv-tools") {
        let mut words = spir_v(&kernels()[0]).expect("SPIR-V");
        words.pop();
        assert!(spirv_val(&words).is_some());
    }
}

#[test]
fn glsl_is_made_and_valid() {
    let mut sources = Vec::new();
    for kernel in kernels() {
        for (version, suffix) in GLSL_VERSIONS {
            let source = open_gl(kernel, version);
            if is_int64(kernel) {
                // GLSL has no 64-bit integers without an extension, and wgpu does not report
                // SHADER_INT64 on OpenGL.
                assert!(source.expect_err("64 bits").contains("UnsupportedScalar"));
                continue;
            }
            let source = source.unwrap_or_else(|e| panic!("{}: {e}", kernel.name));
            assert!(source.starts_with("#version "), "{}", kernel.name);
            sources.push((format!("{}.{suffix}", kernel.name), source));
        }
    }
    if is_installed("glslangValidator", "glslang-tools") {
        assert_eq!(glslang(&sources), None);
        let (_, source) = &sources[0];
        let fault = [("fault".to_owned(), source.replacen("uint", "unit", 1))];
        assert!(glslang(&fault).is_some(), "a fault was not found");
    }
}

/// No compiler for it runs outside of Apple's systems.
#[test]
fn msl_is_made() {
    for kernel in kernels() {
        let source = metal(kernel).unwrap_or_else(|e| panic!("{}: {e}", kernel.name));
        assert!(source.contains("kernel void"), "{}", kernel.name);
    }
}

/// Shader model 5.1 is FXC's, wgpu's compiler where there is no other; 64-bit integers came with 6.0.
#[test]
fn hlsl_is_made() {
    use hlsl::ShaderModel::{V5_1, V6_0};
    for kernel in kernels() {
        let models: &[_] = if is_int64(kernel) {
            &[V6_0]
        } else {
            &[V5_1, V6_0]
        };
        for &model in models {
            let source = direct_x(kernel, model).unwrap_or_else(|e| panic!("{}: {e}", kernel.name));
            assert!(source.contains("[numthreads("), "{}", kernel.name);
        }
    }
}
