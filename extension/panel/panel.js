/**
 * Starts the review page: opens its line to the agent (signed here in Tenth's own window, by the background in the extension), draws
 * what the state says, and listens to keys, drops and pastes. A launch secret is taken out of the address before anything else.
 *
 * @import { Transport } from "./types.js"
 */
import { createActs } from "./acts/all.js";
import { createCommands } from "./acts/commands.js";
import { listen } from "./listen.js";
import { createSeeing } from "./seeing.js";
import { createScreen } from "./screen.js";
import { start } from "./state/start.js";
import { widened } from "./state/desk.js";
import { createStore } from "./store.js";
import { createPainter } from "./views/painter.js";
import * as extension from "./extension.js";
import * as ownWindow from "./window.js";

const WIDE = matchMedia("(min-width: 960px)");

/** @param {Transport} transport */
function run(transport) {
  const store = createStore(start());
  const screen = createScreen({
    draw: () => {
      paint(store.get());
      see();
    },
    voice: /** @type {HTMLElement} */ (document.getElementById("voice")),
  });
  const acts = createActs({ transport, store, screen });
  const commands = createCommands(acts, store);
  const see = createSeeing(acts.reviewing.saw);
  const paint = createPainter(acts, commands);
  store.subscribe(screen.request);
  store.apply(widened, WIDE.matches);
  WIDE.addEventListener("change", () => store.apply(widened, WIDE.matches));
  listen({ store, acts, commands });
  screen.request();
  void acts.looking.look();
}

run((location.protocol.startsWith("http") ? ownWindow : extension).openTransport());
