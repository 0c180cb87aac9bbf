// Permutations with random access.

import { checkOptions, seedText, shown, type Seed } from "./arguments.js";
import { allocated, inBuffer } from "./draw.js";
import { ArgumentError, NoDeviceError, typed } from "./errors.js";
import { BACKEND_OPTIONS, checkTarget, Made, Maker, type BackendOptions } from "./maker.js";
import * as wasm from "./wasm/seedbed_wasm.js";
import { BASE, using, type Work } from "./work.js";

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

/** Elements from `first` on. */
function elementsOn(order: wasm.Order, first: number, count: number): Work {
  return { of: typed(() => order.work(first, count)), module: BASE, bytesEach: 4 };
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

  private constructor(order: wasm.Order, length: number, maker: Maker) {
    super(maker);
    this.#order = order;
    this.length = length;
    this.#maker = maker;
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
    const onCpu = () => elements.set(this.elements(first, count));
    await using(elementsOn(this.#order, first, count), (work) =>
      this.#maker.sample(work, count, count, bytes, onCpu, () => this.prepare()),
    );
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
    await using(elementsOn(this.#order, first, count), (work) =>
      this.#maker.fill(buffer, work, offset, count, () => {
        const elements = this.elements(first, count);
        return new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
      }),
    );
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
    const work = {
      of: typed(() => this.#order.shuffle(from.offset, from.size)),
      module: BASE,
      bytesEach: from.size / this.length,
      records: from.buffer,
    };
    await using(work, () => this.#maker.fill(to.buffer, work, to.offset, this.length, undefined));
  }

  /** Compiles and checks the kernel, for a quick first {@link fill}. */
  async prepare(): Promise<void> {
    await using(elementsOn(this.#order, 0, 0), (work) => this.#maker.prepare(work));
  }

  #check(first: number, count: number): void {
    if (!Number.isSafeInteger(first) || first < 0 || !Number.isSafeInteger(count) || count < 0 || first + count > this.length) {
      throw new ArgumentError(`${shown(count)} elements from ${shown(first)} on: there are ${this.length}`);
    }
  }
}
