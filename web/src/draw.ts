// Distributions with checked parameters, and draws on the CPU.

import { checkCount, checkObject, checkOptions, checkText, isBuffer, shown } from "./arguments.js";
import { recall } from "./recall.js";
import { ArgumentError, MemoryError, typed } from "./errors.js";
import { families } from "./families.js";
import { USAGE } from "./flags.js";
import * as wasm from "./wasm/seedbed_wasm.js";

/** A distribution, and its key in caches. */
export interface Draw {
  readonly key: string;
  readonly distribution: wasm.Distribution;
  /** Whether parameters are per element. */
  readonly isPerElement: boolean;
  /** Elements of parameters in arrays: as many as samples. */
  readonly count: number | undefined;
  /** Parameters 0 and 1, where they are in buffers of the page. */
  readonly buffers: readonly (GPUBuffer | undefined)[];
  /** Elements that these have. */
  readonly room: readonly number[];
  /** Whether a cache keeps it. */
  readonly isKept: boolean;
}

/** Numbers in a buffer of the page, from a byte of it on. */
interface InBuffer {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
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

const distributions = new Map<string, Draw>();

/** A distribution by name, with checked parameters. */
export function drawOf(name: string, values: object): Draw {
  const entries = entriesOf(name, values);
  const inBuffers = new Map(entries.flatMap(([parameter, value]) => {
    const found = inBuffer(parameter, value);
    return found ? [[parameter, found] as const] : [];
  }));
  const byElement = families().find((family) => family.name === name)?.byElement;
  const lengths = byElement ? entries.flatMap(([, value]) => lengthOf(value) ?? []) : [];
  if (lengths.length > 0 || inBuffers.size > 0) {
    const distribution = made(name, entries, true);
    return {
      key: `elements ${name}`,
      distribution,
      isPerElement: true,
      count: lengths[0],
      buffers: [0, 1].map((i) => inBuffers.get(distribution.inBuffer(i))?.buffer),
      room: [...inBuffers.values()].map(({ size }) => Math.floor(size / 4)),
      isKept: false,
    };
  }
  const key = keyOf(name, entries);
  return recall(distributions, KEPT_DISTRIBUTIONS, key, () => unshared(key, made(name, entries, false), true));
}

/** A distribution of numbers in the further module, for one use. */
export function drawIn(
  module: Pick<typeof wasm, "Distribution" | "Parameters">,
  name: string,
  values: object,
): Draw {
  const entries = entriesOf(name, values);
  return unshared(keyOf(name, entries), made(name, entries, false, module), false);
}

function unshared(key: string, distribution: wasm.Distribution, isKept: boolean): Draw {
  return { key, distribution, isPerElement: false, count: undefined, buffers: [], room: [], isKept };
}

function entriesOf(name: string, values: object): [string, unknown][] {
  checkText("the distribution", name);
  checkObject(`the parameters of ${name}`, values);
  return Object.entries(values).filter(([, value]) => value !== undefined) as [string, unknown][];
}

function keyOf(name: string, entries: [string, unknown][]): string {
  return JSON.stringify([name, ...[...entries].sort()], (_, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
      return `${Object.is(value, -0) ? "-0" : value}`;
    }
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  });
}

/** Lets go of a distribution that no cache keeps. */
export function release(draw: Draw): void {
  if (!draw.isKept) draw.distribution.free();
}

/** How many samples a draw with parameters by element makes, if that many are asked for; of others nothing. */
export function elementsOf({ count, room }: Draw, asked?: number): number | undefined {
  const elements = asked ?? count ?? room[0];
  if (elements === undefined) return undefined;
  const differs = asked === undefined && count === undefined ? room.find((length) => length !== elements) : undefined;
  const wrong = [count].find((length) => length !== undefined && length !== elements) ?? differs;
  const short = room.find((length) => length < elements);
  if (wrong !== undefined || short !== undefined) {
    throw new ArgumentError(`${elements} samples with parameters for ${wrong ?? short}: draw as many as there are`);
  }
  return elements;
}

/** What of a buffer a parameter is, if it is in one. */
export function inBuffer(parameter: string, value: unknown): InBuffer | undefined {
  const binding = isBuffer(value) ? { buffer: value } : (value as Partial<GPUBufferBinding> | null);
  if (typeof value !== "object" || !binding || !isBuffer(binding.buffer)) return undefined;
  if (binding === value) checkOptions(parameter, binding, ["buffer", "offset", "size"]);
  const { buffer, offset = 0, size = Math.max(0, buffer.size - offset) } = binding as GPUBufferBinding;
  checkCount(`${parameter}: the offset`, offset);
  checkCount(`${parameter}: the size`, size);
  if (offset % 4 !== 0 || offset + size > buffer.size) {
    throw new ArgumentError(
      `${parameter}: ${size} bytes from byte ${offset} on are not in a buffer of ${buffer.size} bytes, ` +
        `or ${offset} is no multiple of 4`,
    );
  }
  if (!(buffer.usage & USAGE.STORAGE)) {
    throw new ArgumentError(`${parameter}: the buffer lacks the usage STORAGE`);
  }
  return { buffer, offset, size };
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) || ArrayBuffer.isView(value) ? (value as Float32Array).length : undefined;
}

/** A list has numbers alone: text would become some. */
function checkNumbers(parameter: string, values: readonly unknown[]): void {
  const i = ArrayBuffer.isView(values) && typeof values[0] !== "bigint" ? -1 : values.findIndex((value) => typeof value !== "number");
  if (i < 0 || values.length === 0) return;
  throw new ArgumentError(`${parameter}[${i}] is ${shown(values[i])}: it must be a number`);
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
        const found = inBuffer(parameter, value);
        if (!found) {
          throw new ArgumentError(`${parameter} is ${shown(value)}: it must be a number, a BigInt, a list or a GPUBuffer`);
        }
        parameters.buffer(parameter, found.offset);
      } else if (byElement) {
        checkNumbers(parameter, value as readonly unknown[]);
        parameters.elements(parameter, value instanceof Float32Array ? value : Float32Array.from(value as number[]));
      } else {
        checkNumbers(parameter, value as readonly unknown[]);
        parameters.numbers(parameter, Float64Array.from(value as number[]));
      }
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
