// The one script that a page of the preview has and the published page has not. It changes the page in place as its
// files are saved, shows what is wrong with them, and says what may be typed for words that are selected.
// All of its own is text nodes in a shadow root behind the body: neither the page's style nor an update touches it.
"use strict";

const told = document.currentScript.dataset;
const script = document.currentScript;

// --- the page as it was served, beside the page as it is -----------------------------------------------------------
// What differs between two servings is changed in the page; whatever else is in it (open details, what a script of the
// theme added) nobody touches.

let served = null;
const shown = new WeakMap(); // from a node as served to the one that is shown

function pair(mine, live) {
  shown.set(mine, live);
  for (let a = mine.firstChild, b = live.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) pair(a, b);
}

function copied(mine) {
  const live = document.importNode(mine, true);
  pair(mine, live);
  return live;
}

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");
}

function morph(old, now) {
  if (old.isEqualNode(now)) return;
  const live = shown.get(old);
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = live.nodeValue = now.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes])
    if (!now.hasAttribute(name)) { old.removeAttribute(name); live.removeAttribute(name); }
  for (const { name, value } of now.attributes)
    if (old.getAttribute(name) !== value) { old.setAttribute(name, value); live.setAttribute(name, value); }
  const kept = [...old.childNodes], wanted = [...now.childNodes];
  const same = (a, b) => alike(a, b) && a.isEqualNode(b);
  let start = 0, end = 0;
  while (start < kept.length && start < wanted.length && same(kept[start], wanted[start])) start++;
  while (end < kept.length - start && end < wanted.length - start &&
    same(kept[kept.length - 1 - end], wanted[wanted.length - 1 - end])) end++;
  let at = start;
  for (; at < wanted.length - end; at++) {
    const there = at < kept.length - end ? kept[at] : null;
    if (there && alike(there, wanted[at])) { morph(there, wanted[at]); continue; }
    const behind = at < kept.length - end ? kept[at] : end ? kept[kept.length - end] : null;
    const next = behind && shown.get(behind);
    live.insertBefore(copied(wanted[at]), next && next.parentNode === live ? next : null);
    old.insertBefore(wanted[at], behind);
    if (there) { shown.get(there).remove(); there.remove(); }
  }
  for (; at < kept.length - end; at++) { shown.get(kept[at]).remove(); kept[at].remove(); }
}

function without(page) {
  page.querySelector("script[src='/.digest/preview.js']")?.remove();
  return page;
}

const scripts = (page) => [...page.querySelectorAll("script[src]")].map((one) => one.getAttribute("src")).join();

function update(markup) {
  const now = new DOMParser().parseFromString(markup, "text/html");
  Object.assign(told, now.querySelector("script[src='/.digest/preview.js']")?.dataset ?? {});
  without(now);
  if (scripts(now) !== scripts(served)) { location.reload(); return; } // another script: it must begin anew
  document.title = now.title;
  morph(served.head, now.head);
  morph(served.body, now.body);
  for (const { name, value } of now.documentElement.attributes) document.documentElement.setAttribute(name, value);
  document.dispatchEvent(new Event("digest:updated"));
}

// --- hearing of changes --------------------------------------------------------------------------------------------

let events = null;

function listen() {
  events?.close();
  events = new EventSource("/.digest/events?" + new URLSearchParams(
    { token: told.token, page: told.page, seen: told.seen }));
  events.addEventListener("page", (event) => {
    const { html, ...news } = JSON.parse(event.data);
    Object.assign(told, news);
    update(html);
  });
  events.addEventListener("errors", (event) => fail(JSON.parse(event.data).findings));
  events.addEventListener("error", () => { if (events.readyState === EventSource.CLOSED) again(); });
}

// The preview was ended and begun anew: it knows us only by the page that it serves now.
async function again() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    update(await answer.text());
    listen();
  } catch {
    setTimeout(again, 1000);
  }
}

// A browser opens six connections to one address at most; a tab that nobody sees lets go of its own.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") listen();
  else { events?.close(); events = null; }
});

// --- what is shown over the page ------------------------------------------------------------------------------------

const host = document.createElement("digest-preview");
const root = host.attachShadow({ mode: "open" });

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// Words in which some are links: the places of files, where it is known how an editor opens them.
function linked(text, places) {
  const parts = [];
  let at = 0;
  for (const [words, address] of places) {
    const next = text.indexOf(words, at);
    if (next < 0 || !address) continue;
    parts.push(text.slice(at, next), element("a", { href: address }, words));
    at = next + words.length;
  }
  return [...parts, text.slice(at)];
}

// The lines of a file keep their shape, for a caret stands under a word; what is said of them is broken as words are.
function finding({ text, places }) {
  const parts = [];
  for (const line of text.split("\n")) {
    const name = /^ *\d* \|/.test(line) ? "pre" : "p";
    if (parts.at(-1)?.[0] === name) parts.at(-1)[1] += "\n" + line;
    else parts.push([name, line]);
  }
  return element("div", {}, ...parts.map(([name, words]) => element(name, name === "pre" ? { tabindex: "0" } : {},
    ...(name === "pre" ? [words] : linked(words, places)))));
}

const errors = element("section", { class: "errors", role: "alert", hidden: "" });
const fold = element("button", { type: "button", "aria-expanded": "true" }, "Hide");

function folded(yes) {
  errors.classList.toggle("folded", yes);
  fold.textContent = yes ? "Show" : "Hide";
  fold.setAttribute("aria-expanded", String(!yes));
}

fold.addEventListener("click", () => folded(!errors.classList.contains("folded")));

function fail(findings) {
  errors.replaceChildren();
  errors.hidden = findings.length === 0;
  if (errors.hidden) return;
  folded(false); // what is new is shown, whatever was hidden before
  errors.append(element("h2", {}, "This is the last good page. What is wrong now:"), fold, ...findings.map(finding));
}

root.append(element("link", { rel: "stylesheet", href: "/.digest/preview.css" }), errors);
if (told.open) root.append(element("a", { class: "file", href: told.open, title: told.file }, "Open this file"));

// --- what to type for words that are selected -----------------------------------------------------------------------

const ask = element("button", { class: "ask", type: "button", hidden: "" }, "What to type for these words");
ask.append(element("kbd", {}, "Alt+Enter"));
const offers = element("dialog", { "aria-labelledby": "t" });
let selection = null;

// The words as the file has them: numbers of notes and keys of quotations are the page's own.
function words(range) {
  const held = range.cloneContents();
  held.querySelectorAll(".ref, .key, .vh, footer, .notes").forEach((one) => one.remove());
  return held.textContent.replace(/\s+/g, " ").trim();
}

function selected() {
  const now = getSelection();
  const range = now.rangeCount && !now.isCollapsed ? now.getRangeAt(0) : null;
  const main = document.querySelector("main");
  if (!told.file || !range || !main?.contains(range.commonAncestorContainer) || !words(range)) return null;
  const before = new Range();
  before.setStart(main, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return { words: words(range), before: words(before).slice(-120) };
}

document.addEventListener("selectionchange", () => {
  selection = selected();
  ask.hidden = selection === null;
});

function paste({ where, text, opens }) {
  const shown = element("pre", { tabindex: "0" }, text);
  const copy = element("button", { type: "button" }, "Copy");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(shown.textContent);
      copy.textContent = "Copied";
    } catch { // the browser forbids it: the words are selected, to be copied by hand
      const range = new Range();
      range.selectNodeContents(shown);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }
  });
  const place = opens ? element("a", { href: opens }, where) : where;
  return [element("p", { class: "where" }, place), element("div", { class: "paste" }, shown, copy)];
}

async function offer() {
  if (selection === null) return;
  const { words: chosen, before } = selection;
  const query = new URLSearchParams({ token: told.token, page: told.page, words: chosen, before });
  const found = await (await fetch("/.digest/offers?" + query)).json();
  const close = element("button", { class: "close", type: "button" }, "Close");
  close.addEventListener("click", () => offers.close());
  offers.replaceChildren(close, element("h2", { id: "t" }, "What to type for these words"),
    element("p", { class: "words" }, chosen));
  if (!found || found.offers.length === 0)
    offers.append(element("p", {}, "They do not stand like this in " + told.file + ", or nothing can be typed for them there."));
  if (found?.statement) offers.append(element("p", {}, "They are of the statement ", element("code", {}, found.statement), "."));
  for (const one of found?.offers ?? []) {
    offers.append(element("h3", {}, one.means), ...one.pastes.flatMap(paste));
    if (one.instead.length) offers.append(element("p", { class: "where" }, "Or with: " + one.instead.join(", ")));
  }
  offers.showModal();
}

ask.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay selected
ask.addEventListener("click", offer);
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.key !== "Enter") return;
  selection = selected(); // a busy browser tells late that it has changed
  if (selection !== null) { event.preventDefault(); offer(); }
});

root.append(ask, offers);

// --- drafts --------------------------------------------------------------------------------------------------------

const draft = element("p", { class: "draft" }, "Draft");
// A draft says so on its own page and in lists of reports. Wherever else a link leads to one, this says it: in the
// name of the link, for whoever hears the page. The published page has neither drafts nor this.
const marks = new CSSStyleSheet();
marks.replaceSync("a[data-draft]::after{content:' draft';font:700 .75em/1 system-ui,sans-serif;margin-left:.25em}");
document.adoptedStyleSheets.push(marks);

function mark() {
  draft.hidden = !told.draft;
  const drafts = new Set(told.drafts.split(" ").filter(Boolean));
  for (const link of document.querySelectorAll("a[href]")) {
    const said = /\bdraft\b/i.test(link.closest("li, tr, article")?.textContent ?? "");
    link.toggleAttribute("data-draft", link.origin === location.origin && drafts.has(link.pathname) && !said);
  }
}

root.append(draft);
mark();
document.addEventListener("digest:updated", mark);

script.remove();
served = document.cloneNode(true);
pair(served, document);
document.documentElement.append(host);
if (document.visibilityState === "visible") listen();
