// Kernels of one's own.

import { ArgumentError, ParameterError, digest, wgsl } from "seedbed";

import { equal, rejects } from "./check.js";
import { read } from "./device.js";

/** A kernel with a library draws what the host draws at the same places. */
export async function ownKernel({ library: expected }, device, test) {
  await test("wgsl: a kernel of one's own", async () => {
    const size = 64;
    const library = await wgsl({
      draws: { waited: { distribution: "gamma", parameters: { shape: 2.5 } }, kick: { withParameters: "normal" } },
    });
    const code = `${library.source}
      @group(0) @binding(0) var<storage, read_write> out: array<vec2<f32>>;
      @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
        var random = seedbed_at_2d(id.xy, 3u);
        let first = seedbed_waited(&random);
        let second = seedbed_kick(&random, 0.5, f32(1u + id.x));
        out[id.y * ${size}u + id.x] = vec2<f32>(first, second);
      }`;
    const upload = (words) => {
      const buffer = device.createBuffer({ size: words.byteLength, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
      device.queue.writeBuffer(buffer, 0, words);
      return { buffer };
    };
    const out = device.createBuffer({ size: 8 * size * size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
    const pipeline = await device.createComputePipelineAsync({
      layout: "auto",
      compute: { module: device.createShaderModule({ code }), entryPoint: "main" },
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const bind = (group, resources) =>
      pass.setBindGroup(group, device.createBindGroup({
        layout: pipeline.getBindGroupLayout(group),
        entries: resources.map((resource, binding) => ({ binding, resource })),
      }));
    pass.setPipeline(pipeline);
    bind(0, [{ buffer: out }]);
    bind(1, [upload(library.keys(42)), upload(library.tables)]);
    pass.dispatchWorkgroups(1, size);
    pass.end();
    device.queue.submit([encoder.finish()]);
    equal(library.thresholds.length, 0);
    equal(await digest(await read(device, out)), expected);
  });
  await test("wgsl: errors", async () => {
    await rejects(ArgumentError, () => wgsl({ draws: { Kick: { distribution: "normal" } } }), /Kick/);
    await rejects(ArgumentError, () => wgsl({ draws: { dot: { distribution: "unit_disc" } } }), /dot/);
    await rejects(ArgumentError, () => wgsl({ draws: { g: { withParameters: "gamma" } } }), /gamma/);
    await rejects(ParameterError, () => wgsl({ draws: { g: { distribution: "gamma", parameters: { shape: -1 } } } }), /-1/);
    await rejects(ArgumentError, () => wgsl({ bindings: { group: 0, keys: 1, tables: 1, thresholds: 2 } }), /binding 1/);
  });
}
