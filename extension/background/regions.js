/**
 * Other regions of Clio: the script on Clio's page is registered for those the lawyer allowed, and for no other.
 *
 * The permission to do so (`scripting`) is given together with the first region, so the interface may not be there.
 */
import { OTHER_REGIONS } from "./clio.js";

const ID = "other-regions";

/** Make what is registered equal to what is allowed. */
export async function settle() {
  const granted = await Promise.all(
    OTHER_REGIONS.map(async ({ pattern }) =>
      (await chrome.permissions.contains({ origins: [pattern] })) ? [pattern] : [],
    ),
  );
  const matches = granted.flat();
  if (!chrome.scripting) return;
  await chrome.scripting.unregisterContentScripts({ ids: [ID] }).catch(() => undefined); // there may be none yet
  const own = chrome.runtime.getManifest().content_scripts?.[0]?.js;
  if (!matches.length || !own) return;
  const js = own.map((file) => new URL(file, chrome.runtime.getURL("")).pathname.slice(1)); // Firefox names them whole, and takes none so
  await chrome.scripting.registerContentScripts([{ id: ID, matches, js, runAt: "document_start" }]);
}
