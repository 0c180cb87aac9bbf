// Checks of what pages give, which no compiler may have seen.

import { ArgumentError } from "./errors.js";
import { suggestion } from "./suggestion.js";

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

/** Options, all of which are known. */
export function checkOptions(what: string, options: object, known: readonly string[]): void {
  checkObject(`the options of ${what}`, options);
  const strange = Object.keys(options).find((name) => !known.includes(name));
  if (strange === undefined) return;
  throw new ArgumentError(
    `${what} has no option \`${strange}\`: it has ${[...known].sort().join(", ")}${suggestion(strange, known)}`,
  );
}

/** An option that is on or off. */
export function checkBoolean(what: string, value: boolean): void {
  if (typeof value !== "boolean") throw new ArgumentError(`${what} is ${shown(value)}: it must be true or false`);
}

/** A count, an offset or a position, by default of any size. */
export function checkCount(what: string, n: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(n) && n >= 0 && n <= most) return;
  const bits = Math.ceil(Math.log2(most));
  throw new ArgumentError(`${what} is ${shown(n)}: it must be an integer from 0 to 2^${bits} - 1`);
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
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? Object.prototype.toString.call(value) : String(value);
}
