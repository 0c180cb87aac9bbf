// Made by `cargo xtask generate` from the library's catalogue, src/catalogue/: change that.

import type { Each, None, Numbers } from "./distributions.js";

/** The engines; `threefry4x32_20` is the default. */
export type Engine = "philox4x32_10" | "threefry4x32_20" | "chacha8" | "chacha12" | "chacha20";

/** The distributions: names and parameters are those of the command `seedbed` and of the Rust crate. */
export interface Distributions {
  /** Random u32: the words of the stream. All of 0..=2^32-1, equally likely. One word a sample. */
  bits32: {
    parameters: None;
    array: Uint32Array<ArrayBuffer>;
  };
  /** Random u64: two words each, low word first. All of 0..=2^64-1, equally likely. Two words a sample. */
  bits64: {
    parameters: None;
    array: BigUint64Array<ArrayBuffer>;
  };
  /**
   * Uniform floats on [0, 1), or on [low, high). Samples of float32. Without bounds: k/2^24 for k in 0..2^24, equally
   * likely and exact. With bounds: low + (high - low) * (j + 1/2)/2^31 for j in 0..2^31, rounded once, and never
   * `high`; so bounds of 0 and 1 are finer than none, and have other bits. With float64: 53 bits for 24, 63 for 31.
   * With float16 or bfloat16: the sample with bounds, 0 and 1 if there are none, rounded once to 16 bits. One word a
   * sample; with float64 two.
   */
  standard: {
    parameters: None;
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Uniform floats on [0, 1), or on [low, high). Samples of float32. Without bounds: k/2^24 for k in 0..2^24, equally
   * likely and exact. With bounds: low + (high - low) * (j + 1/2)/2^31 for j in 0..2^31, rounded once, and never
   * `high`; so bounds of 0 and 1 are finer than none, and have other bits. With float64: 53 bits for 24, 63 for 31.
   * With float16 or bfloat16: the sample with bounds, 0 and 1 if there are none, rounded once to 16 bits. One word a
   * sample; with float64 two.
   */
  uniform: {
    parameters: {
      /** Lower bound, which occurs; finite; one number, or one for each sample. */
      low: Each;
      /** Upper bound, which does not occur; finite, above low; one number, or one for each sample. */
      high: Each;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Uniform floats on [0, 1), or on [low, high). Samples of float64. Without bounds: k/2^24 for k in 0..2^24, equally
   * likely and exact. With bounds: low + (high - low) * (j + 1/2)/2^31 for j in 0..2^31, rounded once, and never
   * `high`; so bounds of 0 and 1 are finer than none, and have other bits. With float64: 53 bits for 24, 63 for 31.
   * With float16 or bfloat16: the sample with bounds, 0 and 1 if there are none, rounded once to 16 bits. One word a
   * sample; with float64 two.
   */
  uniform64: {
    parameters: {
      /** Lower bound, which occurs; finite. */
      low: number;
      /** Upper bound, which does not occur; finite, above low. */
      high: number;
    };
    array: Float64Array<ArrayBuffer>;
  };
  /**
   * Uniform floats on [0, 1), or on [low, high). The bits of float16: `new Float16Array(samples.buffer)` reads them.
   * Without bounds: k/2^24 for k in 0..2^24, equally likely and exact. With bounds: low + (high - low) * (j + 1/2)/2^31
   * for j in 0..2^31, rounded once, and never `high`; so bounds of 0 and 1 are finer than none, and have other bits.
   * With float64: 53 bits for 24, 63 for 31. With float16 or bfloat16: the sample with bounds, 0 and 1 if there are
   * none, rounded once to 16 bits. One word a sample; with float64 two.
   */
  uniform_f16: {
    parameters: {
      /** Lower bound, which occurs; finite. */
      low: number;
      /** Upper bound, which does not occur; finite, above low. */
      high: number;
    };
    array: Uint16Array<ArrayBuffer>;
  };
  /**
   * Uniform floats on [0, 1), or on [low, high). The bits of bfloat16, the upper half of a float32. Without bounds:
   * k/2^24 for k in 0..2^24, equally likely and exact. With bounds: low + (high - low) * (j + 1/2)/2^31 for j in
   * 0..2^31, rounded once, and never `high`; so bounds of 0 and 1 are finer than none, and have other bits. With
   * float64: 53 bits for 24, 63 for 31. With float16 or bfloat16: the sample with bounds, 0 and 1 if there are none,
   * rounded once to 16 bits. One word a sample; with float64 two.
   */
  uniform_bf16: {
    parameters: {
      /** Lower bound, which occurs; finite. */
      low: number;
      /** Upper bound, which does not occur; finite, above low. */
      high: number;
    };
    array: Uint16Array<ArrayBuffer>;
  };
  /** Uniform f32 on (0, 1). (k + 1/2)/2^23 for k in 0..2^23, equally likely and exact. One word a sample. */
  open01: {
    parameters: None;
    array: Float32Array<ArrayBuffer>;
  };
  /** Uniform f32 on (0, 1]. (k + 1)/2^24 for k in 0..2^24, equally likely and exact. One word a sample. */
  openclosed01: {
    parameters: None;
    array: Float32Array<ArrayBuffer>;
  };
  /** Uniform f64 on [0, 1). k/2^53 for k in 0..2^53, equally likely and exact. Two words a sample. */
  standard64: {
    parameters: None;
    array: Float64Array<ArrayBuffer>;
  };
  /**
   * Integers on [low, high), unbiased. Samples of i32. Every integer from low to high - 1, equally likely (Lemire
   * 2019). One word a sample for 32-bit types, two for 64-bit ones, and more where a word is rejected.
   */
  integers: {
    parameters: {
      /** Lower bound, which occurs; by default 0. */
      low?: number | bigint;
      /** Upper bound, which does not occur; above low. */
      high: number | bigint;
    };
    array: Int32Array<ArrayBuffer>;
  };
  /**
   * Integers on [low, high), unbiased. Samples of u32. Every integer from low to high - 1, equally likely (Lemire
   * 2019). One word a sample for 32-bit types, two for 64-bit ones, and more where a word is rejected.
   */
  integers_u32: {
    parameters: {
      /** Lower bound, which occurs; by default 0. */
      low?: number | bigint;
      /** Upper bound, which does not occur; above low. */
      high: number | bigint;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Integers on [low, high), unbiased. Samples of i64. Every integer from low to high - 1, equally likely (Lemire
   * 2019). One word a sample for 32-bit types, two for 64-bit ones, and more where a word is rejected.
   */
  integers_i64: {
    parameters: {
      /** Lower bound, which occurs; by default 0. */
      low?: number | bigint;
      /** Upper bound, which does not occur; above low. */
      high: number | bigint;
    };
    array: BigInt64Array<ArrayBuffer>;
  };
  /**
   * Integers on [low, high), unbiased. Samples of u64. Every integer from low to high - 1, equally likely (Lemire
   * 2019). One word a sample for 32-bit types, two for 64-bit ones, and more where a word is rejected.
   */
  integers_u64: {
    parameters: {
      /** Lower bound, which occurs; by default 0. */
      low?: number | bigint;
      /** Upper bound, which does not occur; above low. */
      high: number | bigint;
    };
    array: BigUint64Array<ArrayBuffer>;
  };
  /** 1 with probability p, else 0. Exact for every p that is a multiple of 2^-64. One word a sample. */
  bernoulli: {
    parameters: {
      /** Probability of 1, in [0, 1]; by default 0.5; one number, or one for each sample. */
      p?: Each;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * 32 Bernoulli trials in the bits of a u32, as for dropout. Bit k of sample i, the lowest first, is trial 32 i + k: 1
   * with probability p, the samples of `bernoulli` from a multiple of 32 on. A count is one of samples of 32 trials. In
   * memory and in files, byte j of the samples has the trials from 8 j on, so that the trials are
   * np.unpackbits(a.view(np.uint8), bitorder="little"). 32 words a sample.
   */
  bernoulli_mask: {
    parameters: {
      /** Probability of 1, in [0, 1]; by default 0.5. */
      p?: number;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Normal floats with a mean and a standard deviation. Samples of float32. mean + std * z, where z is the standard
   * normal's quantile of the sample's word: density exp(-((x - mean)/std)^2 / 2) / (std * sqrt(2 pi)). Reaches 9.03
   * standard deviations. With float16 or bfloat16 the same number, rounded once to 16 bits. One word a sample; with
   * float64 two.
   */
  normal: {
    parameters: {
      /** Mean; finite; by default 0; one number, or one for each sample. */
      mean?: Each;
      /** Standard deviation; finite, 0 or more; by default 1; one number, or one for each sample. */
      std?: Each;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Normal floats with a mean and a standard deviation. Samples of float64. mean + std * z, where z is the standard
   * normal's quantile of the sample's word: density exp(-((x - mean)/std)^2 / 2) / (std * sqrt(2 pi)). Reaches 9.03
   * standard deviations. With float16 or bfloat16 the same number, rounded once to 16 bits. One word a sample; with
   * float64 two.
   */
  normal64: {
    parameters: {
      /** Mean; finite; by default 0. */
      mean?: number;
      /** Standard deviation; finite, 0 or more; by default 1. */
      std?: number;
    };
    array: Float64Array<ArrayBuffer>;
  };
  /**
   * Normal floats with a mean and a standard deviation. The bits of float16: `new Float16Array(samples.buffer)` reads
   * them. mean + std * z, where z is the standard normal's quantile of the sample's word: density exp(-((x -
   * mean)/std)^2 / 2) / (std * sqrt(2 pi)). Reaches 9.03 standard deviations. With float16 or bfloat16 the same number,
   * rounded once to 16 bits. One word a sample; with float64 two.
   */
  normal_f16: {
    parameters: {
      /** Mean; finite; by default 0. */
      mean?: number;
      /** Standard deviation; finite, 0 or more; by default 1. */
      std?: number;
    };
    array: Uint16Array<ArrayBuffer>;
  };
  /**
   * Normal floats with a mean and a standard deviation. The bits of bfloat16, the upper half of a float32. mean + std *
   * z, where z is the standard normal's quantile of the sample's word: density exp(-((x - mean)/std)^2 / 2) / (std *
   * sqrt(2 pi)). Reaches 9.03 standard deviations. With float16 or bfloat16 the same number, rounded once to 16 bits.
   * One word a sample; with float64 two.
   */
  normal_bf16: {
    parameters: {
      /** Mean; finite; by default 0. */
      mean?: number;
      /** Standard deviation; finite, 0 or more; by default 1. */
      std?: number;
    };
    array: Uint16Array<ArrayBuffer>;
  };
  /**
   * Exponential floats with a scale. Samples of float32. -scale * ln(u) for the sample's word u: density exp(-x/scale)
   * / scale for x > 0. Reaches 43.9 times the scale. One word a sample; with float64 two.
   */
  exponential: {
    parameters: {
      /** Mean, which is 1/rate; finite, 0 or more; by default 1; one number, or one for each sample. */
      scale?: Each;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Exponential floats with a scale. Samples of float64. -scale * ln(u) for the sample's word u: density exp(-x/scale)
   * / scale for x > 0. Reaches 43.9 times the scale. One word a sample; with float64 two.
   */
  exponential64: {
    parameters: {
      /** Mean, which is 1/rate; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float64Array<ArrayBuffer>;
  };
  /**
   * Laplace f32 with a location and a scale. Density exp(-|x - loc|/scale) / (2 scale). Reaches 44.4 scales on either
   * side. One word a sample.
   */
  laplace: {
    parameters: {
      /** Location: mean and median; finite; by default 0; one number, or one for each sample. */
      loc?: Each;
      /** Scale; finite, 0 or more; by default 1; one number, or one for each sample. */
      scale?: Each;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Logistic f32 with a location and a scale. Distribution function 1 / (1 + exp(-(x - loc)/scale)). Reaches 45 scales
   * on either side. One word a sample.
   */
  logistic: {
    parameters: {
      /** Location: mean and median; finite; by default 0. */
      loc?: number;
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Gumbel f32, of maxima, with a location and a scale. Distribution function exp(-exp(-(x - loc)/scale)). One word a
   * sample.
   */
  gumbel: {
    parameters: {
      /** Location: the mode; finite; by default 0. */
      loc?: number;
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Cauchy f32 with a location and a scale. Density 1 / (pi scale (1 + ((x - loc)/scale)^2)). Reaches 1.17e19 scales on
   * either side. One word a sample.
   */
  cauchy: {
    parameters: {
      /** Location: the median; finite; by default 0. */
      loc?: number;
      /** Scale: half the distance of the quartiles; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Half-normal f32 with a scale. |x| of a normal with mean 0: density sqrt(2/pi)/scale * exp(-(x/scale)^2 / 2) for x >
   * 0. One word a sample.
   */
  half_normal: {
    parameters: {
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /** Rayleigh f32 with a scale. Density x/scale^2 * exp(-(x/scale)^2 / 2) for x > 0. One word a sample. */
  rayleigh: {
    parameters: {
      /** Scale: the mode; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Maxwell-Boltzmann f32 with a scale. Density sqrt(2/pi) * x^2/scale^3 * exp(-(x/scale)^2 / 2) for x > 0. One word a
   * sample.
   */
  maxwell: {
    parameters: {
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Gamma f32 with a shape and a scale. Density x^(shape - 1) exp(-x/scale) / (Gamma(shape) scale^shape) for x > 0. One
   * word a sample.
   */
  gamma: {
    parameters: {
      /** Shape; from 0.01 to 1e9. */
      shape: number;
      /** Scale, which is 1/rate; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Chi-squared f32 with degrees of freedom. The sum of df squares of standard normals: the gamma distribution with
   * shape df/2 and scale 2. One word a sample.
   */
  chi_squared: {
    parameters: {
      /** Degrees of freedom, whole or not; from 0.02 to 2e9. */
      df: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Log-normal f32 by mean and standard deviation of the logarithm. exp(mean + sigma z) for a standard normal z:
   * density exp(-((ln x - mean)/sigma)^2 / 2) / (x sigma sqrt(2 pi)) for x > 0. One word a sample.
   */
  log_normal: {
    parameters: {
      /** Mean of the logarithm; up to 88.7, where half of the samples are past float32; by default 0. */
      mean?: number;
      /** Standard deviation of the logarithm; from 0 to 78.1; by default 1. */
      sigma?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Weibull f32 with a shape and a scale. Distribution function 1 - exp(-(x/scale)^a) for x > 0. One word a sample.
   */
  weibull: {
    parameters: {
      /** Shape; from 0.01 to 1e6. */
      a: number;
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Inverse Gaussian or Wald f32 with a mean and a scale. Density sqrt(scale/(2 pi x^3)) exp(-scale (x - mean)^2 / (2
   * mean^2 x)) for x > 0. scale/mean is from 1e-6 to 1e9. One word a sample.
   */
  inverse_gaussian: {
    parameters: {
      /** Mean; above 0. */
      mean: number;
      /** Shape lambda, which NumPy calls scale; above 0. */
      scale: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Skew normal f32 with a shape, a location and a scale. Density 2/scale * phi(y) * Phi(alpha y) with y = (x -
   * loc)/scale. One word a sample.
   */
  skew_normal: {
    parameters: {
      /** Shape: 0 is the normal distribution; from -1e6 to 1e6. */
      alpha: number;
      /** Location, which is not the mean; finite; by default 0. */
      loc?: number;
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Generalised normal f32 with a shape, a location and a scale. Density beta / (2 scale Gamma(1/beta)) * exp(-|(x -
   * loc)/scale|^beta). One word a sample.
   */
  generalized_normal: {
    parameters: {
      /** Shape: 1 is the Laplace distribution, 2 the normal one; from 0.788 to 100. */
      beta: number;
      /** Location: mean and median; finite; by default 0. */
      loc?: number;
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Student's t f32 with degrees of freedom, a location and a scale. Density (1 + y^2/df)^(-(df + 1)/2) / (scale
   * sqrt(df) B(df/2, 1/2)) with y = (x - loc)/scale. One word a sample.
   */
  student_t: {
    parameters: {
      /** Degrees of freedom, whole or not; from 0.0614 to 1e9. */
      df: number;
      /** Location: the median; finite; by default 0. */
      loc?: number;
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Fisher's F f32 with two degrees of freedom. The ratio of two chi-squared variables, each divided by its degrees of
   * freedom. One word a sample.
   */
  fisher_f: {
    parameters: {
      /** Degrees of freedom of the numerator; from 0.02 to 1e9. */
      dfnum: number;
      /** Degrees of freedom of the denominator; from 0.125 to 1e9. */
      dfden: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Frechet f32 with a shape, a location and a scale. Distribution function exp(-((x - loc)/scale)^-alpha) for x > loc.
   * One word a sample.
   */
  frechet: {
    parameters: {
      /** Shape; from 0.0625 to 1e6. */
      alpha: number;
      /** Location: the lower end; finite; by default 0. */
      loc?: number;
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Pareto f32, of the first kind, with a shape and a scale. Distribution function 1 - (scale/x)^a for x >= scale.
   * NumPy's pareto(a) is this with scale 1, less 1: lomax. One word a sample.
   */
  pareto: {
    parameters: {
      /** Shape, or tail index; from 0.0625 to 1e6. */
      a: number;
      /** Scale: the least value; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Lomax f32, or Pareto of the second kind, with a shape and a scale. Distribution function 1 - (1 + x/scale)^-a for x
   * > 0. One word a sample.
   */
  lomax: {
    parameters: {
      /** Shape, or tail index; from 0.0625 to 1e6. */
      a: number;
      /** Scale; finite, 0 or more; by default 1. */
      scale?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /** Beta f32 with two shapes. Density x^(a - 1) (1 - x)^(b - 1) / B(a, b) on [0, 1]. One word a sample. */
  beta: {
    parameters: {
      /** Exponent of x, plus 1; from 0.01 to 1e6. */
      a: number;
      /** Exponent of 1 - x, plus 1; from 0.01 to 1e6. */
      b: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * PERT f32: least, usual and largest value. The beta distribution on [left, right] with exponents 1 + lambd (mode -
   * left)/(right - left) and 1 + lambd (right - mode)/(right - left). One word a sample.
   */
  pert: {
    parameters: {
      /** Least value; finite. */
      left: number;
      /** Mode; from left to right. */
      mode: number;
      /** Largest value; finite, above left. */
      right: number;
      /** Weight of the mode; from 0 to 1e5; by default 4. */
      lambd?: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /** Power function f32 with a shape. Density a x^(a - 1) on [0, 1]. One word a sample. */
  power_function: {
    parameters: {
      /** Shape; from 0.01 to 1e6. */
      a: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Triangular f32: least, usual and largest value. Density rising from left to mode in a straight line, and falling to
   * right. One word a sample.
   */
  triangular: {
    parameters: {
      /** Least value; finite. */
      left: number;
      /** Mode; from left to right. */
      mode: number;
      /** Largest value; finite, above left. */
      right: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Normal f32, given that it lies from low to high. Density in proportion to exp(-((x - mean)/std)^2 / 2) on [low,
   * high], the bounds in the units of the result. The nearer bound is within 1e6 standard deviations of the mean. One
   * word a sample.
   */
  truncated_normal: {
    parameters: {
      /** Mean of the normal that is cut; finite; by default 0. */
      mean?: number;
      /** Its standard deviation; above 0; by default 1. */
      std?: number;
      /** Least value; finite. */
      low: number;
      /** Largest value; finite, above low. */
      high: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Von Mises f32, the normal distribution of the circle. Density exp(kappa cos(x - mu)) / (2 pi I0(kappa)) on [mu -
   * pi, mu + pi]. One word a sample.
   */
  von_mises: {
    parameters: {
      /** Mean direction, in radians; finite; by default 0. */
      mu?: number;
      /** Concentration: 0 is uniform; from 0 to 1e9. */
      kappa: number;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /** Poisson u32: events of a rate. P(k) = lam^k exp(-lam) / k! for k = 0, 1, ... One word a sample. */
  poisson: {
    parameters: {
      /** Mean; from 0 to 4.294e9; by default 1. */
      lam?: number;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Binomial u32: successes among n trials of probability p. P(k) = C(n, k) p^k (1 - p)^(n - k) for k = 0, ..., n. One
   * word a sample.
   */
  binomial: {
    parameters: {
      /** Trials; below 2^32. */
      n: number;
      /** Probability of success, in [0, 1]. */
      p: number;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Geometric u32: trials until the first success, with it. P(k) = p (1 - p)^(k - 1) for k = 1, 2, ...; above 2^32 - 1
   * it is 2^32 - 1. One word a sample.
   */
  geometric: {
    parameters: {
      /** Probability of success; from 1.614e-10 to 1. */
      p: number;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Negative binomial u32: failures before the n-th success. P(k) = Gamma(k + n) / (k! Gamma(n)) p^n (1 - p)^k for k =
   * 0, 1, ... One word a sample.
   */
  negative_binomial: {
    parameters: {
      /** Successes, whole or not; above 0. */
      n: number;
      /** Probability of success; in (0, 1]. */
      p: number;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Hypergeometric u32: good ones among nsample drawn without replacement. P(k) = C(ngood, k) C(nbad, nsample - k) /
   * C(ngood + nbad, nsample). One word a sample.
   */
  hypergeometric: {
    parameters: {
      /** Good ones in the population; with the bad ones at most 2^62. */
      ngood: number | bigint;
      /** Bad ones in the population. */
      nbad: number | bigint;
      /** How many are drawn; at most ngood + nbad. */
      nsample: number | bigint;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Zipf u32: ranks 1 to n by a power law. P(k) = k^-a / (1^-a + 2^-a + ... + n^-a) for k = 1, ..., n. One word a
   * sample.
   */
  zipf: {
    parameters: {
      /** Exponent; finite, 0 (uniform) or more. */
      a: number;
      /** Largest rank; from 1 to 2^24 - 1, or to 2^32 - 1 where a >= 0.9. */
      n: number;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Zeta u32: all positive integers by a power law. P(k) = k^-a / zeta(a) for k = 1, 2, ...; above 2^32 - 1 it is 2^32
   * - 1. One word a sample.
   */
  zeta: {
    parameters: {
      /** Exponent; finite, 1.0305 or more. */
      a: number;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /** Logarithmic series u32. P(k) = -p^k / (k ln(1 - p)) for k = 1, 2, ... One word a sample. */
  log_series: {
    parameters: {
      /** Parameter; from 0 to 0.9999976. */
      p: number;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /** Rademacher i32: -1 or 1. P(-1) = P(1) = 1/2. One word a sample. */
  rademacher: {
    parameters: None;
    array: Int32Array<ArrayBuffer>;
  };
  /**
   * Beta-binomial u32: successes among n trials whose probability is beta. P(k) = C(n, k) B(k + a, n - k + b) / B(a, b)
   * for k = 0, ..., n. One word a sample.
   */
  beta_binomial: {
    parameters: {
      /** Trials; any number up to 2^24, and more where the table has at most 2^24 thresholds. */
      n: number;
      /** Shape of success; from 1e-100 to 1e100. */
      a: number;
      /** Shape of failure; from 1e-100 to 1e100. */
      b: number;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Categorical u32: indices 0, 1, ... by their weights. P(k) = weights[k] / sum of the weights. One word a sample.
   */
  categorical: {
    parameters: {
      /** Weights, of any sum; finite, 0 or more. */
      weights: Numbers;
    };
    array: Uint32Array<ArrayBuffer>;
  };
  /**
   * Points on the unit circle, f32: 2 components. (cos a, sin a) of the angle a = 2 pi (u + 1/2)/2^32. One word a
   * point.
   */
  unit_circle: {
    parameters: None;
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Points in the unit disc, f32: 2 components. sqrt((u + 1/2)/2^32) times a point on the circle. Two words a point.
   */
  unit_disc: {
    parameters: None;
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Points on the unit sphere, f32: 3 components. z = 1 - 2 (u + 1/2)/2^32, and sqrt(1 - z^2) times a point on the
   * circle. Two words a point.
   */
  unit_sphere: {
    parameters: None;
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Points in the unit ball, f32: 3 components. The cube root of (u + 1/2)/2^32 times a point on the sphere. Three
   * words a point.
   */
  unit_ball: {
    parameters: None;
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Dirichlet f32: shares that sum to 1. Density proportional to the product of x_i^(alpha_i - 1). One word less than
   * components.
   */
  dirichlet: {
    parameters: {
      /** Concentrations: 2 to 65536 of them; from 0.01 to 1e6. */
      alpha: Numbers;
    };
    array: Float32Array<ArrayBuffer>;
  };
  /**
   * Multivariate normal f32 with a mean, and a covariance or its Cholesky factor. mean + L z, where L is lower
   * triangular and L L^T the covariance: density proportional to exp(-(x - mean)^T cov^-1 (x - mean) / 2). One word a
   * component.
   */
  multivariate_normal: {
    parameters: {
      /** Mean; 1 to 4096 finite numbers. */
      mean: Numbers;
      /** Covariance matrix, row after row; symmetric, positive semidefinite. */
      cov: Numbers;
    };
    array: Float32Array<ArrayBuffer>;
  };
}
