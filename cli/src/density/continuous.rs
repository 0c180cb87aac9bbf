//! Densities of the continuous families.

use std::f64::consts::{FRAC_2_PI, LN_2, PI, TAU};

use super::{
    Density,
    special::{bessel_i0_scaled, binomial, erfc_scaled, ln_beta, normal_cdf, poisson},
};
use crate::distribution::Specification;

const REAL: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
const POSITIVE: (f64, f64) = (0.0, f64::INFINITY);

/// The density of the continuous family of that name, if it is one.
pub fn density(p: &Specification) -> Option<Density> {
    Some(match p.name() {
        "laplace" => laplace(p),
        "logistic" => logistic(p),
        "gumbel" => gumbel(p),
        "cauchy" => cauchy(p),
        "half_normal" => half_normal(p),
        "rayleigh" => rayleigh(p),
        "maxwell" => maxwell(p),
        "gamma" => gamma(p.number("shape"), p.number("scale")),
        "chi_squared" => gamma(p.number("df") / 2.0, 2.0),
        "log_normal" => log_normal(p),
        "weibull" => weibull(p),
        "inverse_gaussian" => inverse_gaussian(p),
        "skew_normal" => skew_normal(p),
        "generalized_normal" => generalized_normal(p),
        "student_t" => student_t(p),
        "fisher_f" => fisher_f(p),
        "frechet" => frechet(p),
        "pareto" => pareto(p),
        "lomax" => lomax(p),
        "beta" => beta(p.number("a"), p.number("b"), 0.0, 1.0),
        "pert" => pert(p),
        "power_function" => beta(p.number("a"), 1.0, 0.0, 1.0),
        "triangular" => triangular(p),
        "truncated_normal" => truncated_normal(p),
        "von_mises" => von_mises(p),
        _ => return None,
    })
}

/// `f((x − loc) / scale) / scale` for a standard density on `support`, 0 outside.
fn scaled(
    loc: impl Into<f64>,
    scale: f64,
    support: (f64, f64),
    standard: impl Fn(f64) -> f64 + Send + 'static,
) -> Density {
    let loc = loc.into();
    Density {
        support: (loc + scale * support.0, loc + scale * support.1),
        of: Box::new(move |x| {
            let y = (x - loc) / scale;
            match y >= support.0 && y <= support.1 {
                true => standard(y) / scale,
                false => 0.0,
            }
        }),
    }
}

fn normal(z: f64) -> f64 {
    (-z * z / 2.0).exp() / TAU.sqrt()
}

fn laplace(p: &Specification) -> Density {
    scaled(p.number("loc"), p.number("scale"), REAL, |y| {
        (-y.abs()).exp() / 2.0
    })
}

fn logistic(p: &Specification) -> Density {
    scaled(p.number("loc"), p.number("scale"), REAL, |y| {
        let e = (-y.abs()).exp();
        e / ((1.0 + e) * (1.0 + e))
    })
}

fn gumbel(p: &Specification) -> Density {
    scaled(p.number("loc"), p.number("scale"), REAL, |y| {
        (-y - (-y).exp()).exp()
    })
}

fn cauchy(p: &Specification) -> Density {
    scaled(p.number("loc"), p.number("scale"), REAL, |y| {
        1.0 / (PI * (1.0 + y * y))
    })
}

fn half_normal(p: &Specification) -> Density {
    scaled(0.0, p.number("scale"), POSITIVE, |y| 2.0 * normal(y))
}

fn rayleigh(p: &Specification) -> Density {
    scaled(0.0, p.number("scale"), POSITIVE, |y| {
        y * (-y * y / 2.0).exp()
    })
}

fn maxwell(p: &Specification) -> Density {
    scaled(0.0, p.number("scale"), POSITIVE, |y| {
        FRAC_2_PI.sqrt() * y * y * (-y * y / 2.0).exp()
    })
}

fn gamma(shape: f64, scale: f64) -> Density {
    scaled(0.0, scale, POSITIVE, move |y| match y {
        0.0 => at_end(shape, 1.0),
        _ => poisson(shape, y) * (shape / y),
    })
}

/// The value at an end where a density is `factor · y^(shape − 1)`.
fn at_end(shape: f64, factor: f64) -> f64 {
    match shape {
        1.0 => factor,
        ..1.0 => f64::INFINITY,
        _ => 0.0,
    }
}

fn log_normal(p: &Specification) -> Density {
    let (mean, sigma) = (p.number("mean"), p.number("sigma"));
    scaled(0.0, 1.0, POSITIVE, move |x| match x {
        0.0 => 0.0,
        _ => normal((x.ln() - mean) / sigma) / (x * sigma),
    })
}

fn weibull(p: &Specification) -> Density {
    let a = p.number("a");
    scaled(0.0, p.number("scale"), POSITIVE, move |y| match y {
        0.0 => at_end(a, a),
        _ => a * ((a - 1.0) * y.ln() - y.powf(a)).exp(),
    })
}

fn inverse_gaussian(p: &Specification) -> Density {
    let ratio = p.number("scale") / p.number("mean");
    scaled(0.0, p.number("mean"), POSITIVE, move |y| match y {
        0.0 => 0.0,
        _ => (ratio / (TAU * y.powi(3))).sqrt() * (-ratio * (y - 1.0).powi(2) / (2.0 * y)).exp(),
    })
}

fn skew_normal(p: &Specification) -> Density {
    let alpha = p.number("alpha");
    scaled(p.number("loc"), p.number("scale"), REAL, move |y| {
        2.0 * normal(y) * normal_cdf(alpha * y)
    })
}

fn generalized_normal(p: &Specification) -> Density {
    let beta = p.number("beta");
    // 2 Γ(1 + 1/β)
    let whole = (LN_2 + libm::lgamma(1.0 + 1.0 / beta)).exp();
    scaled(p.number("loc"), p.number("scale"), REAL, move |y| {
        (-y.abs().powf(beta)).exp() / whole
    })
}

fn student_t(p: &Specification) -> Density {
    let df = p.number("df");
    let ln_whole = ln_beta(df / 2.0, 0.5) + df.ln() / 2.0;
    scaled(p.number("loc"), p.number("scale"), REAL, move |y| {
        // y² leaves the range of f64 where the density has been 0 for long.
        let ln_base = match y.abs() > 1e150 {
            true => 2.0 * y.abs().ln() - df.ln(),
            false => (y * y / df).ln_1p(),
        };
        (-(df + 1.0) / 2.0 * ln_base - ln_whole).exp()
    })
}

fn fisher_f(p: &Specification) -> Density {
    let (a, b) = (p.number("dfnum") / 2.0, p.number("dfden") / 2.0);
    scaled(0.0, 1.0, POSITIVE, move |x| {
        if x == 0.0 {
            return at_end(a, 1.0);
        }
        // x is d / (1 − d) · b / a for d of the beta distribution.
        let (part, rest) = (a * x / (a * x + b), b / (a * x + b));
        binomial(a, b, part, rest) * (a * b / (a + b)) / x
    })
}

fn frechet(p: &Specification) -> Density {
    let alpha = p.number("alpha");
    scaled(
        p.number("loc"),
        p.number("scale"),
        POSITIVE,
        move |y| match y {
            0.0 => 0.0,
            _ => alpha * (-(alpha + 1.0) * y.ln() - y.powf(-alpha)).exp(),
        },
    )
}

fn pareto(p: &Specification) -> Density {
    let a = p.number("a");
    scaled(0.0, p.number("scale"), (1.0, f64::INFINITY), move |y| {
        a * y.powf(-a - 1.0)
    })
}

fn lomax(p: &Specification) -> Density {
    let a = p.number("a");
    scaled(0.0, p.number("scale"), POSITIVE, move |y| {
        a * (1.0 + y).powf(-a - 1.0)
    })
}

pub fn beta(a: f64, b: f64, low: f64, width: f64) -> Density {
    scaled(low, width, (0.0, 1.0), move |y| match y {
        0.0 => at_end(a, b),
        1.0 => at_end(b, a),
        _ => binomial(a, b, y, 1.0 - y) * (a * b / (a + b)) / (y * (1.0 - y)),
    })
}

fn pert(p: &Specification) -> Density {
    let [left, mode, right] = [p.number("left"), p.number("mode"), p.number("right")];
    let width = right - left;
    let shape = |part: f64| 1.0 + p.number("lambd") * part / width;
    beta(shape(mode - left), shape(right - mode), left, width)
}

fn triangular(p: &Specification) -> Density {
    let [left, mode, right] = [p.number("left"), p.number("mode"), p.number("right")];
    let width = right - left;
    let mode = (mode - left) / width;
    scaled(left, width, (0.0, 1.0), move |y| match y < mode {
        true => 2.0 * y / mode,
        false if mode == 1.0 => 2.0,
        false => 2.0 * (1.0 - y) / (1.0 - mode),
    })
}

fn truncated_normal(p: &Specification) -> Density {
    let [mean, low, high] = [p.number("mean"), p.number("low"), p.number("high")];
    let (a, b) = (
        (low - mean) / p.number("std"),
        (high - mean) / p.number("std"),
    );
    // The point of [a, b] nearest to 0, from which exponents are measured, and the mass from there.
    let nearest = 0.0_f64.clamp(a, b);
    let half = (PI / 2.0).sqrt();
    let mass = if a < 0.0 && b > 0.0 {
        half * (libm::erf(b / 2.0_f64.sqrt()) - libm::erf(a / 2.0_f64.sqrt()))
    } else {
        let (near, far) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
        let [near_tail, far_tail] = [near, far].map(|z| erfc_scaled(z / 2.0_f64.sqrt()));
        half * (near_tail - far_tail * ((near - far) * (near + far) / 2.0).exp())
    };
    scaled(mean, p.number("std"), (a, b), move |z| {
        ((nearest - z) * (nearest + z) / 2.0).exp() / mass
    })
}

fn von_mises(p: &Specification) -> Density {
    let kappa = p.number("kappa");
    let whole = TAU * bessel_i0_scaled(kappa);
    scaled(p.number("mu"), 1.0, (-PI, PI), move |y| {
        (-2.0 * kappa * (y / 2.0).sin().powi(2)).exp() / whole
    })
}
