// Words that the newest records hold, to read pinyin and to mend typing errors with, as
// search/lexicon.py does on the server. Each size of words is a file of its own.
const { fold, tokens, json, hasHan } = siteFind;
const LONGEST = 4;
const READINGS = 3;
const files = new Map();

// {counts: word -> how often, sounds: syllable -> characters} of the words of one size.
async function wordsOf(size, names) {
  if (!files.has(size)) files.set(size, await json(`words/${size}.bin`, { cache: "no-cache" }));
  const { words, sounds } = files.get(size);
  const counts = new Map();
  for (const [count, joined] of words) {
    const chars = [...joined];
    for (let at = 0; at < chars.length; at += size) counts.set(chars.slice(at, at + size).join(""), count);
  }
  for (const [, name] of [...names.area, ...names.category]) {
    const folded = fold(name);
    if ([...folded].length === size && !counts.has(folded)) counts.set(folded, 1);
  }
  return { counts, sounds, rank: (a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1) };
}

// The ways to read letters as whole syllables, fewest syllables first.
function spellings(letters, known) {
  const ways = [[[]]];
  for (let end = 1; end <= letters.length; end++) {
    ways[end] = [];
    for (let start = Math.max(0, end - 6); start < end; start++) {
      const syllable = letters.slice(start, end);
      if (known.has(syllable)) ways[end].push(...ways[start].map((way) => [...way, syllable]));
    }
    ways[end] = ways[end].sort((a, b) => a.length - b.length).slice(0, 4);
  }
  return ways[letters.length];
}

const fitting = ({ counts, rank }, choices) => (choices.every(Boolean)
  ? [...counts.keys()].filter((word) => [...word].every((char, at) => choices[at].includes(char)))
    .sort(rank).slice(0, READINGS) : []);

// Words that are written so in pinyin, or by their initials where `initials` may be meant.
async function spelled(letters, names, initials) {
  const all = new Map(await Promise.all([2, 3, 4].map(async (size) => [size, await wordsOf(size, names)])));
  const known = new Set([...all.values()].flatMap(({ sounds }) => Object.keys(sounds)));
  const read = (way) => {
    const words = all.get(way.length);
    const whole = words ? fitting(words, way.map((syllable) => words.sounds[syllable])) : [];
    if (whole.length) return whole;
    for (let size = Math.min(LONGEST, way.length - 2); size > 1; size--) {
      const begins = fitting(all.get(size), way.slice(0, size).map((syllable) => all.get(size).sounds[syllable]));
      if (begins.length) return read(way.slice(size)).slice(0, 1).map((rest) => begins[0] + rest);
    }
    return [];
  };
  let found = spellings(letters, known).filter((way) => way.length > 1).flatMap(read);
  const words = all.get(letters.length);
  if (!found.length && initials && words) {
    found = fitting(words, [...letters].map((letter) => Object.entries(words.sounds)
      .filter(([syllable]) => syllable[0] === letter).map(([, chars]) => chars).join("")));
  }
  const count = (word) => ([2, 3, 4].includes(word.length) && all.get(word.length).counts.get(word)) || 1;
  found = [...new Set(found)].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1)).slice(0, READINGS);
  return found.filter((word) => count(word) * 4 >= count(found[0]));
}

// Known words that differ from one in one of these places, those of the same sound first.
function oneOff(word, places, { counts, sounds, rank }) {
  const chars = [...word];
  const soundsOf = (char) => Object.keys(sounds).filter((syllable) => sounds[syllable].includes(char));
  const alike = (one, two) => soundsOf(one).some((syllable) => sounds[syllable].includes(two));
  const near = [];
  for (const known of counts.keys()) {
    const differ = [...known].flatMap((char, at) => (char === chars[at] ? [] : [at]));
    if (differ.length !== 1 || !places.includes(differ[0])) continue;
    near.push([!alike(chars[differ[0]], [...known][differ[0]]), known]);
  }
  // A word of two characters must keep its sound.
  return near.filter(([differs]) => chars.length > 2 || !differs)
    .sort((a, b) => a[0] - b[0] || rank(a[1], b[1])).map(([, known]) => known);
}

// What may have been meant by a word; `holds` tells whether a record has a text.
async function corrections(word, names, holds) {
  const chars = [...word];
  if (chars.length < 2 || chars.length > 8 || !chars.every(hasHan)) return [];
  const words = await wordsOf(Math.min(chars.length, LONGEST), names);
  const places = [...chars.keys()];
  if (chars.length <= LONGEST) return oneOff(word, places, words);
  const strange = places.slice(1).map((at) => !holds(chars[at - 1] + chars[at]));
  const doubt = places.map((at) => strange.slice(Math.max(0, at - 1), at + 1).filter(Boolean).length);
  const found = new Set();
  for (const at of places.filter((one) => doubt[one]).sort((a, b) => doubt[b] - doubt[a]).slice(0, 3)) {
    for (let begin = Math.max(0, at - 3); begin <= Math.min(at, chars.length - 4); begin++) {
      const part = chars.slice(begin, begin + 4).join("");
      for (const known of oneOff(part, [at - begin], words).slice(0, 1)) {
        found.add([...chars.slice(0, begin), known, ...chars.slice(begin + 4)].join(""));
      }
    }
  }
  return [...found];
}

// The query with one of its words exchanged for a known one; words that are there stay.
async function mended(query, names, holds) {
  const made = [];
  for (const [place, term] of query.terms.entries()) {
    const folded = fold(term.text);
    if (term.phrase || term.exclude || !tokens(folded).length) continue;
    if ([...folded].length <= LONGEST && holds(folded)) continue;
    for (const text of await corrections(folded, names, holds)) {
      const terms = [...query.terms];
      terms[place] = { ...term, text };
      made.push({ typed: term.text, text, query: { ...query, terms } });
    }
  }
  return made;
}

siteFind.spelling = { spelled, mended };
