//! Discrete families: integers by threshold tables.

use seedbed::distr;

crate::family::families! {
    /// Poisson u32: events of a rate
    ///
    /// P(k) = lam^k exp(-lam) / k! for k = 0, 1, ...
    /// One word a sample. NumPy dtype uint32.
    Poisson, "poisson", {
        /// Mean; from 0 to 4.294e9
        lam ["lambda", "rate", "mu", "mean"]: f64 = 1.0,
    }, |p| distr::Poisson::new(p.lam)?;

    /// Binomial u32: successes among n trials of probability p
    ///
    /// P(k) = C(n, k) p^k (1 - p)^(n - k) for k = 0, ..., n.
    /// One word a sample. NumPy dtype uint32.
    Binomial, "binomial", {
        /// Trials; below 2^32
        n: u32,
        /// Probability of success, in [0, 1]
        p ["prob"]: f64,
    }, |p| distr::Binomial::new(p.n, p.p)?;

    /// Geometric u32: trials until the first success, with it
    ///
    /// P(k) = p (1 - p)^(k - 1) for k = 1, 2, ...; above 2^32 - 1 it is 2^32 - 1.
    /// One word a sample. NumPy dtype uint32.
    Geometric, "geometric", {
        /// Probability of success; from 1.614e-10 to 1
        p ["prob"]: f64,
    }, |p| distr::Geometric::new(p.p)?;

    /// Negative binomial u32: failures before the n-th success
    ///
    /// P(k) = Gamma(k + n) / (k! Gamma(n)) p^n (1 - p)^k for k = 0, 1, ...
    /// One word a sample. NumPy dtype uint32.
    NegativeBinomial, "negative_binomial", {
        /// Successes, whole or not; above 0
        n: f64,
        /// Probability of success, in (0, 1]
        p ["prob"]: f64,
    }, |p| distr::NegativeBinomial::new(p.n, p.p)?;

    /// Hypergeometric u32: good ones among nsample drawn without replacement
    ///
    /// P(k) = C(ngood, k) C(nbad, nsample - k) / C(ngood + nbad, nsample).
    /// One word a sample. NumPy dtype uint32.
    Hypergeometric, "hypergeometric", {
        /// Good ones in the population; with the bad ones at most 2^62
        ngood: u64,
        /// Bad ones in the population
        nbad: u64,
        /// How many are drawn; at most ngood + nbad
        nsample: u64,
    }, |p| distr::Hypergeometric::new(p.ngood, p.nbad, p.nsample)?;

    /// Zipf u32: ranks 1 to n by a power law
    ///
    /// P(k) = k^-a / (1^-a + 2^-a + ... + n^-a) for k = 1, ..., n.
    /// One word a sample. NumPy dtype uint32.
    Zipf, "zipf", {
        /// Exponent; finite, 0 (uniform) or more
        a ["exponent"]: f64,
        /// Largest rank; from 1 to 2^24 - 1, or to 2^32 - 1 where a >= 0.9
        n: u32,
    }, |p| distr::Zipf::new(p.a, p.n)?;

    /// Zeta u32: all positive integers by a power law
    ///
    /// P(k) = k^-a / zeta(a) for k = 1, 2, ...; above 2^32 - 1 it is 2^32 - 1.
    /// One word a sample. NumPy dtype uint32.
    Zeta, "zeta", {
        /// Exponent; finite, 1.0305 or more
        a ["exponent"]: f64,
    }, |p| distr::Zeta::new(p.a)?;

    /// Logarithmic series u32
    ///
    /// P(k) = -p^k / (k ln(1 - p)) for k = 1, 2, ...
    /// One word a sample. NumPy dtype uint32.
    LogSeries, "log_series", {
        /// Parameter; from 0 to 1 - 2.4e-6
        p: f64,
    }, |p| distr::LogSeries::new(p.p)?;

    /// Rademacher i32: -1 or 1
    ///
    /// P(-1) = P(1) = 1/2.
    /// One word a sample. NumPy dtype int32.
    Rademacher, "rademacher", {}, |_p| distr::Rademacher::new();

    /// Beta-binomial u32: successes among n trials whose probability is beta
    ///
    /// P(k) = C(n, k) B(k + a, n - k + b) / B(a, b) for k = 0, ..., n.
    /// One word a sample. NumPy dtype uint32.
    BetaBinomial, "beta_binomial", {
        /// Trials; any number up to 2^24, and more where the table has at most 2^24 thresholds
        n: u32,
        /// Shape of success; from 1e-100 to 1e100
        a ["alpha"]: f64,
        /// Shape of failure; from 1e-100 to 1e100
        b ["beta"]: f64,
    }, |p| distr::BetaBinomial::new(p.n, p.a, p.b)?;

    /// Categorical u32: indices 0, 1, ... by their weights
    ///
    /// P(k) = weights[k] / sum of the weights.
    /// One word a sample. NumPy dtype uint32.
    Categorical, "categorical", (super::Weights), |p| {
        distr::Categorical::new(p.weights.iter().copied())?
    };
}
