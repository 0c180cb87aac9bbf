// The lists of distributions and engines.

import { Generator, distributions, engines, version } from "seedbed";

import { equal, same } from "./check.js";

export async function lists(test) {
  await test("the lists have every method, engine and parameter", async () => {
    const all = await distributions();
    const known = ["constructor", "state", "toJSON", "seed", "engine", "position", "seek", "clone", "spawn", "sample", "fill", "prepare", "encode"];
    await Generator.create({ backend: "cpu" });
    const methods = Object.getOwnPropertyNames(Generator.prototype).filter((name) => !known.includes(name));
    same(methods, all.map(({ method }) => method));
    equal(new Set(all.map(({ name }) => name)).size, all.length);
    const normal = all.find(({ name }) => name === "normal");
    equal(JSON.stringify(normal), JSON.stringify({
      name: "normal",
      byElement: true,
      parameters: [{ name: "mean", kind: "number", default: 0 }, { name: "std", kind: "number", default: 1 }],
      method: "normal",
    }));
    equal(all.find(({ name }) => name === "student_t").method, "studentT");
    for (const engine of await engines()) equal((await Generator.create({ engine, backend: "cpu" })).engine, engine);
    equal((await Generator.create({ backend: "cpu" })).engine, (await engines())[0]);
    equal(/^\d+\.\d+\.\d+/.test(await version()), true);
  });
}
