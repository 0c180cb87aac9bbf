//! Every table of thresholds against exact cumulative probabilities.

use std::time::{Duration, Instant};

use seedbed::accuracy::{Tail, thresholds};

/// Written by tests/reference/discrete.py, with mpmath; units of 2⁻⁹⁶.
const VECTORS: &str = include_str!("../../../../tests/vectors/discrete.txt");
/// Stated in units of 2⁻⁶⁴: the nearest integer, but for ties to 2⁻¹⁶ of a unit.
const BOUND: f64 = 0.5 + 1.0 / 65_536.0;

/// The same of parameters whose tails leave any table.
const TAILS: &str = include_str!("../../../../tests/vectors/discrete_tails.txt");
/// Stated in units of 2⁻⁶⁴.
const TAIL_BOUND: f64 = 8.0;

/// What was seen of one family.
#[derive(Default)]
struct Seen {
    sets: usize,
    thresholds: usize,
    error: f64,
    at: String,
    longest: usize,
    built_in: Duration,
    wrong: Vec<String>,
}

/// Checks every family, prints a line for each, and says whether the bound holds.
pub fn discrete() -> bool {
    println!(
        "\n{:<24} {:>5} {:>10} {:>9} {:<52} {:>9} {:>7}",
        "discrete family", "sets", "compared", "error", "at", "longest", "ms"
    );
    let lines: Vec<&str> = VECTORS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let family = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    let mut all_right = true;
    for lines in lines.chunk_by(|a, b| family(a) == family(b)) {
        let mut seen = Seen::default();
        for line in lines {
            check(line, &mut seen);
        }
        println!(
            "{:<24} {:>5} {:>10} {:>9.7} {:<52} {:>9} {:>7.1}",
            family(lines[0]),
            seen.sets,
            seen.thresholds,
            seen.error,
            seen.at,
            seen.longest,
            seen.built_in.as_secs_f64() * 1e3,
        );
        for wrong in &seen.wrong {
            println!("    WRONG: {wrong}");
        }
        all_right &= seen.wrong.is_empty();
    }
    all_right & tails()
}

/// Checks every parameter of a family with tails, and prints a line for each.
fn tails() -> bool {
    println!(
        "\n{:<24} {:>10} {:>9} {:>11} {:>7}",
        "tail", "compared", "error", "at", "ms"
    );
    let mut all_right = true;
    for line in TAILS.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split(';').map(str::trim);
        let name = fields.next().expect("four fields");
        let (family, parameters) = name.split_once(' ').expect("parameters");
        let parameters = parameters.split(' ').map(|x| x.parse().expect("a number"));
        let parameters: Vec<f64> = parameters.collect();
        let start = Instant::now();
        let tail = match Tail::new(family, &parameters).expect("a family") {
            Ok(tail) => tail,
            Err(error) => {
                println!("    WRONG: {name}: {error}");
                all_right = false;
                continue;
            }
        };
        let built_in = start.elapsed();
        let (mut compared, mut worst, mut at) = (0, 0.0, 0);
        for point in fields.nth(2).expect("four fields").split_whitespace() {
            let (k, exact) = point.split_once(':').expect("a value and its probability");
            let k: u32 = k.parse().expect("a value");
            let exact = u128::from_str_radix(exact, 16).expect("hexadecimal digits");
            let threshold = tail.threshold(k).map_or(1 << 64, u128::from);
            let error = (threshold << 32).abs_diff(exact) as f64 / 2f64.powi(32);
            compared += 1;
            if error > worst {
                (worst, at) = (error, k);
            }
        }
        println!(
            "{name:<24} {compared:>10} {worst:>9.4} {at:>11} {:>7.1}",
            built_in.as_secs_f64() * 1e3
        );
        if worst > TAIL_BOUND {
            println!("    WRONG: {name}, P(X ≤ {at}): error {worst:.4} units");
            all_right = false;
        }
    }
    all_right
}

fn check(line: &str, seen: &mut Seen) {
    let mut fields = line.split(';').map(str::trim);
    let mut field = || fields.next().expect("four fields");
    let name = field();
    let (family, parameters) = name.split_once(' ').expect("parameters");
    let parameters: Vec<f64> = parameters
        .split(' ')
        .map(|x| x.parse().expect("a number"))
        .collect();
    let [first, len] = [(); 2].map(|()| field().parse::<usize>().expect("a number"));
    let start = Instant::now();
    let (found, table) = match thresholds(family, &parameters).expect("a family") {
        Ok(found) => found,
        Err(error) => return seen.wrong.push(format!("{name}: {error}")),
    };
    seen.built_in = seen.built_in.max(start.elapsed());
    seen.sets += 1;
    seen.longest = seen.longest.max(table.len());
    if (found as usize, table.len()) != (first, len) {
        let message = format!(
            "{name}: {} thresholds from {found}, not {len} from {first}",
            table.len()
        );
        return seen.wrong.push(message);
    }
    if !table.is_sorted() {
        seen.wrong.push(format!("{name}: thresholds fall"));
    }
    for point in field().split_whitespace() {
        let (k, exact) = point.split_once(':').expect("a value and its probability");
        let k: usize = k.parse().expect("a value");
        let exact = u128::from_str_radix(exact, 16).expect("hexadecimal digits");
        let error = (u128::from(table[k - first]) << 32).abs_diff(exact) as f64 / 2f64.powi(32);
        seen.thresholds += 1;
        if error > seen.error {
            seen.error = error;
            seen.at = format!("{name}, P(X ≤ {k})");
        }
        if error > BOUND {
            seen.wrong
                .push(format!("{name}, P(X ≤ {k}): error {error:.6} units"));
        }
    }
}
