// WebGPU's flags, by the specification: a device of Node comes without the globals that have them.

/** `GPUBufferUsage`. */
export const USAGE = { MAP_READ: 0x1, COPY_SRC: 0x4, COPY_DST: 0x8, UNIFORM: 0x40, STORAGE: 0x80 } as const;

/** `GPUShaderStage.COMPUTE`. */
export const COMPUTE = 0x4;

/** `GPUMapMode.READ`. */
export const READ = 0x1;
