// The further WebAssembly module, of points and libraries for kernels: loaded when first needed.

import { once, started, type WasmSource } from "./files.js";
import type * as wasm from "./wasm/seedbed_wasm.js";

/** The module; its classes are not those of the one that every page loads. */
export type Extra = typeof import("./extra/seedbed_extra.js") & Pick<typeof wasm, "Distribution" | "Limits" | "Parameters">;

/** Loads it, by default from beside this file. */
export const extra = once(async (source?: WasmSource): Promise<Extra> => {
  const module = await import("./extra/seedbed_extra.js");
  const file = source ?? new URL("./extra/seedbed_extra_bg.wasm", import.meta.url);
  await started("the WebAssembly module of points and wgsl", module.default, file);
  return module as unknown as Extra;
});
