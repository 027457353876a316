// The passage of a record in which a word was found, as search/snippets.py cuts it. It comes from
// the record's own JSON beside its page, for hits on the screen only.
const { foldWithOffsets, pairsOf, hasHan, marked, node } = siteFind;
const AROUND = 36;
const LENGTH = 110;
const LOOKED_AT = 4000;
const ASIDE = new Set(["title", "unit", "source"]);

// What people wrote in a record; its title is shown above.
function texts(value, key = "") {
  if (typeof value === "string") {
    const plain = key.endsWith("_html") ? new DOMParser().parseFromString(value, "text/html").body.textContent : value;
    return hasHan(plain) && !ASIDE.has(key) ? [plain] : [];
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, one]) => texts(one, Array.isArray(value) ? key : name));
}

function passage(text, words) {
  const folded = foldWithOffsets(text);
  const found = (all) => all.map((one) => folded.text.indexOf(one)).filter((at) => at >= 0);
  const exact = found(words);
  const places = exact.length ? exact : found(words.flatMap(pairsOf).filter((pair) => pair.length > 1));
  const first = places.length ? folded.starts[Math.min(...places)] : 0;
  const start = Math.max(0, first - AROUND);
  const end = Math.min(text.length, start + LENGTH);
  return [start ? "…" : "", ...marked(text.slice(start, end), words), end < text.length ? "…" : ""];
}

function passages(items, words) {
  const watch = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      add(target).catch(() => watch.disconnect()); // the site has no JSON: nor for the others
    }
  });
  async function add(one) {
    const answer = await fetch(one.querySelector("a").href.replace(/\.html$/, ".json"));
    if (!answer.ok) throw new Error(answer.status);
    const { record } = await answer.json();
    const text = texts(record).join(" ").slice(0, LOOKED_AT).split(/\s+/).join(" ").trim();
    if (text) one.querySelector("h3").after(node("p", { class: "snip" }, ...passage(text, words)));
  }
  for (const one of items) watch.observe(one);
}
siteFind.passages = passages;
