/**
 * Which matter a link into Clio names: what content/route.js reads from the address bar, read here from what was pasted. Pure.
 */

const LINK = /^https:\/\/(?:au\.|eu\.|ca\.)?app\.clio\.com\/(?:nc\/)?(?:#\/)?matters\/(\d{1,15})(?=[/?#]|$)/;

/** @param {string} pasted @returns {number|null} */
export function matterInLink(pasted) {
  const matter = LINK.exec(pasted.trim())?.[1];
  return matter ? Number(matter) : null;
}
