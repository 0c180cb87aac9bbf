//! `cargo xtask web`: builds the npm package, serves its pages, and tests them in real browsers.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail, ensure};
use xshell::{Shell, cmd};

use crate::adapters::Adapter;
use crate::browsers;
use crate::node;
use crate::setup;
use crate::steps::{Outcome, Steps};
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";
/// What every page loads, wasm and JavaScript together, after gzip: 250 KB.
const MOST_BYTES: u64 = 250_000;

/// Options of `cargo xtask web`.
#[derive(clap::Args)]
pub struct Options {
    /// Run the tests in Chromium and Firefox
    #[arg(long)]
    test: bool,
    /// Compare 2^22 words of each engine and distribution, instead of some tiles
    #[arg(long, requires = "test")]
    full: bool,
    /// Serve the pages on this port, until interrupted
    #[arg(long, conflicts_with = "test")]
    serve: Option<u16>,
}

/// Builds, then serves or tests.
pub fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    if options.test {
        let mut steps = Steps::new();
        test_steps(workspace, &mut steps, options.full);
        return Ok(steps.finish());
    }
    let _node = match node::on_path(workspace)? {
        Ok(node) => node,
        Err(missing) => bail!(missing),
    };
    build(workspace)?;
    if let Some(port) = options.serve {
        let port = port.to_string();
        cmd!(&workspace.shell, "node web/test/serve.mjs {port}").run()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The package, its size and what npm packs of it, the tests in each runtime and browser, and the crate there.
fn test_steps(workspace: &Workspace, steps: &mut Steps, full: bool) {
    let shell = &workspace.shell;
    let mut node_on_path = None;
    steps.run("web: package", || {
        let node = match node::on_path(workspace)? {
            Ok(node) => node,
            Err(missing) => return Ok(Outcome::Skipped(missing)),
        };
        build(workspace)?;
        node_on_path = Some(node);
        Ok(Outcome::Passed)
    });
    if node_on_path.is_none() {
        return;
    }
    steps.run("web: size", || {
        let bytes = compressed_bytes(shell)?;
        println!("{bytes} bytes after gzip, of {MOST_BYTES}");
        ensure!(bytes <= MOST_BYTES, "{bytes} bytes are over {MOST_BYTES}");
        Ok(Outcome::Passed)
    });
    let folder = workspace.target.join("web-user");
    steps.run("web: packed, installed, typed", || {
        cmd!(shell, "node web/test/pack.mjs {folder}").run()?;
        Ok(Outcome::Passed)
    });
    let mut cases = None;
    steps.run("web: expected digests", || {
        cases = Some(Cases::make(workspace, full)?);
        Ok(Outcome::Passed)
    });
    let Some(cases) = cases else { return };
    steps.run("web: Node, Deno and Bun", || {
        in_runtimes(workspace, &cases, false)
    });
    steps.run("web: Node and Deno with a GPU", || {
        in_runtimes(workspace, &cases, true)
    });
    steps.run("web: browsers", || in_browsers(workspace, &cases));
    steps.run("web: crate", || crate_in_browsers(workspace));
}

/// `web/dist`: the WebAssembly of `web/wasm`, and the JavaScript of `web/src`.
fn build(workspace: &Workspace) -> Result<()> {
    let shell = &workspace.shell;
    let bindgen = wasm_bindgen(workspace)?;
    shell.remove_path("web/dist")?;
    // What every page loads, and what comes with points and libraries for kernels.
    for (name, features) in [("wasm", ""), ("extra", "extra")] {
        let arguments = ["--lib", "--profile", "wasm", "--features", features];
        let folder = build_wasm(workspace, "seedbed-wasm", &arguments)?;
        let wasm = folder.join("wasm").join("seedbed_wasm.wasm");
        let out = format!("web/dist/{name}");
        let file = format!("seedbed_{name}");
        cmd!(shell, "{bindgen} {wasm} {out} {file}").run()?;
        // Users' settings of TypeScript may not know it.
        let types = PathBuf::from(&out).join(format!("{file}.d.ts"));
        let text = shell.read_file(&types)?;
        let lines = text
            .lines()
            .filter(|line| !line.contains("[Symbol.dispose]"));
        shell.write_file(&types, lines.collect::<Vec<_>>().join("\n") + "\n")?;
    }
    for file in [
        "src/qmc/joe_kuo_6.bin",
        "src/qmc/joe_kuo_6.LICENSE.txt",
        "LICENSE-APACHE",
        "LICENSE-MIT",
    ] {
        shell.copy_file(file, "web/dist")?;
    }
    let _web = shell.push_dir("web");
    cmd!(shell, "npm install --no-audit --no-fund --no-package-lock").run()?;
    cmd!(shell, "npm run build").run()?;
    Ok(())
}

/// Builds a package for the browser, with vectors of 128 bits, which all browsers that have WebGPU have;
/// the folder of the target.
fn build_wasm(workspace: &Workspace, package: &str, arguments: &[&str]) -> Result<PathBuf> {
    let shell = &workspace.shell;
    let build = |extra: &[&str]| {
        cmd!(
            shell,
            "cargo build --package {package} {arguments...} --target {TARGET} {extra...}"
        )
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-C target-feature=+simd128",
        )
    };
    if cmd!(shell, "rustup target add {TARGET}").run().is_ok() {
        build(&[]).run()?;
    } else {
        // Debian's compiler has no standard library for the target, but its source.
        setup::apt_install(shell, &["rustc-web", "rust-web-src"]);
        let sysroot = cmd!(shell, "rustc --print sysroot").read()?;
        let linker = format!("{sysroot}/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld");
        build(&["-Z", "build-std=std,panic_abort"])
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
            .run()?;
    }
    Ok(workspace.target.join(TARGET))
}

/// `web/bindgen`, which makes the JavaScript of a WebAssembly module.
fn wasm_bindgen(workspace: &Workspace) -> Result<PathBuf> {
    let shell = &workspace.shell;
    let manifest = "web/bindgen/Cargo.toml";
    let target = workspace.target.join("bindgen");
    cmd!(
        shell,
        "cargo build --quiet --locked --manifest-path {manifest} --target-dir {target}"
    )
    .run()?;
    Ok(target.join("debug").join("seedbed-bindgen"))
}

/// Bytes of what a page loads, after gzip.
fn compressed_bytes(shell: &Shell) -> Result<u64> {
    Ok(cmd!(shell, "node web/test/size.mjs")
        .read()?
        .trim()
        .parse()?)
}

/// What the package has to draw: the draws of `web/wasm/examples/digests.rs` with the digests of the library
/// itself, and the digest that the page shows.
struct Cases {
    file: PathBuf,
    certificate: String,
}

impl Cases {
    fn make(workspace: &Workspace, full: bool) -> Result<Self> {
        let shell = &workspace.shell;
        let words: &[&str] = if full {
            &["4194304", "all"]
        } else {
            &["65539"]
        };
        let digests = |arguments: &[&str]| {
            cmd!(
                shell,
                "cargo run --quiet --release --package seedbed-wasm --features extra --example digests -- {arguments...}"
            )
            .read()
        };
        let file = workspace.target.join("web-cases.json");
        shell.write_file(&file, digests(words)?)?;
        Ok(Self {
            file,
            certificate: digests(&["certificate"])?,
        })
    }
}

/// The package without a browser: on the CPU, or on SwiftShader through Dawn and through Deno's own WebGPU.
fn in_runtimes(workspace: &Workspace, cases: &Cases, gpu: bool) -> Result<Outcome> {
    let shell = &workspace.shell;
    let Cases { file, certificate } = cases;
    let user = workspace.target.join("web-user");
    let runtimes = workspace.target.join("web-runtimes");
    let mut variables = Vec::new();
    let mut flags = Vec::new();
    if gpu {
        variables = match Adapter::Swiftshader.environment() {
            Ok(variables) => variables,
            Err(missing) => return Ok(Outcome::Skipped(missing.to_string())),
        };
        flags.push("--gpu");
    }
    cmd!(
        shell,
        "node web/test/node.mjs {file} --user {user} --runtimes {runtimes} --certificate {certificate} {flags...}"
    )
    .envs(variables)
    .run()?;
    Ok(Outcome::Passed)
}

/// The behaviour of the package and the page.
fn in_browsers(workspace: &Workspace, cases: &Cases) -> Result<Outcome> {
    let shell = &workspace.shell;
    let browsers = match browsers::variables(shell) {
        Ok(browsers) => browsers,
        Err(missing) => return Ok(Outcome::Skipped(missing)),
    };
    let Cases { file, certificate } = cases;
    let user = workspace.target.join("web-user");
    cmd!(
        shell,
        "node web/test/run.mjs {file} --certificate {certificate} --user {user}"
    )
    .envs(browsers)
    .run()?;
    Ok(Outcome::Passed)
}

/// The tests of `web/crate`: the library itself, with wgpu on WebGPU.
fn crate_in_browsers(workspace: &Workspace) -> Result<Outcome> {
    let shell = &workspace.shell;
    let browsers = match browsers::variables(shell) {
        Ok(browsers) => browsers,
        Err(missing) => return Ok(Outcome::Skipped(missing)),
    };
    let arguments = ["--lib", "--profile", "wasm-test"];
    let folder = build_wasm(workspace, "seedbed-in-browsers", &arguments)?;
    let wasm = folder.join("wasm-test").join("seedbed_in_browsers.wasm");
    let bindgen = wasm_bindgen(workspace)?;
    let out = workspace.target.join("web-crate");
    cmd!(shell, "{bindgen} {wasm} {out} crate").run()?;
    cmd!(shell, "node web/test/crate.mjs {out}")
        .envs(browsers)
        .run()?;
    Ok(Outcome::Passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The version of a package in a lock file.
    fn locked_version(lock: &str, package: &str) -> Option<String> {
        let name = format!("name = \"{package}\"");
        let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
        let version = lines.next()?.strip_prefix("version = \"")?;
        Some(version.strip_suffix('"')?.to_owned())
    }

    /// The two halves of wasm-bindgen understand each other only where their versions are equal.
    #[test]
    fn bindgen_has_the_version_of_the_library() {
        let shell = &Workspace::open().unwrap().shell;
        let version = |lock, package| locked_version(&shell.read_file(lock).unwrap(), package);
        assert_eq!(
            version("web/bindgen/Cargo.lock", "wasm-bindgen-cli-support").unwrap(),
            version("Cargo.lock", "wasm-bindgen").unwrap(),
        );
    }

    #[test]
    fn versions_in_lock_files() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"1.2.3\"\n\n[[package]]\nname = \"a\"\nversion = \"4.5.6\"\n";
        assert_eq!(locked_version(lock, "a").as_deref(), Some("4.5.6"));
        assert_eq!(locked_version(lock, "b"), None);
    }
}
