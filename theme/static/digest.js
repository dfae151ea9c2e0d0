// Comforts that no page needs. It does not wait: chosen colours must be there before the first paint.
{
const WORDS = {
  system: "Colours: as the system", light: "Colours: light", dark: "Colours: dark",
  list: "Keys and previews", digestNoKeys: "Turn single keys off", digestNoCards: "Turn previews off", close: "Close",
};
const KEYS = {
  "/": ["Search", () => press("[type=search],body:not(:has([type=search])) .nav [href*='search/']")],
  n: ["Next note", () => step(1)],
  p: ["Previous note", () => step(-1)],
  j: ["Next report", () => press("a[rel=next]")],
  k: ["Previous report", () => press("a[rel=prev]")],
  t: ["Colours", turn],
  "?": ["This list", show],
};
const page = document.documentElement, root = new URL("..", document.currentScript.src).href;
let kept = {};
try { kept = localStorage ?? kept; } catch { /* refused: for this page only */ }
function make(tag, has, ...inside) {
  const made = Object.assign(document.createElement(tag), has);
  made.append(...inside);
  return made;
}
const button = (words, onclick) => make("button", { type: "button", onclick }, words);

// Colours. The first turn is one that can be seen.
const colours = button("", turn);
function dress() {
  page.dataset.theme = WORDS[kept.digestTheme] ? kept.digestTheme : "system";
  colours.textContent = WORDS[page.dataset.theme];
}
function turn() {
  const order = ["system", "dark", "light"];
  if (matchMedia("(prefers-color-scheme:dark)").matches) order.reverse();
  kept.digestTheme = order[(order.indexOf(page.dataset.theme) + 1) % 3];
  dress();
}
dress();
addEventListener("storage", dress);
addEventListener("pageshow", dress);

// Previews: of a note, or of what the page behind a link marks with data-card.
let at, card;
const held = (link) => link.matches(":hover,:focus-visible") || (card?.link === link && card.matches(":hover"));
function shut() {
  card?.remove();
  card = null;
}
function leave() {
  setTimeout(() => {
    if (card && !held(card.link)) shut();
    if (at && !held(at)) at = null;
  }, 300);
}
function meet({ target }) {
  if (card?.contains(target)) return;
  const link = target.closest("main a[href]");
  leave();
  if (!link || link === at) return; // waits, is shown, or was closed with Esc
  at = link;
  setTimeout(open, 500, link);
}
async function open(link) {
  const wanted = () => at === link && card?.link !== link && held(link) && !kept.digestNoCards;
  const parts = wanted() ? await tell(link).catch(() => []) : [];
  if (!parts.length || !wanted()) return;
  shut();
  card = make("div", { className: "card by-script", ariaHidden: "true", link }, ...parts.map(copy));
  document.body.append(card);
  const { left, top, bottom } = link.getBoundingClientRect(), { style, offsetWidth, offsetHeight } = card;
  style.top = scrollY + (bottom + offsetHeight + 8 > innerHeight ? top - offsetHeight - 4 : bottom + 4) + "px";
  style.left = scrollX + Math.max(8, Math.min(left, page.clientWidth - offsetWidth - 8)) + "px";
}
async function tell(link) {
  if (link.matches("[role=doc-noteref]")) {
    const note = document.querySelector(link.hash), { top, bottom } = note.getBoundingClientRect();
    return top < 0 || bottom > innerHeight ? [note] : [];
  }
  const [elsewhere, path] = link.href.split(root);
  if (elsewhere || !/^\w+\/[^/]+\/$/.test(path)) return [];
  const text = await (await fetch(link)).text();
  const there = new DOMParser().parseFromString(text, "text/html");
  return [...there.querySelectorAll("[data-card=''],[data-card=text] #p1")];
}
// Words and their shape; nothing that can be pressed or runs.
function copy(from) {
  if (from.nodeType !== 1) return from.data;
  const { localName, className, lang, dir, childNodes } = from;
  if (from.matches(".ref,.key")) return "";
  const shape = /^(p|div|q|b|i|em|bdi)$/.test(localName) ? localName : "span";
  return make(shape, { className, lang, dir }, ...[...childNodes].map(copy));
}
if (matchMedia("(hover:hover) and (pointer:fine)").matches) {
  document.addEventListener("pointerover", meet);
  document.addEventListener("focusin", meet);
  document.addEventListener("focusout", leave);
}

// Keys.
function show() {
  const check = (name) => make("label", {}, make("input", {
    type: "checkbox", checked: kept[name], onchange() { kept[name] = this.checked ? 1 : ""; },
  }), WORDS[name]);
  const list = make("dialog", { className: "by-script", ariaLabel: WORDS.list, onclose() { this.remove(); } },
    make("dl", {}, ...Object.keys(KEYS).flatMap((key) => [make("dt", {}, key), make("dd", {}, KEYS[key][0])])),
    check("digestNoKeys"), check("digestNoCards"), button(WORDS.close, () => list.close()));
  document.body.append(list);
  list.showModal();
}
function press(what) {
  const link = document.querySelector(what);
  link?.focus();
  link?.click();
}
function step(by) {
  const marks = [...document.querySelectorAll("a[role=doc-noteref]")], here = marks.indexOf(document.activeElement);
  const above = marks.filter((mark) => mark.getBoundingClientRect().top < 0).length;
  const mark = marks[here < 0 ? above - (by < 0) : here + by];
  mark?.focus({ preventScroll: true });
  mark?.scrollIntoView({ block: "center" });
}
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape") shut();
  if (!KEYS[e.key] || kept.digestNoKeys || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.target.closest("input,textarea,select,dialog,[contenteditable]")) return;
  e.preventDefault();
  KEYS[e.key][1]();
});
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("footer.site nav")
    ?.after(make("p", { className: "by-script" }, colours, button(WORDS.list, show)));
  if (location.protocol !== "file:") return;
  for (const a of document.links) // a folder shows its files here, not its page
    if (a.href.startsWith(root) && a.pathname.endsWith("/")) a.pathname += "index.html";
});
}
