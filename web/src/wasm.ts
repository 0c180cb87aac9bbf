// The WebAssembly module: loaded once, when first needed.

import { once, started, type WasmSource } from "./files.js";
import init, * as wasm from "./wasm/seedbed_wasm.js";

/** Loads it, by default from beside this file. */
export const load = once(async (source?: WasmSource) => {
  const file = source ?? new URL("./wasm/seedbed_wasm_bg.wasm", import.meta.url);
  await started("the WebAssembly module", init, file);
});

/** The version of the library, on which samples depend. */
export async function version(): Promise<string> {
  await load();
  return wasm.version();
}
