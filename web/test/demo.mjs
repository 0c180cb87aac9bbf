// The exact densities of the demo's page against samples: node test/demo.mjs

import { beginning } from "../demo/controls.js";
import { densities } from "../demo/density.js";
import { areIntegers, numbersOf, rangeOf } from "../demo/numbers.js";
import { Generator, distributions } from "../dist/index.js";

const N = 1 << 17;
const BINS = 64;
/** 64 bins of so many samples are some 0.009 from their probabilities; 16-bit floats lie in other bins, too. */
const MOST = 0.015;

/** Half the sum of what shares and probabilities of bins differ by. */
function distance(numbers, { support, of, isDiscrete = false }) {
  let [from, to] = rangeOf(numbers, support, isDiscrete);
  if (isDiscrete) [from, to] = [Math.floor(from) - 0.5, Math.ceil(to) + 0.5];
  const each = isDiscrete ? Math.ceil((to - from) / BINS) : (to - from) / BINS;
  const counts = new Float64Array(Math.ceil((to - from) / each));
  for (const x of numbers) if (x >= from && x < from + each * counts.length) counts[Math.floor((x - from) / each)]++;
  // Integers of a bin one by one where they are few; else, as of an interval, at equal steps.
  const points = isDiscrete && each <= 256 ? each : 256;
  const step = each / points;
  const share = (bin) => {
    let sum = 0;
    for (let i = 0; i < points; i++) {
      const x = from + bin * each + (i + 0.5) * step;
      sum += step * of(isDiscrete ? Math.round(x) : x);
    }
    return sum;
  };
  return counts.reduce((sum, count, bin) => sum + Math.abs(count / numbers.length - share(bin)), 0) / 2;
}

const failed = [];
const vectors = [];
const families = await distributions();
for (const family of families) {
  const values = beginning(family);
  const rng = await Generator.create({ seed: 42, backend: "cpu" });
  const samples = await rng.sample(family.name, N, values);
  const density = densities[family.name]?.(values);
  if (samples.length > N && !density) {
    vectors.push(family.name);
    continue;
  }
  if (areIntegers(samples) !== Boolean(density?.isDiscrete)) failed.push(`${family.name}: numbers of another kind`);
  const found = density ? distance(numbersOf(family.name, samples), density) : NaN;
  if (!(found < MOST)) failed.push(`${family.name} ${JSON.stringify(values)}: ${found} from its density`);
}
const names = families.map(({ name }) => name);
for (const name of Object.keys(densities)) if (!names.includes(name)) failed.push(`there is no distribution ${name}`);
console.log(`${Object.keys(densities).length} densities; vectors: ${vectors.join(", ")}`);
for (const what of failed) console.log(`FAILED ${what}`);
process.exitCode = failed.length > 0 ? 1 : 0;
