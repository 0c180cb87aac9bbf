// Loading the package's files from elsewhere.

import { checkOptions } from "./arguments.js";
import { directionNumbers } from "./direction_numbers.js";
import { extra } from "./extra.js";
import { checkFile, type FileSource, type WasmSource } from "./files.js";
import { load as loadWasm } from "./wasm.js";

/** The files that the package loads, where they do not lie beside it. */
export interface Sources {
  /** `seedbed_wasm_bg.wasm`: all that draws needs it. */
  wasm?: WasmSource;
  /** `seedbed_extra_bg.wasm`: points and `wgsl` need it. */
  extra?: WasmSource;
  /** `joe_kuo_6.bin`: Sobol's points need it. */
  directionNumbers?: FileSource;
}

/**
 * Loads the WebAssembly module, which `Generator.create` does by itself, from beside this file. Where a bundler
 * or a platform has put the package's files elsewhere, give them first: as bytes, as a compiled
 * `WebAssembly.Module`, as a `Response`, or by their address; in Node also by their path. One file alone is the
 * module that all that draws needs. What is loaded already stays.
 *
 * ```js
 * await load({ wasm: "/assets/seedbed_wasm_bg.wasm", extra: "/assets/seedbed_extra_bg.wasm" });
 * ```
 *
 * Errors: `LoadError` for a file that cannot be read or is another; `ArgumentError` for what is none.
 */
export async function load(source?: WasmSource | Sources): Promise<void> {
  const sources: Sources = isSources(source) ? source : source === undefined ? {} : { wasm: source };
  checkOptions("load", sources, ["wasm", "extra", "directionNumbers"]);
  for (const [name, file] of Object.entries(sources)) if (file !== undefined) checkFile(name, file as FileSource);
  await Promise.all([
    loadWasm(sources.wasm),
    sources.extra !== undefined && extra(sources.extra),
    sources.directionNumbers !== undefined && directionNumbers(sources.directionNumbers),
  ]);
}

/** Whether it is an object literal, and not bytes, a response, a module or a URL. */
function isSources(source: unknown): source is Sources {
  return Object.prototype.toString.call(source) === "[object Object]";
}
