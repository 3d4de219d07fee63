/**
 * Speaks to a running agent: opens a window with the launch secret on standard input, then asks for the state.
 * Usage: node against_agent.js ORIGIN < secret. Prints what it got as JSON. Started by tests/web/test_agent_js.py.
 */

import { text } from "node:stream/consumers";
import { openWindow } from "../panel/agent.js";

const origin = process.argv[2];
/** A browser says whose page is asking; Node does not by itself. */
const fetchFromPage = (url, init) => fetch(url, { ...init, headers: { ...init.headers, Origin: origin } });

const agent = await openWindow(`launch=${(await text(process.stdin)).trim()}`, { origin, fetch: fetchFromPage });
const { state } = await agent.call("/v1/state", { since: null });
const refusal = await agent.call("/v1/entries/confirm", { entry: "nobody", version: 1 }).catch((problem) => problem);
process.stdout.write(JSON.stringify({ timekeeper: state.timekeeper, state: refusal.state, code: refusal.code }));
