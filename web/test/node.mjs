// The package in Node, Deno and Bun, where `pack.mjs` has installed it:
// node test/node.mjs CASES --user FOLDER --runtimes FOLDER --certificate DIGEST [--gpu]
//
// With --gpu the tests of the browsers run in Node, on the adapter that the environment gives Vulkan's loader.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { typesOf } from "./types.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { user: { type: "string" }, runtimes: { type: "string" }, certificate: { type: "string" }, gpu: { type: "boolean" } },
});
const test = fileURLToPath(new URL(".", import.meta.url));
const cases = resolve(positionals[0]);
const user = resolve(values.user);
const runtimes = resolve(values.runtimes);
const programs = join(user, "programs");
const failed = [];

/** Runs a program; its output is shown. */
function run(name, program, ...given) {
  const started = performance.now();
  const { status, error } = spawnSync(program, given, { cwd: programs, stdio: "inherit", timeout: 1_200_000 });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (status !== 0) failed.push(name);
  console.log(`${status === 0 ? "passed" : `FAILED (${error ?? status})`}: ${name}, ${seconds} s`);
}

/** Installs packages of npm into the folder of runtimes, which stays. */
function installed(packages) {
  const file = join(runtimes, "package.json");
  const wanted = JSON.stringify({ name: "runtimes", private: true, dependencies: packages });
  const settings = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  if (!existsSync(file) || readFileSync(file, "utf8") !== wanted) {
    rmSync(runtimes, { recursive: true, force: true });
    mkdirSync(runtimes, { recursive: true });
    writeFileSync(file, wanted);
    try {
      execFileSync("npm", ["install", ...settings], { cwd: runtimes, stdio: "inherit", shell: process.platform === "win32" });
    } catch (error) {
      rmSync(file);
      throw error;
    }
  }
}

rmSync(programs, { recursive: true, force: true });
cpSync(join(test, "node"), programs, { recursive: true });
for (const shared of ["suite", "suite.js"]) cpSync(join(test, shared), join(programs, shared), { recursive: true });

installed({
  bun: "1.4.5",
  deno: "2.9.6",
  node20: "npm:node@20",
  node22: "npm:node@22",
  webgpu: "0.6.2",
});
// As a user has it, for programs that import it.
const dawn = join(programs, "node_modules/webgpu");
mkdirSync(join(dawn, ".."));
symlinkSync(join(runtimes, "node_modules/webgpu"), dawn, "junction");
const node = (major) => join(runtimes, `node_modules/node${major}/bin/node`);
const deno = [join(runtimes, "node_modules/.bin/deno"), "run", "--allow-read", "--allow-env"];
if (values.gpu) {
  guide(1, "the guide's program with Dawn", "gpu");
  run("Node with Dawn", process.execPath, "gpu.mjs", cases, values.certificate);
  run("Deno with its own WebGPU", ...deno, "own_gpu.mjs", cases);
} else {
  guide(0, "the guide's program", "cpu");
  run("densities of the demo", process.execPath, join(test, "demo.mjs"));
  for (const [name, program, ...given] of [
    [`Node ${process.version}`, process.execPath],
    ["Node 20", node(20)],
    ["Node 22", node(22)],
    ["Deno", ...deno],
    ["Bun", join(runtimes, "node_modules/.bin/bun")],
  ]) {
    run(name, program, ...given, "cpu.mjs", cases, values.certificate);
  }
  const ways = ["none", "bytes", "buffers", "modules", "urls", "texts", "paths", "responses", "alone", "missing", "required"];
  for (const way of ways) run(`load: ${way}`, process.execPath, "load.mjs", way);
  await bundled();
  await typed();
}
if (failed.length > 0) console.log(`FAILED: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** A program of the guide, word for word; what it says is known. */
function guide(i, name, backend) {
  const text = readFileSync(join(test, "../../docs/in_the_browser.md"), "utf8");
  const blocks = [...text.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code).filter((code) => code.includes("console.log(rng.backend"));
  const file = join(programs, `guide${i}.mjs`);
  writeFileSync(file, blocks[i]);
  const said = spawnSync(process.execPath, [file], { encoding: "utf8", timeout: 60_000 });
  const isRight = said.stdout === `${backend} 0.6029924750328064 -0.735893964767456 -0.9813647270202637\n` && said.status === 0;
  if (!isRight) failed.push(name);
  console.log(isRight ? `passed: ${name}` : `FAILED: ${name}: ${said.stdout}${said.stderr}`);
}

/** Types that are those of what there is, also by the rules of Node's modules. */
async function typed() {
  const file = join(user, "types.mts");
  writeFileSync(file, await typesOf(user, JSON.parse(readFileSync(cases, "utf8"))));
  const settings = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--lib", "es2022,dom", "--types", "@webgpu/types"];
  const tsc = join(test, "../node_modules/typescript/bin/tsc");
  run("types", process.execPath, tsc, ...settings, "--module", "nodenext", file);
}

/** By esbuild, for Node and for pages: the files are copied beside, as the guide says. */
async function bundled() {
  const out = join(programs, "bundled");
  const entryPoints = [join(programs, "load.mjs")];
  const settings = { entryPoints, bundle: true, format: "esm", target: "es2022", logLevel: "error" };
  await build({ ...settings, platform: "node", outdir: out, outExtension: { ".js": ".mjs" } });
  const dist = join(user, "node_modules/seedbed/dist");
  for (const file of ["wasm/seedbed_wasm_bg.wasm", "extra/seedbed_extra_bg.wasm", "joe_kuo_6.bin"]) {
    cpSync(join(dist, file), join(out, file));
  }
  run("bundled for Node", process.execPath, "bundled/load.mjs", "none");
  await build({ ...settings, entryPoints: [join(dist, "index.js")], platform: "browser", write: false });
}
