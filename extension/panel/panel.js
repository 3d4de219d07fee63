/**
 * Starts the review page: opens the window's signed line to the agent, draws what the state says, and listens to keys, drops
 * and pastes. The launch secret is taken out of the address before anything else happens.
 *
 * @import { Transport } from "./types.js"
 */
import { createActs } from "./acts/all.js";
import { createCommands } from "./acts/commands.js";
import { listen } from "./listen.js";
import { createScreen } from "./screen.js";
import { start } from "./state/start.js";
import { widened } from "./state/desk.js";
import { createStore } from "./store.js";
import { createPainter } from "./views/painter.js";
import { openTransport } from "./window.js";

const WIDE = matchMedia("(min-width: 960px)");

/** @param {Transport} transport */
function run(transport) {
  const store = createStore(start());
  const screen = createScreen({
    draw: () => paint(store.get()),
    voice: /** @type {HTMLElement} */ (document.getElementById("voice")),
  });
  const acts = createActs({ transport, store, screen });
  const commands = createCommands(acts, store);
  const paint = createPainter(acts, commands);
  store.subscribe(screen.request);
  store.apply(widened, WIDE.matches);
  WIDE.addEventListener("change", () => store.apply(widened, WIDE.matches));
  listen({ store, acts, commands });
  screen.request();
  void acts.looking.look();
}

run(openTransport());
