//! Continuous families: f32 by quantile tables.

use seedbed::distr::{self, Quantile};

crate::family::families! {
    /// Laplace f32 with a location and a scale
    ///
    /// Density exp(-|x - loc|/scale) / (2 scale). Reaches 44.4 scales on either side.
    /// One word a sample. NumPy dtype float32.
    Laplace, "laplace", {
        /// Location: mean and median; finite
        loc ["mean", "mu"]: f32 = 0.0,
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::Laplace::new(p.loc, p.scale)?);

    /// Logistic f32 with a location and a scale
    ///
    /// Distribution function 1 / (1 + exp(-(x - loc)/scale)). Reaches 45 scales on either side.
    /// One word a sample. NumPy dtype float32.
    Logistic, "logistic", {
        /// Location: mean and median; finite
        loc ["mean", "mu"]: f32 = 0.0,
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::Logistic::new(p.loc, p.scale)?);

    /// Gumbel f32, of maxima, with a location and a scale
    ///
    /// Distribution function exp(-exp(-(x - loc)/scale)).
    /// One word a sample. NumPy dtype float32.
    Gumbel, "gumbel", {
        /// Location: the mode; finite
        loc ["mu", "mode"]: f32 = 0.0,
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::Gumbel::new(p.loc, p.scale)?);

    /// Cauchy f32 with a location and a scale
    ///
    /// Density 1 / (pi scale (1 + ((x - loc)/scale)^2)). Reaches 1.17e19 scales on either side.
    /// One word a sample. NumPy dtype float32.
    Cauchy, "cauchy", {
        /// Location: the median; finite
        loc ["median"]: f32 = 0.0,
        /// Scale: half the distance of the quartiles; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::Cauchy::new(p.loc, p.scale)?);

    /// Half-normal f32 with a scale
    ///
    /// |x| of a normal with mean 0: density sqrt(2/pi)/scale * exp(-(x/scale)^2 / 2) for x > 0.
    /// One word a sample. NumPy dtype float32.
    HalfNormal, "half_normal", {
        /// Scale; finite, 0 or more
        scale ["sigma"]: f64 = 1.0,
    }, |p| Quantile::from(distr::HalfNormal::new(p.scale)?);

    /// Rayleigh f32 with a scale
    ///
    /// Density x/scale^2 * exp(-(x/scale)^2 / 2) for x > 0.
    /// One word a sample. NumPy dtype float32.
    Rayleigh, "rayleigh", {
        /// Scale: the mode; finite, 0 or more
        scale ["sigma"]: f64 = 1.0,
    }, |p| Quantile::from(distr::Rayleigh::new(p.scale)?);

    /// Maxwell-Boltzmann f32 with a scale
    ///
    /// Density sqrt(2/pi) * x^2/scale^3 * exp(-(x/scale)^2 / 2) for x > 0.
    /// One word a sample. NumPy dtype float32.
    Maxwell, "maxwell", {
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::Maxwell::new(p.scale)?);

    /// Gamma f32 with a shape and a scale
    ///
    /// Density x^(shape - 1) exp(-x/scale) / (Gamma(shape) scale^shape) for x > 0.
    /// One word a sample. NumPy dtype float32.
    Gamma, "gamma", {
        /// Shape; from 1e-2 to 1e9
        shape ["a", "alpha", "k"]: f64,
        /// Scale, which is 1/rate; finite, 0 or more
        scale ["theta"]: f64 = 1.0,
    }, |p| Quantile::from(distr::Gamma::new(p.shape, p.scale)?);

    /// Chi-squared f32 with degrees of freedom
    ///
    /// The sum of df squares of standard normals: the gamma distribution with shape df/2 and scale 2.
    /// One word a sample. NumPy dtype float32.
    ChiSquared, "chi_squared", {
        /// Degrees of freedom, whole or not; from 2e-2 to 2e9
        df: f64,
    }, |p| Quantile::from(distr::ChiSquared::new(p.df)?);

    /// Log-normal f32 by mean and standard deviation of the logarithm
    ///
    /// exp(mean + sigma z) for a standard normal z: density
    /// exp(-((ln x - mean)/sigma)^2 / 2) / (x sigma sqrt(2 pi)) for x > 0.
    /// One word a sample. NumPy dtype float32.
    LogNormal, "log_normal", {
        /// Mean of the logarithm; up to 88.7, where half of the samples are past float32
        mean ["mu", "meanlog"]: f64 = 0.0,
        /// Standard deviation of the logarithm; from 0 to 78.1
        sigma ["s", "sdlog"]: f64 = 1.0,
    }, |p| Quantile::from(distr::LogNormal::new(p.mean, p.sigma)?);

    /// Weibull f32 with a shape and a scale
    ///
    /// Distribution function 1 - exp(-(x/scale)^a) for x > 0.
    /// One word a sample. NumPy dtype float32.
    Weibull, "weibull", {
        /// Shape; from 1e-2 to 1e6
        a ["shape", "c", "k"]: f64,
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::Weibull::new(p.a, p.scale)?);

    /// Inverse Gaussian or Wald f32 with a mean and a scale
    ///
    /// Density sqrt(scale/(2 pi x^3)) exp(-scale (x - mean)^2 / (2 mean^2 x)) for x > 0.
    /// scale/mean is from 1e-6 to 1e9.
    /// One word a sample. NumPy dtype float32.
    InverseGaussian, "inverse_gaussian", {
        /// Mean; above 0
        mean: f64,
        /// Shape lambda, which NumPy calls scale; above 0
        scale ["lambda", "lam", "shape"]: f64,
    }, |p| Quantile::from(distr::InverseGaussian::new(p.mean, p.scale)?);

    /// Skew normal f32 with a shape, a location and a scale
    ///
    /// Density 2/scale * phi(y) * Phi(alpha y) with y = (x - loc)/scale.
    /// One word a sample. NumPy dtype float32.
    SkewNormal, "skew_normal", {
        /// Shape: 0 is the normal distribution; from -1e6 to 1e6
        alpha ["shape", "a"]: f64,
        /// Location, which is not the mean; finite
        loc: f32 = 0.0,
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::SkewNormal::new(p.alpha, p.loc, p.scale)?);

    /// Generalised normal f32 with a shape, a location and a scale
    ///
    /// Density beta / (2 scale Gamma(1/beta)) * exp(-|(x - loc)/scale|^beta).
    /// One word a sample. NumPy dtype float32.
    GeneralizedNormal, "generalized_normal", {
        /// Shape: 1 is the Laplace distribution, 2 the normal one; from 0.788 to 100
        beta ["shape"]: f64,
        /// Location: mean and median; finite
        loc ["mean", "mu"]: f32 = 0.0,
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::GeneralizedNormal::new(p.beta, p.loc, p.scale)?);

    /// Student's t f32 with degrees of freedom, a location and a scale
    ///
    /// Density (1 + y^2/df)^(-(df + 1)/2) / (scale sqrt(df) B(df/2, 1/2)) with y = (x - loc)/scale.
    /// One word a sample. NumPy dtype float32.
    StudentT, "student_t", {
        /// Degrees of freedom, whole or not; from 0.0614 to 1e9
        df ["nu"]: f64,
        /// Location: the median; finite
        loc ["median"]: f32 = 0.0,
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::StudentT::new(p.df, p.loc, p.scale)?);

    /// Fisher's F f32 with two degrees of freedom
    ///
    /// The ratio of two chi-squared variables, each divided by its degrees of freedom.
    /// One word a sample. NumPy dtype float32.
    FisherF, "fisher_f", {
        /// Degrees of freedom of the numerator; from 2e-2 to 1e9
        dfnum ["dfn", "df1"]: f64,
        /// Degrees of freedom of the denominator; from 0.125 to 1e9
        dfden ["dfd", "df2"]: f64,
    }, |p| Quantile::from(distr::FisherF::new(p.dfnum, p.dfden)?);

    /// Frechet f32 with a shape, a location and a scale
    ///
    /// Distribution function exp(-((x - loc)/scale)^-alpha) for x > loc.
    /// One word a sample. NumPy dtype float32.
    Frechet, "frechet", {
        /// Shape; from 0.0625 to 1e6
        alpha ["shape", "a", "c"]: f64,
        /// Location: the lower end; finite
        loc: f32 = 0.0,
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::Frechet::new(p.alpha, p.loc, p.scale)?);

    /// Pareto f32, of the first kind, with a shape and a scale
    ///
    /// Distribution function 1 - (scale/x)^a for x >= scale.
    /// NumPy's pareto(a) is this with scale 1, less 1: lomax.
    /// One word a sample. NumPy dtype float32.
    Pareto, "pareto", {
        /// Shape, or tail index; from 0.0625 to 1e6
        a ["shape", "alpha", "b"]: f64,
        /// Scale: the least value; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::Pareto::new(p.a, p.scale)?);

    /// Lomax f32, or Pareto of the second kind, with a shape and a scale
    ///
    /// Distribution function 1 - (1 + x/scale)^-a for x > 0.
    /// One word a sample. NumPy dtype float32.
    Lomax, "lomax", {
        /// Shape, or tail index; from 0.0625 to 1e6
        a ["shape", "alpha", "c"]: f64,
        /// Scale; finite, 0 or more
        scale: f64 = 1.0,
    }, |p| Quantile::from(distr::Lomax::new(p.a, p.scale)?);

    /// Beta f32 with two shapes
    ///
    /// Density x^(a - 1) (1 - x)^(b - 1) / B(a, b) on [0, 1].
    /// One word a sample. NumPy dtype float32.
    Beta, "beta", {
        /// Exponent of x, plus 1; from 1e-2 to 1e6
        a ["alpha", "shape1"]: f64,
        /// Exponent of 1 - x, plus 1; from 1e-2 to 1e6
        b ["beta", "shape2"]: f64,
    }, |p| Quantile::from(distr::Beta::new(p.a, p.b)?);

    /// PERT f32: least, usual and largest value
    ///
    /// The beta distribution on [left, right] with exponents 1 + lambd (mode - left)/(right - left) and
    /// 1 + lambd (right - mode)/(right - left).
    /// One word a sample. NumPy dtype float32.
    Pert, "pert", {
        /// Least value; finite
        left ["min", "low"]: f32,
        /// Mode; from left to right
        mode: f32,
        /// Largest value; finite, above left
        right ["max", "high"]: f32,
        /// Weight of the mode; from 0 to 1e5
        lambd ["lambda", "shape"]: f64 = 4.0,
    }, |p| Quantile::from(distr::Pert::new(p.left, p.mode, p.right, p.lambd)?);

    /// Power function f32 with a shape
    ///
    /// Density a x^(a - 1) on [0, 1].
    /// One word a sample. NumPy dtype float32.
    PowerFunction, "power_function", {
        /// Shape; from 1e-2 to 1e6
        a ["shape", "alpha"]: f64,
    }, |p| Quantile::from(distr::PowerFunction::new(p.a)?);

    /// Triangular f32: least, usual and largest value
    ///
    /// Density rising from left to mode in a straight line, and falling to right.
    /// One word a sample. NumPy dtype float32.
    Triangular, "triangular", {
        /// Least value; finite
        left ["min", "low"]: f32,
        /// Mode; from left to right
        mode: f32,
        /// Largest value; finite, above left
        right ["max", "high"]: f32,
    }, |p| Quantile::from(distr::Triangular::new(p.left, p.mode, p.right)?);

    /// Normal f32, given that it lies from low to high
    ///
    /// Density in proportion to exp(-((x - mean)/std)^2 / 2) on [low, high], the bounds in the units of the
    /// result. The nearer bound is within 1e6 standard deviations of the mean.
    /// One word a sample. NumPy dtype float32.
    TruncatedNormal, "truncated_normal", {
        /// Mean of the normal that is cut; finite
        mean ["loc", "mu"]: f32 = 0.0,
        /// Its standard deviation; above 0
        std ["scale", "sigma", "sd"]: f64 = 1.0,
        /// Least value; finite
        low ["min"]: f32,
        /// Largest value; finite, above low
        high ["max"]: f32,
    }, |p| Quantile::from(distr::TruncatedNormal::new(p.mean, p.std, p.low, p.high)?);

    /// Von Mises f32, the normal distribution of the circle
    ///
    /// Density exp(kappa cos(x - mu)) / (2 pi I0(kappa)) on [mu - pi, mu + pi].
    /// One word a sample. NumPy dtype float32.
    VonMises, "von_mises", {
        /// Mean direction, in radians; finite
        mu ["loc", "mean"]: f32 = 0.0,
        /// Concentration: 0 is uniform; from 0 to 1e9
        kappa ["concentration"]: f64,
    }, |p| Quantile::from(distr::VonMises::new(p.mu, p.kappa)?);
}
