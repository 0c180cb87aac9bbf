// Settings in the address: what a link says, and what of it cannot be.

import { beginning, shown, valueOf } from "./controls.js";

const one = (known) => `${known.slice(0, -1).join(", ")} or ${known.at(-1)}`;
const SETTINGS = ["name", "seed", "engine", "count", "backend"];

/** The settings of an address, and in words what of them was not taken. */
export function read(hash, { families, engines, counts, backends }) {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const problems = [];
  const state = { name: "normal", seed: "42", engine: engines[0], count: 18, backend: "auto" };
  const take = (key, isRight, must, value = (text) => text) => {
    const text = query.get(key);
    if (text === null) return;
    if (isRight(text)) state[key] = value(text);
    else problems.push(`${key} is “${text}”: it must be ${must}. ${state[key]} is taken instead.`);
  };
  take("name", (text) => families.some(({ name }) => name === text), "a distribution of the list below");
  take("seed", (text) => /^\d+(\/\d+)*$/.test(text), "a whole number, or one with a spawned child’s path, as 42/0/1");
  take("engine", (text) => engines.includes(text), one(engines));
  take("count", (text) => counts.map(String).includes(text), `${one(counts)}: 2 to that power are drawn`, Number);
  take("backend", (text) => backends.includes(text), one(backends));
  const family = families.find(({ name }) => name === state.name);
  state.values = beginning(family);
  for (const parameter of family.parameters) {
    const { name, kind } = parameter;
    const text = query.get(name);
    if (text === null) continue;
    const value = valueOf(parameter, text);
    if (value !== undefined) state.values[name] = value;
    else {
      const must = kind === "numbers" ? "numbers with commas between them" : "a number";
      problems.push(`${name} is “${text}”: it must be ${must}. ${shown(state.values[name])} is taken instead.`);
    }
  }
  const known = [...SETTINGS, ...family.parameters.map(({ name }) => name)];
  for (const key of new Set(query.keys())) {
    if (!known.includes(key)) problems.push(`${key} is neither a setting nor a parameter of ${family.name}: there are ${known.join(", ")}.`);
    else if (query.getAll(key).length > 1) problems.push(`${key} is given more than once: the first is taken.`);
  }
  return { state, problems };
}

/** The address of settings. */
export function address({ name, seed, engine, count, backend, values }) {
  const texts = Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? value.join(",") : String(value)]);
  return `#${new URLSearchParams({ name, ...Object.fromEntries(texts), seed, engine, count, backend })}`;
}
