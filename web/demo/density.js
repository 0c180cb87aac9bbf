// Exact densities and probabilities, by the names of the distributions: enough digits for a picture.

const { abs, cosh, exp, log, log1p, max, min, PI, sin, sqrt } = Math;
const TAU = 2 * PI;

/** ln Γ(x), Lanczos 1964 with g = 7. */
function lnGamma(x) {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7,
  ];
  if (x < 0.5) return log(PI / sin(PI * x)) - lnGamma(1 - x);
  let sum = c[0];
  for (let i = 1; i < 9; i++) sum += c[i] / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * log(TAU) + (x - 0.5) * log(t) - t + log(sum);
}

const lnBeta = (a, b) => lnGamma(a) + lnGamma(b) - lnGamma(a + b);
const lnChoose = (n, k) => lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);

/** √(2π)·e^(z²/2)·Φ(−z) for z ≥ 0: a continued fraction where it is quick, else Taylor's series of Φ. */
function mills(z) {
  if (z > 3) {
    let fraction = z;
    for (let k = 60; k > 0; k--) fraction = z + k / fraction;
    return 1 / fraction;
  }
  let [sum, term] = [z, z];
  for (let k = 1; k < 80; k++) sum += term *= (z * z) / (2 * k + 1);
  return sqrt(PI / 2) * exp((z * z) / 2) - sum;
}

/** Φ(z). */
function normalCdf(z) {
  const tail = (mills(abs(z)) * exp((-z * z) / 2)) / sqrt(TAU);
  return z < 0 ? tail : 1 - tail;
}

/** e^−x I₀(x): (1/π) ∫ e^(x (cos t − 1)) dt over a period, by equal steps. */
function besselI0Scaled(x) {
  let sum = 0;
  for (let i = 0; i < 512; i++) sum += exp(-2 * x * sin((PI * i) / 512) ** 2);
  return sum / 512;
}

/** 1^−a + … + n^−a, for n = ∞ where a > 1: a thousand terms, and Euler's and Maclaurin's formula. */
function powerSum(a, n) {
  const most = min(n, 1000);
  let sum = 0;
  for (let k = 1; k <= most; k++) sum += k ** -a;
  if (n <= most) return sum;
  const primitive = (x) => (a === 1 ? log(x) : x === Infinity ? 0 : x ** (1 - a) / (1 - a));
  const at = (x) => (x === Infinity ? 0 : x ** -a);
  return sum + primitive(n) - primitive(most) + (at(n) - at(most)) / 2 + (a * at(most)) / most / 12;
}

const REAL = [-Infinity, Infinity];
const POSITIVE = [0, Infinity];
const normalDensity = (z) => exp((-z * z) / 2) / sqrt(TAU);

/** A density on its support. */
const on = (support, of) => ({ support, of: (x) => (x >= support[0] && x <= support[1] ? of(x) : 0) });
/** A standard density, moved and stretched. */
const scaled = (loc, scale, [from, to], standard) =>
  on([loc + scale * from, loc + scale * to], (x) => standard((x - loc) / scale) / scale);
/** Probabilities of the integers of a support. */
const each = (support, of) => ({ ...on(support, of), isDiscrete: true });

const flat = (low, high) => on([low, high], () => 1 / (high - low));
const integers = (low, high) => each([Number(low), Number(high) - 1], () => 1 / (Number(high) - Number(low)));
const normal = ({ mean, std }) => scaled(mean, std, REAL, normalDensity);
const exponential = ({ scale }) => scaled(0, scale, POSITIVE, (y) => exp(-y));
const gamma = (shape, scale) => scaled(0, scale, POSITIVE, (y) => exp((shape - 1) * log(y) - y - lnGamma(shape)));
const beta = (a, b, left = 0, width = 1) =>
  scaled(left, width, [0, 1], (y) => exp((a - 1) * log(y) + (b - 1) * log1p(-y) - lnBeta(a, b)));
const bernoulli = ({ p }) => each([0, 1], (k) => (k === 1 ? p : 1 - p));
const powerLaw = (a, n) => {
  const sum = powerSum(a, n);
  return each([1, n], (k) => k ** -a / sum);
};

/** Of parameters that the library has accepted, with its defaults. Vectors have none here. */
export const densities = {
  bits32: () => integers(0, 2 ** 32),
  bits64: () => integers(0, 2 ** 64),
  standard: () => flat(0, 1),
  standard64: () => flat(0, 1),
  open01: () => flat(0, 1),
  openclosed01: () => flat(0, 1),
  uniform: ({ low, high }) => flat(low, high),
  uniform64: ({ low, high }) => flat(low, high),
  uniform_f16: ({ low, high }) => flat(low, high),
  uniform_bf16: ({ low, high }) => flat(low, high),
  integers: ({ low, high }) => integers(low, high),
  integers_u32: ({ low, high }) => integers(low, high),
  integers_i64: ({ low, high }) => integers(low, high),
  integers_u64: ({ low, high }) => integers(low, high),
  bernoulli,
  bernoulli_mask: bernoulli,
  normal,
  normal64: normal,
  normal_f16: normal,
  normal_bf16: normal,
  exponential,
  exponential64: exponential,
  laplace: ({ loc, scale }) => scaled(loc, scale, REAL, (y) => exp(-abs(y)) / 2),
  logistic: ({ loc, scale }) => scaled(loc, scale, REAL, (y) => 1 / (4 * cosh(y / 2) ** 2)),
  gumbel: ({ loc, scale }) => scaled(loc, scale, REAL, (y) => exp(-y - exp(-y))),
  cauchy: ({ loc, scale }) => scaled(loc, scale, REAL, (y) => 1 / (PI * (1 + y * y))),
  half_normal: ({ scale }) => scaled(0, scale, POSITIVE, (y) => 2 * normalDensity(y)),
  rayleigh: ({ scale }) => scaled(0, scale, POSITIVE, (y) => y * exp((-y * y) / 2)),
  maxwell: ({ scale }) => scaled(0, scale, POSITIVE, (y) => sqrt(2 / PI) * y * y * exp((-y * y) / 2)),
  gamma: ({ shape, scale }) => gamma(shape, scale),
  chi_squared: ({ df }) => gamma(df / 2, 2),
  log_normal: ({ mean, sigma }) => on(POSITIVE, (x) => (x > 0 ? normalDensity((log(x) - mean) / sigma) / (x * sigma) : 0)),
  weibull: ({ a, scale }) => scaled(0, scale, POSITIVE, (y) => a * exp((a - 1) * log(y) - y ** a)),
  inverse_gaussian: ({ mean, scale }) =>
    on(POSITIVE, (x) => (x > 0 ? sqrt(scale / (TAU * x ** 3)) * exp((-scale * (x / mean - 1) ** 2) / (2 * x)) : 0)),
  skew_normal: ({ alpha, loc, scale }) => scaled(loc, scale, REAL, (y) => 2 * normalDensity(y) * normalCdf(alpha * y)),
  generalized_normal: ({ beta, loc, scale }) =>
    scaled(loc, scale, REAL, (y) => exp(-(abs(y) ** beta) - lnGamma(1 + 1 / beta)) / 2),
  student_t: ({ df, loc, scale }) =>
    scaled(loc, scale, REAL, (y) => exp((-(df + 1) / 2) * log1p((y * y) / df) - lnBeta(df / 2, 0.5)) / sqrt(df)),
  fisher_f: ({ dfnum, dfden }) => {
    const [a, b] = [dfnum / 2, dfden / 2];
    return on(POSITIVE, (x) =>
      exp(a * log(a) + b * log(b) + (a - 1) * log(x) - (a + b) * log(a * x + b) - lnBeta(a, b)));
  },
  frechet: ({ alpha, loc, scale }) =>
    scaled(loc, scale, POSITIVE, (y) => (y > 0 ? alpha * exp(-(alpha + 1) * log(y) - y ** -alpha) : 0)),
  pareto: ({ a, scale }) => scaled(0, scale, [1, Infinity], (y) => a * y ** (-a - 1)),
  lomax: ({ a, scale }) => scaled(0, scale, POSITIVE, (y) => a * (1 + y) ** (-a - 1)),
  beta: ({ a, b }) => beta(a, b),
  pert: ({ left, mode, right, lambd }) => {
    const width = right - left;
    return beta(1 + (lambd * (mode - left)) / width, 1 + (lambd * (right - mode)) / width, left, width);
  },
  power_function: ({ a }) => beta(a, 1),
  triangular: ({ left, mode, right }) =>
    on([left, right], (x) =>
      x < mode ? (2 * (x - left)) / ((right - left) * (mode - left)) : (2 * max(right - x, 0)) / ((right - left) * max(right - mode, 1e-300))),
  truncated_normal: ({ mean, std, low, high }) => {
    const [a, b] = [(low - mean) / std, (high - mean) / std];
    // Measured from the point of [a, b] nearest to 0, where the exponent is largest.
    const nearest = min(max(0, a), b);
    const [near, far] = [min(abs(a), abs(b)), max(abs(a), abs(b))];
    const mass = a < 0 && b > 0
      ? sqrt(TAU) * (normalCdf(b) - normalCdf(a))
      : mills(near) - mills(far) * exp(((near - far) * (near + far)) / 2);
    return scaled(mean, std, [a, b], (y) => exp(((nearest - y) * (nearest + y)) / 2) / mass);
  },
  von_mises: ({ mu, kappa }) => {
    const whole = TAU * besselI0Scaled(kappa);
    return scaled(mu, 1, [-PI, PI], (y) => exp(-2 * kappa * sin(y / 2) ** 2) / whole);
  },
  poisson: ({ lam }) => each(POSITIVE, (k) => exp((k > 0 ? k * log(lam) : 0) - lam - lnGamma(k + 1))),
  binomial: ({ n, p }) =>
    each([0, n], (k) => exp(lnChoose(n, k) + (k > 0 ? k * log(p) : 0) + (k < n ? (n - k) * log1p(-p) : 0))),
  geometric: ({ p }) => each([1, Infinity], (k) => (k > 1 ? p * exp((k - 1) * log1p(-p)) : p)),
  negative_binomial: ({ n, p }) =>
    each(POSITIVE, (k) => exp(lnGamma(n + k) - lnGamma(k + 1) - lnGamma(n) + n * log(p) + (k > 0 ? k * log1p(-p) : 0))),
  hypergeometric: ({ ngood, nbad, nsample }) =>
    each([max(0, nsample - nbad), min(ngood, nsample)], (k) =>
      exp(lnChoose(ngood, k) + lnChoose(nbad, nsample - k) - lnChoose(ngood + nbad, nsample))),
  zipf: ({ a, n }) => powerLaw(a, n),
  zeta: ({ a }) => powerLaw(a, Infinity),
  log_series: ({ p }) => each([1, Infinity], (k) => (p === 0 ? Number(k === 1) : p ** k / (-k * log1p(-p)))),
  rademacher: () => each([-1, 1], (k) => (k === 0 ? 0 : 0.5)),
  beta_binomial: ({ n, a, b }) => each([0, n], (k) => exp(lnChoose(n, k) + lnBeta(k + a, n - k + b) - lnBeta(a, b))),
  categorical: ({ weights }) => {
    const sum = weights.reduce((sum, weight) => sum + weight, 0);
    return each([0, weights.length - 1], (k) => weights[k] / sum);
  },
};
