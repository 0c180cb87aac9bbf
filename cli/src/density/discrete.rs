//! Probabilities of the discrete families.

use super::{
    Function, Mass,
    special::{binomial, ln_beta, poisson, power_sum},
};
use crate::distribution::Specification;

/// Past any sample.
const PAST: i128 = 1 << 32;
/// Integers whose probability is below this part of the highest are not shown.
const FLOOR: f64 = 1e-3;
/// The same for power laws, whose tails have no end: 40 integers for an exponent of 1.
const POWER_FLOOR: f64 = 1.0 / 40.5;

/// The probabilities of the discrete family of that name, if it is one.
pub fn mass(p: &Specification) -> Option<Mass> {
    Some(match p.name() {
        "poisson" => poisson_mass(p),
        "binomial" => binomial_mass(p),
        "geometric" => geometric(p),
        "negative_binomial" => negative_binomial(p),
        "hypergeometric" => hypergeometric(p),
        "zipf" => power_law(p.number("a"), p.integer("n")),
        "zeta" => power_law(p.number("a"), PAST),
        "log_series" => log_series(p),
        "rademacher" => rademacher(),
        "beta_binomial" => beta_binomial(p),
        "categorical" => categorical(p),
        _ => return None,
    })
}

impl Mass {
    /// Shown whole.
    fn whole(support: (i128, i128), of: impl Fn(f64) -> f64 + Send + 'static) -> Self {
        Mass {
            support,
            shown: support,
            of: Box::new(of),
        }
    }

    /// Rising to its mode and falling from it, shown down to a part of the highest on either side.
    fn unimodal(
        support: (i128, i128),
        mode: f64,
        floor: f64,
        of: impl Fn(f64) -> f64 + Send + 'static,
    ) -> Self {
        let of: Function = Box::new(of);
        let mode = (mode as i128).clamp(support.0, support.1);
        let least = floor * of(mode as f64);
        // How far from the mode the last integer is that is shown.
        let reach = |longest: i128, sign: i128| {
            let is_shown = |distance: i128| of((mode + sign * distance) as f64) >= least;
            let (mut shown, mut past) = (0, 1);
            while past <= longest && is_shown(past) {
                (shown, past) = (past, 2 * past);
            }
            past = past.min(longest + 1);
            while past - shown > 1 {
                let middle = (shown + past) / 2;
                match is_shown(middle) {
                    true => shown = middle,
                    false => past = middle,
                }
            }
            shown
        };
        let shown = (
            mode - reach(mode - support.0, -1),
            mode + reach(support.1 - mode, 1),
        );
        Mass { support, shown, of }
    }
}

fn poisson_mass(p: &Specification) -> Mass {
    let lam = p.number("lam");
    Mass::unimodal((0, PAST), lam, FLOOR, move |k| poisson(k, lam))
}

fn binomial_mass(p: &Specification) -> Mass {
    let (n, p) = (p.number("n"), p.number("p"));
    let of = move |k| binomial(k, n - k, p, 1.0 - p);
    Mass::unimodal((0, n as i128), (n + 1.0) * p, FLOOR, of)
}

fn geometric(p: &Specification) -> Mass {
    let p = p.number("p");
    Mass::unimodal((1, PAST), 1.0, FLOOR, move |k| match k {
        1.0 => p,
        _ => p * ((k - 1.0) * (-p).ln_1p()).exp(),
    })
}

fn negative_binomial(p: &Specification) -> Mass {
    let (n, p) = (p.number("n"), p.number("p"));
    let mode = ((n - 1.0) * (1.0 - p) / p).max(0.0);
    Mass::unimodal((0, PAST), mode, FLOOR, move |k| {
        n / (n + k) * binomial(n, k, p, 1.0 - p)
    })
}

fn hypergeometric(p: &Specification) -> Mass {
    let [good, bad, drawn] = ["ngood", "nbad", "nsample"].map(|name| p.number(name));
    let all = good + bad;
    let support = (
        p.integer("nsample") - p.integer("nbad"),
        p.integer("ngood").min(p.integer("nsample")),
    );
    let mode = (drawn + 1.0) * ((good + 1.0) / (all + 2.0));
    // Two binomials given their sum, with any probability; this one makes the sum likely.
    let (part, rest) = match all {
        0.0 => (0.0, 1.0),
        _ => (drawn / all, (all - drawn) / all),
    };
    let sum = binomial(drawn, all - drawn, part, rest);
    Mass::unimodal((support.0.max(0), support.1), mode, FLOOR, move |k| {
        let good_ones = binomial(k, good - k, part, rest);
        good_ones * binomial(drawn - k, bad - (drawn - k), part, rest) / sum
    })
}

fn power_law(a: f64, last: i128) -> Mass {
    let n = match last {
        PAST => f64::INFINITY,
        _ => last as f64,
    };
    let sum = power_sum(a, n);
    Mass::unimodal((1, last), 1.0, POWER_FLOOR, move |k| k.powf(-a) / sum)
}

fn log_series(p: &Specification) -> Mass {
    let p = p.number("p");
    Mass::unimodal((1, PAST), 1.0, FLOOR, move |k| match (k, p) {
        (1.0, 0.0) => 1.0,
        (_, 0.0) => 0.0,
        _ => p.powf(k) / (-k * (-p).ln_1p()),
    })
}

fn rademacher() -> Mass {
    Mass::whole((-1, 1), |k| if k == 0.0 { 0.0 } else { 0.5 })
}

fn beta_binomial(p: &Specification) -> Mass {
    let (n, a, b) = (p.number("n"), p.number("a"), p.number("b"));
    let support = (0, p.integer("n"));
    let whole = ln_beta(a, b) + (n + 1.0).ln();
    let of = move |k: f64| {
        let rest = n - k;
        (ln_beta(k + a, rest + b) - ln_beta(k + 1.0, rest + 1.0) - whole).exp()
    };
    if a < 1.0 || b < 1.0 {
        return Mass::whole(support, of);
    }
    let mode = match a + b == 2.0 {
        true => 0.0,
        false => n * (a - 1.0) / (a + b - 2.0),
    };
    Mass::unimodal(support, mode, FLOOR, of)
}

fn categorical(p: &Specification) -> Mass {
    let weights = p.list("weights");
    let largest = weights.iter().fold(0.0_f64, |a, &b| a.max(b));
    let parts: Vec<f64> = weights.iter().map(|weight| weight / largest).collect();
    let sum: f64 = parts.iter().sum();
    let last = parts.len() as i128 - 1;
    Mass::whole((0, last), move |k| parts[k as usize] / sum)
}
