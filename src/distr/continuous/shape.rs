//! Families with a shape, and light tails.

use super::{families, standard};
use crate::{
    distr::{Blame, ParameterError},
    error::number,
    quantile::family::{closed_shapes, gamma, inverse_gaussian, normal, skew_normal},
};

families! {
    /// Gamma distribution, f32: density `x^(shape − 1) · e^(−x / scale) / (Γ(shape) · scale^shape)`
    /// for `x > 0`.
    ///
    /// `shape` from 10⁻² to 10⁹, finite `scale ≥ 0`. NumPy's `gamma(shape, scale)`. Results below
    /// 2⁻³⁰ scales, which small shapes have many of, are within 2⁻³⁰ scales, not relatively exact.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Gamma};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &Gamma::new(2.5, 2.0)?, 1000)?;
    /// assert!((x.iter().sum::<f32>() / 1000.0 - 5.0).abs() < 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Gamma {
        /// The shape.
        shape: f64,
        /// The scale, `1 / rate`.
        scale: f64,
    } {
        standard("gamma", [("shape", shape)], |[shape, _]| gamma::Gamma::new(shape))?.with_scale(0.0, scale)
    }

    /// Chi-squared distribution, f32: the sum of `df` squares of standard normals.
    ///
    /// `df` from 2 · 10⁻² to 2 · 10⁹, a whole number or not. NumPy's `chisquare`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::ChiSquared};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &ChiSquared::new(3.0)?, 1000)?;
    /// assert!((x.iter().sum::<f32>() / 1000.0 - 3.0).abs() < 0.4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ChiSquared {
        /// Degrees of freedom.
        df: f64,
    } {
        standard("chi_squared", [("df", df)], |[df, _]| gamma::ChiSquared::new(df))
    }

    /// Log-normal distribution, f32: `e^(mean + sigma · z)` for a standard normal `z`.
    ///
    /// `mean` within ±700, `sigma` from 0 to 100. NumPy's `lognormal`: both are those of the
    /// logarithm.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::LogNormal};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &LogNormal::new(0.0, 0.25)?, 1000)?;
    /// assert!(x.iter().all(|&x| x > 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    LogNormal {
        /// The mean of the logarithm.
        mean: f64,
        /// The standard deviation of the logarithm.
        sigma: f64,
    } {
        ParameterError::check_within("mean", mean, -700.0, 700.0)?;
        let blame = || Blame {
            name: "mean",
            value: number(mean),
            if_infinite: "choose a mean of at most 88.7",
            if_zero: "choose a larger mean",
        };
        standard("log_normal", [("sigma", sigma)], |[sigma, _]| normal::LogNormal::new(sigma))?
            .with_checked_scale(0.0, libm::exp(mean), blame)
    }

    /// Weibull distribution, f32: `F(x) = 1 − e^(−(x / scale)^a)` for `x > 0`.
    ///
    /// `a` from 10⁻² to 10⁶ (below some 0.05 no table reaches the bound), finite `scale ≥ 0`. NumPy's
    /// `weibull(a)`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Weibull};
    /// let lives = Cpu::new().sample(&mut Stream::new(42), &Weibull::new(1.5, 10.0)?, 1000)?;
    /// assert!(lives.iter().all(|&x| x > 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Weibull {
        /// The shape.
        a: f64,
        /// The scale.
        scale: f64,
    } {
        standard("weibull", [("a", a)], |[a, _]| closed_shapes::Weibull::new(a))?.with_scale(0.0, scale)
    }

    /// Inverse Gaussian or Wald distribution, f32: density
    /// `√(scale / (2π · x³)) · e^(−scale · (x − mean)² / (2 · mean² · x))` for `x > 0`.
    ///
    /// `mean` and `scale` above 0, `scale / mean` from 10⁻⁶ to 10⁹. NumPy's `wald(mean, scale)`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::InverseGaussian};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &InverseGaussian::new(2.0, 8.0)?, 1000)?;
    /// assert!((x.iter().sum::<f32>() / 1000.0 - 2.0).abs() < 0.2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    InverseGaussian {
        /// The mean.
        mean: f64,
        /// The shape λ, which NumPy calls scale.
        scale: f64,
    } {
        let phi = inverse_gaussian::shape(mean, scale)?;
        let family = |[phi, _]: [f64; 2]| inverse_gaussian::InverseGaussian::new(phi);
        let blame = || Blame {
            name: "mean",
            value: number(mean),
            if_infinite: "choose a smaller mean",
            if_zero: "choose a larger mean",
        };
        standard("inverse_gaussian", [("scale / mean", phi)], family)?
            .with_checked_scale(0.0, mean, blame)
    }

    /// Skew normal distribution, f32: density `2/scale · φ(y) · Φ(alpha · y)`, `y = (x − loc) / scale`.
    ///
    /// `alpha` within ±10⁶, any finite `loc`, finite `scale ≥ 0`. SciPy's `skewnorm`. Source: Azzalini
    /// 1985.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::SkewNormal};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &SkewNormal::new(4.0, 0.0, 1.0)?, 1000)?;
    /// assert!((x.iter().sum::<f32>() / 1000.0 - 0.774).abs() < 0.1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    SkewNormal {
        /// The shape: 0 is the normal distribution.
        alpha: f64,
        /// The location, which is not the mean.
        loc: f32,
        /// The scale.
        scale: f64,
    } {
        standard("skew_normal", [("alpha", alpha)], |[alpha, _]| skew_normal::SkewNormal::new(alpha))?
            .with_scale(loc, scale)
    }

    /// Generalised normal or exponential power distribution, f32: density
    /// `beta / (2 · scale · Γ(1/beta)) · e^(−|(x − loc) / scale|^beta)`.
    ///
    /// `beta` to 100, from some 0.8 (below, no table reaches the bound, for the density has a cusp at `loc`),
    /// any finite `loc`, finite `scale ≥ 0`. SciPy's `gennorm`: 1 is the Laplace distribution, 2 the normal one with
    /// standard deviation `scale / √2`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::GeneralizedNormal};
    /// let flat = GeneralizedNormal::new(8.0, 0.0, 1.0)?;
    /// let x = Cpu::new().sample(&mut Stream::new(42), &flat, 1000)?;
    /// assert!(x.iter().all(|&x| x.abs() < 2.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    GeneralizedNormal {
        /// The shape.
        beta: f64,
        /// The location: mean and median.
        loc: f32,
        /// The scale.
        scale: f64,
    } {
        standard("generalized_normal", [("beta", beta)], |[beta, _]| gamma::GeneralizedNormal::new(beta))?
            .with_scale(loc, scale)
    }
}
