// Generators: a stream, and what draws from it.

import type {
  ArrayOf,
  DistributionMethods,
  DistributionName,
  ParametersArgument,
  ParametersOf,
} from "./distributions.js";
import type { Engine } from "./catalogue.js";
import { checkCount, checkOptions, checkText, seedText, type Seed } from "./arguments.js";
import { allocated, arrayFor, drawOf, elementsOf, release, sampleOnCpu, type Draw } from "./draw.js";
import { ArgumentError, NoDeviceError, typed } from "./errors.js";
import { families } from "./families.js";
import { BACKEND_OPTIONS, checkBuffer, checkTarget, Made, Maker, TARGET, type BackendOptions, type Target } from "./maker.js";
import * as wasm from "./wasm/seedbed_wasm.js";
import { drawOn, using } from "./work.js";

/** A stream that begins. */
export interface NewStream {
  /**
   * The seed: a non-negative integer of any size, or text as `"42/0/1"`, entropy and the path of spawned
   * children. Equal seeds, equal samples. By default 128 random bits: `seed` tells which.
   */
  seed?: Seed | undefined;
  /** The engine. */
  engine?: Engine | undefined;
  state?: undefined;
}

/** A stream that goes on. */
export interface StoredStream {
  /** What {@link Generator.state} was: engine, seed, position and the children spawned. */
  state: string;
  seed?: undefined;
  engine?: undefined;
}

/** Options of {@link Generator.create}. */
export type GeneratorOptions = BackendOptions & (NewStream | StoredStream);

/** 128 random bits. */
function randomSeed(): bigint {
  const words = crypto.getRandomValues(new BigUint64Array(2));
  return (words[0]! << 64n) | words[1]!;
}

/** The stream that options ask for. */
function streamOf({ state, seed, engine }: GeneratorOptions): wasm.Stream {
  if (state === undefined) {
    const name = engine === undefined ? wasm.Stream.defaultEngine() : engine;
    checkText("the engine", name);
    return new wasm.Stream(name, seedText(seed === undefined ? randomSeed() : seed));
  }
  checkText("the state", state);
  if (seed !== undefined || engine !== undefined) {
    throw new ArgumentError("a state has its seed and engine: give `state` alone, or `seed` and `engine`");
  }
  return wasm.Stream.fromState(state);
}

/**
 * A stream of random numbers, and what draws from it. Sample `i` of a draw depends on engine, seed,
 * distribution, the stream's position and `i`, and on nothing else: no adapter, browser or backend.
 *
 * ```js
 * const rng = await Generator.create({ seed: 42 });
 * const heights = await rng.normal(1_000_000, { mean: 170, std: 8 }); // a Float32Array
 * ```
 *
 * Each distribution of {@link Distributions} is a method, `student_t` by the name `studentT`. A draw takes
 * its words when it is called: calls that are not awaited still give the samples of their order.
 */
export class Generator extends Made {
  readonly #stream: wasm.Stream;
  readonly #maker: Maker;

  private constructor(stream: wasm.Stream, maker: Maker) {
    super(maker);
    this.#stream = stream;
    this.#maker = maker;
  }

  /**
   * A generator at position 0, or where one was stored.
   *
   * ```js
   * const rng = await Generator.create({ seed: 42 });
   * await rng.normal(1000);
   * const stored = JSON.stringify({ rng });            // {"rng":"threefry4x32_20:42@1000"}
   * const { rng: state } = JSON.parse(stored);
   * const again = await Generator.create({ state });   // at position 1000
   * ```
   *
   * Errors: `ArgumentError` for an option, a seed, engine, state or backend that is none;
   * `NoDeviceError` where `"gpu"` is asked for and there is none.
   */
  static async create(options: GeneratorOptions = {}): Promise<Generator> {
    checkOptions("Generator.create", options, [...BACKEND_OPTIONS, "seed", "engine", "state"]);
    const maker = await Maker.open(options);
    defineMethods();
    return new Generator(typed(() => streamOf(options)), maker);
  }

  /** The seed, as text that gives this stream again. */
  get seed(): string {
    return this.#stream.seed();
  }

  /** The engine. */
  get engine(): Engine {
    return this.#stream.engine() as Engine;
  }

  /** The position in words of 32 bits, from 0 to 2⁶⁴. */
  get position(): bigint {
    return BigInt(this.#stream.position());
  }

  /**
   * Engine, seed, position and the number of children spawned, as one line of text:
   * `threefry4x32_20:42/1@500000+3`. `Generator.create({ state })` goes on from there with equal bits.
   */
  get state(): string {
    return this.#stream.state();
  }

  /** The {@link state}, so that `JSON.stringify` stores a generator. */
  toJSON(): string {
    return this.state;
  }

  /** Moves to a position, in constant time. Error: `StreamError` past 2⁶⁴. */
  seek(position: bigint | number): void {
    if (typeof position !== "bigint") checkCount("the position", position);
    typed(() => this.#stream.seek(position.toString()));
  }

  /** The same stream at the same position: a snapshot. */
  clone(): Generator {
    return this.#with(this.#stream.copy());
  }

  /**
   * The next `n` children: streams of their own, independent, at position 0.
   *
   * Errors: `ArgumentError` past 2³² − 1 children in all, `MemoryError`.
   */
  spawn(n: number): Generator[] {
    checkCount("n", n, 2 ** 32 - 1);
    return typed(() => this.#stream.spawn(n)).map((stream) => this.#with(stream));
  }

  /**
   * The next `n` samples of a distribution by name.
   *
   * ```js
   * const counts = await rng.sample("poisson", 1000, { lam: 3.5 }); // a Uint32Array
   * ```
   *
   * Errors: `ParameterError`, `ArgumentError` (also for parameters in a `GPUBuffer` where the CPU draws),
   * `StreamError`, `MemoryError`; under `"gpu"` also
   * `DeviceError` and `MismatchError`. A draw that fails takes no words.
   */
  async sample<N extends DistributionName>(
    name: N,
    n: number,
    ...[parameters]: ParametersArgument<N>
  ): Promise<ArrayOf<N>> {
    checkCount("n", n);
    const draw = drawOf(name, parameters ?? {});
    try {
      elementsOf(draw, n);
      const samples = arrayFor(draw, n);
      const bytes = new Uint8Array(samples.buffer);
      await this.#taken(draw, n, (stream) =>
        using(drawOn(stream, draw, n), (work) =>
          this.#maker.sample(
            work,
            n,
            n,
            bytes,
            isInBuffers(draw) ? undefined : () => sampleOnCpu(stream, draw, n, bytes),
            () => this.prepare(name, ...([parameters] as ParametersArgument<N>)),
          ),
        ),
      );
      return samples as ArrayOf<N>;
    } finally {
      release(draw);
    }
  }

  /**
   * Fills a buffer on the device with the next draw: samples lie one after the other. The work is submitted
   * when the promise is kept; it need not be done. The buffer needs `STORAGE`, and `COPY_DST` where the CPU
   * draws.
   *
   * ```js
   * const buffer = device.createBuffer({ size: 4 << 20, usage: GPUBufferUsage.STORAGE });
   * await rng.fill(buffer, "normal", { mean: 0, std: 1 });
   * await rng.fill(buffer, "normal", { mean: means, std: 1 }); // `means` is a buffer too: see Each
   * ```
   *
   * Errors: as {@link sample}; `NoDeviceError` without a device; `ArgumentError` for buffers that do not fit.
   */
  async fill<N extends DistributionName>(
    buffer: GPUBuffer,
    name: N,
    parameters: ParametersOf<N> = {} as ParametersOf<N>,
    target: Target = {},
  ): Promise<void> {
    if (!this.#maker.device) throw new NoDeviceError("fill needs a device: give create() one, or take sample()");
    const draw = drawOf(name, parameters);
    try {
      const { offset, count } = placed("fill", buffer, draw, target);
      await this.#taken(draw, count, (stream) =>
        using(drawOn(stream, draw, count), (work) =>
          this.#maker.fill(
            buffer,
            work,
            offset,
            count,
            isInBuffers(draw)
              ? undefined
              : () => {
                  const bytes = allocated(Uint8Array, Math.ceil((count * draw.distribution.sampleBytes()) / 4) * 4);
                  sampleOnCpu(stream, draw, count, bytes);
                  return bytes;
                },
          ),
        ),
      );
    } finally {
      release(draw);
    }
  }

  /** Compiles and checks the kernels of a distribution, for {@link encode} and for a quick first draw. */
  async prepare<N extends DistributionName>(
    name: N,
    ...[parameters]: ParametersArgument<N>
  ): Promise<void> {
    const draw = drawOf(name, parameters ?? {});
    try {
      // From the start of a stream, where there are words.
      const stream = new wasm.Stream(this.engine, "0");
      try {
        await using(drawOn(stream, draw, elementsOf(draw) ?? 0), (work) => this.#maker.prepare(work));
      } finally {
        stream.free();
      }
    } finally {
      release(draw);
    }
  }

  /**
   * Records the next draw into the page's own commands: nothing is submitted, nothing is copied. Await
   * {@link prepare} of the distribution once before.
   *
   * Errors: `NotPreparedError`; `NoDeviceError` where no GPU draws; those of {@link fill}.
   */
  encode<N extends DistributionName>(
    encoder: GPUCommandEncoder,
    buffer: GPUBuffer,
    name: N,
    parameters: ParametersOf<N> = {} as ParametersOf<N>,
    target: Target = {},
  ): void {
    const { drawer } = this.#maker;
    if (!drawer) throw new NoDeviceError("encode needs a GPU that draws: take sample(), or fill()");
    if (typeof encoder?.beginComputePass !== "function") throw new ArgumentError("encode takes a GPUCommandEncoder");
    const draw = drawOf(name, parameters);
    try {
      const { offset, count } = placed("encode", buffer, draw, target);
      const after = this.#stream.copy();
      try {
        typed(() => after.advance(draw.distribution, count));
        const work = drawOn(this.#stream, draw, count);
        try {
          drawer.record(encoder, buffer, work, offset, count);
        } finally {
          work.of.free();
        }
        this.#stream.seek(after.position());
      } finally {
        after.free();
      }
    } finally {
      release(draw);
    }
  }

  #with(stream: wasm.Stream): Generator {
    return new Generator(stream, this.#maker.copy());
  }

  /** Takes the words of a draw at once, and gives them back if it fails and nobody drew since. */
  async #taken(draw: Draw, count: number, make: (stream: wasm.Stream) => Promise<void> | void): Promise<void> {
    const before = this.#stream.copy();
    typed(() => this.#stream.advance(draw.distribution, count));
    const after = this.#stream.position();
    try {
      await make(before);
    } catch (error) {
      if (this.#stream.position() === after) this.#stream.seek(before.position());
      throw error;
    } finally {
      before.free();
    }
  }
}

/** Whether the CPU cannot read a parameter. */
const isInBuffers = (draw: Draw): boolean => draw.room.length > 0;

/** The methods of {@link Distributions}. */
export interface Generator extends DistributionMethods {}

/** Defines them, once WebAssembly is there and has their list. */
function defineMethods(): void {
  for (const { name, method } of families()) {
    if (method in Generator.prototype) continue;
    Object.defineProperty(Generator.prototype, method, {
      configurable: true,
      writable: true,
      value(this: Generator, n: number, parameters?: object) {
        return this.sample(name as "normal", n, parameters as ParametersOf<"normal">);
      },
    });
  }
}

/** Where a draw goes in a buffer that can hold it. */
function placed(what: string, buffer: GPUBuffer, draw: Draw, target: Target): { offset: number; count: number } {
  checkBuffer(buffer);
  checkOptions(what, target, TARGET);
  const bytesEach = draw.distribution.sampleBytes();
  const { offset = 0 } = target;
  const fits = Math.floor((buffer.size - offset) / bytesEach);
  const count = target.count ?? elementsOf(draw) ?? Math.max(0, fits);
  checkCount("the offset", offset);
  checkCount("the count", count);
  elementsOf(draw, isInBuffers(draw) || draw.count !== undefined ? count : undefined);
  checkTarget(buffer, bytesEach, offset, count);
  if (draw.buffers.includes(buffer)) {
    throw new ArgumentError("a parameter lies in the buffer that is filled: it needs another");
  }
  return { offset, count };
}
