/**
 * Same seed, same samples: random numbers on WebGPU and on the CPU, equal to the last bit.
 *
 * @packageDocumentation
 */

export type { Seed } from "./arguments.js";
export type { Engine } from "./catalogue.js";
export type {
  ArrayOf,
  DistributionMethods,
  DistributionName,
  Distributions,
  Each,
  MethodName,
  Numbers,
  ParametersArgument,
  ParametersOf,
} from "./distributions.js";
export { digest } from "./digest.js";
export {
  ArgumentError,
  DeviceError,
  LoadError,
  MemoryError,
  MismatchError,
  NoDeviceError,
  NotPreparedError,
  ParameterError,
  SeedbedError,
  StreamError,
} from "./errors.js";
export { distributions, engines, type DistributionInfo, type ParameterInfo } from "./families.js";
export type { FileSource, WasmSource } from "./files.js";
export { Generator, type GeneratorOptions, type NewStream, type StoredStream } from "./generator.js";
export { load, type Sources } from "./load.js";
export type { Backend, BackendOptions, Target } from "./maker.js";
export { Permutation, type ElementsTarget } from "./permutation.js";
export { Points } from "./points.js";
export { version } from "./wasm.js";
export { wgsl, type DrawOf, type DrawWithParameters, type WgslLibrary, type WgslOptions } from "./wgsl.js";
