//! Families with heavy tails, where results may be as large as f32 allows, or infinite.

use super::{families, standard};
use crate::quantile::family::{beta, closed_shapes};

families! {
    /// Student's t distribution, f32: density in proportion to `(1 + y²/df)^(−(df + 1)/2)`,
    /// `y = (x − loc) / scale`.
    ///
    /// `df` from 2 · 10⁻² to 10⁹, a whole number or not; any finite `loc`, finite `scale ≥ 0`. Below some
    /// 0.1 no table reaches the bound, and more than one sample in 10⁴ would be infinite. NumPy's `standard_t`,
    /// SciPy's `t`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::StudentT};
    /// let mut x = Cpu::new().sample(&mut Stream::new(42), &StudentT::new(4.0, 0.0, 1.0)?, 1001)?;
    /// x.sort_by(f32::total_cmp);
    /// assert!(x[500].abs() < 0.2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    StudentT {
        /// Degrees of freedom.
        df: f64,
        /// The location: the median.
        loc: f32,
        /// The scale.
        scale: f64,
    } {
        standard("student_t", [("df", df)], |[df, _]| beta::StudentT::new(df))?.with_scale(loc, scale)
    }

    /// Fisher's F distribution, f32: the ratio of two chi-squared variables, each divided by its degrees
    /// of freedom.
    ///
    /// `dfnum` and `dfden` from 2 · 10⁻² to 10⁹ (of the most extreme no table reaches the bound).
    /// NumPy's `f(dfnum, dfden)`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::FisherF};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &FisherF::new(5.0, 20.0)?, 1000)?;
    /// assert!(x.iter().all(|&x| x > 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    FisherF {
        /// Degrees of freedom of the numerator.
        dfnum: f64,
        /// Degrees of freedom of the denominator.
        dfden: f64,
    } {
        standard("fisher_f", [("dfnum", dfnum), ("dfden", dfden)], |[dfnum, dfden]| beta::FisherF::new(dfnum, dfden))
    }

    /// Fréchet distribution, f32: `F(x) = e^(−((x − loc) / scale)^(−alpha))` for `x > loc`.
    ///
    /// `alpha` from 10⁻² to 10⁶, any finite `loc`, finite `scale ≥ 0`. Below some 0.06 no table reaches the
    /// bound, and more than one sample in 250 would be infinite. SciPy's `invweibull`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Frechet};
    /// let floods = Cpu::new().sample(&mut Stream::new(42), &Frechet::new(3.0, 0.0, 1.0)?, 1000)?;
    /// assert!(floods.iter().all(|&x| x > 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Frechet {
        /// The shape.
        alpha: f64,
        /// The location: the lower end.
        loc: f32,
        /// The scale.
        scale: f64,
    } {
        standard("frechet", [("alpha", alpha)], |[alpha, _]| closed_shapes::Frechet::new(alpha))?
            .with_scale(loc, scale)
    }

    /// Pareto distribution of the first kind, f32: `F(x) = 1 − (scale / x)^a` for `x ≥ scale`.
    ///
    /// `a` from 10⁻² to 10⁶, finite `scale ≥ 0`. Below some 0.06 no table reaches the bound, and more than
    /// one sample in 250 would be infinite. SciPy's `pareto(b)`, `rand_distr`'s `Pareto`; NumPy's `pareto(a)` is this with scale 1, less 1.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Pareto};
    /// let incomes = Cpu::new().sample(&mut Stream::new(42), &Pareto::new(1.16, 1e4)?, 1000)?;
    /// assert!(incomes.iter().all(|&x| x >= 1e4));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Pareto {
        /// The shape, or tail index.
        a: f64,
        /// The scale: the least value.
        scale: f64,
    } {
        standard("pareto", [("a", a)], |[a, _]| closed_shapes::Pareto::new(a))?.with_scale(0.0, scale)
    }

    /// Lomax distribution, or Pareto of the second kind, f32: `F(x) = 1 − (1 + x / scale)^(−a)` for
    /// `x > 0`.
    ///
    /// `a` from 10⁻² to 10⁶, finite `scale ≥ 0`. Below some 0.06 no table reaches the bound, and more than
    /// one sample in 250 would be infinite. NumPy's `pareto(a)`, SciPy's `lomax`.
    ///
    /// ```
    /// use seedbed::{Cpu, Stream, distr::Lomax};
    /// let x = Cpu::new().sample(&mut Stream::new(42), &Lomax::new(3.0, 2.0)?, 1000)?;
    /// assert!(x.iter().all(|&x| x > 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Lomax {
        /// The shape, or tail index.
        a: f64,
        /// The scale.
        scale: f64,
    } {
        standard("lomax", [("a", a)], |[a, _]| closed_shapes::Lomax::new(a))?.with_scale(0.0, scale)
    }
}
