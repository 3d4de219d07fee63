/**
 * Everything the page can do, built once.
 *
 * @import { Surrounding } from "../home.js"
 * @import { Sight } from "../sight.js"
 * @import { Transport } from "../types.js"
 * @import { Screen } from "../screen.js"
 * @import { Store } from "../store.js"
 */
import { createOutside } from "../outside.js";
import { createAsking } from "./asking.js";
import { createBrowsers } from "./browsers.js";
import { createCapture } from "./capture.js";
import { createChanging } from "./changing.js";
import { createClock } from "./clock.js";
import { createDays } from "./days.js";
import { createExporting } from "./exporting.js";
import { createFinding } from "./finding.js";
import { createListening } from "./listening.js";
import { createLooking } from "./looking.js";
import { createMending } from "./mending.js";
import { createMoving } from "./moving.js";
import { createReviewing } from "./reviewing.js";
import { createSaving } from "./saving.js";
import { createSaying } from "./saying.js";
import { createSending } from "./sending.js";
import { createSeveral } from "./several.js";
import { createShelling } from "./shelling.js";
import { createTakingIn } from "./taking_in.js";

/** @typedef {ReturnType<typeof createActs>} Acts */

/** @param {{transport: Transport, store: Store, screen: Screen, home: Surrounding, sight: Sight}} parts */
export function createActs({ transport, store, screen, home, sight }) {
  const asking = createAsking({ transport, store });
  const looking = createLooking({ asking, store, hidden: () => !sight.seen() });
  const saving = createSaving({ asking, store });
  const parts = { asking, store, looking, saving, screen };
  const several = createSeveral(parts);
  const reviewing = createReviewing(parts);
  const clock = createClock(parts);
  const saying = createSaying(parts);
  const mending = createMending({ ...parts, outside: createOutside() });
  return {
    screen,
    saving,
    looking,
    finding: createFinding(parts),
    mending,
    moving: createMoving(parts),
    several,
    shelling: createShelling({ ...parts, home }),
    reviewing,
    clock,
    capture: createCapture({ ...parts, clock, mending, saying }),
    days: createDays({ ...parts, reviewing }),
    changing: createChanging({ ...parts, several }),
    saying,
    sending: createSending(parts),
    listening: createListening(parts),
    takingIn: createTakingIn(parts),
    browsers: createBrowsers(parts),
    exporting: createExporting({ ...parts, keep }),
  };
}

/** Hand a file to the browser's downloads. @param {Blob} file @param {string} name */
function keep(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
