//! Integrals of densities that may have a kink, or end in infinity.

use std::f64::consts::FRAC_PI_2;

/// `∫ f` over a support cut at `middle`, where `f` may have a kink: double exponential substitution
/// (Takahasi and Mori 1974) on either side.
pub fn integral(support: (f64, f64), middle: f64, unit: f64, f: impl Fn(f64) -> f64) -> f64 {
    const STEPS: i32 = 1000;
    const STEP: f64 = 4.5 / STEPS as f64;
    let side = |end: f64| {
        let sign = (end - middle).signum();
        let terms = (-STEPS..=STEPS).map(|i| {
            let t = f64::from(i) * STEP;
            let (bent, slope) = (FRAC_PI_2 * t.sinh(), FRAC_PI_2 * t.cosh());
            let (x, weight) = if end.is_infinite() {
                let distance = unit * bent.exp();
                (middle + sign * distance, distance * slope)
            } else {
                // How far from the end, without cancellation.
                let part = 1.0 / (1.0 + (2.0 * bent).exp());
                let length = (end - middle).abs();
                let rest = 1.0 / (1.0 + (-2.0 * bent).exp());
                (
                    end - sign * length * part,
                    2.0 * length * part * rest * slope,
                )
            };
            let value = if weight > 0.0 { f(x) * weight } else { 0.0 };
            if value.is_finite() { value } else { 0.0 }
        });
        terms.sum::<f64>() * STEP
    };
    side(support.0) + side(support.1)
}
