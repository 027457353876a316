// Filters, ranges of days, what is excluded, and orders by day.
function codeOf(field, text, names) {
  const plain = (value) => fold(value).replace(/^已/, "");
  const known = Object.entries(names.labels[field] || {}).find(([code, labels]) =>
    [code, ...labels].some((label) => plain(label) === plain(text)));
  return known ? known[0] : text;
}

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

// (received, closed) of every document, each the number of a day.
async function days(index) {
  const blocks = [...Array(Math.ceil(index.documents / 4096)).keys()];
  const columns = { received: [], closed: [] };
  const read = async (block) => inflate(await index.file(
    `days/${block.toString(16)}.bin?${Math.min(index.documents, (block + 1) * 4096)}`));
  for (const bytes of await Promise.all(blocks.map(read))) {
    const size = bytes.length / 4;
    for (let i = 0; i < size; i++) {
      columns.received.push(bytes[i] + 256 * bytes[size + i]);
      columns.closed.push(bytes[2 * size + i] + 256 * bytes[3 * size + i]);
    }
  }
  return columns;
}

async function inOrder(asked, ids, sort) {
  const { received, closed } = asked.days || await days(asked.index);
  const oldest = (a, b) => received[a] - received[b] || a - b;
  if (sort === "newest") return [...ids].sort((a, b) => received[b] - received[a] || b - a);
  if (sort === "oldest") return [...ids].sort(oldest);
  const open = (id) => (received[id] && !closed[id] ? 0 : 1);
  return [...ids].sort((a, b) => open(a) - open(b) || oldest(a, b));
}
