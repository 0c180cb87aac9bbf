// The tests in real browsers: node test/run.mjs CASES [--browser NAME] [--certificate DIGEST] [--screenshots FOLDER]

import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";

import { launch, names } from "./browsers.mjs";
import { drive, measure, readme } from "./page.mjs";
import { serve } from "./serve.mjs";
import { three } from "./three.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { browser: { type: "string", multiple: true }, certificate: { type: "string" }, screenshots: { type: "string" }, user: { type: "string" } },
});
const root = fileURLToPath(new URL("..", import.meta.url));
const { server, address } = await serve(root, { files: { "/cases.json": positionals[0] }, home: "/demo/" });
const query = values.certificate ? `?certificate=${values.certificate}` : "";
let failed = false;
for (const name of values.browser ?? names) {
  const browser = await launch(name);
  try {
    console.log(`${name}: ${await browser.version()}`);
    const page = await browser.newPage();
    page.on("console", (message) => console.log(`  ${message.text()}`));
    page.on("pageerror", (error) => console.log(`  ${error.message}`));
    await page.goto(`${address}/test/${query}`);
    await page.waitForFunction("'suite' in window");
    const result = await page.evaluate("window.suite.catch((error) => ({ error: String(error?.stack ?? error) }))");
    if (result.error) console.log(`  ${result.error}`);
    await page.close();
    if (values.certificate && !result.error) {
      const { certificate, screenshots } = values;
      const wrong = await drive(browser, address, { certificate, screenshots, label: name });
      wrong.push(...(await measure(browser, address, { screenshots, label: name })));
      if (values.user) wrong.push(...(await readme(browser, values.user)));
      if (values.user) wrong.push(...(await three(name, values.user, { screenshots })));
      for (const what of wrong) console.log(`  FAILED page: ${what}`);
      failed ||= wrong.length > 0;
    }
    failed ||= result.error !== undefined || result.failed.length > 0 || result.passed === 0;
  } finally {
    await browser.close();
  }
}
server.close();
process.exitCode = failed ? 1 : 0;
