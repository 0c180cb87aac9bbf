// Samples as numbers, and what of them is worth showing.

/** Masks that are taken apart into trials. */
const MASKS = 1 << 14;
/** Part of the samples that may be outside on either side. */
const OUTSIDE = 5e-4;
/** So many times the distance of median and quartile are shown at most: a heavy tail does not squeeze the rest. */
const REACH = 8;
/** An end of the support that is nearer than this part of the range is shown. */
const NEAR = 0.1;
/** Room beside the outermost, as a part of the range. */
const ROOM = 0.08;

/** The samples of a typed array as numbers. */
export function numbersOf(name, samples) {
  if (name === "bernoulli_mask") {
    return Uint8Array.from({ length: 32 * Math.min(samples.length, MASKS) }, (_, i) => (samples[i >> 5] >>> (i & 31)) & 1);
  }
  if (samples instanceof BigInt64Array || samples instanceof BigUint64Array) return Float64Array.from(samples, Number);
  if (samples instanceof Uint16Array) return Float32Array.from(samples, name.endsWith("_bf16") ? ofBfloat16 : ofBinary16);
  return samples;
}

/** Whether they are integers. */
export function areIntegers(samples) {
  return !(samples instanceof Float32Array || samples instanceof Float64Array || samples instanceof Uint16Array);
}

function ofBinary16(bits) {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24);
}

const words = new Uint32Array(1);
const floats = new Float32Array(words.buffer);

function ofBfloat16(bits) {
  words[0] = bits << 16;
  return floats[0];
}

/** The middle of some samples, widened to the ends of the support near it. */
export function rangeOf(numbers, support = [-Infinity, Infinity], isDiscrete = false) {
  const sorted = Float64Array.from(numbers).sort();
  const quantile = (p) => sorted[Math.round(p * (sorted.length - 1))];
  const [lower, median, upper] = [0.25, 0.5, 0.75].map(quantile);
  if (!Number.isFinite(median)) throw new RangeError("half of the samples are infinite: there is no picture of them");
  const least = isDiscrete ? 1 : 0;
  const low = Math.max(quantile(OUTSIDE), median - REACH * Math.max(least, median - lower), -3.4e38);
  const high = Math.min(quantile(1 - OUTSIDE), median + REACH * Math.max(least, upper - median), 3.4e38);
  if (low >= high) {
    const around = isDiscrete ? 2 : Math.abs(median) / 10 || 1;
    return [low - around, high + around];
  }
  const [near, room] = [NEAR * (high - low), isDiscrete ? 0 : ROOM * (high - low)];
  return [low - support[0] < near ? support[0] : low - room, support[1] - high < near ? support[1] : high + room];
}
