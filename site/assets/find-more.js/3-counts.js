// How many records of an answer have which value, as the server's facets.
const FACETS = ["state", "area", "satisfaction", "category", "channel", "class", "kind"];
const MOST = 20;

function tally(values) {
  const counted = new Map();
  for (const value of values) if (value) counted.set(value, (counted.get(value) || 0) + 1);
  return [...counted];
}

const option = (link, label, count) =>
  node("li", {}, node("a", { href: link }, node("span", {}, label), " ", node("span", { class: "n" }, String(count))));

// By month, or by year where there are many months; the newest first.
function months(days, link) {
  const month = (day) => day && new Date((day - 1) * 86400000).toISOString().slice(0, 7);
  let counted = tally(days.map(month));
  if (counted.length > 24) counted = tally(days.map((day) => day && month(day).slice(0, 4)));
  return counted.sort().reverse().map(([period, count]) =>
    option(link(period[4] ? period : `${period}-01..${period}-12`), period, count));
}

function counts({ ids, query }, known, names, link) {
  const typed = (field) => Object.keys(names.fields).find((name) => names.fields[name] === field);
  const label = (field, value) => (names[field] ? (names[field].find(([code]) => code === value) || ["", value])[1]
    : ((names.labels[field] || {})[value] || ["", value])[1]);
  const list = (name, ...options) => (options.length < 2 ? []
    : [node("h3", {}, words[`facet-${name}`]), node("ul", { class: "facet" }, ...options)]);
  const all = FACETS.filter((name) => !query.filters.some(({ field, exclude }) => field === name && !exclude))
    .flatMap((name) => list(name, ...tally(ids.map((id) => known[name][id]))
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST)
      .map(([value, count]) => {
        const said = label(name, value);
        const text = names[name] ? value : said;
        return option(link(`${typed(name)}:${/\s/.test(text) ? `"${text}"` : text}`), said, count);
      })));
  if (query.ranges.some(({ field }) => field === "received")) return all;
  const days = ids.map((id) => known.received[id]);
  return [...all, ...list("month", ...months(days, (span) => link(`${typed("received")}:${span}`)))];
}
