// A draw in a thread of its own: this file is both sides.

import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { fileURLToPath } from "node:url";

import { digest, Generator } from "seedbed";

/** Draws by options; the backend and the digest. */
export async function inWorker(options) {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: options });
  try {
    return await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  } finally {
    await worker.terminate();
  }
}

if (!isMainThread) {
  const rng = await Generator.create(workerData);
  parentPort.postMessage({ backend: rng.backend, digest: await digest(await rng.normal(10_000)) });
}
