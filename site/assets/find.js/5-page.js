// The search page where no server answers: the same page, made here. All words are in it.
const place = document.getElementById("answer");
const words = Object.fromEntries(
  [...document.getElementById("words").content.children].map((one) => [one.dataset.word, one.textContent]));

function node(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function show(...nodes) {
  place.textContent = "";
  place.append(...nodes.filter((one) => one !== ""));
}
show();
Object.assign(siteFind, { fold, foldWithOffsets, row, pairsOf, codesOf, inflate, json, tokens, node, show, words });
siteFind.hasHan = (text) => HAN.test(text);

const link = (asked) => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(asked)) if (value && !(key === "page" && value < 2)) search.set(key, value);
  return `search.html?${search}`;
};

// The parts of a text that hold one of the folded words, marked; in its own script.
function marked(text, wanted) {
  const folded = foldWithOffsets(text);
  const spans = [];
  for (const word of wanted) {
    const parts = folded.text.includes(word) ? [word] : pairsOf(word).filter((pair) => pair.length > 1);
    for (const part of parts) {
      for (let at = folded.text.indexOf(part); at >= 0; at = folded.text.indexOf(part, at + part.length)) {
        spans.push([folded.starts[at], folded.starts[at + part.length]]);
      }
    }
  }
  spans.sort((a, b) => a[0] - b[0]);
  const nodes = [];
  let done = 0;
  for (const [from, to] of spans) {
    if (to <= done) continue;
    const begin = Math.max(from, done);
    nodes.push(text.slice(done, begin), node("mark", {}, text.slice(begin, to)));
    done = to;
  }
  return [...nodes, text.slice(done)];
}

siteFind.marked = marked;

function item(line, found, names) {
  const [kind, key, title, url, state, satisfaction, area, category, received, closed] = line;
  const usual = `cases/${key.slice(0, 4)}/${key.slice(4, 6)}/${key}.html`;
  const label = (field, value) => (names.labels[field][value] || ["", value])[1];
  const name = (list, code) => (list.find(([one]) => one === code) || ["", ""])[1];
  const facts = node("p", {},
    state && node("span", { class: `state s-${state}` }, label("state", state)),
    satisfaction && node("span", { class: `sat ${satisfaction}` }, label("satisfaction", satisfaction)),
    area && node("span", {}, name(names.area, area) || name(names.area, area.slice(0, 12))),
    category && node("span", {}, name(names.category, category)),
    received && node("span", { class: "n" }, node("time", {}, received), closed ? " → " : "", closed && node("time", {}, closed)),
    kind === "case" && node("span", { class: "n" }, key));
  return node("li", {}, node("h3", {}, node("a", { href: url || usual }, ...marked(title, found.words))), facts);
}

// What the answer can be narrowed by, counted when somebody wants to know.
function facets(found, asked, names) {
  const made = node("details", { class: "facets" }, node("summary", {}, words.narrow));
  made.addEventListener("toggle", async () => {
    try {
      const [known, more] = await Promise.all([found.facts(), part("more")]);
      made.append(...more.counts(found, known, names, (text) => link({ ...asked, q: `${asked.q} ${text}`, page: 1 })));
    } catch (error) {
      failed(made, error);
    }
  }, { once: true });
  return made;
}

function failed(where, error) {
  where.append(node("div", { class: "wrong", role: "alert" }, node("p", {}, words.failed),
    node("p", { class: "point" }, node("code", {}, String(error.message)))));
}

function present(found, asked, names) {
  const sorts = ["", "newest", "oldest", "longest_open"].map((sort) =>
    node("a", { href: link({ ...asked, sort, page: 1 }), "aria-current": sort === (asked.sort || "") && "true" },
      words[`sort-${sort || "relevance"}`]));
  const pager = found.pages < 2 ? "" : node("nav", { class: "pager", "aria-label": words.pages },
    found.page > 1 ? node("a", { href: link({ ...asked, page: found.page - 1 }), rel: "prev" }, `← ${words.before}`) : "",
    node("span", { class: "n" }, `${words.page} ${found.page} / ${found.pages}`),
    found.page < found.pages ? node("a", { href: link({ ...asked, page: found.page + 1 }), rel: "next" }, `${words.next} →`) : "");
  const entries = (lines) => lines.filter((line) => line[1]).map((line) => item(line, found, names));
  show(
    node("h2", {}, node("b", {}, String(found.total)), ` ${words.found}`),
    found.relaxed ? node("p", { class: "mean" }, words.relaxed) : "",
    found.mended.length ? node("p", { class: "mean", role: "status" }, `${words.mended} `, node("b", {}, found.mended[0])) : "",
    found.mended.length > 1 ? node("p", { class: "mean" }, words.meant,
      ...found.mended.slice(1).flatMap((q) => [" ", node("a", { href: link({ ...asked, q, page: 1 }) }, q)])) : "",
    ...(found.total
      ? [node("nav", { class: "sorts", "aria-label": words.sorted }, ...sorts),
        node("ol", { class: "cases", start: String((found.page - 1) * 20 + 1) },
          ...entries(found.items)),
        pager,
        facets(found, asked, names)]
      : [node("p", { class: "none" }, words.nothing)]),
    node("p", { class: "quiet" }, words.here));
  const list = place.querySelector("ol.cases");
  const passages = (items) => part("passages").then((add) => add(items, found.words));
  const { saveData } = navigator.connection || {};
  if (list && found.words.length && !saveData) passages([...list.children]);
  if (!found.rest) return;
  const watch = new IntersectionObserver(async ([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    watch.disconnect();
    const more = entries(await found.rest());
    list.append(...more);
    if (found.words.length && !saveData) passages(more);
  }, { rootMargin: "100px" });
  watch.observe(list.lastElementChild);
}

let opened = null;
const open = () => (opened = opened || Promise.all([openIndex(), openNames()]));
// Answers a query; once more from the beginning where files belong to different states.
async function ask(asked, tries = 3) {
  try {
    const [index, names] = await open();
    return { names, ...await answer(index, names, asked.q, asked) };
  } catch (error) {
    if (error.position >= 0) throw error;
    opened = null;
    if (tries < 2) throw error;
    return ask(asked, tries - 1);
  }
}
globalThis.siteSearch = (q, options) => ask({ q, ...options });

async function search(asked) {
  place.setAttribute("aria-busy", "true");
  if (!place.dataset.state) show(node("p", { class: "mean" }, words.searching));
  try {
    // A record is so high and more, and what stands above the first twice that.
    const height = innerWidth < 600 ? 170 : 115;
    const found = await ask({ ...asked, first: Math.min(10, Math.ceil(innerHeight / height)) });
    present(found, asked, found.names);
    place.dataset.state = "done";
  } catch (error) {
    if (error.position >= 0) siteFind.more.fault(error, asked.q);
    else {
      show();
      failed(place, error);
    }
    place.dataset.state = "failed";
  } finally {
    place.removeAttribute("aria-busy");
  }
}

// Whether the public process is there: it answers /healthz, which plain file hosting does not.
async function serverAnswers() {
  if (form.dataset.find === "away") return false;
  try {
    const answer = await fetch("healthz", { method: "HEAD", cache: "no-store" });
    return answer.ok && (answer.headers.get("content-type") || "").startsWith("application/json");
  } catch {
    return false;
  }
}

const server = serverAnswers();
function asked() {
  const search = new URLSearchParams(location.search);
  const page = Math.max(1, Math.floor(Number(search.get("page"))) || 1);
  return { q: search.get("q") || "", sort: search.get("sort") || "", page };
}
async function run() {
  const now = asked();
  if (!now.q.trim()) return;
  open().catch(() => {}); // while it is asked whether a server answers; `ask` says what fails
  if (await server) {
    location.replace(`search${location.search}`);
    return;
  }
  form.elements.q.value = now.q;
  document.title = `${now.q.trim().slice(0, 80)} · ${words.site}`;
  const help = document.getElementById("help");
  if (help) help.hidden = true;
  await search(now);
}
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const q = form.elements.q.value.trim();
  if (await server) {
    location.assign(`search?${new URLSearchParams({ q })}`);
    return;
  }
  if (!q) return;
  history.pushState(null, "", link({ q }));
  await run();
});
addEventListener("popstate", run);
place.addEventListener("click", (event) => {
  const target = event.target.closest('a[href^="search.html?"]');
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", target.getAttribute("href"));
  run().then(() => scrollTo(0, 0));
});
run();
