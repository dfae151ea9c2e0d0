// The search page. Pagefind looks the words up; everything shown is built here, from text and never from markup.

const root = new URL("../", import.meta.url); // the site, wherever it lies
const form = document.getElementById("search");
const field = form.elements.q;
const told = document.getElementById("told");
const results = document.getElementById("results");
const narrow = document.getElementById("narrow");
const title = document.title;

const GROUPS = [
  ["report", "Reports"],
  ["quotation", "Quotations"],
  ["name", "Names"],
  ["outlet", "Outlets"],
  ["story", "Stories"],
  ["page", "Other pages"],
];
const VALUES = ["speaker", "outlet", "story"];
const CHOICES = [...VALUES, "from", "to", "order"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const FIRST = 5; // results of a group that are shown at once
const MORE = 20;
const MOST = 300; // values that one list offers

let engine; // a promise of Pagefind
let run = 0; // which search this is: an older one that ends later is dropped

function load() {
  engine ??= import(new URL("pagefind/pagefind.js", root)).then(async (pagefind) => {
    // No worker: it would need a policy of its own from the host. What stands below a title is not searched.
    await pagefind.options({ noWorker: true, excerptLength: 28, ranking: { metaWeights: { title: 5, facts: 0 } } });
    await pagefind.init();
    return pagefind;
  });
  engine.catch(() => { engine = undefined; });
  return engine;
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// An excerpt comes as markup of text and <mark>. It is read where nothing in it can run or load, and only text is kept.
function excerpt(markup) {
  const read = new DOMParser().parseFromString(markup, "text/html").body;
  return [...read.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", {}, node.textContent) : document.createTextNode(node.textContent));
}

// The words as printed there, for the browser to mark on the page that is opened: `#:~:text=` (WICG Text Fragments).
function address(path, pieces) {
  const url = new URL(path.slice(1), root);
  const words = new Set(pieces.filter((piece) => piece.nodeName === "MARK")
    .map((mark) => mark.textContent.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")).filter(Boolean));
  const parts = [...words].map((word) => `text=${encodeURIComponent(word).replaceAll("-", "%2D")}`);
  return parts.length ? `${url.href}#:~:${parts.join("&")}` : url.href;
}

function item(found) {
  const pieces = excerpt(found.excerpt);
  const link = element("a", { class: "t", href: address(found.raw_url ?? found.url, pieces), dir: "auto" }, found.meta.title);
  const made = element("li", {}, link);
  if (found.meta.facts) made.append(element("p", { class: "meta", dir: "auto" }, found.meta.facts));
  if (found.plain_excerpt !== found.meta.title) made.append(element("p", { class: "sub", dir: "auto" }, "… ", ...pieces, " …"));
  return made;
}

function group(kind, name, hits) {
  const list = element("ol", { class: "list" });
  const head = element("h2", { id: `g-${kind}` }, `${name} `, element("span", { class: "n" }, hits.length.toLocaleString("en")));
  const section = element("section", { "aria-labelledby": head.id }, head, list);
  const more = element("button", { type: "button" });
  let shown = 0;
  async function show(count) {
    const part = await Promise.all(hits.slice(shown, shown + count).map((hit) => hit.data()));
    shown += part.length;
    const made = part.map(item);
    list.append(...made);
    const left = hits.length - shown;
    if (left > 0) more.textContent = `${Math.min(left, MORE)} more ${name.toLowerCase()}`;
    else more.remove();
    return made[0]?.querySelector("a");
  }
  more.addEventListener("click", async () => (await show(MORE))?.focus());
  return show(FIRST).then(() => {
    if (shown < hits.length) section.append(more);
    return section;
  });
}

function month(value) {
  const [year, number] = value.split("-");
  return `${MONTHS[number - 1]} ${year}`;
}

// What a list offers, the chosen value always among it.
function offer(name, values, any) {
  const list = form.elements[name];
  const chosen = list.value || list.dataset.wanted || "";
  delete list.dataset.wanted;
  const known = values.some(([value]) => value === chosen);
  const all = known || !chosen ? values : [[chosen, name === "from" || name === "to" ? month(chosen) : chosen], ...values];
  list.replaceChildren(new Option(any, ""), ...all.map(([value, label]) => new Option(label, value)));
  list.value = chosen;
}

function offerAll(counts) {
  const order = new Intl.Collator("en").compare;
  for (const name of VALUES) {
    const held = Object.entries(counts[name] ?? {}).filter(([, count]) => count > 0);
    held.sort(([a, m], [b, n]) => n - m || order(a, b));
    offer(name, held.slice(0, MOST).map(([value, count]) => [value, `${value} (${count})`]), "any");
  }
  const months = Object.entries(counts.month ?? {}).filter(([, count]) => count > 0).map(([value]) => value).sort();
  offer("from", months.map((value) => [value, month(value)]), "the first");
  offer("to", months.map((value) => [value, month(value)]), "the last");
}

function wanted(months) {
  const filters = {};
  for (const name of VALUES) if (form.elements[name].value) filters[name] = form.elements[name].value;
  const from = form.elements.from.value, to = form.elements.to.value;
  if (from || to) {
    const inside = months.filter((value) => (!from || value >= from) && (!to || value <= to));
    filters.month = { any: inside.length ? inside : ["none"] };
  }
  return filters;
}

function remember(push) {
  const params = new URLSearchParams();
  for (const name of ["q", ...CHOICES]) if (form.elements[name].value.trim()) params.set(name, form.elements[name].value.trim());
  const url = `${location.pathname}${params.size ? `?${params}` : ""}`;
  if (url === location.pathname + location.search) return;
  if (push) history.pushState(null, "", url);
  else history.replaceState(null, "", url);
}

function recall() {
  const params = new URLSearchParams(location.search);
  field.value = params.get("q") ?? "";
  for (const name of CHOICES) {
    const list = form.elements[name];
    list.value = params.get(name) ?? "";
    if (!list.value && params.get(name)) list.dataset.wanted = params.get(name);
    if (!params.get(name)) delete list.dataset.wanted;
  }
}

async function search(push = false) {
  const mine = ++run;
  const words = field.value.trim();
  document.title = words ? `${words} · ${title}` : title;
  if (!words) {
    remember(push);
    results.replaceChildren();
    told.textContent = "";
    narrow.hidden = true;
    return;
  }
  const waiting = setTimeout(() => { told.textContent = "Looking …"; }, 400);
  try {
    const pagefind = await load();
    const all = await pagefind.filters();
    const months = Object.keys(all.month ?? {});
    if (mine !== run) return;
    if (Object.keys(form.elements.speaker.options).length === 0) offerAll(all); // a choice in the address wants its option
    const filters = wanted(months);
    const sort = form.elements.order.value ? { sort: { date: "desc" } } : {};
    const asked = await Promise.all(GROUPS.map(([kind]) => pagefind.search(words, { filters: { ...filters, kind }, ...sort })));
    const whole = await pagefind.search(words, { filters });
    const made = await Promise.all(GROUPS.map(([kind, name], i) =>
      asked[i].results.length ? group(kind, name, asked[i].results) : null));
    if (mine !== run) return;
    offerAll(whole.totalFilters);
    remember(push);
    narrow.hidden = false;
    const shown = made.filter(Boolean);
    results.replaceChildren(...shown);
    const counts = GROUPS.map(([, name], i) => [asked[i].results.length, name.toLowerCase()]).filter(([count]) => count);
    const sum = counts.reduce((n, [count]) => n + count, 0);
    told.textContent = sum
      ? `${sum.toLocaleString("en")} found for “${words}”: ${counts.map(([count, name]) => `${name} ${count}`).join(", ")}.`
      : `Nothing found for “${words}”${Object.keys(filters).length ? " with these choices" : ""}.`;
  } catch {
    if (mine !== run) return;
    results.replaceChildren();
    told.textContent = location.protocol === "file:"
      ? "A search needs a server: it cannot be made in pages that are read from a folder."
      : "The index of this search could not be read.";
  } finally {
    clearTimeout(waiting);
  }
}

let typing;
field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(search, 250);
});
field.addEventListener("focus", () => load().catch(() => {}), { once: true });
form.addEventListener("change", (event) => { if (event.target !== field) search(true); });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  search(true);
});
addEventListener("popstate", () => {
  recall();
  search();
});

// Down and up go from the field through the results and back.
addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const links = [...results.querySelectorAll("a.t")];
  const here = document.activeElement === field ? -1 : links.indexOf(document.activeElement);
  if (here < 0 && document.activeElement !== field) return;
  const next = here + (event.key === "ArrowDown" ? 1 : -1);
  if (next >= links.length || next < -1 || (next < 0 && here < 0)) return;
  event.preventDefault();
  (next < 0 ? field : links[next]).focus();
});

recall();
if (field.value) search();
else if (matchMedia("(pointer: fine)").matches) field.focus();
