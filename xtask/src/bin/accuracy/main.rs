//! The error of every transform of the library, measured with its own code over all words.
//!
//! Run by `cargo xtask accuracy`. The bounds are those of `docs/accuracy.md`.

mod affine;
mod discrete;
mod double_double;
mod families;
mod float64;
#[path = "../../../../tests/support/placed.rs"]
mod placed;
mod quantile;
mod reference;
mod sixteen_bits;
mod softfloat;
mod uniform;
mod unit;
mod vectors;

use std::process::ExitCode;

use clap::Parser;
use half::{bf16, f16};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

#[derive(Parser)]
#[command(about)]
struct Options {
    /// A part of the words only
    #[arg(long)]
    quick: bool,
    /// The families whose tables the host makes, too
    #[arg(long)]
    all: bool,
    /// Those families only
    #[arg(long)]
    families: bool,
    /// Print values of the functions that errors are measured against
    #[arg(long)]
    print_reference: bool,
}

/// What the documentation states about a transform by inversion.
#[derive(Clone, Copy)]
struct Bound {
    ulp: f64,
    absolute: f64,
    unrounded: f64,
    reach: f64,
}

/// A line of the result.
struct Row {
    check: String,
    count: usize,
    /// Largest error in units in the last place, and where it was seen.
    ulp: Option<f64>,
    at: String,
    /// Largest error where results are too small to have all their bits.
    absolute: Option<f64>,
    /// Largest relative error before the rounding to f32.
    unrounded: Option<f64>,
    monotone: Option<bool>,
    /// Smallest and largest magnitude, or what else was seen.
    range: String,
    /// What is not as the documentation states.
    wrong: Vec<String>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.print_reference {
        reference::print_points();
        return ExitCode::SUCCESS;
    }
    let quick = options.quick;
    let normal = quantile::normal();
    let exponential = quantile::exponential();
    let samples = if quick { 1_000_000 } else { 100_000_000 };
    let pairs = if quick { 100_000 } else { 4_000_000 };
    // Seconds in any case.
    let points = 4_000_000;
    let checks: [&dyn Fn() -> Row; 30] = [
        &|| unit::standard(quick),
        &|| unit::open(quick),
        &|| unit::open_closed(quick),
        &|| normal.body(quick),
        &|| normal.tail(quick),
        &|| normal.far_tail(quick),
        &|| exponential.body(quick),
        &|| exponential.tail(quick),
        &|| exponential.far_tail(quick),
        &|| affine::product(samples),
        &|| affine::sum(samples),
        &|| affine::cancellation(samples),
        &|| uniform::uniform(samples),
        &|| sixteen_bits::normal::<f16>(points),
        &|| sixteen_bits::normal::<bf16>(points),
        &|| sixteen_bits::uniform::<f16>(points),
        &|| sixteen_bits::uniform::<bf16>(points),
        &|| vectors::circle(points),
        &|| vectors::disc(points),
        &|| vectors::sphere(points),
        &|| vectors::ball(points),
        &|| vectors::multivariate_normal(points),
        &|| vectors::dirichlet(points / 20),
        &|| float64::normal(pairs),
        &|| float64::normal_moved(pairs),
        &|| float64::exponential(pairs),
        &|| float64::exponential_scaled(pairs),
        &|| float64::uniform(pairs),
        &|| softfloat::multiply(samples),
        &|| softfloat::add(samples),
    ];
    let mut all_right = true;
    if !options.families {
        print_header();
        for check in checks {
            let row = check();
            print_row(&row);
            all_right &= row.wrong.is_empty();
        }
    }
    if options.all || options.families {
        all_right &= families::families(quick);
        all_right &= discrete::discrete();
    }
    if quick {
        println!(
            "\nStrided: a part of the words and fewer random inputs. Without --quick: all words."
        );
    }
    if all_right {
        ExitCode::SUCCESS
    } else {
        println!("\nA bound of docs/accuracy.md does not hold.");
        ExitCode::FAILURE
    }
}

fn print_header() {
    println!(
        "{:<20} {:>13} {:>9} {:<18} {:>10} {:>10} {:>8}  range",
        "check", "inputs", "ulp", "at", "absolute", "unrounded", "monotone"
    );
}

fn print_row(row: &Row) {
    let error = |error: Option<f64>| error.map(|e| format!("{e:.3e}")).unwrap_or_default();
    let monotone = row.monotone.map(|yes| if yes { "yes" } else { "no" });
    println!(
        "{:<20} {:>13} {:>9} {:<18} {:>10} {:>10} {:>8}  {}",
        row.check,
        row.count,
        row.ulp.map(|ulp| format!("{ulp:.5}")).unwrap_or_default(),
        row.at,
        error(row.absolute),
        error(row.unrounded),
        monotone.unwrap_or_default(),
        row.range,
    );
    for wrong in &row.wrong {
        println!("    WRONG: {wrong}");
    }
}

fn bar(title: String, len: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix:20} {wide_bar} {percent:>3} % {eta:>4}");
    let style = style.expect("a valid template");
    ProgressBar::new(len as u64)
        .with_style(style)
        .with_prefix(title)
}

/// `check(i)` for all `i < count`, merged, in parallel with a bar.
fn each<T: Send>(
    title: &str,
    count: usize,
    nothing: impl Fn() -> T + Sync + Send,
    check: impl Fn(u64, T) -> T + Sync + Send,
    and: impl Fn(T, T) -> T + Sync + Send,
) -> T {
    const BLOCK: usize = 1 << 14;
    let bar = bar(title.to_owned(), count);
    let blocks = (0..count).into_par_iter().step_by(BLOCK);
    let result = blocks
        .map(|start| {
            let end = (start + BLOCK).min(count);
            let seen = (start..end).fold(nothing(), |seen, i| check(i as u64, seen));
            bar.inc((end - start) as u64);
            seen
        })
        .reduce(&nothing, &and);
    bar.finish_and_clear();
    result
}

/// Word `i` of a sequence that does not come from the library: SplitMix64, Steele, Lea and Flood,
/// *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014.
fn random(i: u64) -> u64 {
    let x = (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
