/**
 * The window's line to the agent: the launch secret from the address opens it, once, before the first question. Reloading the
 * page cannot open it again, because the secret is gone by then; the page says so.
 *
 * @import { Transport } from "./types.js"
 */
import { openWindow } from "./agent.js";

/** @returns {Transport} */
export function openTransport() {
  const fragment = location.hash;
  /** @type {ReturnType<typeof openWindow>|null} */
  let opening = null;
  return {
    async call(path, body) {
      opening ??= openWindow(fragment); // takes the secret out of the address bar at once
      const agent = await opening.catch(forget);
      return agent.call(path, body);
    },
  };

  /** An agent that did not answer may be asked again with the same secret. @param {unknown} error @returns {never} */
  function forget(error) {
    opening = null;
    throw error;
  }
}
