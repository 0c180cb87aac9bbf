// Low-discrepancy points and Latin hypercubes.

import type { ArrayOf, DistributionName, ParametersArgument } from "./distributions.js";
import { arrayFor, checkCount, drawIn, release } from "./draw.js";
import { ArgumentError, SeedbedError, typed } from "./errors.js";
import { extra, type Extra } from "./extra.js";
import type { Points as WasmPoints } from "./extra/seedbed_extra.js";

/** A seed: a non-negative integer of any size, or text as `"42/0/1"`. */
export type Seed = number | bigint | string;

/** Samples that WebAssembly makes at a time. */
const CHUNK = 1 << 17;

let numbers: Promise<Uint8Array> | undefined;

/** Joe and Kuo's direction numbers, 384 KB: fetched once, when first needed. */
async function directionNumbers(): Promise<Uint8Array> {
  numbers ??= (async () => {
    const address = new URL("joe_kuo_6.bin", import.meta.url);
    const response = await fetch(address);
    if (!response.ok) throw new SeedbedError(`Sobol's direction numbers: ${address.href} gave ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  })();
  try {
    return await numbers;
  } catch (error) {
    numbers = undefined;
    throw error;
  }
}

/**
 * Points that fill the unit cube more evenly than random ones: the crate's `qmc`, with its bits. Made on the
 * CPU.
 *
 * ```js
 * const sobol = await Points.sobol({ dimensions: 2, seed: 42 }); // scrambled
 * await sobol.random(1024);                                      // a Float32Array: x₀ y₀ x₁ y₁ …
 * await sobol.random(1024, "normal", { mean: 170, std: 8 });     // the next 1024, through a distribution
 * ```
 */
export class Points {
  /** Coordinates of a point. */
  readonly dimensions: number;
  readonly #module: Extra;
  readonly #points: WasmPoints;

  private constructor(module: Extra, points: WasmPoints, dimensions: number) {
    this.#module = module;
    this.#points = points;
    this.dimensions = dimensions;
  }

  /**
   * Sobol's sequence, in 1 to 21,201 dimensions: with a seed by nested uniform scrambling (Owen's), or with
   * `shift` by a digital shift; without a seed as it is. Fetches 384 KB of direction numbers on first use.
   *
   * Errors: `ArgumentError` for dimensions or a seed that cannot be.
   */
  static async sobol(options: { dimensions: number; seed?: Seed; shift?: boolean }): Promise<Points> {
    const { dimensions, seed, shift = false } = options;
    checkDimensions(dimensions);
    const [bytes, module] = await Promise.all([directionNumbers(), extra()]);
    const how = seed === undefined ? "" : shift ? "shifted" : "scrambled";
    return new Points(module, typed(() => module.Points.sobol(dimensions, bytes, how, `${seed ?? 0}`)), dimensions);
  }

  /**
   * Halton's sequence, in 1 to 6,542 dimensions: with a seed its digits are permuted.
   *
   * Errors: as {@link sobol}.
   */
  static async halton(options: { dimensions: number; seed?: Seed }): Promise<Points> {
    const { dimensions, seed } = options;
    checkDimensions(dimensions);
    const module = await extra();
    const how = seed === undefined ? "" : "scrambled";
    return new Points(module, typed(() => module.Points.halton(dimensions, how, `${seed ?? 0}`)), dimensions);
  }

  /**
   * A Latin hypercube of `n` points: in each dimension one in each of `n` equal intervals.
   *
   * Errors: as {@link sobol}, also for `n` of 0 or past 2³².
   */
  static async latinHypercube(options: { dimensions: number; n: number; seed: Seed }): Promise<Points> {
    const { dimensions, n, seed } = options;
    checkDimensions(dimensions);
    checkCount(n);
    const module = await extra();
    return new Points(module, typed(() => module.Points.latin(dimensions, n, `${seed}`)), dimensions);
  }

  /** How many points there are: 2³², or a Latin hypercube's `n`. */
  get length(): number {
    return this.#points.length();
  }

  /** The index of the next point. */
  get position(): number {
    return this.#points.position();
  }

  /** Moves to the point of an index, in constant time. Error: `StreamError` past the last. */
  seek(position: number): void {
    checkCount(position);
    typed(() => this.#points.seek(position));
  }

  /**
   * The coordinates of the next `n` points through a distribution of numbers, by default uniform on [0, 1),
   * point after point.
   *
   * Errors: `StreamError` where there are not as many points, `ArgumentError` for vectors, 16-bit samples
   * and masks, `ParameterError`, `MemoryError`.
   */
  async random<N extends DistributionName = "standard">(
    n: number,
    name: N = "standard" as N,
    ...[parameters]: ParametersArgument<N>
  ): Promise<ArrayOf<N>> {
    checkCount(n);
    const draw = drawIn(this.#module, name, parameters ?? {});
    const before = this.position;
    try {
      const samples = arrayFor(draw, n * this.dimensions);
      const bytes = new Uint8Array(samples.buffer);
      const bytesEach = draw.distribution.sampleBytes() * this.dimensions;
      const most = Math.max(1, Math.floor(CHUNK / this.dimensions));
      for (let first = 0; first < n; first += most) {
        const some = Math.min(most, n - first);
        const words = typed(() => this.#points.sample(draw.distribution, some));
        bytes.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), first * bytesEach);
      }
      return samples as ArrayOf<N>;
    } catch (error) {
      this.#points.seek(before);
      throw error;
    } finally {
      release(draw);
    }
  }
}

function checkDimensions(dimensions: number): void {
  if (!Number.isSafeInteger(dimensions) || dimensions < 1 || dimensions >= 2 ** 32) {
    throw new ArgumentError(`${String(dimensions)} dimensions: it must be an integer, 1 or more`);
  }
}
