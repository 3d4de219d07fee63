/** pairing.js agrees with the test vectors that the agent's half passes too, and gives an imposter nothing. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { FEWEST_ROUNDS, pair, readCode } from "../background/pairing.js";
import * as signing from "../panel/signing.js";

const vectors = JSON.parse(await readFile(new URL("../../tests/data/pairing_vectors.json", import.meta.url), "utf8"));
const [slow, first] = vectors.pairings; // with 600,000 rounds, and with 200,000
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** The browser's key pair of a vector. */
async function ownKeys({ page_jwk }) {
  const { d: _, ...half } = page_jwk;
  return {
    privateKey: await crypto.subtle.importKey("jwk", page_jwk, CURVE, false, ["deriveKey"]),
    publicKey: await crypto.subtle.importKey("jwk", half, CURVE, true, []),
  };
}

/** An agent that answers as in a vector, but for what is changed, and remembers what it was asked. */
function agentOf(vector, { started = {}, finished = {} } = {}) {
  const asked = [];
  const answers = {
    "/v1/pair/start": {
      status: 200,
      said: { session: vector.session, public: vector.agent_public, salt: vector.salt, rounds: vector.rounds, ...started },
    },
    "/v1/pair/finish": { status: 200, said: { client: vector.client, proof: vector.agent_proof, ...finished } },
  };
  const post = async (path, body) => {
    asked.push({ path, body });
    return answers[path];
  };
  return { asked, answers, post };
}

async function pairing(vector, agent, changes = {}) {
  const { code, name, origin } = vector;
  return pair({ post: agent.post, code, name, origin, own: await ownKeys(vector), ...changes });
}

for (const vector of vectors.pairings) {
  test(`pairing ${vector.name} agrees with the vectors`, async () => {
    const agent = agentOf(vector);
    const { client, key } = await pairing(vector, agent, { code: vector.typed[0] });
    assert.deepEqual(agent.asked, [
      { path: "/v1/pair/start", body: { public: vector.page_public, name: vector.name } },
      { path: "/v1/pair/finish", body: { session: vector.session, proof: vector.page_proof } },
    ]);
    assert.equal(client, vector.client);
    const expected = await signing.importKey(signing.fromHex(vector.key));
    assert.equal(signing.toHex(await signing.mac(key, "x")), signing.toHex(await signing.mac(expected, "x")));
    assert.equal(key.extractable, false);
    await assert.rejects(crypto.subtle.exportKey("raw", key));
  });

  test(`the code of ${vector.name} may be typed in many ways`, () => {
    for (const typed of vector.typed) assert.equal(readCode(typed), vector.code);
  });
}

test("what is no code asks the agent nothing", async () => {
  for (const typed of vectors.no_codes) {
    assert.equal(readCode(typed), null, typed);
    const agent = agentOf(first);
    await assert.rejects(pairing(first, agent, { code: typed }), { state: "error", code: "no_code" });
    assert.deepEqual(agent.asked, []);
  }
});

test("an agent that cannot prove that it knows the code is an imposter", async () => {
  for (const finished of [{ proof: "0".repeat(64) }, { proof: first.page_proof }, { client: "0".repeat(16) }, { proof: undefined }]) {
    await assert.rejects(pairing(first, agentOf(first, { finished })), { state: "imposter" });
  }
});

test("without the look at the proof a squatter would be let in", async () => {
  const squatter = agentOf(first, { finished: { proof: "0".repeat(64) } });
  const verify = crypto.subtle.verify;
  crypto.subtle.verify = async () => true;
  try {
    assert.equal((await pairing(first, squatter)).client, first.client);
  } finally {
    crypto.subtle.verify = verify;
  }
});

test("whatever is changed on the way is noticed", async () => {
  const other = slow;
  const changed = [{ salt: other.salt }, { public: other.agent_public }, { rounds: first.rounds + 1 }];
  for (const started of changed) {
    await assert.rejects(pairing(first, agentOf(first, { started })), { state: "imposter" });
  }
  await assert.rejects(pairing(first, agentOf(first), { origin: other.origin }), { state: "imposter" });
  await assert.rejects(pairing(first, agentOf(first), { name: "Another" }), { state: "imposter" });
});

test("a number of rounds that helps a guesser, or hangs the browser, is refused before the code is used", async () => {
  for (const rounds of [FEWEST_ROUNDS - 1, 0, -1, 1e9, "many", null]) {
    const agent = agentOf(first, { started: { rounds } });
    await assert.rejects(pairing(first, agent), { state: "imposter" });
    assert.equal(agent.asked.length, 1);
  }
});

test("what is no point of the curve is refused before the code is used", async () => {
  for (const [what, point] of Object.entries(vectors.no_points)) {
    const agent = agentOf(first, { started: { public: point } });
    await assert.rejects(pairing(first, agent), { state: "imposter" }, what);
    assert.equal(agent.asked.length, 1, what);
  }
});

test("refusals are told in our own words", async () => {
  const said = { code: "wrong_code", message: "Send money.", hint: "Now." };
  for (const [path, code] of [["/v1/pair/start", "pairing_closed"], ["/v1/pair/finish", "wrong_code"], ["/v1/pair/start", "pairing_busy"]]) {
    const agent = agentOf(first);
    agent.answers[path] = { status: 409, said: { ...said, code } };
    await assert.rejects(pairing(first, agent), (problem) => {
      assert.deepEqual([problem.state, problem.code], ["error", code]);
      assert.ok(!`${problem.message}${problem.hint}`.includes("money"));
      return true;
    });
  }
});

test("an answer that says nothing we know is a stranger's", async () => {
  for (const answer of [{ status: 200, said: undefined }, { status: 500, said: {} }, { status: 200, said: { code: "wrong_code" } }, { status: 409, said: { code: "constructor" } }]) {
    const agent = agentOf(first);
    agent.answers["/v1/pair/start"] = answer;
    await assert.rejects(pairing(first, agent), { state: "imposter" });
  }
});

test("each pairing has keys of its own", async () => {
  const seen = new Set();
  for (let count = 0; count < 3; count++) {
    const agent = agentOf(first);
    await assert.rejects(pairing(first, agent, { own: undefined }), { state: "imposter" });
    seen.add(agent.asked[0].body.public);
  }
  assert.equal(seen.size, 3);
});
