// Work for a device.

import type { Draw } from "./draw.js";
import { typed } from "./errors.js";
import * as wasm from "./wasm/seedbed_wasm.js";

/** What a device can make: samples of a draw, points, elements, records. All are planned, bound and checked alike. */
export interface Work {
  /** Plans of it. */
  readonly of: wasm.Work;
  /** The module of `of`: each has its own classes, and numbers its tables itself. */
  readonly module: Module;
  /** Bytes of a sample. */
  readonly bytesEach: number;
  /** Parameters 0 and 1 per element: arrays of as many as samples, or buffers of the page. */
  readonly elements?: readonly (Float32Array | GPUBuffer | undefined)[];
  /** Records to be shuffled, in a buffer of the page. */
  readonly records?: GPUBuffer;
}

/** A WebAssembly module. */
export interface Module {
  readonly name: string;
  readonly Limits: typeof wasm.Limits;
}

/** The one that every page loads. */
export const BASE: Module = { name: "base", get Limits() { return wasm.Limits; } };

/** What the device allows. */
export function limitsIn({ Limits }: Module, limits: GPUSupportedLimits): wasm.Limits {
  return new Limits(
    limits.maxStorageBufferBindingSize,
    limits.minStorageBufferOffsetAlignment,
    limits.maxComputeWorkgroupsPerDimension,
  );
}

/** Work while it is used. */
export async function using<T>(work: Work, use: (work: Work) => Promise<T>): Promise<T> {
  try {
    return await use(work);
  } finally {
    work.of.free();
  }
}

/** The next samples of a stream, which stays where it is. */
export function drawOn(stream: wasm.Stream, draw: Draw, count: number): Work {
  const { distribution, buffers } = draw;
  return {
    of: typed(() => stream.work(distribution, count)),
    module: BASE,
    bytesEach: distribution.sampleBytes(),
    elements: draw.isPerElement ? [0, 1].map((i) => buffers[i] ?? distribution.elements(i)) : [],
  };
}
