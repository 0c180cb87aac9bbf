// Low-discrepancy points and Latin hypercubes.

import type { ArrayOf, DistributionName, ParametersArgument, ParametersOf } from "./distributions.js";
import { checkBoolean, checkCount, checkOptions, seedText, shown, type Seed } from "./arguments.js";
import { directionNumbers } from "./direction_numbers.js";
import { allocated, arrayFor, drawIn, release, type Draw } from "./draw.js";
import { ArgumentError, NoDeviceError, typed } from "./errors.js";
import { extra, type Extra } from "./extra.js";
import type { Points as WasmPoints } from "./extra/seedbed_extra.js";
import { BACKEND_OPTIONS, checkTarget, Made, Maker, type BackendOptions, type Target } from "./maker.js";
import { using, type Work } from "./work.js";

/** Samples that WebAssembly makes at a time. */
const CHUNK = 1 << 17;

/** `n` points from an index on through a distribution; a sample is a point. */
function pointsOn(module: Extra, points: WasmPoints, { distribution }: Draw, first: number, n: number): Work {
  return {
    of: typed(() => points.work(distribution, first, n)),
    module: { name: "extra", Limits: module.Limits },
    bytesEach: distribution.sampleBytes() * points.dimensions(),
  };
}

/** The bytes of `n` points from the index `first` on, made in WebAssembly part after part. */
function sampleOnCpu(points: WasmPoints, { distribution }: Draw, first: number, n: number, out: Uint8Array): void {
  const bytesEach = distribution.sampleBytes() * points.dimensions();
  const most = Math.max(1, Math.floor(CHUNK / points.dimensions()));
  for (let done = 0; done < n; done += most) {
    const words = typed(() => points.sample(distribution, first + done, Math.min(most, n - done)));
    out.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), done * bytesEach);
  }
}

/**
 * Points that fill the unit cube more evenly than random ones: the crate's `qmc`, with its bits, on the GPU and
 * on the CPU as a {@link Generator} draws.
 *
 * ```js
 * const sobol = await Points.sobol({ dimensions: 2, seed: 42 }); // scrambled
 * await sobol.random(1024);                                      // a Float32Array: x₀ y₀ x₁ y₁ …
 * await sobol.random(1024, "normal", { mean: 170, std: 8 });     // the next 1024, through a distribution
 * await sobol.fill(buffer, 1024);                                // into a buffer of the page
 * ```
 */
export class Points extends Made {
  /** Coordinates of a point. */
  readonly dimensions: number;
  readonly #module: Extra;
  readonly #points: WasmPoints;
  readonly #maker: Maker;

  private constructor(module: Extra, points: WasmPoints, maker: Maker) {
    super(maker);
    this.#module = module;
    this.#points = points;
    this.#maker = maker;
    this.dimensions = points.dimensions();
  }

  static async #of(options: BackendOptions, make: (module: Extra, numbers: Uint8Array) => WasmPoints, needed = false) {
    const maker = await Maker.open(options);
    const [module, bytes] = await Promise.all([extra(), needed ? directionNumbers() : new Uint8Array()]);
    return new Points(module, typed(() => make(module, bytes)), maker);
  }

  /**
   * Sobol's sequence, in 1 to 21,201 dimensions: with a seed by nested uniform scrambling (Owen's), or with
   * `shift` by a digital shift; without a seed as it is. Fetches 384 KB of direction numbers on first use.
   *
   * Errors: `ArgumentError` for dimensions, a seed, an option or a backend that cannot be; `LoadError`; `NoDeviceError` where `"gpu"`
   * is asked for and there is none.
   */
  static async sobol(options: { dimensions: number; seed?: Seed; shift?: boolean } & BackendOptions): Promise<Points> {
    checkOptions("Points.sobol", options, [...BACKEND_OPTIONS, "dimensions", "seed", "shift"]);
    const { dimensions, seed, shift = false } = options;
    checkDimensions(dimensions);
    checkBoolean("shift", shift);
    if (shift && seed === undefined) throw new ArgumentError("`shift` shifts by a seed: give `seed` too");
    const how = seed === undefined ? "" : shift ? "shifted" : "scrambled";
    return Points.#of(options, ({ Points }, numbers) => Points.sobol(dimensions, numbers, how, seedText(seed === undefined ? 0 : seed)), true);
  }

  /**
   * Halton's sequence, in 1 to 6,542 dimensions: with a seed its digits are permuted.
   *
   * Errors: as {@link sobol}.
   */
  static async halton(options: { dimensions: number; seed?: Seed } & BackendOptions): Promise<Points> {
    checkOptions("Points.halton", options, [...BACKEND_OPTIONS, "dimensions", "seed"]);
    const { dimensions, seed } = options;
    checkDimensions(dimensions);
    const how = seed === undefined ? "" : "scrambled";
    return Points.#of(options, ({ Points }) => Points.halton(dimensions, how, seedText(seed === undefined ? 0 : seed)));
  }

  /**
   * A Latin hypercube of `n` points: in each dimension one in each of `n` equal intervals.
   *
   * Errors: as {@link sobol}, also for `n` of 0 or past 2³².
   */
  static async latinHypercube(options: { dimensions: number; n: number; seed: Seed } & BackendOptions): Promise<Points> {
    checkOptions("Points.latinHypercube", options, [...BACKEND_OPTIONS, "dimensions", "n", "seed"]);
    const { dimensions, n, seed } = options;
    checkDimensions(dimensions);
    checkCount("n", n);
    return Points.#of(options, ({ Points }) => Points.latin(dimensions, n, seedText(seed)));
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
    checkCount("the position", position);
    typed(() => this.#points.seek(position));
  }

  /**
   * The coordinates of the next `n` points through a distribution of numbers, by default uniform on [0, 1),
   * point after point. A draw takes its points when it is called, and none if it fails.
   *
   * Errors: `StreamError` where there are not as many points, `ArgumentError` for vectors, 16-bit samples
   * and masks, `ParameterError`, `MemoryError`; under `"gpu"` also `DeviceError` and `MismatchError`.
   */
  async random<N extends DistributionName = "standard">(
    n: number,
    name: N = "standard" as N,
    ...[parameters]: ParametersArgument<N>
  ): Promise<ArrayOf<N>> {
    return this.#taken(n, name, parameters, async (draw, first) => {
      const samples = arrayFor(draw, n * this.dimensions);
      const bytes = new Uint8Array(samples.buffer);
      const onCpu = () => sampleOnCpu(this.#points, draw, first, n, bytes);
      const prepare = () => this.prepare(name, ...([parameters] as ParametersArgument<N>));
      await using(pointsOn(this.#module, this.#points, draw, first, n), (work) =>
        this.#maker.sample(work, n, n * this.dimensions, bytes, onCpu, prepare),
      );
      return samples as ArrayOf<N>;
    });
  }

  /**
   * Fills a buffer on the device with the coordinates of the next `n` points through a distribution. The work
   * is submitted when the promise is kept; it need not be done. The buffer needs `STORAGE`, and `COPY_DST`
   * where the CPU draws.
   *
   * ```js
   * const halton = await Points.halton({ dimensions: 3, seed: 42, device });
   * const buffer = device.createBuffer({ size: 12 * 1024, usage: GPUBufferUsage.STORAGE });
   * await halton.fill(buffer, 1024, "normal", { mean: 0, std: 1 });
   * ```
   *
   * Errors: as {@link random}, and `ArgumentError` for a buffer that cannot hold them; `NoDeviceError`
   * without a device.
   */
  async fill<N extends DistributionName = "standard">(
    buffer: GPUBuffer,
    n: number,
    name: N = "standard" as N,
    parameters: ParametersOf<N> = {} as ParametersOf<N>,
    target: Pick<Target, "offset"> = {},
  ): Promise<void> {
    if (!this.#maker.device) throw new NoDeviceError("fill needs a device: give the set one, or take random()");
    checkOptions("fill", target, ["offset"]);
    const { offset = 0 } = target;
    await this.#taken(n, name, parameters, async (draw, first) => {
      await using(pointsOn(this.#module, this.#points, draw, first, n), async (work) => {
        checkTarget(buffer, work.bytesEach, offset, n);
        await this.#maker.fill(buffer, work, offset, n, () => {
          const bytes = allocated(Uint8Array, n * work.bytesEach) as Uint8Array;
          sampleOnCpu(this.#points, draw, first, n, bytes);
          return bytes;
        });
      });
    });
  }

  /** Compiles and checks the kernel of a distribution, for a quick first draw. Errors: as {@link random}. */
  async prepare<N extends DistributionName = "standard">(
    name: N = "standard" as N,
    ...[parameters]: ParametersArgument<N>
  ): Promise<void> {
    const draw = drawIn(this.#module, name, parameters ?? {});
    try {
      await using(pointsOn(this.#module, this.#points, draw, 0, 1), (work) => this.#maker.prepare(work));
    } finally {
      release(draw);
    }
  }

  /** Takes the points of a draw at once, and gives them back if it fails and nobody drew since. */
  async #taken<T>(
    n: number,
    name: string,
    parameters: object | undefined,
    make: (draw: Draw, first: number) => Promise<T>,
  ): Promise<T> {
    checkCount("n", n);
    const draw = drawIn(this.#module, name, parameters ?? {});
    const before = this.position;
    try {
      typed(() => this.#points.advance(n));
      const after = this.position;
      try {
        return await make(draw, before);
      } catch (error) {
        if (this.position === after) this.#points.seek(before);
        throw error;
      }
    } finally {
      release(draw);
    }
  }
}

function checkDimensions(dimensions: number): void {
  if (!Number.isSafeInteger(dimensions) || dimensions < 1 || dimensions >= 2 ** 32) {
    throw new ArgumentError(`${shown(dimensions)} dimensions: it must be an integer, 1 or more`);
  }
}
