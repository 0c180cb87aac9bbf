// Files of the package: fetched, or read where it lies on a disk.

import { shown } from "./arguments.js";
import { ArgumentError, LoadError } from "./errors.js";

/** What a file can be given as: its bytes, a response, an address; in Node also a path. */
export type FileSource = BufferSource | Response | URL | string;

/** What WebAssembly can be loaded from: its file, or its compiled module. */
export type WasmSource = FileSource | WebAssembly.Module;

const REMEDY = "give load() its bytes, or the address that it has";

/** Does work once, and once more after a failure; what is given counts the first time. */
export function once<A, T>(work: (given?: A) => Promise<T>): (given?: A) => Promise<T> {
  let doing: Promise<T> | undefined;
  return async (given) => {
    doing ??= work(given);
    try {
      return await doing;
    } catch (error) {
      doing = undefined;
      throw error;
    }
  };
}

/** Checks that a file is given as one can be. */
export function checkFile(what: string, source: FileSource | WasmSource): void {
  const kinds = ["ArrayBuffer", "Response", "URL", "WebAssembly.Module"];
  if (typeof source === "string" || ArrayBuffer.isView(source) || kinds.some((kind) => isA(source, kind))) return;
  throw new ArgumentError(`${what} is ${shown(source)}: give a file's bytes, a Response, a URL or text`);
}

/** The bytes of a file, or the response that brings them. */
export async function opened(what: string, source: FileSource): Promise<BufferSource | Response> {
  if (ArrayBuffer.isView(source) || isA(source, "ArrayBuffer")) return source as BufferSource;
  if (isA(source, "Response")) return answered(what, source as Response);
  const given = String(source);
  const files = nodeFiles();
  const place = files && onDisk(given);
  try {
    if (place !== undefined) return await files!.readFile(place);
    return answered(what, await fetch(given));
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError(`${what}: ${given} cannot be read (${String(error)}): ${REMEDY}`, { cause: error });
  }
}

/** Runs the start of a module that wasm-bindgen made. */
export async function started(
  what: string,
  init: (given: { module_or_path: BufferSource | Response | WebAssembly.Module }) => Promise<unknown>,
  source: WasmSource,
): Promise<void> {
  const module = isA(source, "WebAssembly.Module") ? (source as WebAssembly.Module) : await opened(what, source as FileSource);
  try {
    await init({ module_or_path: module });
  } catch (error) {
    throw new LoadError(`${what}: ${String(error)}: ${REMEDY}`, { cause: error });
  }
}

function answered(what: string, response: Response): Response {
  if (response.ok) return response;
  throw new LoadError(`${what}: ${response.url} gave the status ${response.status}: ${REMEDY}`);
}

/** Of whatever frame or context. */
function isA(value: unknown, kind: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${kind}]`;
}

/** Node's files, which Deno and Bun have too; without an import that bundlers for pages stumble over. */
function nodeFiles(): { readFile(place: URL | string): Promise<Uint8Array<ArrayBuffer>> } | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): never } };
  return process?.getBuiltinModule?.("node:fs/promises");
}

/** A place on the disk; nothing for an address that is fetched. */
function onDisk(given: string): URL | string | undefined {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    return "location" in globalThis && globalThis.location ? undefined : given;
  }
  if (url.protocol === "file:") return url;
  return /^[a-z]:$/i.test(url.protocol) ? given : undefined; // a drive of Windows
}
