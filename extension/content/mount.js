/**
 * The extension's life on a page of Clio: it puts one host on the page's root, says which matter the address names, and goes without
 * a trace when the extension goes. It reads nothing of the page and writes nothing into it, holds no key, and may ask the background
 * for numbers and times only. A classic script that runs before the page's own.
 */
(() => {
  const BEAT_MS = 1_000;
  const NUMBERS_SOON = 2; // beats, while the lawyer is at work in this page: a call that begins must show at once
  const NUMBERS_SELDOM = 30; // beats
  const SAID_FOR = 4; // beats

  /** @type {Window & {tenthIsHere?: boolean}} */
  const world = window;
  if (world.tenthIsHere || document.contentType !== "text/html") return;
  world.tenthIsHere = true;

  const life = new AbortController();
  const { signal } = life;
  const edge = createTenthEdge(`${chrome.runtime.getURL("panel/index.html")}#frame`, onTab);
  const mutations = new MutationObserver(mount);
  /** @type {ReturnType<typeof setInterval>|undefined} */
  let pulse;
  /** @type {number|null|undefined} what the background was told last */
  let told;
  /** @type {{count: number|null, call: {since: string}|null}} */
  let numbers = { count: null, call: null };
  let beats = 0;
  let asked = -Infinity; // the beat at which the numbers were asked for last
  let isAsking = false;
  let saidUntil = 0;
  let isOpen = false;
  /** @type {Element|null} where the focus was in Clio */
  let before = null;

  for (const kind of ["keydown", "keypress", "keyup"])
    window.addEventListener(kind, (event) => event.target === edge.host && event.stopImmediatePropagation(), {
      capture: true,
      signal,
    });
  chrome.runtime.onMessage.addListener(onTold);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { signal, once: true });
  else begin();

  function begin() {
    for (const stale of document.querySelectorAll("html > tenth-panel-host")) stale.remove(); // of a version before
    mount();
    mutations.observe(document.documentElement, { childList: true });
    for (const kind of ["hashchange", "popstate", "pageshow", "focus"]) window.addEventListener(kind, route, { signal });
    const { navigation } = /** @type {{navigation?: EventTarget}} */ (globalThis);
    navigation?.addEventListener("currententrychange", route, { signal });
    document.addEventListener("visibilitychange", rest, { signal });
    rest();
  }

  /** While the page is hidden nothing beats. */
  function rest() {
    clearInterval(pulse);
    if (document.hidden) return;
    asked = -Infinity;
    pulse = setInterval(beat, BEAT_MS);
    beat();
  }

  function beat() {
    if (!isAlive()) return leave();
    mount();
    route();
    draw();
    if (beats - asked >= (isSoon() ? NUMBERS_SOON : NUMBERS_SELDOM)) void count();
    beats += 1;
  }

  /** An open panel looks for itself and tells the tab; a Tenth that is not there need not be looked for every moment. */
  const isSoon = () => !isOpen && numbers.count !== null && document.hasFocus();

  /** The page may be drawn anew at any time; its root stays, or is replaced. */
  function mount() {
    if (!isAlive()) return leave();
    const root = document.documentElement;
    if (!root || edge.host.parentNode === root) return;
    root.append(edge.host);
  }

  function route() {
    const matter = matterInAddress(location.href);
    if (matter === told) return;
    told = matter;
    void inquire({ to: "route", url_matter: matter });
  }

  async function count() {
    if (isAsking) return;
    isAsking = true;
    await inquire({ to: "tab" });
    isAsking = false;
  }

  /** Whatever the background is told, it answers with the numbers. @param {object} message */
  async function inquire(message) {
    asked = beats;
    const reply = await ask(message);
    if (reply?.state === "ok") learn(reply.answer);
  }

  /** @param {{count: number|null, call: {since: string}|null}} answer */
  function learn({ count, call }) {
    numbers = { count, call };
    draw();
  }

  /** While a call runs the tab shows its clock and nothing else. */
  function draw() {
    const { count, call } = numbers;
    if (call && beats < saidUntil) return edge.show("Opens by its key during a call", "Tenth opens by its key during a call");
    if (call) return edge.show(clock(Date.now() - Date.parse(call.since)), "Tenth: a call is running");
    const words = count ? `${count} to review` : "";
    edge.show(words, words ? `Tenth: ${words}` : "Tenth");
  }

  /** As the panel says it: 12:41, 1:02:05. @param {number} ms */
  function clock(ms) {
    const whole = Math.max(0, Math.floor(ms / 1000));
    const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
    return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  }

  /** Only a hand opens the panel, no script of the page. @param {MouseEvent} event */
  function onTab(event) {
    if (event.isTrusted) toggle("button");
  }

  /** @param {"key"|"button"} by */
  function toggle(by) {
    if (!isAlive()) return leave();
    if (isOpen) return close();
    if (numbers.call && by !== "key") {
      saidUntil = beats + SAID_FOR;
      return draw();
    }
    mount();
    before = focused();
    isOpen = true;
    edge.open();
  }

  function close() {
    if (!isOpen) return;
    isOpen = false;
    edge.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    else edge.host.blur();
    before = null;
    void count();
  }

  /** Where the focus is: remembered, never looked at. */
  function focused() {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === document.body || at === edge.host ? null : at;
  }

  /** @param {import("../background/messages.js").ToClio} message */
  function onTold(message) {
    if (message.do === "toggle") toggle(message.by);
    if (message.do === "close") close();
    if (message.do === "tab") learn(message);
  }

  /** Once the extension is updated or removed, whatever asks it throws at once. @param {object} message */
  async function ask(message) {
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      if (!isAlive()) leave();
      return undefined;
    }
  }

  function isAlive() {
    try {
      return Boolean(chrome.runtime?.id);
    } catch {
      return false;
    }
  }

  function leave() {
    life.abort();
    clearInterval(pulse);
    mutations.disconnect();
    edge.host.remove();
    world.tenthIsHere = false;
  }
})();
