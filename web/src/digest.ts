// Digests of samples.

import { shown } from "./arguments.js";
import { ArgumentError } from "./errors.js";
import { load } from "./wasm.js";
import * as wasm from "./wasm/seedbed_wasm.js";

/**
 * BLAKE3 of samples' bytes, in hexadecimal: what `seedbed digest` prints for the same draw. Parts of a draw
 * can be given one after the other, as an iterable of arrays.
 */
export async function digest(
  samples: ArrayBufferView | Iterable<ArrayBufferView> | AsyncIterable<ArrayBufferView>,
): Promise<string> {
  const parts = ArrayBuffer.isView(samples) ? [samples] : samples;
  const isSeveral = typeof parts === "object" && parts !== null && (Symbol.iterator in parts || Symbol.asyncIterator in parts);
  if (!isSeveral) throw noSamples(samples);
  await load();
  const hasher = new wasm.Digest();
  try {
    for await (const part of parts) {
      if (!ArrayBuffer.isView(part)) throw noSamples(part);
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

function noSamples(value: unknown): ArgumentError {
  return new ArgumentError(`a digest of ${shown(value)}: give a typed array, or several one after the other`);
}
