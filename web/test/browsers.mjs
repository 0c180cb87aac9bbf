// The browsers, without a window, with WebGPU on the CPU.

import puppeteer from "puppeteer-core";

const options = {
  chromium: {
    browser: "chrome",
    executablePath: process.env.SEEDBED_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--enable-unsafe-webgpu",
      "--use-webgpu-adapter=swiftshader",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
  firefox: {
    browser: "firefox",
    executablePath: process.env.SEEDBED_FIREFOX ?? "/usr/bin/firefox-esr",
    extraPrefsFirefox: { "dom.webgpu.enabled": true, "gfx.webgpu.ignore-blocklist": true },
  },
};

export const names = Object.keys(options);

/** With which Chromium shows what WebGPU draws to a canvas: without, its GPU process ends at the first picture. */
const onCanvas = ["--enable-features=Vulkan", "--use-vulkan=swiftshader", "--use-angle=swiftshader"];

/** A browser by name; on request one that shows canvases of WebGPU, as Firefox always does. */
export function launch(name, { canvas = false } = {}) {
  const { args = [], ...others } = options[name];
  const more = canvas && name === "chromium" ? onCanvas : [];
  return puppeteer.launch({ headless: true, protocolTimeout: 1_800_000, ...others, args: [...args, ...more] });
}
