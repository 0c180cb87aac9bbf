//! Families without a shape.

use super::{families, standard};
use crate::quantile::family::{closed, gamma};

families! {
    /// Laplace distribution, f32: density `e^(−|x − loc| / scale) / (2 · scale)`.
    ///
    /// Any finite `loc`, finite `scale ≥ 0`. Reaches 44.4 scales on either side. NumPy's `laplace`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Laplace};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &Laplace::new(2.0, 0.5)?, 1000)?;
    /// assert!((x.iter().sum::<f32>() / 1000.0 - 2.0).abs() < 0.1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Laplace {
        /// The location: mean and median.
        loc: f32,
        /// The scale.
        scale: f64,
    } {
        standard("laplace", [], |_| Ok(closed::Laplace))?.with_scale(loc, scale)
    }

    /// Logistic distribution, f32: `F(x) = 1 / (1 + e^(−(x − loc) / scale))`.
    ///
    /// Any finite `loc`, finite `scale ≥ 0`. Reaches 45 scales on either side. NumPy's `logistic`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Logistic};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &Logistic::new(0.0, 1.0)?, 1000)?;
    /// assert!((x.iter().sum::<f32>() / 1000.0).abs() < 0.3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Logistic {
        /// The location: mean and median.
        loc: f32,
        /// The scale.
        scale: f64,
    } {
        standard("logistic", [], |_| Ok(closed::Logistic))?.with_scale(loc, scale)
    }

    /// Gumbel distribution of maxima, f32: `F(x) = e^(−e^(−(x − loc) / scale))`.
    ///
    /// Any finite `loc`, finite `scale ≥ 0`. NumPy's `gumbel`, SciPy's `gumbel_r`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Gumbel};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &Gumbel::new(0.0, 1.0)?, 1000)?;
    /// assert!((x.iter().sum::<f32>() / 1000.0 - 0.5772).abs() < 0.2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Gumbel {
        /// The location: the mode.
        loc: f32,
        /// The scale.
        scale: f64,
    } {
        standard("gumbel", [], |_| Ok(closed::Gumbel))?.with_scale(loc, scale)
    }

    /// Cauchy distribution, f32: density `1 / (π · scale · (1 + ((x − loc) / scale)²))`.
    ///
    /// Any finite `loc`, finite `scale ≥ 0`. Reaches 1.17 · 10¹⁹ scales. NumPy's `standard_cauchy`,
    /// PyTorch's `cauchy_`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Cauchy};
    /// let mut x = Cpu::new().sample(&mut Stream::new(42), &Cauchy::new(5.0, 1.0)?, 1001)?;
    /// x.sort_by(f32::total_cmp);
    /// assert!((x[500] - 5.0).abs() < 0.2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Cauchy {
        /// The location: the median.
        loc: f32,
        /// The scale: half the distance of the quartiles.
        scale: f64,
    } {
        standard("cauchy", [], |_| Ok(closed::Cauchy))?.with_scale(loc, scale)
    }

    /// Half-normal distribution, f32: `|x|` of a normal with mean 0 and standard deviation `scale`.
    ///
    /// Density `√(2/π) / scale · e^(−(x / scale)² / 2)` for `x > 0`; finite `scale ≥ 0`. SciPy's
    /// `halfnorm`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::HalfNormal};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &HalfNormal::new(1.0)?, 1000)?;
    /// assert!(x.iter().all(|&x| x > 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    HalfNormal {
        /// The scale.
        scale: f64,
    } {
        standard("half_normal", [], |_| gamma::HalfNormal::new())?.with_scale(0.0, scale)
    }

    /// Rayleigh distribution, f32: density `x / scale² · e^(−(x / scale)² / 2)` for `x > 0`.
    ///
    /// Finite `scale ≥ 0`. NumPy's `rayleigh`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Rayleigh};
    /// let waves = Cpu::new().sample(&mut Stream::new(42), &Rayleigh::new(1.5)?, 1000)?;
    /// assert!(waves.iter().all(|&x| x > 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Rayleigh {
        /// The scale: the mode.
        scale: f64,
    } {
        standard("rayleigh", [], |_| Ok(closed::Rayleigh))?.with_scale(0.0, scale)
    }

    /// Maxwell–Boltzmann distribution, f32: density `√(2/π) · x² / scale³ · e^(−(x / scale)² / 2)` for
    /// `x > 0`.
    ///
    /// Finite `scale ≥ 0`. SciPy's `maxwell`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Maxwell};
    /// let speeds = Cpu::new().sample(&mut Stream::new(42), &Maxwell::new(300.0)?, 1000)?;
    /// assert!(speeds.iter().all(|&x| x > 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Maxwell {
        /// The scale: `√(kT/m)` of a gas.
        scale: f64,
    } {
        standard("maxwell", [], |_| gamma::Maxwell::new())?.with_scale(0.0, scale)
    }
}
