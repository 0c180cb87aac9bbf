// What a page keeps: buffers of a device, bytes of WebAssembly.

let exports;
for (const name of ["instantiate", "instantiateStreaming"]) {
  const instantiate = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const result = await instantiate.apply(WebAssembly, given);
    exports ??= (result.instance ?? result).exports;
    return result;
  };
}

/** Bytes of the first module's memory. */
export const memory = () => exports.memory.buffer.byteLength;

/** Counts the buffers of a device that are made and not destroyed, from now on. */
export function watch(device) {
  const make = device.createBuffer;
  const alive = new Set();
  const watched = { made: 0, alive: () => alive.size, stop: () => delete device.createBuffer };
  device.createBuffer = (descriptor) => {
    const buffer = make.call(device, descriptor);
    const destroy = buffer.destroy;
    alive.add(buffer);
    watched.made++;
    buffer.destroy = () => {
      alive.delete(buffer);
      destroy.call(buffer);
    };
    return buffer;
  };
  return watched;
}
