/**
 * Which matter does an address of Clio name? Clio is one page: its route stands after the hash (/nc/#/matters/123), in some
 * places in the path. Read from the address alone, never from the page. A classic script: it runs before mount.js, in the same world.
 */

/** @param {string} address @returns {number|null} */
function matterInAddress(address) {
  const { hash, pathname } = new URL(address);
  const route = hash.startsWith("#/") ? hash.slice(1) : pathname.replace(/^\/nc(?=\/)/, "");
  const matter = /^\/matters\/(\d{1,15})(?=[/?]|$)/.exec(route)?.[1];
  return matter ? Number(matter) : null;
}
