// Libraries for kernels of the page's own.

import type { DistributionName, ParametersOf } from "./distributions.js";
import { drawIn, release } from "./draw.js";
import { typed } from "./errors.js";
import type { Engine } from "./catalogue.js";
import { checkBoolean, checkCount, checkObject, checkOptions, checkText, seedText, type Seed } from "./arguments.js";
import { extra } from "./extra.js";

/** A distribution and its parameters, which become constants of the source. */
export type DrawOf = {
  [N in DistributionName]: { distribution: N } & (Partial<ParametersOf<N>> extends ParametersOf<N>
    ? { parameters?: ParametersOf<N> }
    : { parameters: ParametersOf<N> });
}[DistributionName];

/** A distribution whose parameters the kernel computes, and gives as arguments. */
export interface DrawWithParameters {
  withParameters: "normal" | "uniform" | "exponential" | "laplace" | "bernoulli";
}

/** Options of {@link wgsl}. */
export interface WgslOptions {
  /** The engine. */
  engine?: Engine;
  /** Sequences by coordinates and step: `seedbed_at_2d`, `seedbed_at_3d`. On unless `position` is. */
  coordinates?: boolean;
  /** Sequences by word position of a stream: `seedbed_at_position`. */
  position?: boolean;
  /** By name: `kick` gives the functions `seedbed_kick`, `seedbed_kick_4`, … */
  draws?: Record<string, DrawOf | DrawWithParameters>;
  /** Where the buffers are bound, all as read-only storage: group 1, bindings 0, 1, 2 by default. */
  bindings?: { group: number; keys: number; tables: number; thresholds: number };
}

/** WGSL to put before a kernel of your own, and what its buffers hold. */
export interface WgslLibrary {
  /** The source. */
  readonly source: string;
  /** The words of the buffer `keys` for a seed. Error: `ArgumentError` for a seed that is none. */
  keys(seed: Seed): Uint32Array<ArrayBuffer>;
  /** The words of the buffer `tables`; where there are none, there is no such binding. */
  readonly tables: Uint32Array<ArrayBuffer>;
  /** The words of the buffer `thresholds`; where there are none, there is no such binding. */
  readonly thresholds: Uint32Array<ArrayBuffer>;
}

/**
 * WGSL with an engine, addressing and distributions, for kernels that draw while they work: each sequence
 * belongs to a place, so that no sample depends on the order of the work.
 *
 * ```js
 * const library = await wgsl({ draws: { kick: { distribution: "normal", parameters: { std: 0.1 } } } });
 * const code = library.source + `
 *   @group(0) @binding(0) var<storage, read_write> speed: array<f32>;
 *   @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
 *     var random = seedbed_at_2d(id.xy, 0u);
 *     speed[id.x] += seedbed_kick(&random);
 *   }`;
 * library.keys(42); // for the buffer at @group(1) @binding(0)
 * ```
 *
 * Errors: `ArgumentError` for names and bindings that cannot be, `ParameterError`.
 */
export async function wgsl(options: WgslOptions = {}): Promise<WgslLibrary> {
  checkOptions("wgsl", options, ["engine", "coordinates", "position", "draws", "bindings"]);
  const module = await extra();
  const { engine = module.Stream.defaultEngine(), position = false, draws = {}, bindings } = options;
  const { coordinates = !position } = options;
  checkText("the engine", engine);
  checkBoolean("coordinates", coordinates);
  checkBoolean("position", position);
  const library = typed(() => new module.Library(engine, coordinates, position));
  if (bindings) {
    const names = ["group", "keys", "tables", "thresholds"] as const;
    checkOptions("bindings", bindings, names);
    for (const name of names) checkCount(`bindings: ${name}`, bindings[name], 2 ** 32 - 1);
    const { group, keys, tables, thresholds } = bindings;
    typed(() => library.bind(group, keys, tables, thresholds));
  }
  checkObject("draws", draws);
  for (const [name, of] of Object.entries(draws)) {
    checkObject(`draws: ${name}`, of);
    const isOpen = "withParameters" in of;
    checkOptions(`draws: ${name}`, of, isOpen ? ["withParameters"] : ["distribution", "parameters", "withParameters"]);
    if (isOpen) {
      checkText(`${name}'s distribution`, of.withParameters);
      typed(() => library.drawWithParameters(name, of.withParameters));
      continue;
    }
    const draw = drawIn(module, of.distribution, of.parameters ?? {});
    try {
      typed(() => library.draw(name, draw.distribution));
    } finally {
      release(draw);
    }
  }
  return {
    source: library.source(),
    keys: (seed) => typed(() => library.keys(seedText(seed))) as Uint32Array<ArrayBuffer>,
    tables: library.tables() as Uint32Array<ArrayBuffer>,
    thresholds: library.thresholds() as Uint32Array<ArrayBuffer>,
  };
}
