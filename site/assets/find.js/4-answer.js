// From a query to the records that have it: the same members as the server's engines give.

// -- conditions: {all: [...]}, {any: [...]}, {not: c}, {row: text}, {field: "name:value"}, {days: …}
const leaves = (c) => (c.all || c.any ? (c.all || c.any).flatMap(leaves) : c.not ? leaves(c.not) : [c]);

const union = (lists) => [...new Set(lists.flat())].sort((a, b) => a - b);
function common2(one, two) {
  const small = one.length < two.length ? one : two;
  const large = new Set(small === one ? two : one);
  return small.filter((id) => large.has(id));
}

class Asked {
  constructor(index, names) {
    Object.assign(this, { index, names });
    this.everything = { any: Object.keys(names.labels.kind).map((kind) => ({ field: `kind:${kind}` })) };
  }

  async facts() {
    const more = await part("more");
    this.index.known = this.index.known || more.facts(this.index);
    return this.index.known;
  }

  async ids(condition) {
    // Where it is said only what must not be, or which days: all records must be known.
    const open = condition.all.every((part) => part.not || part.days);
    const whole = open ? { all: [...condition.all, this.everything] } : condition;
    const parts = leaves(whole);
    const keys = parts.flatMap((leaf) => (leaf.field ? [fieldKey(leaf.field)] : leaf.row ? termsOf(leaf.row) : []));
    if (parts.some((leaf) => leaf.days)) this.days = await this.facts();
    await this.index.load(keys);
    const old = this.old(whole);
    const young = [];
    this.index.texts.forEach((doc, at) => {
      const id = this.index.young + at;
      if (doc && !this.index.gone.has(id) && this.holds(condition, doc, id)) young.push(id);
    });
    return [...old, ...young];
  }

  old(c) {
    if (c.all) {
      const [not, yes] = [c.all.filter((part) => part.not), c.all.filter((part) => !part.not)];
      const spans = yes.filter((part) => part.days);
      let found = yes.filter((part) => !part.days).map((part) => this.old(part)).sort((a, b) => a.length - b.length)
        .reduce(common2);
      for (const span of spans) found = found.filter((id) => this.within(span, id));
      for (const part of not) {
        const bad = new Set(this.old(part.not));
        found = found.filter((id) => !bad.has(id));
      }
      return found;
    }
    if (c.any) return c.any.length === 1 ? this.old(c.any[0]) : union(c.any.map((part) => this.old(part)));
    if (c.field) return this.index.list(fieldKey(c.field)).documents;
    return this.holding(c.row).documents;
  }

  // The documents whose text has the row; in `titles` those that have it there, or nearly.
  holding(text) {
    const terms = termsOf(text).map((key) => this.index.list(key));
    if (terms.length < 2) return terms[0];
    const [first, ...more] = terms;
    const ids = more.reduce((found, term) => common2(found, term.documents), first.documents);
    const documents = ids.filter((id) => {
      let last = first.ranks.get(id)[1];
      for (const { ranks } of more) {
        const [firsts, seconds] = ranks.get(id);
        last = seconds.filter((_, at) => last.includes(firsts[at]));
      }
      return last.length;
    });
    const titles = new Set(documents.filter((id) => terms.every((term) => term.titles.has(id))));
    return { documents, titles };
  }

  holds(c, doc, id) {
    if (c.all) return c.all.every((part) => this.holds(part, doc, id));
    if (c.any) return c.any.some((part) => this.holds(part, doc, id));
    if (c.not) return !this.holds(c.not, doc, id);
    if (c.field) return doc.fields.has(c.field);
    if (c.days) return this.within(c, id);
    return doc.title.includes(c.row) || doc.text.includes(c.row);
  }

  // Whether a record has a text; only of texts whose lists were read.
  has(folded) {
    const wanted = row(folded);
    if (!termsOf(wanted).every((key) => this.index.terms.has(key))) return false;
    return this.holding(wanted).documents.length > 0
      || this.index.texts.some((doc) => doc && (doc.title.includes(wanted) || doc.text.includes(wanted)));
  }

  within({ days, from, to }, id) {
    const value = this.days[days][id];
    return value > 0 && (!from || value >= from) && (!to || value <= to);
  }

  // How many of the wanted words stand in the title of each of these documents.
  titled(ids, wanted) {
    const scores = new Map(ids.map((id) => [id, 0]));
    for (const { readings } of wanted) {
      const rows = readings.map(row);
      const inTitle = new Set(rows.flatMap((text) => [...this.holding(text).titles]));
      this.index.texts.forEach((doc, at) => {
        if (doc && rows.some((text) => doc.title.includes(text))) inTitle.add(this.index.young + at);
      });
      for (const id of inTitle) if (scores.has(id)) scores.set(id, scores.get(id) + 1);
    }
    return scores;
  }
}

// -- what a query means: search/meaning.py ---------------------------------------------
function variants(folded, names) {
  const chars = [...folded];
  const longest = Math.max(0, ...[...names.groups.keys()].map((word) => [...word].length));
  const choices = [];
  for (let at = 0; at < chars.length; ) {
    let size = Math.min(longest, chars.length - at);
    for (; size > 0; size--) {
      const group = names.groups.get(chars.slice(at, at + size).join(""));
      if (group) { choices.push(group); break; }
    }
    if (!size) choices.push([chars[at]]);
    at += size || 1;
  }
  // All ways in the order of counting, the last place fastest; no more than allowed.
  let ways = 1;
  for (const group of choices) ways = Math.min(ways * group.length, 1e6);
  const found = [];
  for (let way = 0; way < Math.min(ways, names.limits[3]); way++) {
    let rest = way;
    const parts = [];
    for (const group of [...choices].reverse()) {
      parts.unshift(group[rest % group.length]);
      rest = Math.floor(rest / group.length);
    }
    found.push(parts.join(""));
  }
  return [...new Set(found)];
}

function bare(name, names) {
  for (const ending of names.endings) {
    if (name.endsWith(ending) && [...name].length > [...ending].length + 1) {
      return name.slice(0, name.length - ending.length);
    }
  }
  return name;
}

function codesOf(kind, text, names) {
  const wanted = bare(fold(text), names);
  return names[kind].filter(([code, name]) => code === text || bare(fold(name), names) === wanted)
    .map(([code]) => code);
}

function meaningOf(query, names, spelled) {
  const wanted = [];
  const unwanted = [];
  for (const term of query.terms) {
    const folded = fold(term.text);
    if (!tokens(folded).length) continue;
    if (term.exclude) { unwanted.push(folded); continue; }
    if (term.phrase) { wanted.push({ readings: [folded], phrase: true, named: [] }); continue; }
    const readings = [...variants(folded, names), ...(spelled.get(folded) || [])].filter((reading) => tokens(reading).length);
    const named = [];
    for (const kind of ["area", "category"]) {
      for (const code of codesOf(kind, term.text, names)) named.push({ field: `${kind}:${code}` });
    }
    const plain = term.text.normalize("NFKC");
    if (/\p{Nd}/u.test(plain)) {
      for (const text of new Set([term.text, plain, plain.toUpperCase()])) named.push({ field: `number:${text}` });
    }
    wanted.push({ readings, phrase: false, named });
  }
  return { wanted, unwanted };
}

function readingOf(folded, phrase, relaxed, exact) {
  if (phrase || ([...folded].length <= exact && !relaxed)) return { row: row(folded) };
  const parts = pairsOf(folded).map((pair) => ({ row: row(pair) }));
  return relaxed ? { any: parts } : { all: parts };
}

function conditionOf(query, { wanted, unwanted }, names, relaxed, more) {
  const exact = names.limits[2];
  const text = (choice, loose) => ({ any: choice.readings.map((one) => readingOf(one, choice.phrase, loose, exact)) });
  const all = [];
  const loose = [];
  for (const choice of wanted) {
    if (relaxed && !choice.phrase) loose.push(text(choice, true));
    else if (relaxed || !choice.named.length) all.push(text(choice, false));
    else all.push({ any: [...text(choice, false).any, ...choice.named] });
  }
  if (loose.length) all.push({ any: loose });
  if (more) more.narrow(all, query, unwanted, names);
  return { all };
}

const isFree = (term) => !term.phrase && !term.exclude;

// What words of letters are in pinyin or by their initials.
async function spelledIn(query, asked) {
  const found = new Map();
  const latin = query.terms.filter(isFree).map((term) => fold(term.text)).filter((text) => /^[a-z]{2,40}$/.test(text));
  if (!latin.length) return found;
  const [{ spelled }] = await Promise.all([part("spelling"), asked.index.load(latin.flatMap((text) => termsOf(row(text))))]);
  for (const text of latin) found.set(text, await spelled(text, !asked.has(text)));
  return found;
}

// Queries with a word mended of which no record has some pair of characters.
async function mendedOf(query, asked) {
  const strange = (folded) => pairsOf(folded).some((text) => tokens(text).length && !asked.has(text));
  if (!query.terms.filter(isFree).some((term) => strange(fold(term.text)))) return [];
  return (await part("spelling")).mended(query, (text) => asked.has(text));
}

// -- the answer ------------------------------------------------------------------------
async function openIndex() {
  return new Index(await json("head.bin", { cache: "no-cache" }));
}

async function openNames() {
  const names = await json("names.bin", { cache: "no-cache" });
  learn(names.odd);
  names.groups = new Map();
  for (const words of names.synonyms) {
    for (const word of words) {
      const group = names.groups.get(word) || [word];
      names.groups.set(word, [...new Set([...group, ...words])]);
    }
  }
  return names;
}

async function answer(index, names, text, { sort = "", page = 1, size = 20, first = 10 } = {}) {
  const ordering = SORTS.includes(sort);
  const more = ordering || !isPlain(text, names) ? await part("more") : null;
  const query = more ? more.parse(text, names) : plainQuery(text);
  const tables = new Set(maybeTraditional(text).map((char) => char.codePointAt(0) % 32));
  await Promise.all([...tables].map(async (table) =>
    learn(new TextDecoder().decode(await inflate(await index.file(`simplified/${table.toString(16)}.bin`))))));
  const asked = new Asked(index, names);
  const spelled = await spelledIn(query, asked);
  let meaning = meaningOf(query, names, spelled);
  let ids = await asked.ids(conditionOf(query, meaning, names, false, more));
  let relaxed = false;
  let mended = [];
  const strict = more && more.asksUnknown(query, names);
  if (!ids.length && !strict && meaning.wanted.some((choice) => !choice.phrase)) {
    mended = await mendedOf(query, asked);
    for (let tried = 0; !ids.length && mended.length && tried < 3; tried++) {
      const other = meaningOf(mended[0].query, names, spelled);
      ids = await asked.ids(conditionOf(mended[0].query, other, names, false, more));
      if (ids.length) meaning = other;
      else mended.shift();
    }
    if (!ids.length) {
      mended = [];
      ids = await asked.ids(conditionOf(query, meaning, names, true, more));
      relaxed = ids.length > 0;
    }
  }
  const ordered = ordering ? await more.inOrder(asked, ids, sort) : inOrder(asked, ids, meaning, relaxed);
  const last = Math.max(1, Math.ceil(ids.length / size));
  const shown = Math.min(page, last);
  const shownIds = ordered.slice((shown - 1) * size, shown * size);
  const words = meaning.wanted.flatMap((choice) => choice.readings);
  // What fits the screen comes at once, the others when somebody looks that far.
  const rest = shownIds.length > first ? () => index.summaries(shownIds.slice(first)) : null;
  const items = await index.summaries(shownIds.slice(0, first));
  return { query, total: ids.length, relaxed, words, page: shown, pages: last, ids: ordered, items, rest,
    mended: mended.slice(0, 4).map((one) => text.replace(one.typed, one.text)),
    facts: () => asked.facts() };
}

function inOrder(asked, ids, meaning, relaxed) {
  const newest = (a, b) => b - a;
  if (relaxed || !meaning.wanted.length) return [...ids].sort(newest);
  const strict = meaning.wanted.map((choice) => ({
    readings: choice.readings.filter((one) => choice.phrase || [...one].length <= asked.names.limits[2]),
  }));
  const scores = asked.titled(ids, strict);
  return [...ids].sort((a, b) => scores.get(b) - scores.get(a) || newest(a, b));
}
