// Who makes what is drawn: a device, or the CPU.

import { checkBoolean, checkCount, checkDevice, isBuffer, shown } from "./arguments.js";
import { Drawer } from "./device.js";
import { ArgumentError, DeviceError, MismatchError, NoDeviceError } from "./errors.js";
import { USAGE } from "./flags.js";
import { load } from "./wasm.js";
import type { Work } from "./work.js";

/**
 * Where samples are made: `"gpu"`, `"cpu"`, or `"auto"`, which is the GPU where there is one that is not
 * itself computed on the CPU, and the CPU otherwise and from the first failure on. Under `"auto"` the CPU also
 * makes draws of up to 2²⁰ samples of a distribution whose kernels are still being compiled. The bits are equal.
 */
export type Backend = "auto" | "gpu" | "cpu";

/** Options of all that draws. */
export interface BackendOptions {
  /** The page's own device. By default one is opened, the same for all that draws. */
  device?: GPUDevice;
  /** Where samples are made; `"auto"` by default. */
  backend?: Backend;
  /** Compare the first tile of each kernel with the CPU's before it is trusted; on by default. */
  selfCheck?: boolean;
}

/** Their names. */
export const BACKEND_OPTIONS = ["device", "backend", "selfCheck"];

/** Samples that the CPU makes, under `"auto"`, while kernels are compiled: some 50 ms of them. */
const EARLY = 1 << 20;

const ownDevices = new Map<Backend, Promise<GPUDevice | undefined>>();

/** A device of our own; none where the only adapter computes on the CPU itself. */
async function openDevice(evenSoftware: boolean): Promise<GPUDevice> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) {
    throw new NoDeviceError(
      "there is no WebGPU: a page needs a browser that has it, and https; Node a `device` of the npm package `webgpu`",
    );
  }
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new NoDeviceError("WebGPU found no adapter");
  if (adapter.info?.isFallbackAdapter && !evenSoftware) {
    throw new NoDeviceError("the only adapter computes on the CPU itself");
  }
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  return adapter.requestDevice({
    label: "seedbed",
    requiredLimits: { maxStorageBufferBindingSize, maxBufferSize },
  });
}

async function deviceFor(backend: Backend): Promise<GPUDevice | undefined> {
  const known = ownDevices.get(backend);
  if (known) return known;
  const opening = openDevice(backend === "gpu").catch((error: unknown) => {
    ownDevices.delete(backend);
    if (backend === "gpu") throw error instanceof NoDeviceError ? error : new NoDeviceError(String(error));
    return undefined;
  });
  ownDevices.set(backend, opening);
  const device = await opening;
  void device?.lost.then(() => ownDevices.delete(backend));
  return device;
}

/** What the CPU does in the device's place, or nothing where it cannot. */
type OnCpu<T> = (() => T | Promise<T>) | undefined;

/** A device and the CPU behind it; the only place that decides between them. */
export class Maker {
  readonly device: GPUDevice | undefined;
  readonly #backend: Backend;
  readonly #selfCheck: boolean;
  /** What draws on the device; gone when it failed, under `"auto"`. */
  drawer: Drawer | undefined;
  failure: Error | undefined;

  private constructor(device: GPUDevice | undefined, backend: Backend, selfCheck: boolean) {
    this.device = device;
    this.#backend = backend;
    this.#selfCheck = selfCheck;
    this.drawer = device && backend !== "cpu" ? Drawer.of(device) : undefined;
  }

  /** By options whose names are checked, with WebAssembly loaded. */
  static async open(options: BackendOptions): Promise<Maker> {
    const { backend = "auto", selfCheck = true } = options;
    if (options.device !== undefined) checkDevice(options.device);
    if (!["auto", "gpu", "cpu"].includes(backend)) {
      throw new ArgumentError(`the backend is ${shown(backend)}: it must be auto, gpu or cpu`);
    }
    checkBoolean("selfCheck", selfCheck);
    await load();
    const device = options.device ?? (backend === "cpu" ? undefined : await deviceFor(backend));
    return new Maker(device, backend, selfCheck);
  }

  /** Another one, which fails by itself. */
  copy(): Maker {
    const maker = new Maker(this.device, this.#backend, this.#selfCheck);
    maker.drawer = this.drawer;
    maker.failure = this.failure;
    return maker;
  }

  get backend(): "gpu" | "cpu" {
    return this.drawer ? "gpu" : "cpu";
  }

  /** The bytes of `count` pieces of work, which are so many samples; `prepare` compiles its kernels. */
  async sample(
    work: Work,
    count: number,
    samples: number,
    out: Uint8Array,
    onCpu: OnCpu<void>,
    prepare: () => Promise<void>,
  ): Promise<void> {
    const { drawer } = this;
    const mayBeEarly = drawer && onCpu && this.#backend === "auto" && samples <= EARLY;
    if (mayBeEarly && !drawer.isReady(work, count)) {
      // Failures are what failsOver() has made of them.
      prepare().catch(() => undefined);
      return onCpu();
    }
    return this.#failsOver((drawer) => drawer.sample(work, count, out, this.#selfCheck), onCpu);
  }

  /** Fills a part of a buffer; the CPU gives its bytes. */
  async fill(buffer: GPUBuffer, work: Work, offset: number, count: number, onCpu: OnCpu<Uint8Array>): Promise<void> {
    await this.#failsOver(
      (drawer) => drawer.fill(buffer, work, offset, count, this.#selfCheck),
      onCpu &&
        (async () => {
          if (!(buffer.usage & USAGE.COPY_DST)) {
            throw new ArgumentError("the CPU draws: the buffer needs the usage COPY_DST");
          }
          await write(this.device!, buffer, offset, await onCpu());
        }),
    );
  }

  /** Compiles and checks the kernels of some work. */
  async prepare(work: Work): Promise<void> {
    await this.#failsOver(
      (drawer) => drawer.prepare(work, this.#selfCheck),
      () => undefined,
    );
  }

  async #failsOver(onGpu: (drawer: Drawer) => Promise<void>, onCpu: OnCpu<void>): Promise<void> {
    const { drawer } = this;
    if (!drawer) {
      if (onCpu) return onCpu();
      throw new ArgumentError(
        `the CPU draws${this.failure ? ` (${this.failure.message})` : ""}, and it cannot read a GPUBuffer: ` +
          `give arrays, or backend "gpu"`,
      );
    }
    try {
      await onGpu(drawer);
    } catch (error) {
      const isGpus = error instanceof DeviceError || error instanceof MismatchError;
      if (!isGpus || this.#backend === "gpu") throw error;
      // Where the CPU fails too, as for a buffer that was destroyed, the device is not at fault.
      if (!onCpu || drawer.lost !== undefined) this.#giveUp(error);
      if (!onCpu) throw error;
      await onCpu();
      this.#giveUp(error);
    }
  }

  #giveUp(error: Error): void {
    this.drawer = undefined;
    this.failure = error;
  }
}

/** What all that draws tells of where it does. */
export class Made {
  readonly #maker: Maker;

  /** @internal */
  constructor(maker: Maker) {
    if (!(maker instanceof Maker)) throw new ArgumentError("a class of seedbed is not made by `new`, but by its create(), sobol(), …");
    this.#maker = maker;
  }

  /** Where the next draw will be made, once its kernels are compiled. */
  get backend(): "gpu" | "cpu" {
    return this.#maker.backend;
  }

  /** Why the GPU is no longer used, under `"auto"`. */
  get failure(): Error | undefined {
    return this.#maker.failure;
  }

  /** The device: the page's own, or the one that was opened. */
  get device(): GPUDevice | undefined {
    return this.#maker.device;
  }
}

/** Writes bytes of the CPU's. Error: `DeviceError` where the device is lost, or the buffer is not its own. */
async function write(device: GPUDevice, buffer: GPUBuffer, offset: number, bytes: Uint8Array): Promise<void> {
  const lost = await Promise.race([device.lost, undefined]);
  if (lost) throw new DeviceError(`filling a buffer: ${lost.message || "the device was lost"}`);
  device.pushErrorScope("validation");
  let thrown: unknown;
  try {
    device.queue.writeBuffer(buffer, offset, bytes as Uint8Array<ArrayBuffer>);
  } catch (error) {
    thrown = error;
  }
  const said = (await device.popErrorScope())?.message ?? thrown;
  if (said !== undefined) throw new DeviceError(`filling a buffer: ${String(said)}`);
}

/** Where in a buffer samples go. */
export interface Target {
  /** The first byte; a multiple of 4. 0 by default. */
  offset?: number;
  /** How many samples; by default as many as fit behind `offset`. */
  count?: number;
}

/** The names of its options. */
export const TARGET = ["offset", "count"];

/** Checks that a target is one. */
export function checkBuffer(buffer: GPUBuffer): void {
  if (!isBuffer(buffer)) throw new ArgumentError("the target is no GPUBuffer: sample() gives arrays");
}

/** Checks a target for `count` samples. */
export function checkTarget(buffer: GPUBuffer, bytesEach: number, offset: number, count: number): void {
  checkBuffer(buffer);
  checkCount("the offset", offset);
  checkCount("the count", count);
  const fits = Math.floor((buffer.size - offset) / bytesEach);
  if (offset % 4 !== 0 || offset > buffer.size || count > fits) {
    throw new ArgumentError(
      `${count} samples of ${bytesEach} bytes from byte ${offset} on do not fit a buffer of ` +
        `${buffer.size} bytes, or ${offset} is no multiple of 4`,
    );
  }
  if (!(buffer.usage & USAGE.STORAGE)) {
    throw new ArgumentError("the buffer lacks the usage STORAGE");
  }
}
