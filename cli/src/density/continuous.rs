//! Densities of the continuous families.

use std::f64::consts::{FRAC_2_PI, LN_2, PI, TAU};

use super::{
    Density,
    special::{bessel_i0_scaled, binomial, erfc_scaled, ln_beta, normal_cdf, poisson},
};
use crate::family::continuous::{Family, *};

const REAL: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
const POSITIVE: (f64, f64) = (0.0, f64::INFINITY);

pub fn density(family: &Family) -> Density {
    match family {
        Family::Laplace(p) => laplace(p),
        Family::Logistic(p) => logistic(p),
        Family::Gumbel(p) => gumbel(p),
        Family::Cauchy(p) => cauchy(p),
        Family::HalfNormal(p) => half_normal(p),
        Family::Rayleigh(p) => rayleigh(p),
        Family::Maxwell(p) => maxwell(p),
        Family::Gamma(p) => gamma(p.shape, p.scale),
        Family::ChiSquared(p) => gamma(p.df / 2.0, 2.0),
        Family::LogNormal(p) => log_normal(p),
        Family::Weibull(p) => weibull(p),
        Family::InverseGaussian(p) => inverse_gaussian(p),
        Family::SkewNormal(p) => skew_normal(p),
        Family::GeneralizedNormal(p) => generalized_normal(p),
        Family::StudentT(p) => student_t(p),
        Family::FisherF(p) => fisher_f(p),
        Family::Frechet(p) => frechet(p),
        Family::Pareto(p) => pareto(p),
        Family::Lomax(p) => lomax(p),
        Family::Beta(p) => beta(p.a, p.b, 0.0, 1.0),
        Family::Pert(p) => pert(p),
        Family::PowerFunction(p) => beta(p.a, 1.0, 0.0, 1.0),
        Family::Triangular(p) => triangular(p),
        Family::TruncatedNormal(p) => truncated_normal(p),
        Family::VonMises(p) => von_mises(p),
    }
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

fn laplace(p: &Laplace) -> Density {
    scaled(p.loc, p.scale, REAL, |y| (-y.abs()).exp() / 2.0)
}

fn logistic(p: &Logistic) -> Density {
    scaled(p.loc, p.scale, REAL, |y| {
        let e = (-y.abs()).exp();
        e / ((1.0 + e) * (1.0 + e))
    })
}

fn gumbel(p: &Gumbel) -> Density {
    scaled(p.loc, p.scale, REAL, |y| (-y - (-y).exp()).exp())
}

fn cauchy(p: &Cauchy) -> Density {
    scaled(p.loc, p.scale, REAL, |y| 1.0 / (PI * (1.0 + y * y)))
}

fn half_normal(p: &HalfNormal) -> Density {
    scaled(0.0, p.scale, POSITIVE, |y| 2.0 * normal(y))
}

fn rayleigh(p: &Rayleigh) -> Density {
    scaled(0.0, p.scale, POSITIVE, |y| y * (-y * y / 2.0).exp())
}

fn maxwell(p: &Maxwell) -> Density {
    scaled(0.0, p.scale, POSITIVE, |y| {
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

fn log_normal(p: &LogNormal) -> Density {
    let (mean, sigma) = (p.mean, p.sigma);
    scaled(0.0, 1.0, POSITIVE, move |x| match x {
        0.0 => 0.0,
        _ => normal((x.ln() - mean) / sigma) / (x * sigma),
    })
}

fn weibull(p: &Weibull) -> Density {
    let a = p.a;
    scaled(0.0, p.scale, POSITIVE, move |y| match y {
        0.0 => at_end(a, a),
        _ => a * ((a - 1.0) * y.ln() - y.powf(a)).exp(),
    })
}

fn inverse_gaussian(p: &InverseGaussian) -> Density {
    let ratio = p.scale / p.mean;
    scaled(0.0, p.mean, POSITIVE, move |y| match y {
        0.0 => 0.0,
        _ => (ratio / (TAU * y.powi(3))).sqrt() * (-ratio * (y - 1.0).powi(2) / (2.0 * y)).exp(),
    })
}

fn skew_normal(p: &SkewNormal) -> Density {
    let alpha = p.alpha;
    scaled(p.loc, p.scale, REAL, move |y| {
        2.0 * normal(y) * normal_cdf(alpha * y)
    })
}

fn generalized_normal(p: &GeneralizedNormal) -> Density {
    let beta = p.beta;
    // 2 Γ(1 + 1/β)
    let whole = (LN_2 + libm::lgamma(1.0 + 1.0 / beta)).exp();
    scaled(p.loc, p.scale, REAL, move |y| {
        (-y.abs().powf(beta)).exp() / whole
    })
}

fn student_t(p: &StudentT) -> Density {
    let df = p.df;
    let ln_whole = ln_beta(df / 2.0, 0.5) + df.ln() / 2.0;
    scaled(p.loc, p.scale, REAL, move |y| {
        // y² leaves the range of f64 where the density has been 0 for long.
        let ln_base = match y.abs() > 1e150 {
            true => 2.0 * y.abs().ln() - df.ln(),
            false => (y * y / df).ln_1p(),
        };
        (-(df + 1.0) / 2.0 * ln_base - ln_whole).exp()
    })
}

fn fisher_f(p: &FisherF) -> Density {
    let (a, b) = (p.dfnum / 2.0, p.dfden / 2.0);
    scaled(0.0, 1.0, POSITIVE, move |x| {
        if x == 0.0 {
            return at_end(a, 1.0);
        }
        // x is d / (1 − d) · b / a for d of the beta distribution.
        let (part, rest) = (a * x / (a * x + b), b / (a * x + b));
        binomial(a, b, part, rest) * (a * b / (a + b)) / x
    })
}

fn frechet(p: &Frechet) -> Density {
    let alpha = p.alpha;
    scaled(p.loc, p.scale, POSITIVE, move |y| match y {
        0.0 => 0.0,
        _ => alpha * (-(alpha + 1.0) * y.ln() - y.powf(-alpha)).exp(),
    })
}

fn pareto(p: &Pareto) -> Density {
    let a = p.a;
    scaled(0.0, p.scale, (1.0, f64::INFINITY), move |y| {
        a * y.powf(-a - 1.0)
    })
}

fn lomax(p: &Lomax) -> Density {
    let a = p.a;
    scaled(0.0, p.scale, POSITIVE, move |y| {
        a * (1.0 + y).powf(-a - 1.0)
    })
}

fn beta(a: f64, b: f64, low: f64, width: f64) -> Density {
    scaled(low, width, (0.0, 1.0), move |y| match y {
        0.0 => at_end(a, b),
        1.0 => at_end(b, a),
        _ => binomial(a, b, y, 1.0 - y) * (a * b / (a + b)) / (y * (1.0 - y)),
    })
}

fn pert(p: &Pert) -> Density {
    let [left, mode, right] = [p.left, p.mode, p.right].map(f64::from);
    let width = right - left;
    let shape = |part: f64| 1.0 + p.lambd * part / width;
    beta(shape(mode - left), shape(right - mode), left, width)
}

fn triangular(p: &Triangular) -> Density {
    let [left, mode, right] = [p.left, p.mode, p.right].map(f64::from);
    let width = right - left;
    let mode = (mode - left) / width;
    scaled(left, width, (0.0, 1.0), move |y| match y < mode {
        true => 2.0 * y / mode,
        false if mode == 1.0 => 2.0,
        false => 2.0 * (1.0 - y) / (1.0 - mode),
    })
}

fn truncated_normal(p: &TruncatedNormal) -> Density {
    let [mean, low, high] = [p.mean, p.low, p.high].map(f64::from);
    let (a, b) = ((low - mean) / p.std, (high - mean) / p.std);
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
    scaled(mean, p.std, (a, b), move |z| {
        ((nearest - z) * (nearest + z) / 2.0).exp() / mass
    })
}

fn von_mises(p: &VonMises) -> Density {
    let kappa = p.kappa;
    let whole = TAU * bessel_i0_scaled(kappa);
    scaled(p.mu, 1.0, (-PI, PI), move |y| {
        (-2.0 * kappa * (y / 2.0).sin().powi(2)).exp() / whole
    })
}
