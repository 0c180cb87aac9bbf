// One device: pipelines, checked once, and the buffers that draws share.

import { DeviceError, MismatchError, NotPreparedError, typed } from "./errors.js";
import { COMPUTE, READ, USAGE } from "./flags.js";
import { recall } from "./recall.js";
import * as wasm from "./wasm/seedbed_wasm.js";
import { limitsIn, type Module, type Work } from "./work.js";

/** Bytes that are read back at a time. */
const CHUNK_BYTES = 1 << 24;
/** Bytes of one dispatch's parameters, and the offset of the next one's. */
const PARAMETER_BYTES = 64;
const SLOT_BYTES = 256;
/** Dispatches of one submission. */
const SLOTS = 64;
const TILE_WORDS = 4096;
/** Numbers of a step of a plan. */
const STEP = 12;
/** What a step reads, where it reads no words. */
const NOTHING = -1;
const SCRATCH = -2;
const RECORDS = -3;
const KEPT_WORDS = 48;
const KEPT_PAIRS = 2;

/** A plan, and what its steps bind beside the target. */
interface Ready {
  readonly pipelines: readonly GPUComputePipeline[];
  readonly steps: Float64Array;
  readonly parameters: Uint8Array;
  readonly words: readonly GPUBuffer[];
  readonly scratch: GPUBuffer | undefined;
  readonly bound: Bound;
}

/** What is bound of the page's. */
interface Bound {
  /** Buffers of parameters per element; none for one number. */
  readonly elements: readonly (GPUBuffer | undefined)[];
  readonly records: GPUBuffer | undefined;
  /** Those of them that were made for it. */
  readonly uploaded: readonly GPUBuffer[];
}

/** A target of a draw, and a buffer to read it from. */
interface Pair {
  readonly size: number;
  readonly target: GPUBuffer;
  readonly staging: GPUBuffer;
}

const drawers = new WeakMap<GPUDevice, Drawer>();

/** What draws on a device; the same for all generators of it. */
export class Drawer {
  readonly device: GPUDevice;
  /** Why the device is lost. */
  lost: string | undefined;
  readonly #groupLayout: GPUBindGroupLayout;
  readonly #elementLayout: GPUBindGroupLayout;
  readonly #layout: GPUPipelineLayout;
  #layoutByElement: GPUPipelineLayout | undefined;
  readonly #table: GPUBuffer;
  readonly #slots: GPUBuffer;
  readonly #nothing: GPUBuffer;
  #scratch: GPUBuffer | undefined;
  readonly #compiling = new Map<string, Promise<readonly GPUComputePipeline[]>>();
  readonly #ready = new Map<string, GPUComputePipeline>();
  readonly #words = new Map<string, GPUBuffer>();
  #pairs: Pair[] = [];

  private constructor(device: GPUDevice) {
    this.device = device;
    const entry = (
      binding: number,
      type: GPUBufferBindingType,
      hasDynamicOffset = false,
    ): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: COMPUTE,
      buffer: { type, hasDynamicOffset },
    });
    this.#groupLayout = device.createBindGroupLayout({
      label: "seedbed.bind_group_layout",
      entries: [
        entry(0, "storage"),
        entry(1, "uniform", true),
        entry(2, "read-only-storage"),
        entry(3, "uniform"),
        entry(4, "read-only-storage"),
      ],
    });
    this.#elementLayout = device.createBindGroupLayout({
      label: "seedbed.element_bind_group_layout",
      entries: [entry(0, "read-only-storage"), entry(1, "read-only-storage")],
    });
    this.#layout = this.#layoutOf([this.#groupLayout]);
    this.#table = this.#initialized("seedbed.table", USAGE.UNIFORM, wasm.table());
    this.#nothing = this.#initialized("seedbed.nothing", USAGE.STORAGE, new Uint32Array(4));
    this.#slots = device.createBuffer({
      label: "seedbed.draw_parameters",
      size: SLOTS * SLOT_BYTES,
      usage: USAGE.UNIFORM | USAGE.COPY_DST,
    });
    void device.lost.then((info) => {
      this.lost = info.message || info.reason || "the device was lost";
    });
  }

  #layoutOf(bindGroupLayouts: GPUBindGroupLayout[]): GPUPipelineLayout {
    return this.device.createPipelineLayout({ label: "seedbed.pipeline_layout", bindGroupLayouts });
  }

  /** The one of a device. */
  static of(device: GPUDevice): Drawer {
    let drawer = drawers.get(device);
    if (!drawer) {
      drawer = new Drawer(device);
      drawers.set(device, drawer);
    }
    return drawer;
  }

  /** Compiles the kernels of all plans of some work, and compares each with the CPU. */
  async prepare(work: Work, selfCheck: boolean): Promise<void> {
    for (const plan of this.#limited(work, (limits) => work.of.variants(limits))) {
      await used(plan, () => this.#pipelinesOf(plan, work, selfCheck));
    }
  }

  /** Whether the kernels of a draw are compiled and checked. */
  isReady(work: Work, count: number): boolean {
    const plan = this.#plan(work, 0, 0, count);
    try {
      return plan.kernels().every((kernel) => this.#ready.has(kernel));
    } finally {
      plan.free();
    }
  }

  /** Records a draw. Its parameters are in buffers that live as long as the commands. */
  record(encoder: GPUCommandEncoder, target: GPUBuffer, work: Work, offset: number, count: number): void {
    const plan = this.#plan(work, 0, offset, count);
    try {
      const pipelines = plan.kernels().map((kernel) => {
        const pipeline = this.#ready.get(kernel);
        if (!pipeline) {
          throw new NotPreparedError(`the kernel ${kernel} is not compiled yet: await prepare() first`);
        }
        return pipeline;
      });
      const ready = this.#readyPlan(pipelines, plan, work, this.#bound(work));
      if (ready.steps.length === 0) return;
      const slots = this.#initialized("seedbed.draw_parameters", USAGE.UNIFORM, slotData(ready.parameters));
      this.#play(encoder, ready, target, ready.steps, slots);
    } finally {
      plan.free();
    }
  }

  /** Submits a draw into a buffer. */
  async fill(target: GPUBuffer, work: Work, offset: number, count: number, selfCheck: boolean): Promise<void> {
    const plan = this.#plan(work, 0, offset, count);
    await used(plan, async () => {
      const pipelines = await this.#pipelinesOf(plan, work, selfCheck);
      await this.#watched("filling a buffer", () => {
        const bound = this.#bound(work);
        this.#submit(this.#readyPlan(pipelines, plan, work, bound), target, () => undefined);
        release(bound);
      });
    });
  }

  /** The bytes of a draw: chunk after chunk, one read while the next is made. */
  async sample(work: Work, count: number, out: Uint8Array, selfCheck: boolean): Promise<void> {
    const { bytesEach } = work;
    const fits = Math.max(1, Math.floor(CHUNK_BYTES / bytesEach));
    const most = fits < TILE_WORDS ? fits : fits - (fits % TILE_WORDS);
    let bound: Bound | undefined;
    let previous: Promise<void> | undefined;
    try {
      for (let first = 0; first < count; first += most) {
        const some = Math.min(most, count - first);
        const part = out.subarray(first * bytesEach, (first + some) * bytesEach);
        const plan = this.#plan(work, first, 0, some);
        await used(plan, async () => {
          const pipelines = await this.#pipelinesOf(plan, work, selfCheck);
          const reading = this.#read(pipelines, plan, work, () => (bound ??= this.#bound(work)), part);
          reading.catch(() => undefined);
          await previous;
          previous = reading;
        });
      }
    } finally {
      await previous;
      if (bound) release(bound);
    }
  }

  #plan(work: Work, first: number, offset: number, count: number): wasm.Plan {
    return this.#limited(work, (limits) => work.of.plan(first, offset, count, limits));
  }

  /** What is made with what this device allows. */
  #limited<T>(work: Work, make: (limits: wasm.Limits) => T): T {
    const limits = limitsIn(work.module, this.device.limits);
    try {
      return typed(() => make(limits));
    } finally {
      limits.free();
    }
  }

  /** Makes a chunk and copies it to `out`; all is submitted when this returns its promise. */
  #read(
    pipelines: readonly GPUComputePipeline[],
    plan: wasm.Plan,
    { module }: { module: Module },
    bound: () => Bound,
    out: Uint8Array,
  ): Promise<void> {
    const size = Math.max(4, (out.length + 3) & ~3);
    const pair = this.#takePair(size);
    const watched = this.#watched("reading back", () => {
      this.#submit(this.#readyPlan(pipelines, plan, { module }, bound()), pair.target, (encoder) => {
        encoder.copyBufferToBuffer(pair.target, 0, pair.staging, 0, size);
      });
      return pair.staging.mapAsync(READ, 0, size);
    });
    return watched.then(
      () => {
        out.set(new Uint8Array(pair.staging.getMappedRange(0, size), 0, out.length));
        pair.staging.unmap();
        this.#keepPair(pair);
      },
      (error: unknown) => {
        pair.target.destroy();
        pair.staging.destroy();
        throw error;
      },
    );
  }

  #submit(ready: Ready, target: GPUBuffer, then: (encoder: GPUCommandEncoder) => void): void {
    const { queue } = this.device;
    const slots = slotData(ready.parameters);
    const count = ready.steps.length / STEP;
    for (let first = 0; first === 0 || first < count; first += SLOTS) {
      const some = Math.min(SLOTS, count - first);
      const encoder = this.device.createCommandEncoder({ label: "seedbed.fill" });
      if (some > 0) {
        queue.writeBuffer(this.#slots, 0, slots, first * SLOT_BYTES, some * SLOT_BYTES);
        this.#play(encoder, ready, target, ready.steps.subarray(STEP * first, STEP * (first + some)), this.#slots);
      }
      if (first + SLOTS >= count) then(encoder);
      queue.submit([encoder.finish()]);
    }
  }

  /** The page's buffers that a draw reads, with its arrays of parameters uploaded. */
  #bound({ elements = [], records }: Pick<Work, "elements" | "records">): Bound {
    const uploaded: GPUBuffer[] = [];
    const buffers = elements.map((values) => {
      if (!ArrayBuffer.isView(values)) return values;
      if (values.length === 0) return undefined;
      const buffer = this.#initialized("seedbed.elements", USAGE.STORAGE, values);
      uploaded.push(buffer);
      return buffer;
    });
    return { elements: buffers, records, uploaded };
  }

  /** A plan with what its steps bind. */
  #readyPlan(pipelines: readonly GPUComputePipeline[], plan: wasm.Plan, { module }: { module: Module }, bound: Bound): Ready {
    return {
      pipelines,
      steps: plan.steps(),
      parameters: plan.parameters(),
      words: plan.keys().map((key, i) => (key ? this.#kept(`${module.name} ${key}`, () => plan.words(i)) : this.#nothing)),
      scratch: this.#scratchOf(plan.scratchBytes()),
      bound,
    };
  }

  #play(
    encoder: GPUCommandEncoder,
    ready: Ready,
    target: GPUBuffer,
    steps: Float64Array,
    slots: GPUBuffer,
  ): void {
    const pass = encoder.beginComputePass({ label: "seedbed.fill" });
    const whole = (binding: number, buffer: GPUBuffer) => ({ binding, resource: { buffer } });
    const scratch = ready.scratch ?? this.#nothing;
    const { elements, records } = ready.bound;
    for (let i = 0; STEP * i < steps.length; i++) {
      const [kernel, offset, size, x, y, toScratch, read, table, ...along] = steps.subarray(
        STEP * i,
        STEP * (i + 1),
      ) as unknown as [number, number, number, number, number, number, number, number, ...number[]];
      const pipeline = ready.pipelines[kernel]!;
      const bound = (binding: number, from: number) => {
        if (from === RECORDS && records) {
          return { binding, resource: { buffer: records, offset: along[0]!, size: along[1]! } };
        }
        return whole(binding, from === SCRATCH ? scratch : from === NOTHING ? this.#nothing : ready.words[from]!);
      };
      const group = this.device.createBindGroup({
        label: "seedbed.bind_group",
        layout: this.#groupLayout,
        entries: [
          { binding: 0, resource: { buffer: toScratch ? scratch : target, offset, size } },
          { binding: 1, resource: { buffer: slots, size: PARAMETER_BYTES } },
          bound(2, read),
          whole(3, this.#table),
          bound(4, table),
        ],
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group, [i * SLOT_BYTES]);
      if (elements.some((buffer) => buffer)) {
        const entries = [0, 1].map((e) =>
          elements[e] && along[2 * e + 1]
            ? { binding: e, resource: { buffer: elements[e]!, offset: along[2 * e]!, size: along[2 * e + 1]! } }
            : whole(e, this.#nothing),
        );
        pass.setBindGroup(
          1,
          this.device.createBindGroup({ label: "seedbed.element_bind_group", layout: this.#elementLayout, entries }),
        );
      }
      pass.dispatchWorkgroups(x, y);
    }
    pass.end();
  }

  /** The pipelines of a plan, compiled and checked on first use. */
  async #pipelinesOf(
    plan: wasm.Plan,
    work: Work,
    selfCheck: boolean,
  ): Promise<readonly GPUComputePipeline[]> {
    const kernels = plan.kernels();
    const unknown = kernels.filter((kernel) => !this.#ready.has(kernel));
    if (unknown.length > 0) {
      // Those of a plan are checked together: the last of them makes the samples.
      const whole = kernels.join(" ");
      let compiling = this.#compiling.get(whole);
      if (!compiling) {
        compiling = this.#compile(kernels, kernels.map((_, i) => plan.wgsl(i)), plan.hasElements(), work, selfCheck);
        this.#compiling.set(whole, compiling);
        const done = () => this.#compiling.delete(whole);
        compiling.then(done, done);
      }
      return compiling;
    }
    return kernels.map((kernel) => this.#ready.get(kernel)!);
  }

  async #compile(
    kernels: string[],
    codes: string[],
    hasElements: boolean,
    work: Work,
    selfCheck: boolean,
  ): Promise<readonly GPUComputePipeline[]> {
    const pipelines = await Promise.all(
      kernels.map((kernel, i) =>
        this.#ready.get(kernel) ??
        this.#watched(`compiling ${kernel}`, () =>
          this.device.createComputePipelineAsync({
            label: kernel,
            layout: hasElements
              ? // Five storage buffers, where the compatibility mode has four: an error of this draw alone.
                (this.#layoutByElement ??= this.#layoutOf([this.#groupLayout, this.#elementLayout]))
              : this.#layout,
            compute: {
              module: this.device.createShaderModule({ label: kernel, code: codes[i]! }),
              entryPoint: "fill",
            },
          }),
        ),
      ),
    );
    if (selfCheck) await this.#check(kernels, pipelines, work);
    kernels.forEach((kernel, i) => this.#ready.set(kernel, pipelines[i]!));
    return pipelines;
  }

  /** Compares some samples with the CPU's. */
  async #check(kernels: string[], pipelines: readonly GPUComputePipeline[], work: Work): Promise<void> {
    for (const plan of this.#limited(work, (limits) => work.of.checks(limits))) {
      await used(plan, async () => {
        const words = plan.expected();
        const found = new Uint32Array(words.length);
        const bound = this.#bound({ elements: [0, 1].map((i) => plan.array(i)) });
        await this.#read(pipelines, plan, work, () => bound, new Uint8Array(found.buffer));
        release(bound);
        const i = words.findIndex((word, j) => word !== found[j]);
        if (i < 0) return;
        const { vendor, architecture, description } = this.device.adapterInfo ?? {};
        throw new MismatchError(
          `the kernel ${kernels.join(", ")} is wrong on ${[vendor, architecture, description].filter(Boolean).join(" ") || "this device"}: ` +
            `word ${i} is ${found[i]}, the CPU's is ${words[i]}: use backend "cpu", and report it`,
        );
      });
    }
  }

  /** Waits for work, and for what the device says of it. */
  async #watched<T>(doing: string, work: () => T | Promise<T>): Promise<T> {
    const { device } = this;
    if (this.lost !== undefined) throw new DeviceError(`${doing}: ${this.lost}`);
    device.pushErrorScope("out-of-memory");
    device.pushErrorScope("internal");
    device.pushErrorScope("validation");
    // Starts at once, between pushing and popping.
    const done = (async () => work())().then(
      (value) => ({ value, failed: undefined }),
      (failed: unknown) => ({ value: undefined, failed }),
    );
    const popped = [device.popErrorScope(), device.popErrorScope(), device.popErrorScope()];
    const errors = await Promise.all(popped.map((scope) => scope.catch(() => null)));
    const { value, failed } = await done;
    const said = errors.find((error) => error !== null)?.message;
    if (said === undefined && failed === undefined) return value as T;
    throw new DeviceError(`${doing}: ${said ?? this.lost ?? String(failed)}`);
  }

  /** Words uploaded once, while they are among the last used. */
  #kept(key: string, words: () => Uint32Array): GPUBuffer {
    return recall(this.#words, KEPT_WORDS, key, () => this.#initialized("seedbed.words", USAGE.STORAGE, words()));
  }

  /** The largest that was needed. All draws write what they read of it, one after the other. */
  #scratchOf(bytes: number): GPUBuffer | undefined {
    if (bytes > (this.#scratch?.size ?? 0)) {
      // Commands that are recorded may still need the old one.
      this.#scratch = this.device.createBuffer({
        label: "seedbed.scratch",
        size: 2 ** Math.ceil(Math.log2(bytes)),
        usage: USAGE.STORAGE,
      });
    }
    return bytes > 0 ? this.#scratch : undefined;
  }

  #takePair(size: number): Pair {
    const i = this.#pairs.findIndex((pair) => pair.size >= size);
    const kept = i < 0 ? undefined : this.#pairs.splice(i, 1)[0];
    if (kept) return kept;
    const rounded = Math.max(1 << 16, 2 ** Math.ceil(Math.log2(size)));
    const buffer = (label: string, usage: number) =>
      this.device.createBuffer({ label, size: rounded, usage });
    return {
      size: rounded,
      target: buffer("seedbed.target", USAGE.STORAGE | USAGE.COPY_SRC),
      staging: buffer("seedbed.staging", USAGE.MAP_READ | USAGE.COPY_DST),
    };
  }

  /** The largest stay. */
  #keepPair(pair: Pair): void {
    this.#pairs = [...this.#pairs, pair].sort((a, b) => a.size - b.size);
    while (this.#pairs.length > KEPT_PAIRS) {
      const dropped = this.#pairs.shift();
      dropped?.target.destroy();
      dropped?.staging.destroy();
    }
  }

  #initialized(label: string, usage: number, data: Uint32Array | Uint8Array | Float32Array): GPUBuffer {
    const buffer = this.device.createBuffer({
      label,
      size: data.byteLength,
      usage: usage | USAGE.COPY_DST,
    });
    this.device.queue.writeBuffer(buffer, 0, data as Uint8Array<ArrayBuffer>);
    return buffer;
  }
}

/** A plan while it is used. */
async function used<T>(plan: wasm.Plan, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } finally {
    plan.free();
  }
}

/** Work that was submitted keeps what it reads. */
function release({ uploaded }: Bound): void {
  for (const buffer of uploaded) buffer.destroy();
}

/** Parameters of dispatches, each in its slot. */
function slotData(parameters: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = parameters.length / PARAMETER_BYTES;
  const slots = new Uint8Array(count * SLOT_BYTES);
  for (let i = 0; i < count; i++) {
    slots.set(parameters.subarray(i * PARAMETER_BYTES, (i + 1) * PARAMETER_BYTES), i * SLOT_BYTES);
  }
  return slots;
}
