/** background/introducing.js: each port is asked in turn, and the most telling answer is reported. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { introduce } from "../background/introducing.js";
import { PORTS } from "../background/post.js";

const [FIRST, SECOND] = PORTS;
const ASKED = { code: "7K3M9QTX", name: "Chrome on Linux" };

/** Ports with these answers to the first question; whoever is not named does not listen. */
async function introduced(ports, asked = ASKED) {
  const heard = [];
  const reply = await introduce(asked, {
    origin: "chrome-extension://abc",
    keep: () => assert.fail("nothing was agreed"),
    fetch: async (url) => {
      const { port } = new URL(url);
      heard.push(Number(port));
      if (!ports[port]) throw new TypeError("Failed to fetch");
      const [status, said] = ports[port];
      return new Response(JSON.stringify(said), { status });
    },
  });
  return { state: reply.state, code: reply.problem?.code, heard };
}

test("nobody listening is said after every port was asked", async () => {
  assert.deepEqual(await introduced({}), { state: "agent-down", code: "agent_down", heard: PORTS });
});

test("a wrong code is said at once: the one that waits has answered", async () => {
  const found = await introduced({ [SECOND]: [401, { code: "wrong_code" }] });
  assert.deepEqual(found, { state: "error", code: "wrong_code", heard: [FIRST, SECOND] });
});

test("a Tenth that does not wait for a browser tells more than a stranger on another port", async () => {
  const found = await introduced({ [FIRST]: [409, { code: "pairing_closed" }], [SECOND]: [200, { fine: true }] });
  assert.deepEqual([found.state, found.code], ["error", "pairing_closed"]);
});

test("a stranger alone is an imposter", async () => {
  assert.equal((await introduced({ [FIRST]: [200, { session: "x" }] })).state, "imposter");
});

test("what is no code is sent to nobody", async () => {
  assert.deepEqual(await introduced({}, { ...ASKED, code: "short" }), { state: "error", code: "no_code", heard: [] });
});
