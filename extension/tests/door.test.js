/** background/door.js: the agent is known by its proof, and every way it can go wrong has its one word. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createDoor } from "../background/door.js";
import { PORTS } from "../background/post.js";
import { importKey, mac, toHex } from "../panel/signing.js";

const key = await importKey(new Uint8Array(32).fill(7));
const strange = await importKey(new Uint8Array(32).fill(8));
const sha = async (text) => toHex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

/** Somebody on a port: `holds` is the key he can prove things with, `answers` what he says to a call. */
const somebody = ({ holds = key, answers = () => [200, { fine: true }], hello } = {}) => ({
  asked: [],
  async answer(url, init) {
    const { pathname, port, origin } = new URL(url);
    this.asked.push(pathname);
    const { nonce } = JSON.parse(init.body);
    if (pathname === "/v1/hello")
      return hello ? hello() : Response.json({ product: "tenth", version: "1", proof: toHex(await mac(holds, "hello", nonce, port)) });
    const [status, said] = answers();
    const body = JSON.stringify(said);
    const proof = toHex(await mac(holds, "resp", origin, init.headers["X-Tenth-Nonce"], String(status), await sha(body)));
    return new Response(body, { status, headers: { "X-Tenth-Proof": proof } });
  },
});

/** A door before these ports; whoever is not named there does not listen. */
function aDoor(ports, { credentials = { client: "c1", key }, allowed = true, port = null } = {}) {
  const memory = { port };
  const door = createDoor({
    credentials: async () => credentials,
    port: async () => memory.port,
    remember: async (found) => void (memory.port = found),
    allowed: async () => allowed,
    now: Date.now,
    fetch: async (url, init) => {
      const who = ports[new URL(url).port];
      if (!who) throw new TypeError("Failed to fetch");
      return who.answer(url, init);
    },
  });
  return { door, memory };
}

const [FIRST, SECOND] = PORTS;

test("the one that proves itself is asked, wherever it listens, and remembered", async () => {
  const ours = somebody();
  const { door, memory } = aDoor({ [SECOND]: ours, [FIRST]: somebody({ holds: strange }) });
  assert.deepEqual(await door.call("/v1/state", {}), { state: "ok", answer: { fine: true } });
  assert.equal(memory.port, SECOND);
  await door.call("/v1/state", {});
  assert.deepEqual(ours.asked, ["/v1/hello", "/v1/state", "/v1/state"]);
});

test("a stranger who says the right name is asked nothing but the time of day", async () => {
  const imposter = somebody({ holds: strange });
  const { door } = aDoor({ [FIRST]: imposter });
  assert.deepEqual(await door.call("/v1/state", {}), { state: "imposter" });
  assert.deepEqual(imposter.asked, ["/v1/hello"]);
});

test("a program that took the agent's port and passes calls on to its next one is not believed", async () => {
  const ours = somebody();
  const between = { answer: (url, init) => ours.answer(url.replace(String(FIRST), String(SECOND)), init) };
  const { door, memory } = aDoor({ [FIRST]: between, [SECOND]: ours }, { port: FIRST });
  assert.equal((await door.call("/v1/entries/list", {})).state, "imposter");
  assert.equal(memory.port, null);
  assert.equal((await door.call("/v1/entries/list", {})).state, "ok", "the control: the same agent, asked where it is");
  assert.equal(memory.port, SECOND);
});

test("without a key nobody is asked anything", async () => {
  const ours = somebody();
  const { door } = aDoor({ [FIRST]: ours }, { credentials: null });
  assert.deepEqual(await door.call("/v1/state", {}), { state: "unpaired" });
  assert.deepEqual(ours.asked, []);
});

for (const [what, hello] of [
  ["no proof", () => Response.json({ product: "tenth", version: "1", proof: null })],
  ["that it is unpaired", () => Response.json({ code: "unpaired" }, { status: 401 })],
  ["that our origin is refused", () => Response.json({ code: "origin_refused" }, { status: 403 })],
])
  test(`a Tenth that answers with ${what} does not know this browser`, async () => {
    const { door } = aDoor({ [FIRST]: somebody({ hello }) });
    assert.deepEqual(await door.call("/v1/state", {}), { state: "unpaired" });
  });

test("a keyring that was locked while Tenth ran is said to be locked too", async () => {
  const hello = () => Response.json({ code: "keyring_locked" }, { status: 423 });
  assert.deepEqual(await aDoor({ [FIRST]: somebody({ hello }) }).door.call("/v1/state", {}), { state: "locked" });
});

const locked = () => Response.json({ product: "tenth", version: "1", proof: null, locked: true });

test("a Tenth whose keyring is locked knows nobody, and is asked again once it is unlocked", async () => {
  const ours = somebody({ hello: locked });
  const { door, memory } = aDoor({ [SECOND]: ours });
  assert.deepEqual(await door.call("/v1/state", {}), { state: "locked" });
  assert.equal(memory.port, null);
  assert.deepEqual(ours.asked, ["/v1/hello"], "nothing of ours was sent");
  assert.deepEqual(await door.call("/v1/unlock", {}), { state: "ok", answer: { fine: true } });
  assert.equal(ours.asked.at(-1), "/v1/unlock");
  assert.equal(memory.port, null, "unlocking proves nothing");
});

test("one that stays locked says so again", async () => {
  const refusal = { code: "keyring_locked", message: "Locked.", hint: "Unlock it." };
  const { door } = aDoor({ [FIRST]: somebody({ hello: locked, answers: () => [423, refusal] }) });
  assert.equal((await door.call("/v1/unlock", {})).state, "locked");
  assert.equal((await aDoor({}).door.call("/v1/unlock", {})).state, "agent-down");
});

test("whatever else listens there is no Tenth", async () => {
  for (const hello of [() => new Response("<h1>hello</h1>"), () => Response.json({}, { status: 404 }), () => Response.json(null)]) {
    const { door } = aDoor({ [FIRST]: somebody({ hello }) });
    assert.deepEqual(await door.call("/v1/state", {}), { state: "imposter" });
  }
});

test("nobody listening is Tenth not running, unless the browser holds us back", async () => {
  assert.deepEqual(await aDoor({}).door.call("/v1/state", {}), { state: "agent-down" });
  assert.deepEqual(await aDoor({}, { allowed: false }).door.call("/v1/state", {}), { state: "revoked" });
});

test("a port that fell silent is forgotten, and the next call finds the new one", async () => {
  const ports = { [FIRST]: somebody() };
  const { door, memory } = aDoor(ports);
  await door.call("/v1/state", {});
  ports[SECOND] = ports[FIRST];
  delete ports[FIRST];
  assert.equal((await door.call("/v1/entries/confirm", {})).state, "agent-down");
  assert.equal(memory.port, null);
  assert.deepEqual(ports[SECOND].asked, ["/v1/hello", "/v1/state"], "nothing was sent a second time");
  assert.equal((await door.call("/v1/state", {})).state, "ok");
});

test("an imposter on the remembered port must prove itself before it is asked again", async () => {
  const imposter = somebody({ holds: strange });
  const { door, memory } = aDoor({ [FIRST]: imposter }, { port: FIRST });
  assert.equal((await door.call("/v1/state", {})).state, "imposter");
  assert.equal(memory.port, null);
  await door.call("/v1/state", {});
  assert.deepEqual(imposter.asked, ["/v1/state", "/v1/hello"]);
});

test("Tenth's own refusals are passed on in its words, and its port is kept", async () => {
  const refusal = { code: "not_ready", message: "Not confirmed.", hint: "Choose a matter first." };
  const { door, memory } = aDoor({ [FIRST]: somebody({ answers: () => [409, refusal] }) });
  assert.deepEqual(await door.call("/v1/entries/confirm", {}), { state: "error", problem: refusal });
  assert.equal(memory.port, FIRST);
});

test("calls that come before there is a key, and what is no call, do not pass this door", async () => {
  const ours = somebody();
  const { door } = aDoor({ [FIRST]: ours });
  for (const path of ["/v1/hello", "/v1/pair/start", "/v1/pair/finish", "/v1/window/open", "/panel/index.html", "//evil.example/", "/v1/State", "/v1/a?b", "@evil.example/v1/x"])
    assert.deepEqual(await door.call(path, {}), { state: "forbidden" }, path);
  assert.deepEqual(ours.asked, []);
});
