// One device: pipelines, checked once, and the buffers that draws share.

import { DeviceError, MismatchError, NotPreparedError } from "./errors.js";
import * as wasm from "./wasm.js";

/** What a draw of some words binds, and its key in caches. */
export interface Draw {
  readonly key: string;
  readonly distribution: wasm.Distribution;
}

/** Bytes that are read back at a time. */
const CHUNK_BYTES = 1 << 24;
/** Bytes of one dispatch's parameters, and the offset of the next one's. */
const PARAMETER_BYTES = 64;
const SLOT_BYTES = 256;
/** Dispatches of one submission. */
const SLOTS = 64;
const CHECK_WORDS = 4096;
const KEPT_SEEDS = 16;
const KEPT_TABLES = 32;
const KEPT_PAIRS = 2;

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
  readonly limits: wasm.Limits;
  /** Why the device is lost. */
  lost: string | undefined;
  readonly #groupLayout: GPUBindGroupLayout;
  readonly #layout: GPUPipelineLayout;
  readonly #table: GPUBuffer;
  readonly #slots: GPUBuffer;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  readonly #ready = new Map<string, GPUComputePipeline>();
  readonly #tileKeys = new Map<string, GPUBuffer>();
  readonly #ownTables = new Map<string, GPUBuffer>();
  #pairs: Pair[] = [];

  private constructor(device: GPUDevice) {
    this.device = device;
    const { limits } = device;
    this.limits = new wasm.Limits(
      limits.maxStorageBufferBindingSize,
      limits.minStorageBufferOffsetAlignment,
      limits.maxComputeWorkgroupsPerDimension,
    );
    const entry = (
      binding: number,
      type: GPUBufferBindingType,
      hasDynamicOffset = false,
    ): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
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
    this.#layout = device.createPipelineLayout({
      label: "seedbed.pipeline_layout",
      bindGroupLayouts: [this.#groupLayout],
    });
    this.#table = this.#initialized("seedbed.table", GPUBufferUsage.UNIFORM, wasm.table());
    this.#slots = device.createBuffer({
      label: "seedbed.draw_parameters",
      size: SLOTS * SLOT_BYTES,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    void device.lost.then((info) => {
      this.lost = info.message || info.reason || "the device was lost";
    });
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

  /** Compiles the two kernels of a distribution, and compares each with the CPU. */
  async prepare(engine: string, draw: Draw, selfCheck: boolean): Promise<void> {
    const check = wasm.Stream.check(engine);
    try {
      for (const count of [4, 3]) {
        const plan = check.plan(draw.distribution, 0, count, this.limits);
        if (plan) {
          await this.#pipeline(plan, engine, draw, selfCheck);
          plan.free();
        }
      }
    } finally {
      check.free();
    }
  }

  /** Records a draw. Its parameters are in a buffer that lives as long as the commands. */
  record(encoder: GPUCommandEncoder, target: GPUBuffer, stream: wasm.Stream, draw: Draw, plan: wasm.Plan): void {
    const kernel = plan.kernel();
    const pipeline = this.#ready.get(kernel);
    if (!pipeline) {
      throw new NotPreparedError(`the kernel ${kernel} is not compiled yet: await prepare() first`);
    }
    const dispatches = plan.dispatches();
    if (dispatches.length === 0) return;
    const slots = this.#initialized(
      "seedbed.draw_parameters",
      GPUBufferUsage.UNIFORM,
      slotData(plan.parameters()),
    );
    const pass = encoder.beginComputePass({ label: "seedbed.fill" });
    this.#play(pass, pipeline, target, stream, draw, dispatches, slots, 0);
    pass.end();
  }

  /** Submits a draw into a buffer. */
  async fill(
    target: GPUBuffer,
    stream: wasm.Stream,
    draw: Draw,
    plan: wasm.Plan,
    selfCheck: boolean,
  ): Promise<void> {
    const pipeline = await this.#pipeline(plan, stream.engine(), draw, selfCheck);
    await this.#watched("filling a buffer", () => {
      this.#submit(pipeline, target, stream, draw, plan, () => undefined);
    });
  }

  /** The bytes of a draw: chunk after chunk, one read while the next is made. */
  async sample(
    stream: wasm.Stream,
    draw: Draw,
    count: number,
    out: Uint8Array,
    selfCheck: boolean,
  ): Promise<void> {
    const bytesEach = draw.distribution.sampleBytes();
    // Whole tiles.
    const most = Math.floor(CHUNK_BYTES / bytesEach / CHECK_WORDS) * CHECK_WORDS;
    let previous: Promise<void> | undefined;
    try {
      for (let first = 0; first < count; first += most) {
        const some = Math.min(most, count - first);
        const plan = stream.plan(draw.distribution, 0, some, this.limits)!;
        try {
          const part = out.subarray(first * bytesEach, (first + some) * bytesEach);
          const pipeline = await this.#pipeline(plan, stream.engine(), draw, selfCheck);
          const reading = this.#read(pipeline, stream, draw, plan, part);
          stream.seek(plan.position());
          reading.catch(() => undefined);
          await previous;
          previous = reading;
        } finally {
          plan.free();
        }
      }
    } finally {
      await previous;
    }
  }

  /** Makes a chunk and copies it to `out`; all is submitted when this returns its promise. */
  #read(
    pipeline: GPUComputePipeline,
    stream: wasm.Stream,
    draw: Draw,
    plan: wasm.Plan,
    out: Uint8Array,
  ): Promise<void> {
    const size = Math.max(4, (out.length + 3) & ~3);
    const pair = this.#takePair(size);
    const watched = this.#watched("reading back", () => {
      this.#submit(pipeline, pair.target, stream, draw, plan, (encoder) => {
        encoder.copyBufferToBuffer(pair.target, 0, pair.staging, 0, size);
      });
      return pair.staging.mapAsync(GPUMapMode.READ, 0, size);
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

  #submit(
    pipeline: GPUComputePipeline,
    target: GPUBuffer,
    stream: wasm.Stream,
    draw: Draw,
    plan: wasm.Plan,
    then: (encoder: GPUCommandEncoder) => void,
  ): void {
    const { queue } = this.device;
    const dispatches = plan.dispatches();
    const slots = slotData(plan.parameters());
    const count = dispatches.length / 4;
    for (let first = 0; first === 0 || first < count; first += SLOTS) {
      const some = Math.min(SLOTS, count - first);
      const encoder = this.device.createCommandEncoder({ label: "seedbed.fill" });
      if (some > 0) {
        queue.writeBuffer(this.#slots, 0, slots, first * SLOT_BYTES, some * SLOT_BYTES);
        const pass = encoder.beginComputePass({ label: "seedbed.fill" });
        const part = dispatches.subarray(4 * first, 4 * (first + some));
        this.#play(pass, pipeline, target, stream, draw, part, this.#slots, 0);
        pass.end();
      }
      if (first + SLOTS >= count) then(encoder);
      queue.submit([encoder.finish()]);
    }
  }

  #play(
    pass: GPUComputePassEncoder,
    pipeline: GPUComputePipeline,
    target: GPUBuffer,
    stream: wasm.Stream,
    draw: Draw,
    dispatches: Float64Array,
    slots: GPUBuffer,
    firstSlot: number,
  ): void {
    const tileKeys = this.#tileKeysOf(stream);
    const ownTable = this.#ownTableOf(draw);
    pass.setPipeline(pipeline);
    for (let i = 0; 4 * i < dispatches.length; i++) {
      const [offset, size, x, y] = dispatches.subarray(4 * i, 4 * i + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      const group = this.device.createBindGroup({
        label: "seedbed.bind_group",
        layout: this.#groupLayout,
        entries: [
          { binding: 0, resource: { buffer: target, offset, size } },
          { binding: 1, resource: { buffer: slots, size: PARAMETER_BYTES } },
          { binding: 2, resource: { buffer: tileKeys } },
          { binding: 3, resource: { buffer: this.#table } },
          { binding: 4, resource: { buffer: ownTable } },
        ],
      });
      pass.setBindGroup(0, group, [(firstSlot + i) * SLOT_BYTES]);
      pass.dispatchWorkgroups(x, y);
    }
  }

  /** The pipeline of a plan, compiled and checked on first use. */
  #pipeline(
    plan: wasm.Plan,
    engine: string,
    draw: Draw,
    selfCheck: boolean,
  ): Promise<GPUComputePipeline> {
    const kernel = plan.kernel();
    let pipeline = this.#pipelines.get(kernel);
    if (!pipeline) {
      pipeline = this.#compile(kernel, plan.wgsl(), engine, draw, selfCheck);
      this.#pipelines.set(kernel, pipeline);
      pipeline.then(
        (ready) => this.#ready.set(kernel, ready),
        () => this.#pipelines.delete(kernel),
      );
    }
    return pipeline;
  }

  async #compile(
    kernel: string,
    code: string,
    engine: string,
    draw: Draw,
    selfCheck: boolean,
  ): Promise<GPUComputePipeline> {
    const pipeline = await this.#watched(`compiling ${kernel}`, () =>
      this.device.createComputePipelineAsync({
        label: kernel,
        layout: this.#layout,
        compute: {
          module: this.device.createShaderModule({ label: kernel, code }),
          entryPoint: "fill",
        },
      }),
    );
    if (selfCheck) await this.#check(kernel, pipeline, engine, draw);
    return pipeline;
  }

  /** Compares one tile with the CPU's. */
  async #check(kernel: string, pipeline: GPUComputePipeline, engine: string, draw: Draw): Promise<void> {
    const stream = wasm.Stream.check(engine);
    const count = CHECK_WORDS / draw.distribution.words();
    const plan = stream.plan(draw.distribution, 0, count, this.limits)!;
    try {
      const bytes = new Uint8Array(count * draw.distribution.sampleBytes());
      await this.#read(pipeline, stream, draw, plan, bytes);
      const found = new Uint32Array(bytes.buffer);
      const cpu = stream.sample(draw.distribution, count);
      const expected = new Uint32Array(cpu.buffer, cpu.byteOffset, cpu.length / 4);
      const i = expected.findIndex((word, j) => word !== found[j]);
      if (i >= 0) {
        const { vendor, architecture, description } = this.device.adapterInfo ?? {};
        throw new MismatchError(
          `the kernel ${kernel} is wrong on ${[vendor, architecture, description].filter(Boolean).join(" ") || "this device"}: ` +
            `word ${i} is ${found[i]}, the CPU's is ${expected[i]}: use backend "cpu", and report it`,
        );
      }
    } finally {
      plan.free();
      stream.free();
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

  #tileKeysOf(stream: wasm.Stream): GPUBuffer {
    return recall(this.#tileKeys, KEPT_SEEDS, `${stream.engine()} ${stream.seed()}`, () =>
      this.#initialized("seedbed.tile_keys", GPUBufferUsage.STORAGE, stream.tileKeys()),
    );
  }

  #ownTableOf(draw: Draw): GPUBuffer {
    return recall(this.#ownTables, KEPT_TABLES, draw.key, () =>
      this.#initialized("seedbed.own_table", GPUBufferUsage.STORAGE, draw.distribution.ownTable()),
    );
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
      target: buffer("seedbed.target", GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC),
      staging: buffer("seedbed.staging", GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST),
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

  #initialized(label: string, usage: number, data: Uint32Array | Uint8Array): GPUBuffer {
    const buffer = this.device.createBuffer({
      label,
      size: data.byteLength,
      usage: usage | GPUBufferUsage.COPY_DST,
    });
    this.device.queue.writeBuffer(buffer, 0, data as Uint8Array<ArrayBuffer>);
    return buffer;
  }
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

/** The value under a key, or a new one; the longest unused beyond `most` is let go. */
export function recall<V>(kept: Map<string, V>, most: number, key: string, make: () => V): V {
  const value = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > most) kept.delete(kept.keys().next().value as string);
  return value;
}
