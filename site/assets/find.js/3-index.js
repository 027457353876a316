// Reads the index: see docs/reference/browser-search.md for the files.
const PLACE = "search-index/";
const hex = (number) => number.toString(16).padStart(2, "0");
const folder = (number) => `${(number >> 8).toString(16)}/${hex(number & 255)}`;

class Stale extends Error {}

async function get(path, options) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 30000);
  try {
    const answer = await fetch(PLACE + path, { ...options, signal: patience.signal });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}

async function inflate(data) {
  let stream;
  try {
    stream = new DecompressionStream("deflate-raw");
  } catch { // Chrome before 103, Firefox before 113, Safari before 16.4
    return (await part("inflate"))(data);
  }
  return new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(stream)).arrayBuffer());
}
const json = async (path, options) =>
  JSON.parse(new TextDecoder().decode(await inflate(await get(path, options))));

// Whole numbers in two streams of bits, as browsersearch/bits.py writes them.
class Codes {
  constructor(data, at = 0) {
    Object.assign(this, { data, at });
  }
  varint() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.data[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  open() { // after the head
    const size = this.varint();
    this.one = 8 * this.at;
    this.bit = this.one + 8 * size;
  }
  number(order) {
    const { data } = this;
    let { one, bit } = this;
    let count = order;
    while (!((data[one >> 3] >> (7 - (one & 7))) & 1)) { one++; count++; }
    let value = 1;
    while (count > 0) {
      const free = 8 - (bit & 7);
      const take = free < count ? free : count;
      value = value * (1 << take) + ((data[bit >> 3] >> (free - take)) & ((1 << take) - 1));
      bit += take;
      count -= take;
    }
    this.one = one + 1;
    this.bit = bit;
    return value - 2 ** order;
  }
  numbers(count, order) {
    return Array.from({ length: count }, () => this.number(order));
  }
  rising(count, order, from = 0) { // a row of which the steps are written, each less one
    let last = from - 1;
    return Array.from({ length: count }, () => (last += this.number(order) + 1));
  }
}

const bitLength = (x) => (x >= 2 ** 32 ? 64 - Math.clz32(Math.floor(x / 2 ** 32)) : 32 - Math.clz32(x));
const orderOf = (span, count) =>
  Math.max(bitLength(Math.max(Math.floor(span / Math.max(count, 1)), 1)) - 2, 0);

// The lists of a file's terms by the rest of their keys: only those wanted. `ranks` of a term
// of two units say for each document which of its first and second units stand next to each other.
function lists(data, span, allPlaced, covered, wanted) {
  const reader = new Codes(data);
  if (reader.varint() !== covered) throw new Stale();
  const first = reader.varint();
  const count = reader.varint();
  reader.open();
  const keys = reader.rising(count, orderOf(span, count));
  const sizes = reader.numbers(count, 0).map((size) => size + 1);
  const titled = reader.numbers(count, 0);
  const rows = sizes.map((size) => reader.rising(size, orderOf(covered - first, size), first));
  const titles = titled.map((size, term) => new Set(reader.rising(size, 2).map((at) => rows[term][at])));
  const placed = keys.map((key) => allPlaced || key % 2);
  const times = rows.map((row, term) => (placed[term] ? reader.numbers(row.length, 0) : []));
  const [firsts, seconds] = [0, 1].map(() => times.map((row) => row.map((more) => reader.rising(more + 1, 0))));
  const found = new Map();
  keys.forEach((key, term) => {
    if (!wanted.has(key)) return;
    const ranks = new Map(times[term].map((_, at) => [rows[term][at], [firsts[term][at], seconds[term][at]]]));
    found.set(key, { documents: rows[term], titles: titles[term], ranks });
  });
  return found;
}

// -- keys of terms, as browsersearch/keys.py reckons them ----------------------------
const UNIT = 1, PAIR = 2, BROKEN = 3, CODED = 4;
const HASHED = 2 ** 26; // what is below it is the key of a pair, the others are that much more
function mixed(value) {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
function keyOf(kind, one, two = 0) {
  const [left, right] = [one, two].map((unit) => common.get(unit));
  if (kind === PAIR && left >= 0 && right >= 0) return Math.imul((left << 13) | right, 0x9e3779b1) & (HASHED - 1);
  const sign = Math.imul(kind, 0x9e3779b9);
  const low = mixed(Math.imul(one, 0x9e3779b1) ^ Math.imul(two, 0x85ebca77) ^ sign);
  const high = mixed(Math.imul(one, 0xc2b2ae3d) + Math.imul(two, 0x27d4eb2f) + sign);
  const placed = kind === PAIR || kind === BROKEN ? 1 : 0;
  return HASHED + ((high & 127) * 2 ** 32 + low) * 2 + placed;
}
function fnv(text, value) {
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
const fieldKey = (field) => keyOf(CODED, fnv(field, 0x811c9dc5), fnv(field, 0x811c9dc5 ^ 0x5bd1e995));
const unitOf = (part) =>
  part[0] === "\u0001" ? (fnv(part.slice(1, -1), 0x811c9dc5) | 0x80000000) >>> 0 : part.codePointAt(0);

// The keys of the terms of a row, in its order: a single unit, or each two that follow.
function termsOf(text) {
  const parts = text.match(/\u0001[^\u0001]*\u0001|\n|[^\u0001\n]/gu) || [];
  const keys = [];
  let last = null;
  let kind = PAIR;
  for (const part of parts) {
    if (part === "\n") { kind = BROKEN; continue; }
    const unit = unitOf(part);
    if (last !== null) keys.push(keyOf(kind, last, unit));
    [last, kind] = [unit, PAIR];
  }
  return keys.length ? keys : [keyOf(UNIT, last)];
}

// The levels of a family: [files, round] of each, see browsersearch/layout.py.
const family = (name, bits, levels) =>
  ({ name, bits, levels: levels.map(([files, round]) => ({ files, round, rest: 2 ** bits / files })) });

class Index {
  constructor(head) {
    Object.assign(this, head);
    const [pairs, others] = head.families;
    this.families = [family("pairs", 26, pairs), family("others", 40, others)];
    this.folder = pairs[0][0]; // files of another number of shards lie in another one
    this.gone = new Set(this.hidden);
    this.texts = this.texts.map((doc) => doc && {
      title: row(doc[0]), text: row(doc[1]), fields: new Set(doc[2]),
    });
    this.files = new Map();
    this.terms = new Map();
  }

  file(path) {
    if (!this.files.has(path)) this.files.set(path, get(path));
    return this.files.get(path);
  }

  turn(number, round) {
    return Math.max(this.documents - ((((this.documents - number) % round) + round) % round), 0);
  }

  // Fetches the lists of all these keys at once.
  async load(keys) {
    const jobs = new Map();
    for (const key of keys.filter((one) => !this.terms.has(one))) {
      const { name, bits, levels } = this.families[key < HASHED ? 0 : 1];
      const own = key < HASHED ? key : key - HASHED;
      const term = { parts: [] };
      this.terms.set(key, term);
      term.covered = levels.map(({ round, rest }, level) => {
        const file = Math.floor(own / rest);
        const covered = this.turn(file, round);
        if (!covered) return 0;
        const path = `${this.folder}/${name}/${level ? `new/${level}/${hex(file)}` : folder(file)}.bin?${covered}`;
        if (!jobs.has(path)) jobs.set(path, { covered, rest, all: bits === 26, wanted: new Map() });
        jobs.get(path).wanted.set(own % rest, { key, part: level });
        return covered;
      });
    }
    const ready = Promise.all([...jobs].map(async ([path, { covered, rest, all, wanted }]) => {
      const found = lists(await this.file(path), rest, all, covered, wanted);
      for (const [rest, { key, part }] of wanted) this.terms.get(key).parts[part] = found.get(rest);
    }));
    for (const { wanted } of jobs.values()) for (const { key } of wanted.values()) this.terms.get(key).ready = ready;
    await Promise.all(keys.map((key) => this.terms.get(key).ready));
  }

  // The documents before the young ones that hold a term, in order; with titles and ranks.
  list(key) {
    const term = this.terms.get(key);
    if (!term.list) {
      const list = { documents: [], titles: new Set(), ranks: new Map() };
      term.parts.forEach((part, number) => {
        if (!part) return;
        for (const id of part.documents) {
          if (id >= this.young || this.gone.has(id) || id < (term.covered[number - 1] || 0)) continue;
          list.documents.push(id);
          if (part.titles.has(id)) list.titles.add(id);
          list.ranks.set(id, part.ranks.get(id));
        }
      });
      term.list = list;
    }
    return term.list;
  }

  async summaries(ids) {
    const blocks = [...new Set(ids.map((id) => id >> 3))];
    const loaded = new Map(await Promise.all(blocks.map(async (block) => [
      block, await json(`summaries/${folder(block)}.bin?${Math.min(this.documents, (block + 1) * 8)}`),
    ])));
    return ids.map((id) => loaded.get(id >> 3).map((column) => column[id & 7]));
  }
}
