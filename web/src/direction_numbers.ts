// Joe and Kuo's direction numbers of Sobol's sequence, 384 KB: loaded when first needed.

import { once, opened, type FileSource } from "./files.js";

/** Loads them, by default from beside this file. */
export const directionNumbers = once(async (source?: FileSource): Promise<Uint8Array> => {
  const file = await opened("Sobol's direction numbers", source ?? new URL("./joe_kuo_6.bin", import.meta.url));
  if (ArrayBuffer.isView(file)) return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  return new Uint8Array("arrayBuffer" in file ? await file.arrayBuffer() : file);
});
