//! Families on an interval.

use core::f64::consts::PI;

use super::{families, standard};
use crate::{
    distr::{Blame, ParameterError},
    error::number,
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
            standard("beta", [("a", a), ("b", b)], |[a, b]| beta::Beta::new(a, b))?.kept_within(0.0, 1.0),
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
        ParameterError::check_between(left, mode, right)?;
        let [least, usual, largest] = [left, mode, right].map(f64::from);
        let [a, b] = beta::Beta::pert_shapes(least, usual, largest, lambd)?;
        Ok::<_, ParameterError>(
            standard("beta", [("a", a), ("b", b)], |[a, b]| beta::Beta::new(a, b))?
                .moved(left, largest - least)
                .kept_within(left, right),
        )
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
        Ok::<_, ParameterError>(standard("power_function", [("a", a)], family)?.kept_within(0.0, 1.0))
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
        ParameterError::check_between(left, mode, right)?;
        let [least, usual, largest] = [left, mode, right].map(f64::from);
        let [rise, fall] = closed_shapes::Triangular::shapes(least, usual, largest)?;
        let family = |[rise, fall]: [f64; 2]| Ok(closed_shapes::Triangular::new(rise, fall));
        Ok::<_, ParameterError>(
            standard("triangular", [("rise", rise), ("fall", fall)], family)?
                .moved(left, largest - least)
                .kept_within(left, right),
        )
    }

    /// Normal distribution, given that it lies from `low` to `high`, f32.
    ///
    /// Any finite `mean`, `std` above 0, `low < high`, finite, the nearer of them within 10⁶ standard
    /// deviations of the mean, and `high − low` more than 2⁻⁷⁵ of one: of flatter ones a table cannot tell values
    /// apart. SciPy's `truncnorm`, but with bounds in the units of the result.
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
        ParameterError::check_finite("mean", mean)?;
        ParameterError::check_positive("std", std)?;
        ParameterError::check_finite("low", low)?;
        ParameterError::check_finite("high", high)?;
        ParameterError::check_f32_range(low, high)?;
        let [a, b] = [low, high].map(|bound| (f64::from(bound) - f64::from(mean)) / std);
        check_standard_bounds(a, b)?;
        let family = |[low, high]: [f64; 2]| truncated_normal::TruncatedNormal::new(low, high);
        let blame = || Blame {
            name: "std",
            value: number(std),
            if_infinite: "choose a smaller std",
            if_zero: "choose a larger std",
        };
        standard("truncated_normal", [("low", a), ("high", b)], family)?
            .with_checked_scale(mean, std, blame)
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
        ParameterError::check_finite("mu", mu)?;
        let ends = [-PI, PI].map(|end| (f64::from(mu) + end) as f32);
        standard("von_mises", [("kappa", kappa)], |[kappa, _]| von_mises::VonMises::new(kappa))
            .map(|quantile| quantile.moved(mu, 1.0).kept_within(ends[0], ends[1]))
    }
}

/// The bounds of a truncated normal, in standard deviations from the mean.
fn check_standard_bounds(low: f64, high: f64) -> Result<(), ParameterError> {
    // 2⁻⁷⁵: values in a table are multiples of 2⁻¹⁰⁰.
    const NARROWEST: f64 = 2.7e-23;
    if low > 0.0 {
        ParameterError::check_within("(low - mean) / std", low, -1e6, 1e6)?;
    }
    if high < 0.0 {
        ParameterError::check_within("(high - mean) / std", high, -1e6, 1e6)?;
    }
    let width = high - low;
    if width > NARROWEST {
        return Ok(());
    }
    let name = "(high - low) / std";
    Err(ParameterError::not_above(name, width, NARROWEST))
}
