/** What a browser is called until its owner names it. Pure. */

/** @type {readonly [RegExp, string][]} the more particular first: Edge and Opera call themselves Chrome too */
const BROWSERS = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bFirefox\//, "Firefox"],
  [/Chrom(e|ium)\//, "Chrome"],
];
/** @type {readonly [RegExp, string][]} */
const SYSTEMS = [
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "Mac"],
  [/\bCrOS\b/, "Chromebook"],
  [/\bLinux\b|\bX11\b/, "Linux"],
];

/** "Chrome on Linux". @param {string} agent  the browser's description of itself */
export function browserName(agent) {
  const found = (/** @type {readonly [RegExp, string][]} */ list) => list.find(([sign]) => sign.test(agent))?.[1];
  const [browser, system] = [found(BROWSERS) ?? "Browser", found(SYSTEMS)];
  return system ? `${browser} on ${system}` : browser;
}
