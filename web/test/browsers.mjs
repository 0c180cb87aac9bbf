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

/** A browser by name. */
export function launch(name) {
  return puppeteer.launch({ headless: true, protocolTimeout: 1_800_000, ...options[name] });
}
