//! `cargo xtask test`: formatting, lints, documentation, features, and the tests on each adapter.

use std::process::ExitCode;

use anyhow::{Context, Result};
use xshell::{Cmd, cmd};

use crate::adapters::{Adapter, SELECTING_VARIABLES};
use crate::generate;
use crate::licences;
use crate::python;
use crate::setup;
use crate::steps::{Beside, Outcome, Steps};
use crate::workspace::Workspace;

/// The check of the golden vectors by the plain NumPy implementation.
const REFERENCE_CHECK: &str = "tests/reference/check.py";
const REFERENCE: &str = "reference check";
const WEB: &str = "web";
const REFERENCE_REQUIREMENTS: &str = "tests/reference/requirements.txt";

/// Options of `cargo xtask test`.
#[derive(clap::Args)]
pub struct Options {
    /// Compare 2^24 samples of each engine and distribution, instead of a few tiles
    #[arg(long)]
    full: bool,
    /// After an edit: tests only. No formatting, lints, documentation and feature checks, no browsers, no
    /// measured accuracy, and no check of the golden vectors, which do not depend on the crate
    #[arg(long, conflicts_with = "full")]
    quick: bool,
    /// GPU tests on this adapter only, which must be there (may be repeated)
    /// [default: lavapipe, swiftshader and gl]
    #[arg(long, value_enum)]
    adapter: Vec<Adapter>,
    /// No GPU tests
    #[arg(long, conflicts_with = "adapter")]
    no_gpu: bool,
}

/// Runs every step, whatever becomes of the others.
pub fn run(workspace: &Workspace, options: &Options) -> ExitCode {
    let adapters: &[Adapter] = if options.no_gpu {
        &[]
    } else if options.adapter.is_empty() {
        &Adapter::SOFTWARE
    } else {
        &options.adapter
    };
    let mut steps = Steps::new();
    steps.run("setup", || Ok(setup::install(&workspace.shell, adapters)));
    // In other processes, and in folders of the target directory that the steps below do not lock.
    let reference = (!options.quick && python::has_venv(&workspace.shell))
        .then(|| begin_reference_check(workspace));
    let web = (!options.quick).then(|| begin_web(workspace, options.full));
    if !options.quick {
        checks(workspace, &mut steps);
    }
    steps.run("generated files", || {
        generate::check(workspace)?;
        Ok(Outcome::Passed)
    });
    steps.run("tests", || native_tests(workspace, options.full));
    steps.run("doc tests", || doc_tests(workspace, options.full));
    for &adapter in adapters {
        steps.run(format!("gpu tests: {}", adapter.name()), || {
            gpu_tests(workspace, options, adapter)
        });
    }
    if options.quick {
        return steps.finish();
    }
    steps.run("accuracy, a part of the words", || {
        passed(&cmd!(
            &workspace.shell,
            "cargo xtask accuracy --quick --all"
        ))
    });
    match reference {
        Some(check) => steps.finish_beside(REFERENCE, check),
        None => steps.run(REFERENCE, || {
            let missing = "no Python 3 with `venv`; on Debian: apt-get install python3-venv";
            Ok(Outcome::Skipped(missing.to_owned()))
        }),
    }
    if let Some(web) = web {
        steps.finish_beside(WEB, web);
    }
    steps.finish()
}

fn checks(workspace: &Workspace, steps: &mut Steps) {
    let shell = &workspace.shell;
    steps.run("format", || {
        passed(&cmd!(shell, "cargo fmt --all --check"))
            .context("run `cargo fmt --all` (`rustup component add rustfmt` installs it)")
    });
    steps.run("lints", || {
        passed(&cmd!(
            shell,
            "cargo clippy --workspace --all-targets --all-features -- -D warnings"
        ))
        .context("see its warnings (`rustup component add clippy` installs it)")
    });
    steps.run("documentation", || {
        passed(
            &cmd!(shell, "cargo doc --no-deps --workspace --all-features")
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    });
    steps.run("licences", || licences::check(workspace));
    steps.run("features: none", || check_with(workspace, &[]));
    for feature in &workspace.features {
        steps.run(format!("features: {feature}"), || {
            check_with(workspace, &["--features", feature])
        });
    }
    steps.run("features: command and benches without a GPU", || {
        passed(&cmd!(
            shell,
            "cargo check --package seedbed-cli --package seedbed-bench --no-default-features"
        ))
    });
}

fn check_with(workspace: &Workspace, features: &[&str]) -> Result<Outcome> {
    let shell = &workspace.shell;
    passed(&cmd!(
        shell,
        "cargo check --package seedbed --no-default-features {features...}"
    ))
}

/// Everything but `tests/gpu` and the doc tests, which cargo runs only alone.
fn native_tests(workspace: &Workspace, full: bool) -> Result<Outcome> {
    let shell = &workspace.shell;
    let cargo = cmd!(
        shell,
        "cargo test --workspace --all-features --no-fail-fast --lib --bins --test native --test command"
    );
    passed(&without_adapter(cargo, full))
}

fn doc_tests(workspace: &Workspace, full: bool) -> Result<Outcome> {
    let shell = &workspace.shell;
    let cargo = cmd!(shell, "cargo test --workspace --all-features --doc");
    passed(&without_adapter(cargo, full))
}

fn gpu_tests(workspace: &Workspace, options: &Options, adapter: Adapter) -> Result<Outcome> {
    let variables = match adapter.environment() {
        Ok(variables) => variables,
        Err(missing) if options.adapter.is_empty() => {
            return Ok(Outcome::Skipped(missing.to_string()));
        }
        Err(missing) => return Err(missing),
    };
    for (variable, value) in &variables {
        eprintln!("{variable}={}", value.display());
    }
    let shell = &workspace.shell;
    let cargo = cmd!(
        shell,
        "cargo test --workspace --all-features --no-fail-fast --test gpu"
    );
    let cargo = if adapter == Adapter::Any {
        with_own_variables(cargo, options.full)
    } else {
        without_adapter(cargo, options.full)
    };
    passed(
        &cargo
            .envs(variables)
            .env("SEEDBED_TEST_ADAPTER", adapter.name()),
    )
}

fn begin_reference_check(workspace: &Workspace) -> Result<Beside> {
    let python = python::venv(workspace, &["--requirement", REFERENCE_REQUIREMENTS])?;
    let check = cmd!(&workspace.shell, "{python} {REFERENCE_CHECK}");
    Beside::start(REFERENCE, check.into(), &workspace.target.join("beside"))
}

/// `cargo xtask web --test`: cargo would wait for itself.
fn begin_web(workspace: &Workspace, full: bool) -> Result<Beside> {
    let program = std::env::current_exe()?;
    let full: &[&str] = if full { &["--full"] } else { &[] };
    let test = cmd!(&workspace.shell, "{program} web --test {full...}");
    Beside::start(WEB, test.into(), &workspace.target.join("beside"))
}

/// Our own variables as this run asks for them, whatever the caller's are.
fn with_own_variables(command: Cmd<'_>, full: bool) -> Cmd<'_> {
    let command = command
        .env_remove("SEEDBED_BACKEND")
        .env_remove("SEEDBED_TEST_ADAPTER");
    if full {
        command.env("SEEDBED_TEST_FULL", "1")
    } else {
        command.env_remove("SEEDBED_TEST_FULL")
    }
}

fn without_adapter(command: Cmd<'_>, full: bool) -> Cmd<'_> {
    SELECTING_VARIABLES
        .iter()
        .fold(with_own_variables(command, full), Cmd::env_remove)
}

fn passed(command: &Cmd<'_>) -> Result<Outcome> {
    command.run()?;
    Ok(Outcome::Passed)
}
