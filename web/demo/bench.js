// A million normals by each way: those of the package, and JavaScript's usual one.

import { Generator } from "../dist/index.js";
import { boxMuller } from "./box_muller.js";

const N = 1_000_000;
const ROUNDS = 15;
const $ = (id) => document.getElementById(id);

const sources = [
  ["seedbed on the GPU", async () => of(await Generator.create({ seed: 42, backend: "gpu" }))],
  ["seedbed on the CPU, WebAssembly", async () => of(await Generator.create({ seed: 42, backend: "cpu" }))],
  ["Math.random() with Box–Muller", () => () => boxMuller(N)],
];

function of(rng) {
  return () => {
    rng.seek(0);
    return rng.normal(N);
  };
}

async function measure() {
  $("measure").disabled = true;
  const rows = [];
  const firsts = new Set();
  for (const [title, make] of sources) {
    const row = document.createElement("tr");
    const cells = [title, "", "", ""].map((text) => Object.assign(document.createElement("td"), { textContent: text }));
    row.append(...cells);
    rows.push(row);
    $("speeds").replaceChildren(...rows);
    try {
      const draw = await make();
      const first = await draw();
      if (title.startsWith("seedbed")) firsts.add(new Uint32Array(first.buffer).slice(0, 100).join());
      const times = [];
      for (let i = 0; i < ROUNDS; i++) {
        await new Promise((resolve) => setTimeout(resolve));
        const started = performance.now();
        await draw();
        times.push(performance.now() - started);
      }
      times.sort((a, b) => a - b);
      const median = times[(ROUNDS - 1) / 2];
      cells[1].textContent = median.toFixed(1);
      cells[2].textContent = times[0].toFixed(1);
      cells[3].textContent = (N / median / 1000).toFixed(1);
    } catch (error) {
      cells[1].textContent = cells[2].textContent = "–";
      cells[3].textContent = error.name;
    }
  }
  $("state").textContent = firsts.size > 1 ? "The draws differ: please report it." : "Done: equal samples.";
  $("measure").disabled = false;
}

$("machine").textContent = navigator.userAgent;
$("measure").addEventListener("click", measure);
measure();
