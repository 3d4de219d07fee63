/** signing.js agrees, signature by signature, with the test vectors that the agent's half passes too. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as signing from "../panel/signing.js";

const vectors = JSON.parse(await readFile(new URL("../../tests/data/signing_vectors.json", import.meta.url), "utf8"));
const { launch } = vectors;
const secret = await signing.importKey(signing.fromHex(launch.secret));
const key = await signing.importKey(signing.fromHex(launch.key));
const bytes = (text) => new TextEncoder().encode(text);

test("a launch agrees with the vectors", async () => {
  assert.equal(signing.toHex(await signing.mac(secret, "open", launch.nonce)), launch.open_proof);
  assert.ok(await signing.fits(secret, launch.opened_proof, "opened", launch.nonce, launch.salt, launch.client));
  const derived = await signing.clientKey(secret, launch);
  const [request] = vectors.requests;
  assert.equal(await signing.requestSignature(derived, request), request.signature);
});

for (const request of vectors.requests) {
  test(`the signature of a request to ${request.path} agrees with the vectors`, async () => {
    assert.equal(await signing.requestSignature(key, request), request.signature);
  });
}

for (const answer of vectors.answers) {
  test(`the proof of an answer ${answer.status} agrees with the vectors`, async () => {
    const said = { ...answer, body: bytes(answer.body) };
    assert.ok(await signing.isProven(key, answer.proof, said));
    assert.ok(!(await signing.isProven(key, answer.proof, { ...said, status: answer.status + 1 })));
    assert.ok(!(await signing.isProven(key, answer.proof, { ...said, at: "http://127.0.0.1:47822" })));
    assert.ok(!(await signing.isProven(key, answer.proof, { ...said, nonce: "00".repeat(16) })));
    assert.ok(!(await signing.isProven(key, answer.proof, { ...said, body: bytes(`${answer.body} `) })));
  });
}

test("what is not a signature in hex never fits", async () => {
  for (const text of ["", "0".repeat(63), "zz".repeat(32), launch.open_proof.toUpperCase(), `${launch.open_proof} `]) {
    assert.ok(!(await signing.fits(secret, text, "open", launch.nonce)));
  }
  assert.ok(await signing.fits(secret, launch.open_proof, "open", launch.nonce));
});

test("keys cannot be taken out of the page", async () => {
  for (const held of [secret, key, await signing.clientKey(secret, launch)]) {
    assert.equal(held.extractable, false);
    await assert.rejects(crypto.subtle.exportKey("raw", held));
  }
});

test("nonces are sixteen bytes and never the same", () => {
  const many = Array.from({ length: 100 }, () => signing.newNonce());
  assert.ok(many.every((nonce) => /^[0-9a-f]{32}$/.test(nonce)));
  assert.equal(new Set(many).size, many.length);
});
