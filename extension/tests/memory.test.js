/** background/memory.js: the browser is asked once while a background lives, and anew by the next one. */
import assert from "node:assert/strict";
import { test } from "node:test";

/** A browser's memory for a session, and how often it was asked. */
function session() {
  const kept = new Map();
  let asked = 0;
  globalThis.chrome = {
    storage: {
      session: {
        get: async (key) => ((asked += 1), kept.has(key) ? { [key]: kept.get(key) } : {}),
        set: async (numbers) => void Object.entries(numbers).forEach(([key, number]) => kept.set(key, number)),
        remove: async (key) => void kept.delete(key),
      },
    },
  };
  return { asked: () => asked };
}
let born = 0;
/** A background that was started a moment ago: its files are read anew. */
const aBackground = () => import(`../background/memory.js?${(born += 1)}`);

test("what was told is known at once, and by the next background too", async () => {
  const { asked } = session();
  const { recall, remember } = await aBackground();
  assert.equal(await recall("port"), undefined);
  await remember({ port: 47821 });
  assert.deepEqual([await recall("port"), await recall("port"), asked()], [47821, 47821, 1]);
  const next = await aBackground();
  assert.deepEqual([await next.recall("port"), await next.recall("port"), asked()], [47821, 47821, 2]);
});

test("what is told while the browser is asked is not forgotten over its answer", async () => {
  session();
  const { recall, remember } = await aBackground();
  const before = recall("port");
  await remember({ port: null });
  await before;
  assert.equal(await recall("port"), null);
});

test("a tab that went is known to nobody", async () => {
  session();
  const { drop, recall, remember } = await aBackground();
  await remember({ "tab:7": 20417 });
  await drop("tab:7");
  assert.equal(await recall("tab:7"), undefined);
  assert.equal(await (await aBackground()).recall("tab:7"), undefined);
});
