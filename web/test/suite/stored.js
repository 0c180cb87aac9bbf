// Generators that are stored as text, and go on.

import { ArgumentError, Generator } from "seedbed";

import { equal, rejects, same } from "./check.js";

export async function stored(test) {
  const create = (options) => Generator.create({ backend: "cpu", ...options });

  await test("a stored generator goes on with equal bits", async () => {
    for (const engine of ["threefry4x32_20", "chacha8"]) {
      const rng = await create({ seed: "42/1", engine });
      await rng.normal(1001);
      rng.spawn(3);
      equal(rng.state, `${engine}:42/1@1001+3`);
      const { kept } = JSON.parse(JSON.stringify({ kept: rng }));
      equal(kept, rng.state);
      const again = await create({ state: kept });
      same([again.engine, again.seed, again.position], [rng.engine, rng.seed, rng.position]);
      const [one, other] = [await rng.normal64(5), await again.normal64(5)];
      same([...other], [...one]);
      const [child] = again.spawn(1);
      equal(child.seed, "42/1/3");
      same([...(await child.bits32(9))], [...(await rng.spawn(1)[0].bits32(9))]);
      equal(again.state, rng.state);
      equal(child.clone().state, child.state);
    }
  });

  await test("states at the ends", async () => {
    for (const state of [
      "threefry4x32_20:0@0",
      "philox4x32_10:340282366920938463463374607431768211456/7/0@18446744073709551616",
      "chacha20:[1, 2, 3, 4, 0]/5@1+4294967295",
    ]) {
      equal((await create({ state })).state, state);
    }
    const full = await create({ state: "chacha12:1@0+4294967295" });
    await rejects(ArgumentError, async () => full.spawn(1), /4294967295|children/);
  });

  await test("states that are none", async () => {
    for (const state of ["", "42", "chacha8:42", "chacha9:42@7", "chacha8:x@7", "chacha8:42@-7", "chacha8:42@7+", "chacha8:42@7+4294967296", "chacha8:42@18446744073709551617"]) {
      await rejects(ArgumentError, () => create({ state }), /^stream `.*`/);
    }
    for (const state of [3, null, {}]) await rejects(ArgumentError, () => create({ state }), /state is/);
    const state = "chacha8:42@7";
    await rejects(ArgumentError, () => create({ state, seed: 42 }), /`state` alone/);
    await rejects(ArgumentError, () => create({ state, engine: "chacha8" }), /`state` alone/);
  });
}
