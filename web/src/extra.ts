// The further WebAssembly module, of points and libraries for kernels: loaded when first needed.

import type * as wasm from "./wasm.js";

/** The module; its classes are not those of the one that every page loads. */
export type Extra = typeof import("./extra/seedbed_extra.js") & Pick<typeof wasm, "Distribution" | "Limits" | "Parameters">;

let loading: Promise<Extra> | undefined;

/** Loads it once. */
export async function extra(): Promise<Extra> {
  loading ??= (async () => {
    const module = await import("./extra/seedbed_extra.js");
    await module.default();
    return module as unknown as Extra;
  })();
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}
