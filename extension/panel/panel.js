/**
 * Starts the review page: opens its line to the agent (signed here in Tenth's own window, by the background in the extension), draws
 * what the state says, and listens to keys, drops and pastes. A launch secret is taken out of the address before anything else.
 *
 * @import { Transport } from "./types.js"
 */
import { createActs } from "./acts/all.js";
import { createCommands } from "./acts/commands.js";
import { announcement } from "./announce.js";
import { listen } from "./listen.js";
import { createHome, homeOf } from "./home.js";
import { createSeeing } from "./seeing.js";
import { createScreen } from "./screen.js";
import { createSight } from "./sight.js";
import { start } from "./state/start.js";
import { widened } from "./state/desk.js";
import { createStore } from "./store.js";
import { createPainter } from "./views/painter.js";
import * as extension from "./extension.js";
import * as ownWindow from "./window.js";

const WIDE = matchMedia("(min-width: 960px)");
const CLOCK_MS = 10_000; // how often a running clock is drawn anew

/** @param {Transport} transport @param {import("./home.js").Home} home */
function run(transport, home) {
  const store = createStore(start());
  const screen = createScreen({
    draw: () => {
      paint(store.get());
      see();
    },
    voice: /** @type {HTMLElement} */ (document.getElementById("voice")),
  });
  const sight = createSight(home);
  const acts = createActs({ transport, store, screen, home: createHome(home), sight });
  const commands = createCommands(acts, store);
  const see = createSeeing(acts.reviewing.saw);
  const paint = createPainter(acts, commands);
  store.subscribe(screen.request);
  let heard = store.get();
  store.subscribe((page) => {
    const words = announcement(heard, page, acts.mending.extension);
    heard = page;
    if (words) screen.say(words);
  });
  store.apply(widened, WIDE.matches);
  WIDE.addEventListener("change", () => store.apply(widened, WIDE.matches));
  listen({ store, acts, commands, sight });
  setInterval(() => sight.seen() && store.get().agent?.call && screen.request(), 1000); // the call's clock
  setInterval(() => store.get().agent?.clock && screen.request(), CLOCK_MS);
  screen.request();
  void acts.shelling.begin();
  void acts.looking.look();
}

// Written so that a package, where this is never "http:", leaves the window's own line to the agent out (tools/bundling.py).
run((location.protocol === "http:" ? ownWindow : extension).openTransport(), homeOf(location));
