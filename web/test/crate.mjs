// The tests of web/crate, in each browser: node test/crate.mjs RUNNER TEST.wasm

import { spawn } from "node:child_process";

import { launch, names } from "./browsers.mjs";

const [runner, test] = process.argv.slice(2);
let failed = false;
for (const name of names) {
  // The runner serves the page, and leaves the browser to us.
  const address = `127.0.0.1:${20_000 + (process.pid % 20_000)}`;
  const server = spawn(runner, [test], {
    env: { ...process.env, NO_HEADLESS: "1", WASM_BINDGEN_TEST_ADDRESS: address },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const browser = await launch(name);
  try {
    const page = await browser.newPage();
    for (let tries = 0; ; tries++) {
      try {
        await page.goto(`http://${address}/`);
        break;
      } catch (error) {
        if (tries === 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
    await page.waitForFunction(() => /test result: /.test(document.querySelector("#output")?.textContent), { timeout: 600_000 });
    const text = await page.$eval("#output", (output) => output.textContent);
    console.log(`${name}: ${await browser.version()}\n${text.trim()}`);
    const result = /test result: ok\. (\d+) passed; 0 failed; 0 ignored/.exec(text);
    failed ||= !(Number(result?.[1]) >= 4);
  } finally {
    await browser.close();
    server.kill();
  }
}
process.exitCode = failed ? 1 : 0;
