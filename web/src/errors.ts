// Errors: what failed, the value, and the remedy in the message.

import { suggestion } from "./suggestion.js";

/** What every error of this package is. */
export class SeedbedError extends Error {
  override name = "SeedbedError";
}

/** A parameter that the distribution does not have, lacks, or cannot take. */
export class ParameterError extends SeedbedError {
  override name = "ParameterError";
}

/** A name, option, seed, position, count or buffer that cannot be. */
export class ArgumentError extends SeedbedError {
  override name = "ArgumentError";
}

/** A draw or a position past the stream's end at 2⁶⁴ words. */
export class StreamError extends SeedbedError {
  override name = "StreamError";
}

/** Samples that do not fit into memory. */
export class MemoryError extends SeedbedError {
  override name = "MemoryError";
}

/** A file of the package that cannot be read where it is looked for, or is another. */
export class LoadError extends SeedbedError {
  override name = "LoadError";
}

/** No WebGPU, no adapter or no device, where `backend: "gpu"` asks for one. */
export class NoDeviceError extends SeedbedError {
  override name = "NoDeviceError";
}

/** The device was lost, or refused the work. */
export class DeviceError extends SeedbedError {
  override name = "DeviceError";
}

/** A kernel is wrong on this device: its first tile differs from the CPU's. */
export class MismatchError extends SeedbedError {
  override name = "MismatchError";
}

/** `encode` of a draw whose kernel was not prepared. */
export class NotPreparedError extends SeedbedError {
  override name = "NotPreparedError";
}

const byName = { ParameterError, ArgumentError, StreamError, MemoryError };

/** Runs what WebAssembly does, and gives its errors their class. */
export function typed<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SeedbedError || !(error instanceof Error)) throw error;
    const known = byName[error.name as keyof typeof byName];
    if (known) throw new known(error.message + meant(error));
    if (error instanceof RangeError) throw new MemoryError(error.message);
    throw error;
  }
}

/** Which of the names that there are was meant, where WebAssembly was given another. */
function meant({ names }: Error & { names?: [given: string, known: string] }): string {
  return names ? suggestion(names[0], names[1].split(" ")) : "";
}
