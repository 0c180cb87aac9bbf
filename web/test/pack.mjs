// The package as its users have it: packed, installed into an empty folder, type-checked, bundled.
// node test/pack.mjs FOLDER

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("..", import.meta.url));
/** What a user may have beside: another owner of the device, and the current TypeScript. */
const others = ["three@0.187.0", "typescript@7.0.2"];
const user = resolve(process.argv[2]);
const run = (folder, program, ...given) => {
  try {
    return execFileSync(program, given, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  } catch (error) {
    console.error(error.stdout);
    throw error;
  }
};

// What npm packs: the build and what npm adds itself, nothing else.
const [packed] = JSON.parse(run(web, "npm", "pack", "--dry-run", "--json", "--loglevel=error"));
const files = packed.files.map(({ path }) => path);
const needed = [
  "README.md", "package.json", "dist/index.js", "dist/index.d.ts", "dist/wasm/seedbed_wasm_bg.wasm",
  "dist/extra/seedbed_extra_bg.wasm", "dist/joe_kuo_6.bin", "dist/joe_kuo_6.LICENSE.txt", "dist/LICENSE-MIT",
  "dist/LICENSE-APACHE",
];
const missing = needed.filter((file) => !files.includes(file));
const strange = files.filter(
  (file) => !/^(README\.md|package\.json|dist\/(wasm\/|extra\/)?[a-z_0-9]+(\.d\.ts|\.js|\.wasm|\.wasm\.d\.ts|\.bin|\.LICENSE\.txt)|dist\/LICENSE-(MIT|APACHE))$/.test(file),
);
if (missing.length || strange.length) throw new Error(`npm pack lacks ${missing}, has ${strange}`);
console.log(`${files.length} files, ${packed.size} bytes`);

rmSync(user, { recursive: true, force: true });
mkdirSync(user, { recursive: true });
const archive = JSON.parse(run(web, "npm", "pack", "--json", "--loglevel=error", "--pack-destination", user))[0].filename;
writeFileSync(join(user, "package.json"), '{ "name": "user", "private": true, "type": "module" }\n');
run(user, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error", `./${archive}`, ...others);

// What the README uses of `webgpu`, 40 MB, which the tests in Node have.
const dawn = "export function create(flags: string[]): GPU; export const globals: object;";
writeFileSync(join(user, "webgpu.d.ts"), `declare module "webgpu" { ${dawn} }\n`);

// Every page of the README, and every piece of its code, against the types.
const blocksOf = (text) => (language) =>
  [...text.matchAll(new RegExp("```" + language + "\\n([^]*?)```", "g"))].map(([, code]) => code);
const blocks = blocksOf(readFileSync(join(user, "node_modules/seedbed/README.md"), "utf8"));
const pages = blocks("html");
if (pages.length !== 1) throw new Error(`the README has ${pages.length} pages`);
writeFileSync(join(user, "index.html"), pages[0]);
const imports =
  'import { Generator, Points, Permutation, digest, distributions, engines, wgsl, version, load } from "seedbed";\n';
const names = "declare const rng: Generator, device: GPUDevice, buffer: GPUBuffer, mean: Float32Array;\n";
blocks("js").forEach((code, i) => {
  const own = code.includes("import ") ? code : imports + names.replaceAll(/(\w+): \w+/g, (all, name) =>
    code.includes(`const ${name} `) ? `${name}_: unknown` : all) + code;
  writeFileSync(join(user, `readme${i}.ts`), `${own}\nexport {};\n`);
});
writeFileSync(join(user, "use.ts"), `${imports}
const rng: Generator = await Generator.create({ seed: 42n, engine: "chacha8", backend: "cpu" });
const floats: Float32Array = await rng.normal(10, { mean: new Float32Array(10), std: 1 });
const wide: BigInt64Array = await rng.integersI64(1, { high: 2n ** 60n });
const half: Uint16Array = await rng.sample("normal_f16", 1);
const points: Float64Array = await (await Points.sobol({ dimensions: 2 })).random(3, "normal64");
const source: string = (await wgsl({ draws: { a: { distribution: "gamma", parameters: { shape: 2 } } } })).source;
const [child] = rng.spawn(1);
child?.seek(rng.position);
const stored: string = JSON.parse(JSON.stringify(rng));
const again: Generator = await Generator.create({ state: stored, backend: "cpu" });
const [family] = await distributions();
const [engine] = await engines();
const made: Generator = await Generator.create({ engine, seed: undefined });
await load({ extra: new URL("https://example.org/seedbed_extra_bg.wasm") });
const names: string[] | undefined = family?.parameters.map(({ name }) => name);
void [again.state, made, names];
void [floats, wide, half, points, source, Permutation, digest, version, load];
// @ts-expect-error: a parameter that it has not
await rng.normal(1, { sd: 1 });
// @ts-expect-error: a parameter that it needs
await rng.gamma(1);
// @ts-expect-error: no such distribution
await rng.sample("gaussian", 1);
// @ts-expect-error: an option that it has not
await Generator.create({ sed: 1 });
// @ts-expect-error: a state has its seed
await Generator.create({ state: stored, seed: 1 });
// @ts-expect-error: an option of a target that it has not
await rng.fill(floats as unknown as GPUBuffer, "normal", {}, { ofset: 4 });
// @ts-expect-error: no such engine
await Generator.create({ engine: "mt19937" });
`);
const check = (folder, ...given) =>
  run(user, "node", join(folder, "node_modules/typescript/bin/tsc"), "--noEmit", "--target", "es2022", "--module",
    "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom", ...given);
// The current TypeScript has the types of WebGPU; the one before needs to be told of them.
check(user, "--strict", "use.ts");
const types = ["--types", "@webgpu/types"];
check(web, "--strict", ...types, "use.ts");
// As JavaScript: null is not looked for.
check(web, ...types, "webgpu.d.ts", ...readdirSync(user).filter((file) => file.startsWith("readme")));

// What the guide shows, word for word: plain HTML, a worker and its page, three.js.
const guide = blocksOf(readFileSync(join(web, "../docs/in_the_browser.md"), "utf8"));
const one = (language, part) => {
  const found = guide(language).filter((code) => code.includes(part));
  if (found.length !== 1) throw new Error(`the guide has ${found.length} blocks of ${language} with ${part}`);
  return found[0];
};
writeFileSync(join(user, "plain.html"), one("html", "<!doctype html>"));
writeFileSync(join(user, "three.html"), `<!doctype html>
<link rel="icon" href="data:,">
<style>body { margin: 0; background: white; }</style>
${one("html", "importmap")}
<script type="module">
${one("js", "WebGPURenderer")}
import { Generator as Of } from "seedbed";
const shown = new Uint32Array(await renderer.getArrayBufferAsync(position));
const samples = await (await Of.create({ seed: 42, backend: "cpu" })).normal(shown.length);
const differing = new Uint32Array(samples.buffer).reduce((sum, word, i) => sum + Number(word !== shown[i]), 0);
document.title = rng.backend + ": " + differing + " of " + shown.length + " differ";
</script>
`);

// With a bundler: Vite finds the modules and the file of direction numbers.
const bundle = join(user, "bundle");
mkdirSync(bundle);
const [worker, page] = one("js", "// draw.js, a worker").split("// the page\n");
writeFileSync(join(bundle, "draw.js"), worker);
writeFileSync(join(bundle, "page.js"), `${page}
import { Generator, Points } from "seedbed";
const drawn = new Promise((resolve) => worker.addEventListener("message", resolve));
const rng = await Generator.create({ seed: 42, backend: "cpu" });
const sobol = await Points.sobol({ dimensions: 2 });
const samples = [...(await rng.normal(2)), ...(await sobol.random(2))];
const { data } = await drawn;
document.title = [...samples, data.length, ...data.subarray(0, 2)].join(" ");
`);
writeFileSync(join(bundle, "index.html"), `<!doctype html>
<title>bundled</title>
<link rel="icon" href="data:,">
<script type="module" src="page.js"></script>
`);
run(user, "node", join(web, "node_modules/vite/bin/vite.js"), "build", bundle, "--logLevel", "warn", "--base", "./");
const assets = readdirSync(join(bundle, "dist/assets"));
for (const kind of [/^seedbed_wasm_bg.*\.wasm$/, /^seedbed_extra_bg.*\.wasm$/, /^joe_kuo_6.*\.bin$/]) {
  if (!assets.some((name) => kind.test(name))) throw new Error(`Vite left out ${kind}: ${assets}`);
}
if (!existsSync(join(bundle, "dist/index.html"))) throw new Error("Vite made no page");
