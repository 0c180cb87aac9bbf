// The lists of distributions and engines, as the library has them.

import type { Engine } from "./catalogue.js";
import type { DistributionName } from "./distributions.js";
import { load } from "./wasm.js";
import * as wasm from "./wasm/seedbed_wasm.js";

/** A parameter of a distribution. */
export interface ParameterInfo {
  /** As `parameters` of a draw name it. */
  readonly name: string;
  /** A number, an integer, or a list of numbers. */
  readonly kind: "number" | "integer" | "numbers";
  /** What it is where it is not given; without one it must be. */
  readonly default?: number;
}

/** A distribution. */
export interface DistributionInfo {
  /** The name, as {@link Generator.sample} takes it. */
  readonly name: DistributionName;
  /** The method of a generator. */
  readonly method: string;
  /** Whether each sample can have its own parameters: {@link Each}. */
  readonly byElement: boolean;
  /** The parameters. */
  readonly parameters: readonly ParameterInfo[];
}

let list: readonly DistributionInfo[] | undefined;

/** The list, once WebAssembly is loaded. */
export function families(): readonly DistributionInfo[] {
  list ??= (JSON.parse(wasm.distributions()) as DistributionInfo[]).map((family) => ({
    ...family,
    method: methodOf(family.name),
  }));
  return list;
}

/** `student_t` is the method `studentT`. */
function methodOf(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The distributions with their parameters, in the library's order: for menus, and whatever else must not miss one.
 *
 * ```js
 * for (const { name, parameters } of await distributions()) console.log(name, parameters);
 * ```
 */
export async function distributions(): Promise<readonly DistributionInfo[]> {
  await load();
  return families();
}

/** The engines by name, the default one first. */
export async function engines(): Promise<readonly Engine[]> {
  await load();
  return wasm.engineNames() as Engine[];
}
