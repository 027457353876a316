// Texts in normal form and their tokens, as search/analysis.py makes them.
const DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const NUMERAL = /[零〇一二两三四五六七八九十百]{1,6}(?=[号栋幢楼层室期]|单元)/g;
const RUN = /((?:(?![a-z0-9])[\p{L}\p{N}])+)|([a-z0-9]+)/gu;
const HAN = /[⺀-〇〡-〩㐀-鿿豈-﫿\u{20000}-\u{3ffff}]/u;
const LOWER = { ß: "ss", ς: "σ" }; // where lower case and case folding differ
const simpler = new Map(); // character -> simplified; filled when a query needs it

function learn(pairs) {
  const all = [...pairs];
  for (let at = 0; at < all.length; at += 2) simpler.set(all[at], all[at + 1]);
}

function foldChar(char) {
  if (/[\p{Cf}\p{Mn}]/u.test(char)) return "";
  const plain = char.normalize("NFKC").toLowerCase();
  return [...plain].map((one) => simpler.get(one) || LOWER[one] || one).join("");
}

function number(numeral) {
  if (!/[十百]/.test(numeral)) return [...numeral].map((one) => DIGITS[one]).join("");
  let total = 0;
  let digit = 0;
  for (const one of numeral) {
    if (one in DIGITS) { digit = DIGITS[one]; continue; }
    total += (digit || 1) * (one === "十" ? 10 : 100);
    digit = 0;
  }
  return String(total + digit);
}

const fold = (text) => [...text].map(foldChar).join("").replace(NUMERAL, number);

// The folded text, and for each of its UTF-16 units where it stands in the original.
function foldWithOffsets(text) {
  let plain = "";
  const starts = [];
  let offset = 0;
  for (const char of text) {
    const folded = foldChar(char);
    for (let i = 0; i < folded.length; i++) starts.push(offset);
    plain += folded;
    offset += char.length;
  }
  starts.push(text.length);
  const places = [];
  let done = 0;
  const result = plain.replace(NUMERAL, (numeral, at) => {
    for (; done < at; done++) places.push(starts[done]);
    const made = number(numeral);
    for (let i = 0; i < made.length; i++) places.push(starts[at]);
    done = at + numeral.length;
    return made;
  });
  for (; done < starts.length; done++) places.push(starts[done]);
  return { text: result, starts: places };
}

function tokens(folded) {
  const found = [];
  for (const [, run, word] of folded.matchAll(RUN)) {
    if (word) { found.push(word); continue; }
    const chars = [...run];
    chars.forEach((char, at) => {
      found.push(char);
      if (at + 1 < chars.length) found.push(char + chars[at + 1]);
    });
  }
  return found;
}

// A text as a row of units: words between marks, a break where only punctuation parts two
// characters. One text holds the phrase of another's tokens if it holds its row.
function row(folded) {
  let made = "";
  let han = false;
  for (const [, run, word] of folded.matchAll(RUN)) {
    made += word ? `\u0001${word}\u0001` : (han ? "\n" : "") + run;
    han = !word;
  }
  return made;
}

// Pairs and words that stand for a long text, each once.
function pairsOf(folded) {
  const all = [...new Set(tokens(folded))];
  const long = all.filter((word) => [...word].length > 1);
  return long.length ? long : all;
}

// The place of each character of GB 2312 among them, by its code. Five cells are empty, which
// the decoder fills with private characters.
const common = new Map();
for (let high = 0xb0, bytes; high < 0xf8; high++) {
  bytes = Uint8Array.from({ length: 188 }, (_, at) => (at % 2 ? 0xa1 + (at >> 1) : high));
  [...new TextDecoder("gbk").decode(bytes)].forEach((char, at) => {
    if (HAN.test(char)) common.set(char.codePointAt(0), 94 * (high - 0xb0) + at);
  });
}

// The characters of a text that may be traditional ones: GB 2312 has the others.
const maybeTraditional = (text) =>
  [...text.normalize("NFKC")].filter((char) => HAN.test(char) && !common.has(char.codePointAt(0)));
