/**
 * Same seed, same samples: random numbers on WebGPU and on the CPU, equal to the last bit.
 *
 * @packageDocumentation
 */

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
export { Generator, type Backend, type Engine, type GeneratorOptions, type Target } from "./generator.js";
export { Permutation } from "./permutation.js";
export { Points, type Seed } from "./points.js";
export { load, version, type WasmSource } from "./wasm.js";
export { wgsl, type DrawOf, type DrawWithParameters, type WgslLibrary, type WgslOptions } from "./wgsl.js";
