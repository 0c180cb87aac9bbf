// Permutations with random access.

import { ArgumentError, typed } from "./errors.js";
import * as wasm from "./wasm.js";

/**
 * The permutation of 0, …, n − 1 that a seed chooses: any part of it in time for that part alone. The
 * elements are those of the Rust crate's `Permutation`.
 *
 * ```js
 * const order = await Permutation.create({ seed: 42, n: 1000 });
 * order.elements(0, 3); // a Uint32Array
 * ```
 */
export class Permutation {
  /** How many elements. */
  readonly length: number;
  readonly #order: wasm.Order;

  private constructor(order: wasm.Order, length: number) {
    this.#order = order;
    this.length = length;
  }

  /** Of n elements, 1 to 2³². Error: `ArgumentError` for an `n` or a seed that is none. */
  static async create({ seed, n }: { seed: number | bigint | string; n: number }): Promise<Permutation> {
    if (!Number.isSafeInteger(n) || n < 0) throw new ArgumentError(`n is ${n}: it must be an integer from 1 to 2^32`);
    await wasm.load();
    return new Permutation(typed(() => new wasm.Order(seed.toString(), n)), n);
  }

  /** `count` elements from `first` on. Error: `ArgumentError` where there are not as many. */
  elements(first = 0, count: number = this.length - first): Uint32Array {
    if (!Number.isSafeInteger(first) || first < 0 || !Number.isSafeInteger(count) || count < 0 || first + count > this.length) {
      throw new ArgumentError(`${count} elements from ${first} on: there are ${this.length}`);
    }
    return typed(() => this.#order.elements(first, count));
  }
}
