// A million standard normals by each way: those of the package, and JavaScript's usual one.

import { Generator } from "../dist/index.js";
import { boxMuller } from "./box_muller.js";

const N = 1_000_000;

export const median = (times) => times[times.length >> 1].toFixed(1);
export const fastest = (times) => times[0].toFixed(1);
export const rate = (times) => (N / times[times.length >> 1] / 1000).toFixed(1);

/** What the browser tells of a device's adapter. */
export function adapterName(device) {
  const { vendor, architecture, description } = device?.adapterInfo ?? {};
  return [vendor, architecture, description].filter(Boolean).join(" ") || "a GPU that the browser does not name";
}

const sources = [
  ["seedbed, GPU", "gpu"],
  ["seedbed, CPU", "cpu"],
  ["Math.random()", undefined],
];

/** A table's body before anything is measured. */
export function unmeasured(body, columns) {
  body.replaceChildren(...sources.map(([title]) => rowOf(title, columns).row));
}

function rowOf(title, columns) {
  const row = document.createElement("tr");
  const head = Object.assign(document.createElement("th"), { scope: "row", textContent: title });
  const cells = Array.from({ length: columns }, () => Object.assign(document.createElement("td"), { textContent: "–" }));
  row.append(head, ...cells);
  return { row, cells };
}

/** Fills a table's body, each column a function of the sorted milliseconds; the outcome in words. */
export async function compare(body, rounds, columns) {
  const rows = sources.map(([title]) => rowOf(title, columns.length));
  body.replaceChildren(...rows.map(({ row }) => row));
  const samples = [];
  let gpu;
  for (const [i, [, backend]] of sources.entries()) {
    const cells = rows[i].cells;
    await nextTask();
    try {
      const rng = backend && (await Generator.create({ seed: 42, backend }));
      if (backend === "gpu") gpu = adapterName(rng.device);
      const draw = () => {
        if (!rng) return boxMuller(N);
        rng.seek(0);
        return rng.normal(N);
      };
      const first = await draw();
      if (rng) samples.push(new Uint32Array(first.buffer));
      const times = [];
      for (let round = 0; round < rounds; round++) {
        await nextTask();
        const started = performance.now();
        await draw();
        times.push(performance.now() - started);
      }
      times.sort((a, b) => a - b);
      columns.forEach((column, j) => (cells[j].textContent = column(times)));
    } catch (error) {
      if (backend === "gpu") gpu = error.message;
      cells.forEach((cell) => (cell.textContent = "–"));
    }
  }
  const [one, other] = samples;
  if (!other) return `Done. GPU: ${gpu}.`;
  const isEqual = one.every((word, i) => word === other[i]);
  return `${isEqual ? "Done: equal samples." : "The samples differ: please report it."} GPU: ${gpu}.`;
}

/** Lets the page be painted. */
function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}
