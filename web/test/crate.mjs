// The tests of web/crate, in each browser: node test/crate.mjs FOLDER, which has crate.js and crate_bg.wasm.

import { fileURLToPath } from "node:url";

import { launch, names } from "./browsers.mjs";
import { serve } from "./serve.mjs";

const tests = 4;
const page_file = fileURLToPath(new URL("crate.html", import.meta.url));
const { server, address } = await serve(process.argv[2], { files: { "/": page_file } });
let failed = false;
for (const name of names) {
  const browser = await launch(name);
  try {
    console.log(`${name}: ${await browser.version()}`);
    const page = await browser.newPage();
    page.on("console", (message) => console.log(`  ${message.text()}`));
    page.on("pageerror", (error) => console.log(`  ${error.message}`));
    await page.goto(address);
    await page.waitForFunction("'results' in window");
    const results = await page.evaluate("window.results");
    for (const [test, result] of results) console.log(`  ${test}: ${result}`);
    failed ||= results.length !== tests || results.some(([, result]) => result !== "ok");
  } finally {
    await browser.close();
  }
}
server.close();
process.exitCode = failed ? 1 : 0;
