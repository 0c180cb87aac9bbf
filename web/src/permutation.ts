// Permutations with random access.

import { checkOptions, seedText, shown, type Seed } from "./arguments.js";
import { allocated, inBuffer } from "./draw.js";
import { ArgumentError, NoDeviceError, typed } from "./errors.js";
import { BACKEND_OPTIONS, checkTarget, Made, Maker, type BackendOptions } from "./maker.js";
import * as wasm from "./wasm/seedbed_wasm.js";
import { planned, type Work } from "./work.js";

/** Which elements go where in a buffer. */
export interface ElementsTarget {
  /** The first element; 0 by default. */
  first?: number;
  /** How many; by default all from `first` on. */
  count?: number;
  /** Where in the buffer, in bytes, a multiple of 4; 0 by default. */
  offset?: number;
}

/** Elements that WebAssembly makes at a time. */
const CHUNK = 1 << 18;

/** Permutations so far: keys of what the device keeps. */
let made = 0;

/** Elements from `start` on. */
function elementsOn(order: wasm.Order, start: number, key: string): Work {
  return {
    plan: (first, offset, count, limits) =>
      planned(wasm, limits, (own) => order.plan(start + first, offset, count, own)),
    bytesEach: 4,
    source: undefined,
    ownTable: { key, words: () => order.ownTable() },
    checks: () =>
      wasm.Order.checks().map((checked, i) => {
        const [first, count] = [checked.checkFirst(), checked.checkCount()];
        return {
          work: elementsOn(checked, first, `check order ${i}`),
          count,
          expected: () => checked.elements(first, count),
          free: () => checked.free(),
        };
      }),
  };
}

/** All records, in the order's order. */
function shuffledBy(order: wasm.Order, records: Work["source"], offset: number, size: number, key: string): Work {
  return {
    plan: (_first, target, _count, limits) =>
      planned(wasm, limits, (own) => order.planShuffle(offset, size, target, own)),
    bytesEach: size / order.length(),
    source: records,
    ownTable: { key, words: () => order.ownTable() },
    // Records of three words, which count down.
    checks: () =>
      wasm.Order.checks().flatMap((checked, i) => {
        const n = checked.length();
        if (n > checked.checkCount()) return [];
        const words = (of: (word: number) => number) => Uint32Array.from({ length: 3 * n }, (_, word) => of(word));
        const source = { key: `check records ${n}`, words: () => words((word) => ~word) };
        const element = (i: number) => checked.elements(i, 1)[0]!;
        return {
          work: shuffledBy(checked, source, 0, 12 * n, `check order ${i}`),
          count: n,
          expected: () => words((word) => ~(3 * element(Math.floor(word / 3)) + (word % 3))),
          free: () => checked.free(),
        };
      }),
  };
}

/**
 * The permutation of 0, …, n − 1 that a seed chooses: any part of it in time for that part alone. The
 * elements are those of the Rust crate's `Permutation`.
 *
 * ```js
 * const order = await Permutation.create({ seed: 42, n: 1000 });
 * order.elements(0, 3);                        // a Uint32Array, made on the CPU at once
 * await order.read(0, 1000);                   // likewise, made on the GPU where there is one
 * await order.fill(buffer, { count: 1000 });   // into a buffer of the page
 * ```
 */
export class Permutation extends Made {
  /** How many elements. */
  readonly length: number;
  readonly #order: wasm.Order;
  readonly #maker: Maker;
  readonly #key: string;

  private constructor(order: wasm.Order, length: number, maker: Maker) {
    super(maker);
    this.#order = order;
    this.length = length;
    this.#maker = maker;
    this.#key = `order ${made++}`;
  }

  /**
   * Of n elements, 0 to 2³². A seed and an `n` have one order: give each use of a program a child of the seed, as
   * `"42/0"` and `"42/1"`.
   *
   * Errors: `ArgumentError` for an `n`, a seed or a backend that is none; `NoDeviceError` where `"gpu"` is
   * asked for and there is none.
   */
  static async create(options: { seed: Seed; n: number } & BackendOptions): Promise<Permutation> {
    checkOptions("Permutation.create", options, [...BACKEND_OPTIONS, "seed", "n"]);
    const { seed, n } = options;
    if (!Number.isSafeInteger(n) || n < 0) throw new ArgumentError(`n is ${shown(n)}: it must be an integer from 0 to 2^32`);
    const maker = await Maker.open(options);
    return new Permutation(typed(() => new wasm.Order(seedText(seed), n)), n, maker);
  }

  /**
   * `count` elements from `first` on, made on the CPU.
   *
   * Errors: `ArgumentError` where there are not as many, `MemoryError`.
   */
  elements(first = 0, count: number = this.length - first): Uint32Array<ArrayBuffer> {
    this.#check(first, count);
    const elements = allocated(Uint32Array, count) as Uint32Array<ArrayBuffer>;
    // In pieces: WebAssembly's memory never shrinks.
    for (let done = 0; done < count; done += CHUNK) {
      const some = Math.min(CHUNK, count - done);
      elements.set(typed(() => this.#order.elements(first + done, some)), done);
    }
    return elements;
  }

  /**
   * `count` elements from `first` on, made where {@link backend} says.
   *
   * Errors: `ArgumentError` where there are not as many, `MemoryError`; under `"gpu"` also `DeviceError` and
   * `MismatchError`.
   */
  async read(first = 0, count: number = this.length - first): Promise<Uint32Array<ArrayBuffer>> {
    this.#check(first, count);
    const elements = allocated(Uint32Array, count) as Uint32Array<ArrayBuffer>;
    const bytes = new Uint8Array(elements.buffer);
    const work = elementsOn(this.#order, first, this.#key);
    const onCpu = () => elements.set(this.elements(first, count));
    await this.#maker.sample(work, count, count, bytes, onCpu, () => this.prepare());
    return elements;
  }

  /**
   * Fills a buffer on the device with elements, as `u32`. The work is submitted when the promise is kept; it
   * need not be done. The buffer needs `STORAGE`, and `COPY_DST` where the CPU makes them.
   *
   * ```js
   * const buffer = device.createBuffer({ size: 4 << 10, usage: GPUBufferUsage.STORAGE });
   * await order.fill(buffer, { first: 500, count: 100, offset: 256 });
   * ```
   *
   * Errors: as {@link read}, and `ArgumentError` for a buffer that cannot hold them; `NoDeviceError` without
   * a device.
   */
  async fill(buffer: GPUBuffer, target: ElementsTarget = {}): Promise<void> {
    if (!this.#maker.device) throw new NoDeviceError("fill needs a device: give create() one, or take elements()");
    checkOptions("fill", target, ["first", "count", "offset"]);
    const { first = 0, offset = 0 } = target;
    const { count = this.length - first } = target;
    this.#check(first, count);
    checkTarget(buffer, 4, offset, count);
    const work = elementsOn(this.#order, first, this.#key);
    await this.#maker.fill(buffer, work, offset, count, () => {
      const elements = this.elements(first, count);
      return new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
    });
  }

  /**
   * Shuffles `length` records from a buffer into another: record `i` of the target is record `elements()[i]`.
   * A record is the `length`-th part of the buffer, or of the part of it that is given (`{ buffer, offset,
   * size }`): whole words. The work is submitted when the promise is kept; it need not be done. Only a GPU
   * shuffles.
   *
   * ```js
   * await order.shuffle(images, shuffled); // 60,000 images, in the order of this epoch
   * ```
   *
   * Errors: `ArgumentError` for buffers that do not fit, without the usage `STORAGE`, or where the CPU draws;
   * `DeviceError`, `MismatchError`.
   */
  async shuffle(records: GPUBuffer | GPUBufferBinding, target: GPUBuffer | GPUBufferBinding): Promise<void> {
    const [from, to] = [inBuffer("records", records), inBuffer("target", target)];
    if (!from || !to) throw new ArgumentError("a shuffle takes two GPUBuffers, or parts of them");
    if (from.buffer === to.buffer) {
      throw new ArgumentError("the records and the target of a shuffle lie in one buffer: it needs two");
    }
    if (from.size !== to.size) {
      throw new ArgumentError(`records of ${from.size} bytes cannot be shuffled into ${to.size} bytes`);
    }
    const work = shuffledBy(this.#order, from.buffer, from.offset, from.size, this.#key);
    await this.#maker.fill(to.buffer, work, to.offset, this.length, undefined);
  }

  /** Compiles and checks the kernel, for a quick first {@link fill}. */
  async prepare(): Promise<void> {
    await this.#maker.prepare(elementsOn(this.#order, 0, this.#key), [Math.min(1, this.length)]);
  }

  #check(first: number, count: number): void {
    if (!Number.isSafeInteger(first) || first < 0 || !Number.isSafeInteger(count) || count < 0 || first + count > this.length) {
      throw new ArgumentError(`${shown(count)} elements from ${shown(first)} on: there are ${this.length}`);
    }
  }
}
