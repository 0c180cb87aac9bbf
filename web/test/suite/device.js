// Buffers, and devices that are not as they should be.

export function describe(device) {
  const { vendor, architecture, description } = device.adapterInfo ?? {};
  return [vendor, architecture, description].filter(Boolean).join(" ") || "unnamed";
}

/** A device of its own, whose kernels have another text in the place of one. */
export async function broken(text, other) {
  const own = await (await navigator.gpu.requestAdapter()).requestDevice();
  const make = own.createShaderModule.bind(own);
  own.createShaderModule = ({ code, label }) => make({ label, code: code.replace(text, other) });
  return own;
}

/** A buffer of so many bytes whose words are 7. */
export function filled(device, size) {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size, usage });
  device.queue.writeBuffer(buffer, 0, new Uint32Array(size / 4).fill(7));
  return buffer;
}

export async function read(device, buffer) {
  const staging = device.createBuffer({ size: buffer.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const words = new Uint32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return words;
}
