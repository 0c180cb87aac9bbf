/**
 * Same seed, same samples: random numbers on WebGPU and on the CPU, equal to the last bit.
 *
 * @packageDocumentation
 */

export type { Seed } from "./arguments.js";
export type {
  ArrayOf,
  DistributionMethods,
  DistributionName,
  Distributions,
  Each,
  Numbers,
  ParametersOf,
} from "./distributions.js";
export { digest } from "./digest.js";
export * from "./errors.js";
export { Generator, type Engine, type GeneratorOptions } from "./generator.js";
export type { Backend, BackendOptions, Target } from "./maker.js";
export { Permutation, type ElementsTarget } from "./permutation.js";
export { Points } from "./points.js";
export { load, version, type WasmSource } from "./wasm.js";
export { wgsl, type DrawOf, type DrawWithParameters, type WgslLibrary, type WgslOptions } from "./wgsl.js";
