// Filters, ranges of days, what is excluded, and orders by day.
function codeOf(field, text, names) {
  const plain = (value) => fold(value).replace(/^已/, "");
  const known = Object.entries(names.labels[field] || {}).find(([code, labels]) =>
    [code, ...labels].some((label) => plain(label) === plain(text)));
  return known ? known[0] : text;
}

// Whether a filter asks for a value that there is none of: then no other words would find more.
const asksUnknown = ({ filters }, names) => filters.some(({ field, value }) => (
  ["area", "category"].includes(field) ? !codesOf(field, value, names).length
    : names.labels[field] ? !names.labels[field][codeOf(field, value, names)] : false));

function narrow(all, query, unwanted, names) {
  for (const folded of unwanted) all.push({ not: { row: row(folded) } });
  for (const { field, value, exclude } of query.filters) {
    let values = [codeOf(field, value, names)];
    if (field === "area" || field === "category") values = codesOf(field, value, names);
    if (field === "unit") values = names.units.filter((unit) => unit.includes(value));
    if (field === "number") values = [value];
    const any = { any: values.map((one) => ({ field: `${field}:${one}` })) };
    all.push(exclude ? { not: any } : any);
  }
  for (const { field, from, to } of query.ranges) all.push({ days: field, from, to });
}

// What is known of every document, by column: received and closed as numbers of days, and
// the coded fields; browsersearch/facts.py.
async function facts(index) {
  const found = { received: [], closed: [] };
  const read = async (block) => inflate(await index.file(
    `facts/${block.toString(16)}.bin?${Math.min(index.documents, (block + 1) * 4096)}`));
  const blocks = [...Array(Math.ceil(index.documents / 4096)).keys()];
  for (const bytes of await Promise.all(blocks.map(read))) {
    const line = bytes.indexOf(10);
    const values = JSON.parse(new TextDecoder().decode(bytes.subarray(0, line)));
    const names = ["received", "closed", ...Object.keys(values)];
    const size = (bytes.length - line - 1) / names.length / 2;
    names.forEach((name, column) => {
      const low = line + 1 + 2 * column * size;
      const all = found[name] = found[name] || [];
      for (let at = low; at < low + size; at++) {
        const number = bytes[at] + 256 * bytes[at + size];
        all.push(values[name] ? values[name][number] : number);
      }
    });
  }
  return found;
}

async function inOrder(asked, ids, sort) {
  const { received, closed } = await asked.facts();
  const oldest = (a, b) => received[a] - received[b] || a - b;
  if (sort === "newest") return [...ids].sort((a, b) => received[b] - received[a] || b - a);
  if (sort === "oldest") return [...ids].sort(oldest);
  const open = (id) => (received[id] && !closed[id] ? 0 : 1);
  return [...ids].sort((a, b) => open(a) - open(b) || oldest(a, b));
}
