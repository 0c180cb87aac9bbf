//! `cargo xtask gallery`: a picture of every distribution and point set, and all of them on one sheet.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::workspace::Workspace;

/// What is drawn: arguments of `seedbed plot`.
const PICTURES: [&str; 55] = [
    "uniform --low -1 --high 3",
    "normal",
    "exponential",
    "laplace",
    "logistic",
    "gumbel",
    "cauchy",
    "half_normal",
    "rayleigh",
    "maxwell",
    "gamma --shape 2.5",
    "chi_squared --df 3",
    "log_normal --sigma 0.5",
    "weibull --a 1.5",
    "inverse_gaussian --mean 1 --scale 2",
    "skew_normal --alpha 4",
    "generalized_normal --beta 8",
    "student_t --df 3",
    "fisher_f --dfnum 5 --dfden 20",
    "frechet --alpha 3",
    "pareto --a 3",
    "lomax --a 3",
    "beta --a 0.5 --b 0.5",
    "beta --a 2 --b 5",
    "pert --left 3 --mode 5 --right 12",
    "power_function --a 3",
    "triangular --left -1 --mode 0 --right 3",
    "truncated_normal --low -1 --high 2",
    "von_mises --kappa 2",
    "integers --low 1 --high 7 --dtype u32",
    "bernoulli --p 0.3",
    "poisson --lam 3.5",
    "poisson --lam 1e4",
    "binomial --n 20 --p 0.3",
    "geometric --p 0.3",
    "negative_binomial --n 2.5 --p 0.3",
    "hypergeometric --ngood 30 --nbad 20 --nsample 15",
    "zipf --a 1 --n 30",
    "zeta --a 2",
    "log_series --p 0.9",
    "rademacher",
    "beta_binomial --n 20 --a 2 --b 3",
    "categorical --weights 1,4,2,0,3",
    "unit_circle",
    "unit_disc",
    "unit_sphere",
    "unit_ball",
    "dirichlet --alpha 2,3,4",
    "dirichlet --alpha 0.5,0.5,0.5",
    "multivariate_normal --mean 0,1 --cov 4,1.5,1.5,1",
    "sobol --dimensions 2",
    "sobol --dimensions 2 --scramble none",
    "halton --dimensions 2",
    "halton --dimensions 2 --scramble none",
    "latin_hypercube --n 1024 --dimensions 2",
];

/// Options of `cargo xtask gallery`.
#[derive(clap::Args)]
pub struct Options {
    /// Where the sheet goes; the pictures go below the target directory
    #[arg(long, default_value = "docs/gallery.png")]
    out: PathBuf,
}

/// Draws the pictures with the release build of the command.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let shell = &workspace.shell;
    cmd!(shell, "cargo build --quiet --release --package seedbed-cli").run()?;
    cmd!(
        shell,
        "cargo build --quiet --release --package xtask --bin contact_sheet --features contact_sheet"
    )
    .run()?;
    let program = |name: &str| workspace.target.join("release").join(name);
    let [seedbed, contact_sheet] = ["seedbed", "contact_sheet"].map(program);
    let folder = workspace.target.join("gallery");
    shell.create_dir(&folder)?;
    let mut files = Vec::new();
    for picture in PICTURES {
        let name = picture.replace("--", "").replace(' ', "-");
        let file = folder.join(format!("{name}.png"));
        let arguments = picture.split(' ');
        cmd!(
            shell,
            "{seedbed} plot {arguments...} --seed 42 --backend cpu --out {file}"
        )
        .ignore_stderr()
        .run()
        .with_context(|| picture)?;
        files.push(file);
    }
    let out = &options.out;
    Ok(cmd!(shell, "{contact_sheet} {out} {files...}").run()?)
}
