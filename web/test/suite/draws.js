// Every draw of the list of cases against its native digest.

import { Generator, digest } from "seedbed";

import { equal } from "./check.js";

/** Every draw of the list, on each backend, against the native digest. */
export async function digests({ draws }, backends, device, test, say) {
  for (const backend of backends) {
    const started = performance.now();
    for (const { engine, name, parameters, each, count, position, digest: expected } of draws) {
      const title = `${backend} ${engine} ${name} ${JSON.stringify(parameters ?? each)}`;
      await test(title, async () => {
        const rng = await Generator.create({ seed: 42, engine, backend, device });
        rng.seek(position);
        const found = await digest(await rng.sample(name, count, parameters ?? arrays(each, count)));
        equal(found, expected);
        equal(rng.backend, backend);
      });
    }
    say(`${draws.length} draws on the ${backend}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

/** Parameters of sample i: a + b · (i mod m). */
function arrays(each, count) {
  const entries = Object.entries(each);
  return Object.fromEntries(entries.map(([key, [a, b, m]]) => [key, Float32Array.from({ length: count }, (_, i) => a + b * (i % m))]));
}
