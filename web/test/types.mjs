// The types against what the installed package is: writes a TypeScript file that compiles where both agree.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The file's text. `cases` have parameters of each distribution. */
export async function typesOf(user, { draws }) {
  const seedbed = await import(pathToFileURL(join(user, "node_modules/seedbed/dist/index.js")));
  const [families, engines] = [await seedbed.distributions(), await seedbed.engines()];
  const rng = await seedbed.Generator.create({ seed: 1, backend: "cpu" });
  const union = (names) => names.map((name) => JSON.stringify(name)).join(" | ") || "never";
  const lines = [
    'import type { ArrayOf, DistributionName, Engine, Generator, ParametersOf } from "seedbed";',
    "type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;",
    "type Takes<P, V> = [V] extends [P] ? true : false;",
    "type Needed<T> = { [K in keyof T]-?: {} extends Pick<T, K> ? never : K }[keyof T];",
    `export const names: Same<DistributionName, ${union(families.map(({ name }) => name))}> = true;`,
    `export const engines: Same<Engine, ${union(engines)}> = true;`,
  ];
  for (const { name, method, parameters, byElement } of families) {
    const given = `ParametersOf<"${name}">`;
    const { parameters: values } = draws.find((draw) => draw.name === name && draw.parameters);
    const array = `${(await rng.sample(name, 1, values)).constructor.name}<ArrayBuffer>`;
    const claims = [`Same<ArrayOf<"${name}">, ${array}>`, `Same<Awaited<ReturnType<Generator["${method}"]>>, ${array}>`];
    if (parameters.length === 0) claims.push(`Same<${given}, Record<string, never>>`);
    else {
      claims.push(`Same<keyof ${given}, ${union(parameters.map(({ name }) => name))}>`);
      const needed = parameters.filter((parameter) => parameter.default === undefined).map(({ name }) => name);
      claims.push(`Same<Needed<${given}>, ${union(needed)}>`);
    }
    const not = [];
    for (const { name: parameter, kind } of parameters) {
      const type = `Required<${given}>["${parameter}"]`;
      claims.push(`Takes<${type}, ${kind === "numbers" ? "readonly number[]" : "number"}>`);
      (byElement ? claims : not).push(`Takes<${type}, GPUBuffer>`);
      (byElement || kind === "numbers" ? claims : not).push(`Takes<${type}, Float32Array>`);
    }
    const type = [...claims.map((claim) => `  ${claim},`), ...not.map((claim) => `  Same<${claim}, false>,`)].join("\n");
    lines.push(`export const of_${name}: [\n${type}\n] = [${Array(claims.length + not.length).fill("true").join(", ")}];`);
  }
  return lines.join("\n") + "\n";
}
