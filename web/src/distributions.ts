// Distributions by name: parameters, and the typed array of the samples.

/**
 * A number for all samples, or one for each: in an array, or as f32 in a buffer of the page, or a part of one
 * (`{ buffer, offset, size }`). Buffers have the usage `STORAGE`, lie on the device that draws, and are read by
 * it alone: their numbers are not checked. A sample whose parameters are outside the domain (NaN or infinite, a
 * negative `std` or `scale`, `low ≥ high`, `p` outside [0, 1]) is the NaN with bits `0x7fc00000`, or 0 of a
 * Bernoulli trial; it takes its words like the others.
 */
export type Each = number | Numbers | GPUBuffer | GPUBufferBinding;

/** A location, 0 by default, and a scale, 1 by default. */
export interface LocationScale {
  /** Location; finite. */
  loc?: number;
  /** Scale; finite, 0 or more. */
  scale?: number;
}

/** A scale, 1 by default. */
export interface Scale {
  /** Scale; finite, 0 or more. */
  scale?: number;
}

/** Integers in `low..high`: `high` does not occur. Beyond 2⁵³, `BigInt`s. */
export interface Bounds {
  /** Lower bound, which occurs; 0 by default. */
  low?: number | bigint;
  /** Upper bound, which does not occur. */
  high: number | bigint;
}

/** No parameters. */
export type None = Record<string, never>;

/** The distributions: names and parameters are those of the command `seedbed` and of the Rust crate. */
export interface Distributions {
  /** The words of the stream: all of 0 to 2³² − 1, equally likely. */
  bits32: { parameters: None; array: Uint32Array<ArrayBuffer> };
  /** Two words each: all of 0 to 2⁶⁴ − 1, equally likely. */
  bits64: { parameters: None; array: BigUint64Array<ArrayBuffer> };
  /** k/2²⁴ on [0, 1), exact. */
  standard: { parameters: None; array: Float32Array<ArrayBuffer> };
  /** k/2⁵³ on [0, 1), exact. */
  standard64: { parameters: None; array: Float64Array<ArrayBuffer> };
  /** (k + 1/2)/2²³ on (0, 1), exact. */
  open01: { parameters: None; array: Float32Array<ArrayBuffer> };
  /** (k + 1)/2²⁴ on (0, 1], exact. */
  openclosed01: { parameters: None; array: Float32Array<ArrayBuffer> };
  /** Uniform on [low, high); bounds also by element. */
  uniform: { parameters: { low: Each; high: Each }; array: Float32Array<ArrayBuffer> };
  /** Uniform on [low, high), in 64 bits. */
  uniform64: { parameters: { low: number; high: number }; array: Float64Array<ArrayBuffer> };
  /** Integers of 32 bits, unbiased. */
  integers: { parameters: Bounds; array: Int32Array<ArrayBuffer> };
  /** Integers of 32 bits without sign, unbiased. */
  integers_u32: { parameters: Bounds; array: Uint32Array<ArrayBuffer> };
  /** Integers of 64 bits, unbiased. */
  integers_i64: { parameters: Bounds; array: BigInt64Array<ArrayBuffer> };
  /** Integers of 64 bits without sign, unbiased. */
  integers_u64: { parameters: Bounds; array: BigUint64Array<ArrayBuffer> };
  /** 1 with probability p (0.5 by default, also by element), else 0. */
  bernoulli: { parameters: { p?: Each }; array: Uint32Array<ArrayBuffer> };
  /** 32 trials in a word, each 1 with probability p (0.5 by default). */
  bernoulli_mask: { parameters: { p?: number }; array: Uint32Array<ArrayBuffer> };
  /** Normal with a mean (0) and a standard deviation (1), rounded once; both also by element. */
  normal: { parameters: { mean?: Each; std?: Each }; array: Float32Array<ArrayBuffer> };
  /** Normal, in 64 bits. */
  normal64: { parameters: { mean?: number; std?: number }; array: Float64Array<ArrayBuffer> };
  /** Uniform on [low, high): the bits of binary16. `new Float16Array(samples.buffer)` reads them. */
  uniform_f16: { parameters: { low: number; high: number }; array: Uint16Array<ArrayBuffer> };
  /** Uniform on [low, high): the bits of bfloat16, the upper half of a binary32. */
  uniform_bf16: { parameters: { low: number; high: number }; array: Uint16Array<ArrayBuffer> };
  /** Normal: the bits of binary16. `new Float16Array(samples.buffer)` reads them. */
  normal_f16: { parameters: { mean?: number; std?: number }; array: Uint16Array<ArrayBuffer> };
  /** Normal: the bits of bfloat16, the upper half of a binary32. */
  normal_bf16: { parameters: { mean?: number; std?: number }; array: Uint16Array<ArrayBuffer> };
  /** Exponential; its scale also by element. */
  exponential: { parameters: { scale?: Each }; array: Float32Array<ArrayBuffer> };
  /** Exponential, in 64 bits. */
  exponential64: { parameters: Scale; array: Float64Array<ArrayBuffer> };
  /** Laplace; both also by element. */
  laplace: { parameters: { loc?: Each; scale?: Each }; array: Float32Array<ArrayBuffer> };
  /** Logistic. */
  logistic: { parameters: LocationScale; array: Float32Array<ArrayBuffer> };
  /** Gumbel, of maxima. */
  gumbel: { parameters: LocationScale; array: Float32Array<ArrayBuffer> };
  /** Cauchy. */
  cauchy: { parameters: LocationScale; array: Float32Array<ArrayBuffer> };
  /** |x| of a normal with mean 0. */
  half_normal: { parameters: Scale; array: Float32Array<ArrayBuffer> };
  /** Rayleigh. */
  rayleigh: { parameters: Scale; array: Float32Array<ArrayBuffer> };
  /** Maxwell–Boltzmann. */
  maxwell: { parameters: Scale; array: Float32Array<ArrayBuffer> };
  /** Gamma with a shape from 0.01 to 10⁹. */
  gamma: { parameters: Scale & { shape: number }; array: Float32Array<ArrayBuffer> };
  /** Chi-squared with degrees of freedom. */
  chi_squared: { parameters: { df: number }; array: Float32Array<ArrayBuffer> };
  /** exp of a normal. */
  log_normal: { parameters: { mean?: number; sigma?: number }; array: Float32Array<ArrayBuffer> };
  /** Weibull with a shape. */
  weibull: { parameters: Scale & { a: number }; array: Float32Array<ArrayBuffer> };
  /** Inverse Gaussian, or Wald. */
  inverse_gaussian: { parameters: { mean: number; scale: number }; array: Float32Array<ArrayBuffer> };
  /** Skew normal with a shape. */
  skew_normal: { parameters: LocationScale & { alpha: number }; array: Float32Array<ArrayBuffer> };
  /** Generalised normal with a shape from 1 to 100. */
  generalized_normal: { parameters: LocationScale & { beta: number }; array: Float32Array<ArrayBuffer> };
  /** Student's t with degrees of freedom. */
  student_t: { parameters: LocationScale & { df: number }; array: Float32Array<ArrayBuffer> };
  /** Fisher's F. */
  fisher_f: { parameters: { dfnum: number; dfden: number }; array: Float32Array<ArrayBuffer> };
  /** Fréchet with a shape. */
  frechet: { parameters: LocationScale & { alpha: number }; array: Float32Array<ArrayBuffer> };
  /** Pareto of the first kind: from `scale` on. */
  pareto: { parameters: Scale & { a: number }; array: Float32Array<ArrayBuffer> };
  /** Lomax, or Pareto of the second kind: from 0 on. */
  lomax: { parameters: Scale & { a: number }; array: Float32Array<ArrayBuffer> };
  /** Beta. */
  beta: { parameters: { a: number; b: number }; array: Float32Array<ArrayBuffer> };
  /** PERT: least, usual and largest value; the weight `lambd` of the mode is 4. */
  pert: {
    parameters: { left: number; mode: number; right: number; lambd?: number };
    array: Float32Array<ArrayBuffer>;
  };
  /** Density a·x^(a − 1) on [0, 1]. */
  power_function: { parameters: { a: number }; array: Float32Array<ArrayBuffer> };
  /** Triangular: least, usual and largest value. */
  triangular: { parameters: { left: number; mode: number; right: number }; array: Float32Array<ArrayBuffer> };
  /** A normal, given that it lies from low to high. */
  truncated_normal: {
    parameters: { mean?: number; std?: number; low: number; high: number };
    array: Float32Array<ArrayBuffer>;
  };
  /** Von Mises: the normal distribution of the circle. */
  von_mises: { parameters: { mu?: number; kappa: number }; array: Float32Array<ArrayBuffer> };
  /** Poisson: events of a rate `lam`, 1 by default. */
  poisson: { parameters: { lam?: number }; array: Uint32Array<ArrayBuffer> };
  /** Successes among n trials. */
  binomial: { parameters: { n: number; p: number }; array: Uint32Array<ArrayBuffer> };
  /** Trials until the first success, with it. */
  geometric: { parameters: { p: number }; array: Uint32Array<ArrayBuffer> };
  /** Failures before the n-th success. */
  negative_binomial: { parameters: { n: number; p: number }; array: Uint32Array<ArrayBuffer> };
  /** Good ones among nsample drawn without replacement. */
  hypergeometric: {
    parameters: { ngood: number | bigint; nbad: number | bigint; nsample: number | bigint };
    array: Uint32Array<ArrayBuffer>;
  };
  /** Ranks 1 to n by a power law. */
  zipf: { parameters: { a: number; n: number }; array: Uint32Array<ArrayBuffer> };
  /** All positive integers by a power law; a of 3.65 or more. */
  zeta: { parameters: { a: number }; array: Uint32Array<ArrayBuffer> };
  /** Logarithmic series. */
  log_series: { parameters: { p: number }; array: Uint32Array<ArrayBuffer> };
  /** −1 or 1. */
  rademacher: { parameters: None; array: Int32Array<ArrayBuffer> };
  /** Binomial whose p is a beta variable. */
  beta_binomial: { parameters: { n: number; a: number; b: number }; array: Uint32Array<ArrayBuffer> };
  /** Indices 0, 1, … by their weights. */
  categorical: { parameters: { weights: Numbers }; array: Uint32Array<ArrayBuffer> };
  /** Points on the unit circle: 2 components each. */
  unit_circle: { parameters: None; array: Float32Array<ArrayBuffer> };
  /** Points in the unit disc: 2 components each. */
  unit_disc: { parameters: None; array: Float32Array<ArrayBuffer> };
  /** Points on the unit sphere: 3 components each. */
  unit_sphere: { parameters: None; array: Float32Array<ArrayBuffer> };
  /** Points in the unit ball: 3 components each. */
  unit_ball: { parameters: None; array: Float32Array<ArrayBuffer> };
  /** Shares that sum to 1, a row each. */
  dirichlet: { parameters: { alpha: Numbers }; array: Float32Array<ArrayBuffer> };
  /** Normal vectors with a mean and a covariance, row by row. */
  multivariate_normal: { parameters: { mean: Numbers; cov: Numbers }; array: Float32Array<ArrayBuffer> };
}

/** A list of numbers. */
export type Numbers = readonly number[] | Float32Array | Float64Array;

/** The name of a distribution. */
export type DistributionName = keyof Distributions;

/** Parameters of a distribution. */
export type ParametersOf<N extends DistributionName> = Distributions[N]["parameters"];

/** The typed array of a distribution's samples. */
export type ArrayOf<N extends DistributionName> = Distributions[N]["array"];

/** Parameters as an argument: it can be left out where all have defaults. */
export type ParametersArgument<N extends DistributionName> =
  Partial<ParametersOf<N>> extends ParametersOf<N>
    ? [parameters?: ParametersOf<N>]
    : [parameters: ParametersOf<N>];

/** `student_t` is the method `studentT`. */
export type MethodName<S extends string> = S extends `${infer A}_${infer B}`
  ? `${A}${Capitalize<MethodName<B>>}`
  : S;

/** A method for each distribution: the next `n` samples. */
export type DistributionMethods = {
  [N in DistributionName as MethodName<N>]: (
    n: number,
    ...parameters: ParametersArgument<N>
  ) => Promise<ArrayOf<N>>;
};
