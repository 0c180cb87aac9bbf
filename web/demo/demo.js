// The page: settings in the address, draws on change, a picture, the certificate, and speeds.

import { Generator, digest, distributions, engines } from "../dist/index.js";
import { beginning, fields } from "./controls.js";
import { densities } from "./density.js";
import { address, read } from "./link.js";
import { areIntegers, numbersOf, rangeOf } from "./numbers.js";
import { clear, cloud, histogram } from "./picture.js";
import { adapterName, compare, median, rate, unmeasured } from "./speed.js";

/** seedbed digest normal --seed 42 --count 16777216 */
const CERTIFICATE = "292bee3424501cdd099ad53e9c681221a2545e33bbae79193c779f1edb60c05a";
const COUNTS = [14, 16, 18, 20, 22];
const BACKENDS = ["auto", "gpu", "cpu"];
/** Samples whose quantiles say what is shown. */
const PILOT = 1 << 14;
const $ = (id) => document.getElementById(id);
const whole = (n) => n.toLocaleString("en");

/** What can be chosen, and what is. */
let known;
let state;
/** Draws of the same settings: each further one goes on in the stream. */
let draws = 0;
let running = Promise.resolve();
/** Paints the last draw again. */
let paint = () => undefined;

const family = () => known.families.find(({ name }) => name === state.name);

function fillForm() {
  for (const key of ["name", "seed", "engine", "count", "backend"]) $(key).value = state[key];
  $("parameters").replaceChildren(
    ...fields(family(), state.values, (name, value) => {
      state.values[name] = value;
      changed();
    }),
  );
}

/** By a person, who needs no word of the link any more. */
function changed() {
  $("problems").hidden = true;
  history.replaceState(null, "", address(state));
  begin();
}

function begin() {
  draws = 0;
  redraw();
}

let wanted = false;
/** One draw at a time; of the changes that come meanwhile, the last. */
function redraw() {
  if (wanted) return;
  wanted = true;
  running = running.then(async () => {
    wanted = false;
    try {
      await draw();
      $("failed").hidden = true;
    } catch (error) {
      $("failed").textContent = `${error.name}: ${error.message}`;
      $("failed").hidden = false;
      $("caption").textContent = "Nothing was drawn.";
      $("first").textContent = "none";
      $("histogram").setAttribute("aria-label", "No samples");
      legend("", "", "");
      paint = () => clear($("histogram"));
      paint();
    }
  });
}

async function draw() {
  const { name, seed, engine, backend } = state;
  const values = { ...state.values };
  const n = 2 ** state.count;
  $("code").textContent = code(n);
  const rng = await Generator.create({ seed, engine, backend });
  if (draws > 0) rng.seek(BigInt(draws) * (await wordsOf(name, values, n)));
  const from = rng.position;
  await rng.prepare(name, values);
  const started = performance.now();
  const samples = await rng.sample(name, n, values);
  const ms = performance.now() - started;
  const dimension = samples.length / n;
  paint = await painter(name, values, samples, dimension);
  paint();
  const speed = n / ms / 1000;
  $("caption").textContent =
    `${whole(n)} samples, words ${whole(from)} to ${whole(rng.position - 1n)} of the stream, ` +
    `on the ${rng.backend.toUpperCase()} in ${ms.toFixed(1)} ms: ${speed.toFixed(1)} million a second`;
  $("first").textContent = first(samples, dimension);
  if (rng.failure) notice(`The GPU failed, the CPU carries on with the same bits: ${rng.failure.message}`);
}

/** The words of a draw: a stream says them that makes one sample of it. */
async function wordsOf(name, values, n) {
  const rng = await Generator.create({ seed: 0, backend: "cpu" });
  await rng.sample(name, 1, values);
  return rng.position * BigInt(n);
}

/** The same in a program. */
function code(n) {
  const { name, seed, engine, values } = state;
  const { method, parameters } = family();
  const text = (value) => (Array.isArray(value) ? `[${value.join(", ")}]` : String(value));
  const given = parameters.filter((parameter) => parameter.default !== values[parameter.name]);
  const object = given.map((parameter) => `${parameter.name}: ${text(values[parameter.name])}`).join(", ");
  const options = [`seed: ${/^\d{1,15}$/.test(seed) ? seed : JSON.stringify(seed)}`];
  if (engine !== known.engines[0]) options.push(`engine: "${engine}"`);
  const calls = Array(draws + 1).fill(`await rng.${method}(${n}${object && `, { ${object} }`});`);
  const shown = calls.length > 3 ? [`for (let i = 0; i < ${draws}; i++) ${calls[0]}`, calls[0]] : calls;
  return [`const rng = await Generator.create({ ${options.join(", ")} });`, ...shown].join("\n");
}

/** The first samples, in words of a line or two. */
function first(samples, dimension) {
  const few = Array.from(samples.slice(0, Math.max(4, Math.min(dimension, 6))), String);
  return few.join(", ") + (dimension > few.length ? ", …" : "");
}

/** What paints samples. */
async function painter(name, values, samples, dimension) {
  const canvas = $("histogram");
  const pilot = await (await Generator.create({ seed: 0, backend: "cpu" })).sample(name, PILOT, values);
  const numbers = numbersOf(name, samples);
  const count = whole(samples.length / dimension);
  if (dimension > 1) {
    const component = (i) => pilot.filter((_, j) => j % dimension === i);
    const ranges = [0, 1].map((i) => {
      const [from, to] = rangeOf(component(i));
      return [from - 0.03 * (to - from), to + 0.03 * (to - from)];
    });
    return () => {
      cloud(canvas, { numbers, dimension, ranges });
      legend("cloud", dimension > 2 ? `vectors of ${dimension}, by the first two components` : "vectors", "");
      canvas.setAttribute("aria-label", `${count} ${name} vectors by their first two components`);
    };
  }
  const isDiscrete = areIntegers(samples);
  const density = densities[name]?.(values);
  const [from, to] = rangeOf(numbersOf(name, pilot), density?.support, isDiscrete);
  const range = isDiscrete ? [Math.floor(from), Math.ceil(to)] : [from, to];
  return () => {
    const { isDotted } = histogram(canvas, { numbers, range, isDiscrete, density });
    const exact = !density ? "" : isDiscrete ? "exact probabilities" : "exact density";
    legend("bars", "samples", exact, isDotted ? "dots" : "curve");
    canvas.setAttribute("aria-label", `Histogram of ${count} ${name} samples${exact && ` with the ${exact}`}`);
  };
}

function legend(kind, text, exact, exactKind) {
  Object.assign($("shown"), { className: kind, textContent: text, hidden: text === "" });
  Object.assign($("exact"), { className: exactKind ?? "", textContent: exact, hidden: exact === "" });
}

async function certify() {
  const button = $("certify");
  const verdict = $("verdict");
  button.disabled = true;
  verdict.className = "";
  verdict.textContent = "Drawing 16,777,216 normals.";
  try {
    const rng = await Generator.create({ seed: 42, backend: state.backend });
    const started = performance.now();
    const parts = [];
    for (let i = 0; i < 4; i++) parts.push(await rng.normal(1 << 22));
    const ms = performance.now() - started;
    const found = await digest(parts);
    $("here").textContent = found;
    const by = rng.backend === "gpu" ? adapterName(rng.device) : "the CPU (WebAssembly)";
    const isRight = found === CERTIFICATE;
    verdict.className = isRight ? "good" : "bad";
    verdict.textContent = isRight
      ? `They match: all 16,777,216 samples have the bits of the command line's. Made by ${by} in ${(ms / 1000).toFixed(2)} s.`
      : `They differ: ${by} made other samples. Please report it, with this browser and machine.`;
  } catch (error) {
    verdict.className = "bad";
    verdict.textContent = `${error.name}: ${error.message}`;
  }
  button.disabled = false;
}

async function measure() {
  $("measure").disabled = true;
  $("state").textContent = "Measuring.";
  $("state").textContent = await compare($("speeds"), 7, [median, rate]);
  $("measure").disabled = false;
}

function notice(text) {
  $("notice").textContent = text;
  $("notice").hidden = false;
}

/** Takes the settings of the address, and says what of them cannot be. */
function takeAddress() {
  const { state: taken, problems } = read(location.hash, known);
  state = taken;
  const item = (text) => Object.assign(document.createElement("li"), { textContent: text });
  $("problems").querySelector("ul").replaceChildren(...problems.map(item));
  $("problems").hidden = problems.length === 0;
  fillForm();
  begin();
}

async function copyLink() {
  history.replaceState(null, "", address(state));
  try {
    await navigator.clipboard.writeText(location.href);
    $("copy").textContent = "Copied";
  } catch {
    $("copy").textContent = "The address bar has it";
  }
  setTimeout(() => ($("copy").textContent = "Copy link"), 2000);
}

async function start() {
  known = { families: await distributions(), engines: await engines(), counts: COUNTS, backends: BACKENDS };
  const option = (value, text = value) => Object.assign(document.createElement("option"), { value, textContent: text });
  $("name").append(...known.families.map(({ name }) => option(name, name.replaceAll("_", " "))));
  $("engine").append(...known.engines.map((name) => option(name)));
  $("count").append(...COUNTS.map((k) => option(k, whole(2 ** k))));
  $("expected").textContent = CERTIFICATE;
  unmeasured($("speeds"), 2);
  takeAddress();
  $("name").addEventListener("change", () => {
    state.name = $("name").value;
    state.values = beginning(family());
    fillForm();
    changed();
  });
  for (const key of ["engine", "count", "backend"]) {
    $(key).addEventListener("change", () => {
      state[key] = key === "count" ? Number($(key).value) : $(key).value;
      changed();
    });
  }
  $("seed").addEventListener("input", () => {
    if (!$("seed").value || !$("seed").checkValidity()) return;
    state.seed = $("seed").value;
    changed();
  });
  $("settings").addEventListener("submit", (event) => {
    event.preventDefault();
    draws++;
    redraw();
  });
  $("copy").addEventListener("click", copyLink);
  $("certify").addEventListener("click", certify);
  $("measure").addEventListener("click", measure);
  addEventListener("hashchange", takeAddress);
  new ResizeObserver(() => paint()).observe($("histogram"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paint());
  if (!navigator.gpu) {
    notice(
      "This browser has no WebGPU, or none on this page (it needs https or localhost): the CPU draws, in " +
        "WebAssembly, with the same bits.",
    );
  }
  const rng = await Generator.create({ seed: 42 });
  const found = rng.device ? adapterName(rng.device) : "none, or one that is computed on the CPU";
  $("machine").textContent = `GPU: ${found}. Browser: ${navigator.userAgent}`;
}

start().catch((error) => notice(`${error.name}: ${error.message}`));
