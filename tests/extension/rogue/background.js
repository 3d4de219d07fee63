// Another extension, with every right over loopback addresses that a browser can give: it forges whose page it is.
"use strict";
globalThis.forge = (origin) =>
  chrome.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [1],
    addRules: origin
      ? [{ id: 1, action: { type: "modifyHeaders", requestHeaders: [{ header: "Origin", operation: "set", value: origin }] }, condition: { urlFilter: "127.0.0.1", resourceTypes: ["xmlhttprequest", "other"] } }]
      : [],
  });
globalThis.ask = async (address, body, headers = {}) => {
  try {
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    return { status: 0, text: String(error) };
  }
};
globalThis.tell = (extension, message) =>
  Promise.race([
    chrome.runtime.sendMessage(extension, message).then((answer) => JSON.stringify(answer ?? null), (error) => String(error)),
    new Promise((done) => setTimeout(done, 3000, "no answer")),
  ]);
chrome.runtime.onInstalled.addListener(() => undefined);
