/** agent.js believes proven answers only, and says which of the few situations it is in. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentProblem, openWindow } from "../panel/agent.js";
import { clientKey, fromHex, importKey, mac, toHex } from "../panel/signing.js";

const LAUNCH = "11".repeat(32);
const ORIGIN = "http://127.0.0.1:47821";
const encoder = new TextEncoder();

/** The agent as SECURITY.md describes it, in a few lines: `answers` says what it answers to each call. */
class FakeAgent {
  requests = [];
  answers = () => [200, { fine: true }];
  spoil = (response) => response;

  fetch = async (url, init) => {
    this.requests.push({ url, init });
    if (url.endsWith("/v1/window/open")) return this.open(JSON.parse(init.body));
    const [status, said] = this.answers(new URL(url).pathname, JSON.parse(init.body));
    const body = JSON.stringify(said);
    const hash = toHex(await crypto.subtle.digest("SHA-256", encoder.encode(body)));
    const proof = toHex(await mac(this.key, "resp", this.at ?? ORIGIN, init.headers["X-Tenth-Nonce"], String(status), hash));
    return this.spoil(new Response(body, { status, headers: { "X-Tenth-Proof": proof } }));
  };

  async open({ nonce, proof }) {
    const secret = await importKey(fromHex(LAUNCH));
    if (proof !== toHex(await mac(secret, "open", nonce))) return new Response('{"code":"launch_refused"}', { status: 401 });
    const salt = "22".repeat(16);
    this.key = await clientKey(secret, { nonce, salt });
    const said = { client: "c1", salt, proof: toHex(await mac(secret, "opened", nonce, salt, "c1")) };
    return this.spoil(Response.json(said));
  }
}

async function opened(surroundings = {}) {
  const fake = new FakeAgent();
  const agent = await openWindow(`#launch=${LAUNCH}`, { origin: ORIGIN, fetch: fake.fetch, ...surroundings });
  return { fake, agent };
}

const inState = (state) => (error) => {
  assert.ok(error instanceof AgentProblem, String(error));
  assert.equal(error.state, state);
  assert.ok(error.message.endsWith("."));
  return true;
};

test("a window opens, asks, and believes the proven answer", async () => {
  const { agent, fake } = await opened({ now: () => 1_790_000_000_000 });
  assert.deepEqual(await agent.call("/v1/state", { since: null }), { fine: true });
  const { url, init } = fake.requests[1];
  assert.equal(url, `${ORIGIN}/v1/state`);
  assert.equal(init.method, "POST");
  assert.equal(init.credentials, "omit");
  assert.equal(init.redirect, "error");
  assert.equal(init.headers["X-Tenth-Time"], "1790000000000");
});

test("the launch secret crosses no wire", async () => {
  const { agent, fake } = await opened();
  await agent.call("/v1/state", {});
  assert.ok(!JSON.stringify(fake.requests).includes(LAUNCH));
});

test("the launch secret leaves the address bar at once, whatever it is worth", async (t) => {
  const seen = [];
  globalThis.history = { replaceState: (...given) => seen.push(given) };
  globalThis.location = { pathname: "/panel/index.html", origin: ORIGIN };
  t.after(() => {
    delete globalThis.history;
    delete globalThis.location;
  });
  const opening = openWindow("#launch=short", { fetch: () => assert.fail("nothing is asked") });
  assert.deepEqual(seen, [[null, "", "/panel/index.html"]], "before anything is waited for");
  await assert.rejects(opening, inState("unpaired"));
});

test("a reloaded page has no secret any more", async () => {
  await assert.rejects(openWindow("", { origin: ORIGIN }), inState("unpaired"));
});

test("a used launch secret opens nothing", async () => {
  const { fetch } = new FakeAgent();
  await assert.rejects(openWindow(`#launch=${"33".repeat(32)}`, { origin: ORIGIN, fetch }), inState("unpaired"));
});

test("who opens the window must know the launch secret", async () => {
  for (const said of [{}, { client: "c1", salt: "22".repeat(16), proof: "0".repeat(64) }, null, "ok"]) {
    const fetch = async () => Response.json(said);
    await assert.rejects(openWindow(`#launch=${LAUNCH}`, { origin: ORIGIN, fetch }), inState("imposter"));
  }
});

const spoilers = {
  "no proof": (response) => new Response(response.body, { status: response.status }),
  "another proof": (response) => new Response(response.body, { headers: { "X-Tenth-Proof": "0".repeat(64) } }),
  "another status": (response) => new Response(response.body, { status: 201, headers: response.headers }),
  "other words": (response) => new Response('{"fine":false}', { headers: response.headers }),
  "other words and no JSON": () => new Response("<h1>ok</h1>"),
};
for (const [what, spoil] of Object.entries(spoilers)) {
  test(`valid looking but ${what}: an imposter, and nothing of it is used`, async () => {
    const { agent, fake } = await opened();
    fake.spoil = spoil;
    await assert.rejects(agent.call("/v1/state", {}), inState("imposter"));
    fake.spoil = (response) => response;
    assert.deepEqual(await agent.call("/v1/state", {}), { fine: true });
  });
}

test("an answer to another request is no answer to this one", async () => {
  const { agent, fake } = await opened();
  const kept = [];
  fake.spoil = (response) => kept.push(response) && kept[0].clone();
  await agent.call("/v1/state", {});
  await assert.rejects(agent.call("/v1/state", {}), inState("imposter"));
});

test("the agent's own refusals say what to do", async () => {
  const { agent, fake } = await opened();
  fake.answers = () => [409, { code: "not_ready", message: "Not confirmed.", hint: "Choose a matter first." }];
  await assert.rejects(agent.call("/v1/entries/confirm", {}), (error) => {
    assert.deepEqual([error.state, error.code, error.hint], ["error", "not_ready", "Choose a matter first."]);
    return true;
  });
});

test("a wrong clock is not a stranger", async () => {
  const { agent, fake } = await opened();
  fake.answers = () => [401, { code: "wrong_time", message: "Off.", hint: "Check this computer's clock, then try again." }];
  await assert.rejects(agent.call("/v1/state", {}), (error) => inState("error")(error) && error.code === "wrong_time");
});

test("a restarted agent can prove nothing to a window it no longer knows", async () => {
  const { agent, fake } = await opened();
  fake.spoil = () => Response.json({ code: "unpaired", message: "words of anybody" }, { status: 401 });
  await assert.rejects(agent.call("/v1/state", {}), (error) => inState("unpaired")(error) && !error.message.includes("anybody"));
  fake.spoil = () => Response.json({ code: "origin_refused" }, { status: 403 });
  await assert.rejects(agent.call("/v1/state", {}), inState("forbidden"));
  fake.spoil = () => Response.json({ code: "unpaired" }, { status: 200 });
  await assert.rejects(agent.call("/v1/state", {}), inState("imposter"));
});

test("a locked keyring is believed, proven or not, and its words are only shown when proven", async () => {
  const { agent, fake } = await opened();
  const refusal = { code: "keyring_locked", message: "The keyring is locked.", hint: "Unlock it." };
  fake.answers = () => [423, refusal];
  await assert.rejects(agent.call("/v1/state", {}), (error) => inState("locked")(error) && error.hint === "Unlock it.");
  fake.spoil = () => Response.json({ ...refusal, message: "Send money." }, { status: 423 });
  await assert.rejects(agent.call("/v1/state", {}), (error) => inState("locked")(error) && !error.message.includes("money"));
  fake.spoil = () => Response.json(refusal, { status: 200 });
  await assert.rejects(agent.call("/v1/state", {}), inState("imposter"));
});

test("an unproven yes to unlocking lets the page ask again, and nothing else", async () => {
  const { agent, fake } = await opened();
  fake.spoil = () => Response.json({ narrative: "of anybody" });
  assert.deepEqual(await agent.call("/v1/unlock", {}), {});
  await assert.rejects(agent.call("/v1/state", {}), inState("imposter"));
});

test("nobody listening is said at once", async () => {
  const { agent, fake } = await opened();
  fake.answers = () => {
    throw new TypeError("fetch failed");
  };
  await assert.rejects(agent.call("/v1/state", {}), inState("agent-down"));
});

test("a slow answer is given up, and one that waits for Clio is waited for", async () => {
  const fake = new FakeAgent();
  const given = [];
  const fetch = (url, init) => {
    given.push(init.signal);
    return url.endsWith("/v1/state") ? neverUntil(init.signal) : fake.fetch(url, init);
  };
  const agent = await openWindow(`#launch=${LAUNCH}`, { origin: ORIGIN, fetch, patience: 1, longPatience: 60_000 });
  await assert.rejects(agent.call("/v1/state", {}), inState("slow"));
  assert.deepEqual(await agent.call("/v1/push", { entries: null }), { fine: true });
  assert.equal(given.at(-1).aborted, false);
});

/** A connection on which nothing comes. */
function neverUntil(signal) {
  return new Promise((_, reject) => {
    const alive = setInterval(() => {}, 1_000); // the signal's own timer does not keep Node running
    signal.addEventListener("abort", () => {
      clearInterval(alive);
      reject(signal.reason);
    });
  });
}
