// What most queries do without is in scripts of its own, each fetched when a query needs it.
const form = document.querySelector("form[data-find]");
const siteFind = globalThis.siteFind = {};
const parts = new Map();

function part(name) {
  if (!parts.has(name)) {
    parts.set(name, new Promise((ready, failed) => {
      const script = document.createElement("script");
      script.onload = () => ready(siteFind[name]);
      script.onerror = () => failed(new Error(script.src));
      script.src = form.dataset[name];
      document.head.append(script);
    }));
  }
  return parts.get(name);
}

const SORTS = ["newest", "oldest", "longest_open"];
const SPACE = /[\s\u001c-\u001f\u0085]+/;
// Whether a query is words alone: no field, quotation mark, exclusion, range, nor too much of all.
const isPlain = (text, names) =>
  !/[:：*?"“”＂「」－-]|\.\./.test(text)
  && [...text].length <= names.limits[0] && text.split(SPACE).length <= names.limits[1];
const plainQuery = (text) => ({
  terms: text.split(SPACE).filter(Boolean).map((one) => ({ text: one, phrase: false, exclude: false })),
  filters: [],
  ranges: [],
});
