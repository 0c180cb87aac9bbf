// Digests of samples.

import * as wasm from "./wasm.js";

/**
 * BLAKE3 of samples' bytes, in hexadecimal: what `seedbed digest` prints for the same draw. Parts of a draw
 * can be given one after the other, as an iterable of arrays.
 */
export async function digest(
  samples: ArrayBufferView | Iterable<ArrayBufferView> | AsyncIterable<ArrayBufferView>,
): Promise<string> {
  await wasm.load();
  const hasher = new wasm.Digest();
  try {
    for await (const part of ArrayBuffer.isView(samples) ? [samples] : samples) {
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      // In pieces: WebAssembly's memory never shrinks.
      for (let first = 0; first < bytes.length; first += 1 << 20) {
        hasher.update(bytes.subarray(first, first + (1 << 20)));
      }
    }
    return hasher.hex();
  } finally {
    hasher.free();
  }
}
