// The distributions of the page: parameters with their ranges, exact densities, and what to show.

/** ln Γ(x), Lanczos 1964 with g = 7: enough for a picture. */
function lnGamma(x) {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  let sum = c[0];
  for (let i = 1; i < 9; i++) sum += c[i] / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const lnBeta = (a, b) => lnGamma(a) + lnGamma(b) - lnGamma(a + b);
const slide = (value, min, max, step) => ({ value, min, max, step });
const loc = slide(0, -5, 5, 0.1);
const scale = slide(1, 0.1, 5, 0.1);

/** By name: sliders, density at x, and the interval shown. Discrete ones have `pmf`. */
export const families = {
  normal: {
    sliders: { mean: loc, std: scale },
    pdf: ({ mean, std }, x) => Math.exp(-0.5 * ((x - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI)),
    range: ({ mean, std }) => [mean - 4.5 * std, mean + 4.5 * std],
  },
  uniform: {
    sliders: { low: slide(-1, -5, 0, 0.1), high: slide(1, 0.1, 5, 0.1) },
    pdf: ({ low, high }, x) => (x >= low && x < high ? 1 / (high - low) : 0),
    range: ({ low, high }) => [low - 0.1 * (high - low), high + 0.1 * (high - low)],
  },
  exponential: {
    sliders: { scale },
    pdf: ({ scale }, x) => (x > 0 ? Math.exp(-x / scale) / scale : 0),
    range: ({ scale }) => [0, 8 * scale],
  },
  laplace: {
    sliders: { loc, scale },
    pdf: ({ loc, scale }, x) => Math.exp(-Math.abs(x - loc) / scale) / (2 * scale),
    range: ({ loc, scale }) => [loc - 7 * scale, loc + 7 * scale],
  },
  logistic: {
    sliders: { loc, scale },
    pdf: ({ loc, scale }, x) => 1 / (4 * scale * Math.cosh((x - loc) / (2 * scale)) ** 2),
    range: ({ loc, scale }) => [loc - 9 * scale, loc + 9 * scale],
  },
  gamma: {
    sliders: { shape: slide(2.5, 0.5, 20, 0.1), scale },
    pdf: ({ shape, scale }, x) =>
      x > 0 ? Math.exp((shape - 1) * Math.log(x / scale) - x / scale - lnGamma(shape)) / scale : 0,
    range: ({ shape, scale }) => [0, scale * (shape + 5 * Math.sqrt(shape) + 3)],
  },
  beta: {
    sliders: { a: slide(2, 0.5, 10, 0.1), b: slide(5, 0.5, 10, 0.1) },
    pdf: ({ a, b }, x) =>
      x > 0 && x < 1 ? Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - lnBeta(a, b)) : 0,
    range: () => [0, 1],
  },
  student_t: {
    sliders: { df: slide(4, 1, 30, 0.5), loc, scale },
    pdf: ({ df, loc, scale }, x) =>
      Math.exp(-0.5 * (df + 1) * Math.log1p(((x - loc) / scale) ** 2 / df) - lnBeta(df / 2, 0.5)) /
      (scale * Math.sqrt(df)),
    range: ({ loc, scale }) => [loc - 7 * scale, loc + 7 * scale],
  },
  log_normal: {
    sliders: { mean: slide(0, -1, 1, 0.1), sigma: slide(0.5, 0.1, 1, 0.05) },
    pdf: ({ mean, sigma }, x) =>
      x > 0 ? Math.exp(-0.5 * ((Math.log(x) - mean) / sigma) ** 2) / (x * sigma * Math.sqrt(2 * Math.PI)) : 0,
    range: ({ mean, sigma }) => [0, Math.exp(mean + 3 * sigma)],
  },
  weibull: {
    sliders: { a: slide(1.5, 0.5, 8, 0.1), scale },
    pdf: ({ a, scale }, x) =>
      x > 0 ? (a / scale) * (x / scale) ** (a - 1) * Math.exp(-((x / scale) ** a)) : 0,
    range: ({ a, scale }) => [0, scale * 7 ** (1 / a)],
  },
  poisson: {
    sliders: { lam: slide(6, 0.1, 60, 0.1) },
    pmf: ({ lam }, k) => Math.exp(k * Math.log(lam) - lam - lnGamma(k + 1)),
    range: ({ lam }) => [0, Math.ceil(lam + 5 * Math.sqrt(lam) + 3)],
  },
  binomial: {
    sliders: { n: slide(20, 1, 100, 1), p: slide(0.3, 0.01, 0.99, 0.01) },
    pmf: ({ n, p }, k) =>
      Math.exp(lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p)),
    range: ({ n }) => [0, n],
  },
  geometric: {
    sliders: { p: slide(0.3, 0.05, 0.95, 0.01) },
    pmf: ({ p }, k) => (k >= 1 ? p * (1 - p) ** (k - 1) : 0),
    range: ({ p }) => [0, Math.ceil(8 / p)],
  },
};
