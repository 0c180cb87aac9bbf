// Checks of what pages give, which no compiler may have seen.

import { ArgumentError } from "./errors.js";

/** A seed: a non-negative integer of any size, or text as `"42/0/1"`. */
export type Seed = number | bigint | string;

/** A seed as text. */
export function seedText(seed: Seed): string {
  switch (typeof seed) {
    case "number":
      if (!Number.isSafeInteger(seed) || seed < 0) {
        throw new ArgumentError(`the seed ${seed} is no integer from 0 to 2^53 - 1: beyond, give a BigInt`);
      }
      return seed.toString();
    case "bigint":
      if (seed < 0n) throw new ArgumentError(`the seed ${seed} is negative`);
      return seed.toString();
    case "string":
      return seed;
    default:
      throw new ArgumentError(`the seed is ${shown(seed)}: give an integer, a BigInt or text`);
  }
}

/** A name, which is text. */
export function checkText(what: string, name: string): void {
  if (typeof name !== "string") throw new ArgumentError(`${what} is ${shown(name)}: it must be text`);
}

/** Options, or parameters by name. */
export function checkObject(what: string, value: object): void {
  if (typeof value !== "object" || value === null) {
    throw new ArgumentError(`${what}: ${shown(value)} is no object with names and values`);
  }
}

/** A count, an offset or a position. */
export function checkCount(n: number): void {
  if (!Number.isSafeInteger(n) || n < 0) throw new ArgumentError(`${shown(n)} is no integer from 0 to 2^53 - 1`);
}

/** The page's device: what was made in another frame is one too. */
export function checkDevice(device: GPUDevice): void {
  if (typeof device?.createComputePipelineAsync !== "function") {
    throw new ArgumentError(`the device is ${shown(device)}: give a GPUDevice, as requestDevice() of an adapter does`);
  }
}

/** Whether a value is a buffer of a device. */
export function isBuffer(value: unknown): value is GPUBuffer {
  return typeof value === "object" && value !== null && "mapAsync" in value && "usage" in value;
}

/** A value in an error: objects by their kind. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? Object.prototype.toString.call(value) : String(value);
}
