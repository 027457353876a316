// What a query may have beyond plain words; fetched when one has it. The language, as
// search/query.py reads it: `names.fields` are the fields as typed.
const { fold, row, codesOf, inflate, node, show, words } = siteFind;
const QUOTES = '"“”＂「」';
const BLANK = /[\s\u001c-\u001f\u0085]/;
const DAY = "\\p{Nd}{4}-\\p{Nd}{1,2}(?:-\\p{Nd}{1,2})?";
const RANGE = new RegExp(`^(?:(${DAY})?\\.\\.(${DAY})?|(${DAY}))$`, "u");
const FIELD = /([^\s:："“”]{1,20})[:：]/y;

class QueryError extends Error {
  constructor(position, word, value = "") {
    super(word);
    Object.assign(this, { position, word, value });
  }
}

function parse(text, names) {
  const [mostCharacters, mostParts] = names.limits;
  const chars = [...text];
  if (chars.length > mostCharacters) throw new QueryError(mostCharacters, "long", mostCharacters);
  const query = { terms: [], filters: [], ranges: [] };
  let at = 0;

  function value() {
    if (at < chars.length && QUOTES.includes(chars[at])) {
      const begin = at;
      let end = begin + 1;
      while (end < chars.length && !QUOTES.includes(chars[end])) end++;
      if (end === chars.length) throw new QueryError(begin, "quote");
      at = end + 1;
      return [chars.slice(begin + 1, end).join("").split(/\s+/).filter(Boolean).join(" "), true];
    }
    const begin = at;
    while (at < chars.length && !BLANK.test(chars[at]) && !QUOTES.includes(chars[at])) at++;
    return [chars.slice(begin, at).join(""), false];
  }

  function range(field, typed, place) {
    const match = RANGE.exec(typed);
    if (!match) throw new QueryError(place, "days");
    const [from, to] = [match[3] || match[1], match[3] || match[2]];
    if (!from && !to) throw new QueryError(place, "endless");
    query.ranges.push({ field, from: from && day(from, place, false), to: to && day(to, place, true) });
  }

  for (let parts = 0; ; ) {
    while (at < chars.length && BLANK.test(chars[at])) at++;
    if (at >= chars.length) return query;
    const begin = at;
    const exclude = "-－".includes(chars[at]) && at + 1 < chars.length && !BLANK.test(chars[at + 1]);
    if (exclude) at++;
    const rest = chars.slice(at).join("");
    FIELD.lastIndex = 0;
    const match = FIELD.exec(rest);
    const field = match && names.fields[match[1].toLowerCase()];
    if (field) {
      at += [...match[0]].length;
      const place = at;
      const [typed] = value();
      if (!typed) throw new QueryError(place, "value");
      if (field === "received" || field === "closed") {
        if (exclude) throw new QueryError(place, "excluded");
        range(field, typed, place);
      } else query.filters.push({ field, value: typed, exclude });
    } else {
      const [typed, phrase] = value();
      if (!phrase && !exclude && typed.includes("..") && RANGE.test(typed)) range("received", typed, begin);
      else if (![...typed].some((char) => !`${QUOTES}*?-－ `.includes(char))) continue;
      else query.terms.push({ text: typed, phrase, exclude });
    }
    if (++parts > mostParts) throw new QueryError(at, "parts", mostParts);
  }
}

// The number of a day, as the index counts: days after 1969-12-31. A month is its first or last.
function day(text, place, last) {
  const [year, month, date] = text.normalize("NFKC").split("-").map(Number);
  const length = new Date(Date.UTC(2000, month, 0)).setUTCFullYear(year, month, 0);
  const days = new Date(length).getUTCDate();
  const wrong = year < 1 || month < 1 || month > 12 || date < 1 || date > days;
  if (wrong) throw new QueryError(place, "nosuchday", text);
  const moment = new Date(0).setUTCFullYear(year, month - 1, date || (last ? days : 1));
  return Math.round(moment / 86400000) + 1;
}
