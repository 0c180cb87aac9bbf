// The guide's page with three.js: points that its renderer shows from a buffer that seedbed filled.

import { join } from "node:path";

import { launch } from "./browsers.mjs";
import { serve } from "./serve.mjs";

/** Opens the page in a browser of its own; the errors found, in words. */
export async function three(name, user, { screenshots }) {
  const failed = [];
  const { server, address } = await serve(user);
  const browser = await launch(name, { canvas: true });
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => failed.push(`three.js: ${error.message}`));
    await page.setViewport({ width: 600, height: 400 });
    await page.goto(`${address}/three.html`);
    await page.waitForFunction(() => document.title, { timeout: 120_000 });
    const title = await page.title();
    if (title !== "gpu: 0 of 400000 differ") failed.push(`three.js: ${title}`);
    // A picture after the points were moved.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const path = screenshots && join(screenshots, `${name}-three.png`);
    const picture = Buffer.from(await page.screenshot({ path }));
    const [middle, top, bottom] = await page.evaluate(coverage, picture.toString("base64"));
    const seen = `coloured are ${middle} of the middle, ${top} and ${bottom} of the rims`;
    console.log(`  three.js: ${title}; ${seen}`);
    if (middle < 0.5 || top > 0.2 || bottom > 0.2 || top === 0 || bottom === 0) failed.push(`three.js: ${seen}`);
  } catch (error) {
    failed.push(`three.js: ${error.message}`);
  } finally {
    await browser.close();
    server.close();
  }
  return failed;
}

/** Shares of pixels that are not white: in the middle, within one standard deviation, and beyond two and a half. */
async function coverage(picture) {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const share = (x, y, w, h) => {
    const { data } = context.getImageData(x, y, w, h);
    let coloured = 0;
    for (let i = 0; i < data.length; i += 4) coloured += Number(data[i] < 200);
    return Number((coloured / (w * h)).toFixed(4));
  };
  return [
    share(width / 2 - 40, height / 2 - 40, 80, 80),
    share(0, 0, width, height / 10),
    share(0, (9 * height) / 10, width, height / 10),
  ];
}
