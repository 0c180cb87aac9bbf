// The demo page, used as a person uses it; the pages that the README and the guide show.

import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import { createServer } from "vite";

import { serve } from "./serve.mjs";

const patience = { timeout: 600_000 };
const soon = { timeout: 120_000 };

const phone = { width: 390, height: 844, deviceScaleFactor: 2 };

/** Whether a picture has something in it. */
function painted() {
  const canvas = document.querySelector("#histogram");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, Math.floor(canvas.height / 2));
  return data.some((value) => value !== 0);
}

/** What lies beyond its section or the page, to the right. */
function overflowing() {
  return [...document.body.querySelectorAll("*")]
    .filter((element) => {
      const around = element.parentElement.closest("section") ?? document.documentElement;
      return element.getBoundingClientRect().right > around.getBoundingClientRect().right;
    })
    .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`);
}

/** Drives the page; the errors found, in words. */
export async function drive(browser, address, { certificate, screenshots, label }) {
  const failed = [];
  const expect = (condition, text) => {
    if (!condition) failed.push(text);
  };
  const page = await browser.newPage();
  page.on("pageerror", (error) => failed.push(`an error on the page: ${error.message}`));
  await page.setViewport({ width: 1100, height: 1000 });
  const text = (id) => page.$eval(id, (element) => element.textContent);
  const drawn = (part) =>
    page.waitForFunction((part) => document.querySelector("#caption").textContent.includes(part), patience, part);
  const picture = async (name) => {
    if (screenshots) await page.screenshot({ path: join(screenshots, `${label}-${name}.png`), fullPage: true });
  };

  await page.goto(`${address}/`);
  await drawn("262,144 samples");
  expect(page.url().startsWith(`${address}/demo/`), `the server's first page: ${page.url()}`);
  await page.goto(`${address}/demo/#name=gamma&shape=4&seed=7&count=16&backend=gpu`);
  await drawn("on the GPU");
  expect((await text("#caption")).startsWith("65,536 samples, words 0 to 65,535"), "the link's count");
  const first = await text("#first");
  await page.click("button[type=submit]");
  await drawn("words 65,536 to");
  expect((await text("#first")) !== first, "the next draw has other samples");

  await page.select("#backend", "cpu");
  await drawn("on the CPU");
  await drawn("words 0 to");
  expect((await text("#first")) === first, `the CPU's samples are the GPU's: ${await text("#first")}, ${first}`);
  expect((await page.evaluate(() => location.hash)).includes("backend=cpu"), "the address follows the settings");

  const labels = await page.$$eval("input, select", (inputs) =>
    inputs.map((input) => input.labels[0]?.textContent.trim() ?? input.getAttribute("aria-label")));
  expect(labels.every(Boolean), `controls have labels: ${labels.map((label) => label?.slice(0, 12))}`);
  await page.focus("#p-shape");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => location.hash.includes("shape=4.1"), patience);
  const field = (id) => page.$eval(id, (input) => input.value);
  expect((await field("#n-shape")) === "4.1", "the keyboard moves a slider");
  await page.$eval("#n-shape", (input) => input.select());
  await page.type("#n-shape", "50");
  await page.waitForFunction(() => location.hash.includes("shape=50"), patience);
  expect((await field("#p-shape")) === "50", "a number beyond the slider moves its end");

  // Every distribution that there is, with as many samples as asked for; vectors by two components.
  await page.select("#count", "14");
  const names = await page.$$eval("#name option", (options) => options.map(({ value }) => value));
  expect(names.length > 60, `${names.length} distributions`);
  for (const name of names) {
    await page.select("#name", name);
    await page.waitForFunction((name) => {
      const label = document.querySelector("#histogram").getAttribute("aria-label");
      return !document.querySelector("#failed").hidden || label.includes(` ${name} `);
    }, soon, name);
    expect(await page.$eval("#failed", ({ hidden }) => hidden), `${name}: ${await text("#failed")}`);
    expect((await text("#caption")).startsWith("16,384 samples"), `${name}: ${await text("#caption")}`);
    expect(await page.evaluate(painted), `${name}: an empty picture`);
  }
  await page.select("#name", "dirichlet");
  await page.$eval("#n-alpha", (input) => input.select());
  await page.type("#n-alpha", "1, 2, 3, 4");
  await page.waitForFunction(() => location.hash.includes("alpha=1%2C2%2C3%2C4"), patience);
  await page.waitForFunction(() => document.querySelector("#shown").textContent.includes("vectors of 4"), patience);
  await picture("dirichlet");

  // What a link says that cannot be is named; then the page is used, and it is gone.
  const problems = () => page.$eval("#problems", (element) => (element.hidden ? "" : element.innerText));
  const bad = "#name=gamma&shape=4x&seed=a&count=17&engine=mt&backend=webgl&sed=1&scale=1&scale=2";
  await page.evaluate((bad) => (location.hash = bad), bad);
  await page.waitForFunction(() => !document.querySelector("#problems").hidden, patience);
  for (const said of ["shape is “4x”", "seed is “a”", "count is “17”", "engine is “mt”", "backend is “webgl”", "sed is neither", "scale is given more than once"]) {
    expect((await problems()).includes(said), `the link's ${said}: ${await problems()}`);
  }
  await picture("problems");
  await page.select("#count", "16");
  expect((await problems()) === "", "the link's problems go");
  for (const [hash, said] of [["#name=gaussian", "name is “gaussian”"], ["#name=normal&shape=2", "shape is neither a setting nor a parameter of normal"]]) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.waitForFunction((said) => document.querySelector("#problems").innerText.includes(said), patience, said);
  }
  await page.evaluate(() => (location.hash = "#name=normal&std=-1&backend=cpu"));
  await page.waitForFunction(() => document.querySelector("#failed").textContent.includes("std is -1"), patience);
  expect((await problems()) === "", "a number is no problem of the link");
  await page.evaluate(() => (location.hash = "#name=normal&count=16&backend=cpu"));
  await drawn("65,536 samples");

  await page.select("#name", "poisson");
  await page.waitForFunction(() => document.querySelector("#histogram").ariaLabel?.includes("poisson") ||
    document.querySelector("#histogram").getAttribute("aria-label").includes("poisson"), patience);
  await picture("poisson");
  await page.select("#name", "normal");
  await page.select("#backend", "gpu");
  await drawn("on the GPU");

  await page.click("#certify");
  await page.waitForFunction(() => document.querySelector("#verdict").className !== "", patience);
  expect((await text("#here")) === certificate, `the certificate: ${await text("#here")}, ${await text("#verdict")}`);
  expect((await text("#expected")) === certificate, "the command line's digest on the page");
  expect((await text("#verdict")).startsWith("They match"), "the verdict in words");

  await page.click("#measure");
  await page.waitForFunction(() => !document.querySelector("#measure").disabled, patience);
  const speeds = await page.$$eval("#speeds tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  expect(speeds.length === 3 && speeds.every(([, ms]) => Number(ms) > 0), `speeds: ${JSON.stringify(speeds)}`);
  for (const [source, ms, rate] of speeds) console.log(`  ${source}: ${ms} ms, ${rate} M/s`);
  await picture("desktop");

  await page.setViewport(phone);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const wide = await page.evaluate(overflowing);
  expect(wide.length === 0, `wider than a phone: ${wide}`);
  await picture("phone");
  try {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await picture("phone-dark");
  } catch {
    // Firefox's protocol cannot.
  }
  await page.close();
  return failed;
}

/** The page of speeds: all sources finish, and seedbed's draws are equal. */
export async function measure(browser, address, { screenshots, label }) {
  const failed = [];
  const page = await browser.newPage();
  page.on("pageerror", (error) => failed.push(`bench: ${error.message}`));
  await page.setViewport(phone);
  await page.goto(`${address}/demo/bench.html`);
  await page.waitForFunction(() => !document.querySelector("#measure").disabled, patience);
  const rows = await page.$$eval("#speeds tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  for (const row of rows) console.log(`  bench: ${row[0]}: median ${row[1]} ms, fastest ${row[2]} ms, ${row[3]} M/s`);
  if (rows.length !== 3 || !rows.every((row) => Number(row[3]) > 0)) failed.push(`bench: ${JSON.stringify(rows)}`);
  const state = await page.$eval("#state", (element) => element.textContent);
  if (!state.startsWith("Done: equal samples. GPU: ")) failed.push(`bench: ${state}`);
  const wide = await page.evaluate(overflowing);
  if (wide.length > 0) failed.push(`bench: wider than a phone: ${wide}`);
  if (screenshots) await page.screenshot({ path: join(screenshots, `${label}-bench.png`), fullPage: true });
  await page.close();
  return failed;
}

/**
 * The pages of the README and of the guide, word for word, where the package is installed; and the one that Vite
 * made, and that its development server serves.
 */
export async function readme(browser, user) {
  const failed = [];
  const page = await browser.newPage();
  page.on("pageerror", (error) => failed.push(`${page.url()}: ${error.message}`));
  const { server, address } = await serve(user);
  await page.goto(`${address}/`);
  await page.waitForFunction(() => /^(gpu|cpu): /.test(document.querySelector("p").textContent), soon);
  const text = await page.$eval("p", (element) => element.textContent);
  const promised = "174.82394409179688, 164.11285400390625, 162.14907836914062";
  if (!text.endsWith(`: ${promised}`)) failed.push(`README: ${text}`);

  await page.evaluateOnNewDocument(() => (console.log = (value) => (window.logged = value)));
  await page.goto(`${address}/plain.html`);
  await page.waitForFunction(() => window.logged, soon);
  const counts = await page.evaluate(() => `${window.logged.constructor.name} ${window.logged.join(" ")}`);
  if (!/^Uint32Array( \d+){10}$/.test(counts)) failed.push(`plain HTML: ${counts}`);

  const bundle = join(user, "bundle");
  const cacheDir = mkdtempSync(join(user, "vite-"));
  const vite = await createServer({
    root: bundle, configFile: false, cacheDir, logLevel: "warn", server: { host: "127.0.0.1", port: 0 },
  });
  await vite.listen();
  const normals = "0.6029924750328064 -0.735893964767456";
  for (const made of [`${address}/bundle/dist/`, vite.resolvedUrls.local[0]]) {
    await page.goto(made);
    await page.waitForFunction(() => document.title.split(" ").length > 3, soon);
    const title = await page.title();
    if (title !== `${normals} 0 0 0.5 0.5 1000000 ${normals}`) failed.push(`Vite, ${made}: ${title}`);
  }
  await page.close();
  await vite.close();
  server.close();
  rmSync(cacheDir, { recursive: true, force: true });
  return failed;
}
