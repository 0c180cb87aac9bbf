// Work for a device; draws of streams as such.

import type { Draw } from "./draw.js";
import { typed } from "./errors.js";
import * as wasm from "./wasm/seedbed_wasm.js";

/** Words that stay on the device under a key. */
export interface Kept {
  readonly key: string;
  words(): Uint32Array;
}

/** What a device can make: samples of a draw, points, elements. All are planned, bound and checked alike. */
export interface Work {
  /** The plan of `count` samples from the `first` on, from byte `offset` of the target on. */
  plan(first: number, offset: number, count: number, limits: GPUSupportedLimits): wasm.Plan;
  /** Bytes of a sample. */
  readonly bytesEach: number;
  /** What its kernels read: words, or a buffer of the page. */
  readonly source: Kept | GPUBuffer | undefined;
  /** The table of its own; of 4 words or fewer where it has none. */
  readonly ownTable: Kept;
  /** Parameters by element of `count` samples from the `first` on: arrays, or buffers of the page. */
  elements?(first: number, count: number): readonly (Float32Array | GPUBuffer)[];
  /** What these kernels of it are compared on. */
  checks(kernels: string): readonly Check[];
}

/** Samples that the CPU makes too. */
export interface Check {
  readonly work: Work;
  readonly count: number;
  expected(): Uint32Array;
  free(): void;
}

/** What the device allows, in a module; each has its own classes. */
export function limitsIn(module: Pick<typeof wasm, "Limits">, limits: GPUSupportedLimits): wasm.Limits {
  return new module.Limits(
    limits.maxStorageBufferBindingSize,
    limits.minStorageBufferOffsetAlignment,
    limits.maxComputeWorkgroupsPerDimension,
  );
}

/** A plan in a module. */
export function planned(
  module: Pick<typeof wasm, "Limits">,
  limits: GPUSupportedLimits,
  plan: (limits: wasm.Limits) => wasm.Plan,
): wasm.Plan {
  const own = limitsIn(module, limits);
  try {
    return typed(() => plan(own));
  } finally {
    own.free();
  }
}

/** The next draw of a stream, which stays where it is. */
export function drawOn(stream: wasm.Stream, draw: Draw): Work {
  const { key, distribution, buffers } = draw;
  return {
    plan: (first, offset, count, limits) => {
      const at = stream.copy();
      try {
        if (first > 0) at.advance(distribution, first);
        return planned(wasm, limits, (own) => at.plan(distribution, first, offset, count, own));
      } finally {
        at.free();
      }
    },
    bytesEach: distribution.sampleBytes(),
    source: { key: `${stream.engine()} ${stream.seed()}`, words: () => stream.tileKeys() },
    ownTable: { key, words: () => distribution.ownTable() },
    elements: (first, count) =>
      [0, 1].map((i) => buffers[i] ?? distribution.elements(i).subarray(first, first + count)),
    checks: (kernels) => [checkOf(stream.engine(), draw, kernels)],
  };
}

/** Some tiles, of a distribution that leaves no part of a kernel idle. */
function checkOf(engine: string, draw: Draw, kernels: string): Check {
  const own = draw.distribution.check();
  const distribution = own ?? draw.distribution;
  const count = draw.distribution.checkCount();
  const stream = wasm.Stream.check(engine, draw.distribution);
  const key = own ? `check ${kernels}` : draw.key;
  return {
    work: drawOn(stream, { ...draw, key, distribution, buffers: [] }),
    count,
    expected: () => stream.sample(distribution, 0, count),
    free: () => {
      stream.free();
      own?.free();
    },
  };
}

/** A draw as work whose plans of {@link KERNEL_COUNTS} have all kernels that it may need. */
export function anywhere<T>(engine: string, draw: Draw, use: (work: Work) => Promise<T>): Promise<T> {
  const stream = wasm.Stream.check(engine, draw.distribution);
  return use(drawOn(stream, draw)).finally(() => stream.free());
}

/** To whole quads, and to any place. */
export const KERNEL_COUNTS = [4, 3];
