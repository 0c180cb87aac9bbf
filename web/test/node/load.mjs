// The package's files from elsewhere: node load.mjs WAY

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

import { ArgumentError, Generator, LoadError, Points, digest, load, wgsl } from "seedbed";

import { equal, rejects } from "./suite/check.js";

const addresses = {
  wasm: import.meta.resolve("seedbed/seedbed_wasm_bg.wasm"),
  extra: import.meta.resolve("seedbed/seedbed_extra_bg.wasm"),
  directionNumbers: import.meta.resolve("seedbed/joe_kuo_6.bin"),
};
/** Each file by a function of its address. */
const all = (given) => Object.fromEntries(Object.entries(addresses).map(([name, address]) => [name, given(address, name)]));
const bytes = (address) => readFileSync(fileURLToPath(address));

const ways = {
  none: () => load(),
  bytes: () => load(all(bytes)),
  buffers: () => load(all((address) => new Uint8Array(bytes(address)).buffer)),
  modules: () => load(all((address, name) => (name === "directionNumbers" ? bytes(address) : new WebAssembly.Module(bytes(address))))),
  urls: () => load(all((address) => new URL(address))),
  texts: () => load(all((address) => address)),
  paths: () => load(all(fileURLToPath)),
  responses: () => load(all((address) => new Response(bytes(address), { headers: { "content-type": "application/wasm" } }))),
  alone: () => load(bytes(addresses.wasm)),
  // What is none is an error, after which the right one is loaded.
  missing: async () => {
    for (const wasm of ["/nowhere/seedbed.wasm", "nowhere.wasm", pathToFileURL("/nowhere/seedbed.wasm")]) {
      await rejects(LoadError, () => load({ wasm }), /nowhere.*ENOENT.*load\(\)/);
    }
    await rejects(LoadError, () => load({ wasm: bytes(addresses.directionNumbers) }), /WebAssembly/);
    await rejects(LoadError, () => load({ wasm: new Response("", { status: 404 }) }), /404/);
    await rejects(ArgumentError, () => load({ wasm: 3 }), /wasm is 3/);
    await load(all(bytes));
  },
  required: async () => {
    if (!process.features.require_module) return load();
    const required = createRequire(import.meta.url)("seedbed");
    equal(required.Generator, Generator);
  },
};

await ways[process.argv[2]]();
const rng = await Generator.create({ seed: 42 });
equal(await digest(await rng.normal(1000)), "e7fe098ae93d148f648a71012e228be525c9bd2735bbc2e11c0f4087c0b7aa07");
const sobol = await Points.sobol({ dimensions: 2 });
equal([...(await sobol.random(3))].join(" "), "0 0 0.5 0.5 0.75 0.25");
const library = await wgsl({ draws: { kick: { withParameters: "normal" } } });
equal(library.source.includes("fn seedbed_kick("), true);
