// Distributions with checked parameters, and draws on the CPU.

import { recall } from "./recall.js";
import { ArgumentError, MemoryError, typed } from "./errors.js";
import * as wasm from "./wasm.js";

/** A distribution, and its key in caches. */
export interface Draw {
  readonly key: string;
  readonly distribution: wasm.Distribution;
  /** Samples of a draw with parameters by element: as many as elements. */
  readonly count: number | undefined;
}

const KEPT_DISTRIBUTIONS = 64;
/** Samples' bytes that WebAssembly makes at a time. */
const CPU_BYTES = 1 << 20;

const arrays = {
  Float32Array,
  Float64Array,
  Uint16Array,
  Uint32Array,
  Int32Array,
  BigUint64Array,
  BigInt64Array,
};

/** Distributions that take arrays for the parameters of each sample. */
const BY_ELEMENT = ["normal", "uniform", "exponential", "laplace", "bernoulli"];

const distributions = new Map<string, Draw>();

/** A distribution by name, with checked parameters. */
export function drawOf(name: string, values: object): Draw {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined) as [string, unknown][];
  const lengths = BY_ELEMENT.includes(name) ? entries.flatMap(([, value]) => lengthOf(value) ?? []) : [];
  if (lengths.length > 0) {
    return { key: `elements ${name}`, distribution: made(name, entries, true), count: lengths[0] };
  }
  const key = JSON.stringify([name, ...entries.sort()], (_, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
      return `${Object.is(value, -0) ? "-0" : value}`;
    }
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  });
  return recall(distributions, KEPT_DISTRIBUTIONS, key, () => ({
    key,
    distribution: made(name, entries, false),
    count: undefined,
  }));
}

/** A distribution of numbers in the further module, for one use. */
export function drawIn(
  module: Pick<typeof wasm, "Distribution" | "Parameters">,
  name: string,
  values: object,
): Draw {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined) as [string, unknown][];
  return { key: "", distribution: made(name, entries, false, module), count: 0 };
}

/** Lets go of a distribution that no cache keeps. */
export function release(draw: Draw): void {
  if (draw.count !== undefined) draw.distribution.free();
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) || ArrayBuffer.isView(value) ? (value as Float32Array).length : undefined;
}

/** Makes a distribution in a module: that which every page loads, or the further one. */
function made(
  name: string,
  entries: [string, unknown][],
  byElement: boolean,
  module: Pick<typeof wasm, "Distribution" | "Parameters"> = wasm,
): wasm.Distribution {
  return typed(() => {
    const parameters = new module.Parameters();
    for (const [parameter, value] of entries) {
      if (typeof value === "number") parameters.number(parameter, value);
      else if (typeof value === "bigint") parameters.integer(parameter, value.toString());
      else if (lengthOf(value) === undefined) {
        throw new ArgumentError(`${parameter} is ${String(value)}: it must be a number, a BigInt or a list`);
      } else if (byElement) {
        parameters.elements(parameter, value instanceof Float32Array ? value : Float32Array.from(value as number[]));
      } else parameters.numbers(parameter, Float64Array.from(value as number[]));
    }
    return new module.Distribution(name, parameters);
  });
}

/** The typed array of `n` samples. */
export function arrayFor(draw: Draw, n: number): ArrayBufferView<ArrayBuffer> {
  const array: new (length: number) => ArrayBufferView<ArrayBuffer> =
    arrays[draw.distribution.array() as keyof typeof arrays];
  return allocated(array, n * draw.distribution.dimension());
}

/** An array, or an error that says how long it was to be. */
export function allocated<A>(array: new (length: number) => A, length: number): A {
  try {
    return new array(length);
  } catch {
    throw new MemoryError(`${length} numbers do not fit into memory: draw fewer at a time`);
  }
}

/** The bytes of a draw, made in WebAssembly: chunk after chunk, as its memory never shrinks. The stream stays. */
export function sampleOnCpu(stream: wasm.Stream, draw: Draw, count: number, out: Uint8Array): void {
  const bytesEach = draw.distribution.sampleBytes();
  const most = Math.max(1, Math.floor(CPU_BYTES / bytesEach));
  const copy = stream.copy();
  try {
    for (let first = 0; first < count; first += most) {
      const some = Math.min(most, count - first);
      const words = typed(() => copy.sample(draw.distribution, first, some));
      out.set(new Uint8Array(words.buffer, words.byteOffset, some * bytesEach), first * bytesEach);
    }
  } finally {
    copy.free();
  }
}

/** A count, an offset or a position. */
export function checkCount(n: number): void {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new ArgumentError(`${String(n)} is no integer from 0 to 2^53 - 1`);
  }
}
