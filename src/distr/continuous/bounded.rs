//! Families on an interval.

use core::f64::consts::PI;

use super::{families, standard};
use crate::{
    distr::ParameterError,
    quantile::family::{beta, closed_shapes, truncated_normal, von_mises},
};

families! {
    /// Beta distribution, f32: density `x^(a − 1) · (1 − x)^(b − 1) / B(a, b)` on [0, 1].
    ///
    /// `a` and `b` from 10⁻² to 10⁶. NumPy's `beta`. Results near 0 are within 2⁻³⁰, not relatively
    /// exact; those that round to 0 or 1 occur.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Beta};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &Beta::new(2.0, 3.0)?, 1000)?;
    /// assert!((x.iter().sum::<f32>() / 1000.0 - 0.4).abs() < 0.05);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Beta {
        /// The exponent of `x`, plus 1.
        a: f64,
        /// The exponent of `1 − x`, plus 1.
        b: f64,
    } {
        Ok::<_, ParameterError>(
            standard("beta", [a, b], |[a, b]| beta::Beta::new(a, b))?.kept_within(0.0, 1.0),
        )
    }

    /// PERT distribution, f32: a beta distribution from `left` to `right` with mode `mode`; the larger
    /// `lambd`, the narrower around it.
    ///
    /// `left ≤ mode ≤ right`, `left < right`, all finite; `lambd` from 0 to 10⁵, usually 4. Exponents
    /// `1 + lambd · (mode − left) / (right − left)` and `1 + lambd · (right − mode) / (right − left)`.
    /// Source: Malcolm et al. 1959.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Pert};
    /// let days = Cpu::new().sample(&mut Stream::new(42), &Pert::new(3.0, 5.0, 12.0, 4.0)?, 1000)?;
    /// assert!(days.iter().all(|day| (3.0..=12.0).contains(day)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Pert {
        /// The least value.
        left: f32,
        /// The mode.
        mode: f32,
        /// The largest value.
        right: f32,
        /// The weight of the mode.
        lambd: f64,
    } {
        let [a, b, c] = [left, mode, right].map(f64::from);
        let shapes = beta::Beta::pert_shapes(a, b, c, lambd)?;
        standard("beta", shapes, |[a, b]| beta::Beta::new(a, b))?
            .with_scale(left, c - a)
            .map(|quantile| quantile.kept_within(left, right))
    }

    /// Power function distribution, f32: density `a · x^(a − 1)` on [0, 1].
    ///
    /// `a` from 10⁻² to 10⁶. NumPy's `power`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::PowerFunction};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &PowerFunction::new(3.0)?, 1000)?;
    /// assert!((x.iter().sum::<f32>() / 1000.0 - 0.75).abs() < 0.05);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    PowerFunction {
        /// The shape.
        a: f64,
    } {
        let family = |[a, _]: [f64; 2]| closed_shapes::PowerFunction::new(a);
        Ok::<_, ParameterError>(standard("power_function", [a, 0.0], family)?.kept_within(0.0, 1.0))
    }

    /// Triangular distribution, f32: density rising from `left` to `mode`, falling to `right`.
    ///
    /// `left ≤ mode ≤ right`, `left < right`, all finite. NumPy's `triangular`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Triangular};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &Triangular::new(0.0, 1.0, 4.0)?, 1000)?;
    /// assert!(x.iter().all(|x| (0.0..=4.0).contains(x)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Triangular {
        /// The least value.
        left: f32,
        /// The mode.
        mode: f32,
        /// The largest value.
        right: f32,
    } {
        let [a, b, c] = [left, mode, right].map(f64::from);
        let shapes = closed_shapes::Triangular::shapes(a, b, c)?;
        let family = |[rise, fall]: [f64; 2]| Ok(closed_shapes::Triangular::new(rise, fall));
        standard("triangular", shapes, family)?
            .with_scale(left, c - a)
            .map(|quantile| quantile.kept_within(left, right))
    }

    /// Normal distribution, given that it lies from `low` to `high`, f32.
    ///
    /// Any finite `mean`, `std` above 0, `low < high`, finite, the nearer of them within 10⁶ standard
    /// deviations of the mean. SciPy's `truncnorm`, but with bounds in the units of the result.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::TruncatedNormal};
    /// let positive = TruncatedNormal::new(1.0, 2.0, 0.0, 100.0)?;
    /// let x = Cpu::new().sample(&mut Stream::new(42), &positive, 1000)?;
    /// assert!(x.iter().all(|&x| x >= 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    TruncatedNormal {
        /// The mean of the normal that is cut.
        mean: f32,
        /// Its standard deviation.
        std: f64,
        /// The least value.
        low: f32,
        /// The largest value.
        high: f32,
    } {
        ParameterError::check_finite("mean", mean.into())?;
        ParameterError::check_positive("std", std)?;
        ParameterError::check_finite("low", low.into())?;
        ParameterError::check_finite("high", high.into())?;
        let bounds = [low, high].map(|bound| (f64::from(bound) - f64::from(mean)) / std);
        let family = |[low, high]: [f64; 2]| truncated_normal::TruncatedNormal::new(low, high);
        standard("truncated_normal", bounds, family)?
            .with_scale(mean, std)
            .map(|quantile| quantile.kept_within(low, high))
    }

    /// Von Mises distribution, the normal distribution of the circle, f32: density
    /// `e^(kappa · cos(x − mu)) / (2π · I₀(kappa))` on [mu − π, mu + π].
    ///
    /// Any finite `mu`, in radians; `kappa` from 0 (uniform) to 10⁹. NumPy's `vonmises` with `mu` 0; with
    /// another it wraps its results into [−π, π].
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::VonMises};
    /// let angles = Cpu::new().sample(&mut Stream::new(42), &VonMises::new(0.0, 2.0)?, 1000)?;
    /// assert!(angles.iter().all(|x| x.abs() <= std::f32::consts::PI));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    VonMises {
        /// The mean direction.
        mu: f32,
        /// The concentration.
        kappa: f64,
    } {
        ParameterError::check_finite("mu", mu.into())?;
        let ends = [-PI, PI].map(|end| (f64::from(mu) + end) as f32);
        standard("von_mises", [kappa, 0.0], |[kappa, _]| von_mises::VonMises::new(kappa))?
            .with_scale(mu, 1.0)
            .map(|quantile| quantile.kept_within(ends[0], ends[1]))
    }
}
