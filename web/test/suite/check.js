// What tests say of values and errors.

export function equal(found, expected) {
  if (!Object.is(found, expected)) throw new Error(`${found} is not ${expected}`);
}

export function same(found, expected) {
  equal(found.length, expected.length);
  const i = found.findIndex((x, j) => !Object.is(x, expected[j]));
  if (i >= 0) throw new Error(`at ${i}: ${found[i]} is not ${expected[i]}`);
}

function isRight(error, type, pattern) {
  const isType = typeof type === "function" ? error instanceof type : error.name === type.name;
  if (!isType || (pattern && !pattern.test(error.message))) throw new Error(`another error: ${error.stack ?? error}`);
}

export function throws(type, work, pattern) {
  try {
    work();
  } catch (error) {
    isRight(error, type, pattern);
    return;
  }
  throw new Error("no error");
}

export async function rejects(type, work, pattern) {
  try {
    await work();
  } catch (error) {
    isRight(error, type, pattern);
    return;
  }
  throw new Error("no error");
}
