// The page: settings in the address, draws on change, a picture, the certificate, and speeds.

import { Generator, digest } from "../dist/index.js";
import { families } from "./density.js";
import { adapterName, compare, median, rate } from "./speed.js";

/** seedbed digest normal --seed 42 --count 16777216 */
const CERTIFICATE = "292bee3424501cdd099ad53e9c681221a2545e33bbae79193c779f1edb60c05a";
const ENGINES = ["threefry4x32_20", "philox4x32_10", "chacha8", "chacha12", "chacha20"];
const COUNTS = [14, 16, 18, 20, 22];
const $ = (id) => document.getElementById(id);
const whole = (n) => n.toLocaleString("en");

/** What the address says, and what is drawn. */
const state = { name: "normal", seed: "42", engine: ENGINES[0], count: 18, backend: "auto", values: {} };
/** Draws of the same settings: each further one goes on in the stream. */
let draws = 0;
let running = Promise.resolve();

function readAddress() {
  const query = new URLSearchParams(location.hash.slice(1));
  const one = (key, known) => {
    const value = query.get(key);
    if (value !== null && known(value)) state[key] = key === "count" ? Number(value) : value;
  };
  one("name", (value) => value in families);
  one("seed", (value) => /^\d+(\/\d+)*$/.test(value));
  one("engine", (value) => ENGINES.includes(value));
  one("count", (value) => COUNTS.includes(Number(value)));
  one("backend", (value) => ["auto", "gpu", "cpu"].includes(value));
  state.values = {};
  for (const [key, { value, min, max }] of Object.entries(families[state.name].sliders)) {
    const given = Number(query.get(key) ?? NaN);
    state.values[key] = given >= min && given <= max ? given : value;
  }
}

function address() {
  const { name, seed, engine, count, backend, values } = state;
  return `#${new URLSearchParams({ name, ...values, seed, engine, count, backend })}`;
}

function fillForm() {
  $("name").value = state.name;
  $("seed").value = state.seed;
  $("engine").value = state.engine;
  $("count").value = state.count;
  $("backend").value = state.backend;
  $("parameters").replaceChildren(
    ...Object.entries(families[state.name].sliders).map(([key, { min, max, step }]) => {
      const label = document.createElement("label");
      const output = document.createElement("output");
      const input = Object.assign(document.createElement("input"), { type: "range", min, max, step, id: `p-${key}` });
      input.value = state.values[key];
      output.value = input.value;
      output.htmlFor = input.id;
      // The slider itself tells its value; a label would take the output for what it labels.
      output.setAttribute("aria-hidden", "true");
      label.htmlFor = input.id;
      const title = document.createElement("span");
      title.append(key, " ", output);
      label.append(title, input);
      input.addEventListener("input", () => {
        state.values[key] = Number(input.value);
        output.value = input.value;
        changed();
      });
      return label;
    }),
  );
}

function changed() {
  draws = 0;
  history.replaceState(null, "", address());
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
      $("caption").className = "";
    } catch (error) {
      $("caption").className = "bad";
      $("caption").textContent = `${error.name}: ${error.message}`;
      $("first").textContent = "none";
    }
  });
}

async function draw() {
  const { name, seed, engine, backend, values } = state;
  const n = 2 ** state.count;
  const rng = await Generator.create({ seed, engine, backend });
  rng.seek(draws * n);
  await rng.prepare(name, values);
  const started = performance.now();
  const samples = await rng.sample(name, n, values);
  const ms = performance.now() - started;
  picture(samples);
  const speed = n / ms / 1000;
  $("caption").textContent =
    `${whole(n)} samples, words ${whole(draws * n)} to ${whole((draws + 1) * n - 1)} of the stream, ` +
    `on the ${rng.backend.toUpperCase()} in ${ms.toFixed(1)} ms: ${speed.toFixed(1)} million a second`;
  $("first").textContent = Array.from(samples.slice(0, 4), (x) => String(x)).join(", ");
  if (rng.failure) notice(`The GPU failed, the CPU carries on with the same bits: ${rng.failure.message}`);
}

function picture(samples) {
  const family = families[state.name];
  const [from, to] = family.range(state.values);
  const canvas = $("histogram");
  const ratio = devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name);
  const bins = family.pmf ? to - from + 1 : Math.max(40, Math.min(160, Math.floor(width / 5)));
  const start = family.pmf ? from - 0.5 : from;
  const binWidth = family.pmf ? 1 : (to - from) / bins;
  const counts = new Float64Array(bins);
  for (const sample of samples) {
    const bin = Math.floor((sample - start) / binWidth);
    if (bin >= 0 && bin < bins) counts[bin]++;
  }
  const density = counts.map((count) => count / (samples.length * binWidth));
  // The picture's top is the curve's or the tallest bar's; curves with a pole are cut.
  const curve = Array.from({ length: family.pmf ? bins : Math.floor(width) }, (_, i) => {
    if (family.pmf) return [from + i, family.pmf(state.values, from + i)];
    const x = from + ((i + 0.5) * (to - from)) / Math.floor(width);
    return [x, family.pdf(state.values, x)];
  });
  const top = 1.08 * Math.max(...density, ...curve.map(([, y]) => y).filter((y) => y < 4 * Math.max(...density)));
  const [left, bottom] = [4, 24];
  const px = (x) => left + ((x - start) / (bins * binWidth)) * (width - 2 * left);
  const py = (y) => (height - bottom) * (1 - y / top) + 2;
  context.fillStyle = color("--bar");
  density.forEach((y, i) => {
    const [x0, x1] = [px(start + i * binWidth), px(start + (i + 1) * binWidth)];
    context.fillRect(x0, py(y), Math.max(1, x1 - x0 - 0.5), py(0) - py(y));
  });
  context.strokeStyle = context.fillStyle = color("--curve");
  context.lineWidth = 2;
  context.beginPath();
  for (const [x, y] of curve) {
    if (family.pmf) {
      context.moveTo(px(x) + 3, py(y));
      context.arc(px(x), py(y), 3, 0, 2 * Math.PI);
    } else context.lineTo(px(x), py(Math.min(y, top)));
  }
  if (family.pmf) context.fill();
  else context.stroke();
  context.strokeStyle = color("--line");
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, py(0));
  context.lineTo(width - left, py(0));
  context.stroke();
  context.fillStyle = color("--soft");
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "bottom";
  context.textAlign = "center";
  for (const x of ticks(from, to, width / 50)) {
    const label = String(x);
    const half = context.measureText(label).width / 2;
    context.fillRect(px(x) - 0.5, py(0), 1, 4);
    context.fillText(label, Math.min(Math.max(px(x), half), width - half), height - 2);
  }
  const exact = family.pmf ? "exact probabilities" : "exact density";
  $("exact").textContent = exact;
  $("exact").className = family.pmf ? "dots" : "curve";
  canvas.setAttribute("aria-label", `Histogram of ${samples.length} ${state.name} samples with the ${exact}`);
}

/** Round numbers of an interval, at most about so many. */
function ticks(from, to, count) {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
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

async function start() {
  const option = (value, text = value) => Object.assign(document.createElement("option"), { value, textContent: text });
  $("name").append(...Object.keys(families).map((name) => option(name, name.replace("_", " "))));
  $("engine").append(...ENGINES.map((name) => option(name)));
  $("count").append(...COUNTS.map((k) => option(k, whole(2 ** k))));
  $("expected").textContent = CERTIFICATE;
  readAddress();
  fillForm();
  $("name").addEventListener("change", () => {
    state.name = $("name").value;
    state.values = Object.fromEntries(Object.entries(families[state.name].sliders).map(([key, { value }]) => [key, value]));
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
  $("copy").addEventListener("click", async () => {
    history.replaceState(null, "", address());
    try {
      await navigator.clipboard.writeText(location.href);
      $("copy").textContent = "Copied";
    } catch {
      $("copy").textContent = "The address bar has it";
    }
    setTimeout(() => ($("copy").textContent = "Copy link"), 2000);
  });
  $("certify").addEventListener("click", certify);
  $("measure").addEventListener("click", measure);
  addEventListener("hashchange", () => {
    readAddress();
    fillForm();
    changed();
  });
  addEventListener("resize", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  if (!navigator.gpu) {
    notice(
      "This browser has no WebGPU, or none on this page (it needs https or localhost): the CPU draws, in " +
        "WebAssembly, with the same bits.",
    );
  }
  redraw();
  const rng = await Generator.create({ seed: 42 });
  const found = rng.device ? adapterName(rng.device) : "none, or one that is computed on the CPU";
  $("machine").textContent = `GPU: ${found}. Browser: ${navigator.userAgent}`;
}

start().catch((error) => notice(`${error.name}: ${error.message}`));
