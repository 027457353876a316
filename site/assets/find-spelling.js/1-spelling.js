// Words that the newest records hold, to read pinyin and to mend typing errors with, as
// search/lexicon.py does on the server. Each size of words is a file of its own.
const { fold, tokens, json, hasHan } = siteFind;
const LONGEST = 4;
const READINGS = 3;
const files = new Map();

// {counts: word -> how often, sounds: syllable -> characters} of the words of one size.
async function wordsOf(size) {
  if (!files.has(size)) files.set(size, await json(`words/${size}.bin`, { cache: "no-cache" }));
  const { words, sounds } = files.get(size);
  const counts = new Map();
  for (const [count, joined] of words) {
    const chars = [...joined];
    for (let at = 0; at < chars.length; at += size) counts.set(chars.slice(at, at + size).join(""), count);
  }
  return { counts, sounds, rank: (a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1) };
}

// The ways to read letters as syllables, fewest first; some of these there are none of.
const SYLLABLE = /^(?:[zcs]h|[b-df-hj-np-tw-z])?(?:i?ang|i?ong|uang|[iu]?an|eng|ing|[eiuv]n|u?ai|[eu]i|i?ao|i?u|ou|i[ae]|u[ao]|[uv]e|er|[aeiouv])$/;
function spellings(letters) {
  const ways = [[[]]];
  for (let end = 1; end <= letters.length; end++) {
    ways[end] = [];
    for (let start = Math.max(0, end - 6); start < end; start++) {
      const syllable = letters.slice(start, end);
      if (SYLLABLE.test(syllable)) ways[end].push(...ways[start].map((way) => [...way, syllable]));
    }
    ways[end] = ways[end].sort((a, b) => a.length - b.length).slice(0, 8);
  }
  return ways[letters.length].filter((way) => way.length > 1);
}

const fitting = ({ counts, rank }, choices) => (choices.every(Boolean)
  ? [...counts.keys()].filter((word) => [...word].every((char, at) => choices[at].includes(char)))
    .sort(rank).slice(0, READINGS) : []);

// Words of as many syllables; a long row of them is read in pieces.
async function readings(way) {
  if (way.length <= LONGEST) {
    const words = await wordsOf(way.length);
    const whole = fitting(words, way.map((syllable) => words.sounds[syllable]));
    if (whole.length) return whole.map((word) => [word, words.counts.get(word)]);
  }
  for (let size = Math.min(LONGEST, way.length - 2); size > 1; size--) {
    const words = await wordsOf(size);
    const [begin] = fitting(words, way.slice(0, size).map((syllable) => words.sounds[syllable]));
    if (begin) return (await readings(way.slice(size))).slice(0, 1).map(([rest]) => [begin + rest, 1]);
  }
  return [];
}

// Words that are written so in pinyin, or by their initials where `initials` may be meant.
async function spelled(letters, initials) {
  let found = [];
  let syllables = 0;
  for (const way of spellings(letters)) {
    if (found.length && way.length > syllables) break;
    syllables = way.length;
    found.push(...await readings(way));
  }
  if (!found.length && initials && letters.length <= LONGEST) {
    const words = await wordsOf(letters.length);
    found = fitting(words, [...letters].map((letter) => Object.entries(words.sounds)
      .filter(([syllable]) => syllable[0] === letter).map(([, chars]) => chars).join("")))
      .map((word) => [word, words.counts.get(word)]);
  }
  const best = [...new Map(found)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, READINGS);
  return best.filter(([, count]) => count * 4 >= best[0][1]).map(([word]) => word);
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
async function corrections(word, holds) {
  const chars = [...word];
  if (chars.length < 2 || chars.length > 8 || !chars.every(hasHan)) return [];
  const words = await wordsOf(Math.min(chars.length, LONGEST));
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
async function mended(query, holds) {
  const made = [];
  for (const [place, term] of query.terms.entries()) {
    const folded = fold(term.text);
    if (term.phrase || term.exclude || !tokens(folded).length) continue;
    if ([...folded].length <= LONGEST && holds(folded)) continue;
    for (const text of await corrections(folded, holds)) {
      const terms = [...query.terms];
      terms[place] = { ...term, text };
      made.push({ typed: term.text, text, query: { ...query, terms } });
    }
  }
  return made;
}

siteFind.spelling = { spelled, mended };
