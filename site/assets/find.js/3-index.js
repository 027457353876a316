// Reads the index: see docs/reference/browser-search.md for the files.
const PLACE = "search-index/";
const KEY_BITS = 40;
let sent = 0; // bytes that came over the network, for whoever measures

class Stale extends Error {}

async function get(path, options) {
  const answer = await fetch(PLACE + path, options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const data = new Uint8Array(await answer.arrayBuffer());
  sent += data.length;
  return data;
}

async function inflate(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
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
  rising(count, order) { // a row of which the steps are written, each less one
    let last = -1;
    return Array.from({ length: count }, () => (last += this.number(order) + 1));
  }
}

const bitLength = (x) => (x >= 2 ** 32 ? 64 - Math.clz32(Math.floor(x / 2 ** 32)) : 32 - Math.clz32(x));
const orderOf = (span, count) =>
  Math.max(bitLength(Math.max(Math.floor(span / Math.max(count, 1)), 1)) - 2, 0);

// The lists of a file's terms by the rest of their keys: only those wanted. Of these also the
// places, where there are files of them or they follow the lists.
function lists(data, bits, covered, wanted, placeData) {
  const reader = new Codes(data);
  if (reader.varint() !== covered) throw new Stale();
  const count = reader.varint();
  reader.open();
  const keys = reader.rising(count, orderOf(2 ** (KEY_BITS - bits), count));
  const sizes = reader.numbers(count, 0).map((size) => size + 1);
  const titled = reader.numbers(count, 0);
  const rows = sizes.map((size) => reader.rising(size, orderOf(covered, size)));
  const found = new Map();
  keys.forEach((key, term) => {
    const titles = new Set(reader.rising(titled[term], 2).map((at) => rows[term][at]));
    if (wanted.has(key)) found.set(key, { documents: rows[term], titles, places: new Map() });
  });
  if (placeData) {
    const places = new Codes(placeData, placeData === data ? (reader.bit + 7) >> 3 : 0);
    if (places.varint() !== covered) throw new Stale();
    places.open();
    const terms = keys.map((key, term) => [found.get(key), rows[term]]).filter((_, term) => keys[term] % 2);
    const times = terms.map(([, row]) => places.numbers(row.length, 0));
    terms.forEach(([list, row], term) => row.forEach((id, at) => {
      const all = [places.number(9)];
      for (let more = times[term][at]; more; more--) all.push(all.at(-1) + places.number(7) + 1);
      if (list) list.places.set(id, all);
    }));
  }
  return found;
}

// -- keys of terms, as browsersearch/terms.py reckons them ---------------------------
const UNIT = 1, PAIR = 2, BROKEN = 3, CODED = 4;
function mixed(value) {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
function keyOf(kind, one, two = 0) {
  const sign = Math.imul(kind, 0x9e3779b9);
  const low = mixed(Math.imul(one, 0x9e3779b1) ^ Math.imul(two, 0x85ebca77) ^ sign);
  const high = mixed(Math.imul(one, 0xc2b2ae3d) + Math.imul(two, 0x27d4eb2f) + sign);
  const placed = kind === PAIR || kind === BROKEN ? 1 : 0;
  return ((high & 127) * 2 ** 32 + low) * 2 + placed;
}
function fnv(text, value) {
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
const fieldKey = (field) => keyOf(CODED, fnv(field, 0x811c9dc5), fnv(field, 0x811c9dc5 ^ 0x5bd1e995));
const unitOf = (part) =>
  part[0] === "\u0001" ? (fnv(part.slice(1, -1), 0x811c9dc5) | 0x80000000) >>> 0 : part.codePointAt(0);

// The terms whose places show that a row stands in a text: each unit is in one of them.
function termsOf(text) {
  const parts = text.match(/\u0001[^\u0001]*\u0001|\n|[^\u0001\n]/gu) || [];
  const units = [];
  let place = 0;
  for (const part of parts) {
    if (part !== "\n") units.push({ unit: unitOf(part), place });
    place++;
  }
  if (units.length === 1) return [{ key: keyOf(UNIT, units[0].unit), place: 0 }];
  const terms = [];
  let covered = -1;
  for (let i = 0; i + 1 < units.length; i++) {
    const [one, two] = [units[i], units[i + 1]];
    const broken = two.place - one.place > 1;
    const following = units[i + 2];
    const needed = broken || i > covered || !following || following.place - two.place > 1;
    if (!needed || (!broken && i + 1 <= covered)) continue;
    terms.push({ key: keyOf(broken ? BROKEN : PAIR, one.unit, two.unit), place: one.place });
    if (!broken) covered = i + 1;
  }
  return terms;
}

class Index {
  constructor(head) {
    Object.assign(this, head);
    this.bits = Math.log2(this.shards);
    this.groupBits = this.groups ? Math.log2(this.groups) : 0;
    this.first = Math.max(0, this.documents - (this.groupRound || this.round)); // of the young ones
    this.gone = new Set(this.hidden);
    this.texts = this.young.map((doc) => doc && {
      title: row(doc[0]), text: row(doc[1]), fields: new Set(doc[2]),
    });
    this.files = new Map();
    this.terms = new Map();
  }

  file(path) {
    if (!this.files.has(path)) this.files.set(path, get(path));
    return this.files.get(path);
  }

  turn(number, round, documents = this.documents) {
    const rest = (((documents - number) % round) + round) % round;
    return Math.max(documents - rest, 0);
  }

  // Fetches the lists of all these keys at once, and the places of those in `placed`.
  async load(keys, placed) {
    const waiting = keys.map((key) => this.terms.get(key)?.ready);
    const jobs = new Map();
    const ask = (path, covered, bits, key, part) => {
      if (!covered) return;
      const job = jobs.get(path) || jobs.set(path, { path, covered, bits, wanted: new Map() }).get(path);
      job.wanted.set(key % 2 ** (KEY_BITS - bits), { key, part });
      job.placed = job.placed || placed.has(key);
    };
    const hex = (number) => `${(number >> 8).toString(16)}/${(number & 255).toString(16).padStart(2, "0")}`;
    for (const key of keys) {
      const known = this.terms.get(key);
      if (known && (known.placed || !placed.has(key))) continue;
      const shard = Math.floor(key / 2 ** (KEY_BITS - this.bits));
      const covered = this.turn(shard, this.round);
      this.terms.set(key, { covered, placed: placed.has(key), parts: [] });
      ask(`shards/${hex(shard)}.bin`, covered, this.bits, key, 0);
      if (!this.groups) continue;
      const group = shard >> (this.bits - this.groupBits);
      ask(`groups/${group.toString(16)}.bin`, this.turn(group, this.groupRound), this.groupBits, key, 1);
    }
    const ready = Promise.all([...jobs.values()].map(async ({ path, covered, bits, wanted, placed: withPlaces }) => {
      const data = this.file(`${path}?${covered}`);
      const places = !withPlaces ? null : path.startsWith("groups/") ? data
        : this.file(`${path.replace("shards", "places")}?${covered}`);
      const found = lists(await data, bits, covered, new Set(wanted.keys()), await places);
      for (const [rest, { key, part }] of wanted) this.terms.get(key).parts[part] = found.get(rest);
    }));
    for (const job of jobs.values()) for (const { key } of job.wanted.values()) this.terms.get(key).ready = ready;
    await Promise.all([...waiting, ready]);
  }

  // The documents before the young ones that hold a term, in order; with titles and places.
  list(key) {
    const term = this.terms.get(key);
    if (!term.list) {
      const list = { documents: [], titles: new Set(), places: new Map() };
      term.parts.forEach((part, number) => {
        if (!part) return;
        for (const id of part.documents) {
          if (id >= this.first || this.gone.has(id) || (number && id < term.covered)) continue;
          list.documents.push(id);
          if (part.titles.has(id)) list.titles.add(id);
          if (part.places.size) list.places.set(id, part.places.get(id));
        }
      });
      term.list = list;
    }
    return term.list;
  }

  // (received, closed) of every document, each the number of a day.
  async days() {
    const count = Math.ceil(this.documents / 4096);
    const names = [...Array(count).keys()].map((block) => `days/${block.toString(16)}.bin?${Math.min(this.documents, (block + 1) * 4096)}`);
    const columns = { received: [], closed: [] };
    for (const data of await Promise.all(names.map((name) => this.file(name)))) {
      const bytes = await inflate(data);
      const size = bytes.length / 4;
      for (let i = 0; i < size; i++) {
        columns.received.push(bytes[i] + 256 * bytes[size + i]);
        columns.closed.push(bytes[2 * size + i] + 256 * bytes[3 * size + i]);
      }
    }
    return columns;
  }

  async summaries(ids) {
    const blocks = [...new Set(ids.map((id) => id >> 3))];
    const hex = (number) => `${(number >> 8).toString(16)}/${(number & 255).toString(16).padStart(2, "0")}`;
    const loaded = new Map(await Promise.all(blocks.map(async (block) => [
      block, await json(`summaries/${hex(block)}.bin?${Math.min(this.documents, (block + 1) * 8)}`),
    ])));
    return ids.map((id) => loaded.get(id >> 3)[id & 7]);
  }
}
