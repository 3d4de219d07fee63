/** Clio's own addresses, one for each of its regions. Pure. */

/** Where the script on Clio's page is from the start, by the manifest. */
export const HOME_REGION = "https://au.app.clio.com/*";

/** Regions a lawyer may add, with the name on the options page. @type {readonly {name: string, pattern: string}[]} */
export const OTHER_REGIONS = [
  { name: "United States", pattern: "https://app.clio.com/*" },
  { name: "Europe and United Kingdom", pattern: "https://eu.app.clio.com/*" },
  { name: "Canada", pattern: "https://ca.app.clio.com/*" },
];

const ADDRESS = /^https:\/\/(au\.|eu\.|ca\.)?app\.clio\.com\//;

/** Whether a tab shows Clio. The address is known only where the browser lets us. @param {{url?: string|undefined}} tab */
export const showsClio = ({ url }) => ADDRESS.test(url ?? "");
