// A draw in a worker: its digest goes back.

import { Generator, digest } from "../../dist/index.js";

onmessage = async ({ data }) => {
  const rng = await Generator.create(data);
  postMessage({ backend: rng.backend, digest: await digest(await rng.normal(10_000)) });
};
