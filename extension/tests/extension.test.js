/** panel/extension.js: the background's answers become answers, and its states become problems a person can act on. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { PATIENCE_MS } from "../panel/agent.js";
import { GIVEN_UP_MS, openTransport } from "../panel/extension.js";

const answering = (reply) => openTransport(async () => reply);

test("what was asked goes through the background, and its answer comes back", async () => {
  const sent = [];
  const transport = openTransport(async (message) => (sent.push(message), { state: "ok", answer: { fine: true } }));
  assert.deepEqual(await transport.call("/v1/state", { since: 1 }), { fine: true });
  assert.deepEqual(sent, [{ to: "agent", path: "/v1/state", body: { since: 1 } }]);
});

for (const state of ["unpaired", "agent-down", "slow", "imposter", "forbidden", "revoked", "error"])
  test(`${state} is thrown with words`, async () => {
    await assert.rejects(answering({ state }).call("/v1/state", {}), (error) => {
      assert.ok(error instanceof Error);
      assert.equal(error.state, state);
      assert.ok(error.message.endsWith(".") && error.hint.endsWith("."));
      return true;
    });
  });

test("Tenth's own refusal keeps its words", async () => {
  const problem = { code: "not_ready", message: "Not confirmed.", hint: "Choose a matter first." };
  await assert.rejects(answering({ state: "error", problem }).call("/v1/x", {}), (error) => error.code === "not_ready" && error.hint === problem.hint);
});

test("a background that was stopped in the middle may still have done it", async () => {
  const stopped = openTransport(async () => Promise.reject(new Error("port closed")));
  await assert.rejects(stopped.call("/v1/push", {}), (error) => error.state === "slow");
  await assert.rejects(answering(undefined).call("/v1/push", {}), (error) => error.state === "slow");
});

test("a look whose message was lost is given up, so that the next one is asked; a change is waited for", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const deaf = openTransport(() => new Promise(() => {}));
  const ended = [];
  for (const path of ["/v1/state", "/v1/push"]) deaf.call(path, {}).catch((error) => ended.push([path, error.state]));
  mock.timers.tick(60_000);
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  mock.timers.reset();
  assert.deepEqual(ended, [["/v1/state", "slow"]]);
});

test("the page gives a look up only after the background has", () => assert.ok(GIVEN_UP_MS > PATIENCE_MS));
