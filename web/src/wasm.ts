// The WebAssembly module: loaded once, when first needed.

import init, * as wasm from "./wasm/seedbed_wasm.js";

export * from "./wasm/seedbed_wasm.js";

/** What WebAssembly can be loaded from: its bytes, its module, or an address. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

let loading: Promise<unknown> | undefined;

/**
 * Loads the WebAssembly module, which `Generator.create` does by itself, from beside this file. Where it
 * lies elsewhere, or where there is no `fetch` of files (Node), give its bytes or address first.
 */
export async function load(source?: WasmSource): Promise<void> {
  loading ??= init(source === undefined ? undefined : { module_or_path: source });
  try {
    await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** The version of the library, on which samples depend. */
export async function version(): Promise<string> {
  await load();
  return wasm.version();
}
