// Inflates without a header (RFC 1951), for browsers whose DecompressionStream cannot.
// Table of 3.2.5: for each code of a length or distance its least value; the extra bits follow.
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
function table(first, few, codes) {
  const found = [];
  for (let code = 0, value = first; code < codes; code++) {
    const bits = Math.max(0, Math.floor(code / few) - 1);
    found.push([value, bits]);
    value += 2 ** bits;
  }
  return found;
}
const LENGTHS = [...table(3, 4, 28), [258, 0]];
const DISTANCES = table(1, 2, 30);

// A code of 3.2.2, as a map from "length, bits" to symbol.
function codeOf(lengths) {
  const counts = Array(16).fill(0);
  for (const length of lengths) if (length) counts[length]++;
  const next = [0, 0];
  for (let bits = 1; bits < 15; bits++) next.push((next[bits] + counts[bits]) * 2);
  const found = new Map();
  lengths.forEach((length, symbol) => { if (length) found.set((1 << length) | next[length]++, symbol); });
  return found;
}
const plainCodes = () => [
  codeOf(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8))),
  codeOf(Array(30).fill(5)),
];

class Bits {
  constructor(data) {
    Object.assign(this, { data, at: 0 });
  }
  take(count) {
    let value = 0;
    for (let i = 0; i < count; i++, this.at++) value |= ((this.data[this.at >> 3] >> (this.at & 7)) & 1) << i;
    return value;
  }
  symbol(code) {
    let bits = 1;
    for (let length = 0; length < 15; length++) {
      bits = (bits << 1) | this.take(1);
      const found = code.get(bits);
      if (found !== undefined) return found;
    }
    throw new Error("deflate");
  }
  codes() { // 3.2.7
    const [literals, distances, count] = [this.take(5) + 257, this.take(5) + 1, this.take(4) + 4];
    const sizes = Array(19).fill(0);
    for (let i = 0; i < count; i++) sizes[ORDER[i]] = this.take(3);
    const code = codeOf(sizes);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = this.symbol(code);
      if (symbol < 16) lengths.push(symbol);
      else if (symbol === 16) lengths.push(...Array(3 + this.take(2)).fill(lengths[lengths.length - 1]));
      else lengths.push(...Array(symbol === 17 ? 3 + this.take(3) : 11 + this.take(7)).fill(0));
    }
    return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
  }
}

function inflate(data) {
  const bits = new Bits(data);
  const out = [];
  for (let last = 0; !last;) {
    last = bits.take(1);
    const kind = bits.take(2);
    if (kind === 3) throw new Error("deflate");
    if (kind === 0) {
      bits.at = (bits.at + 7) & ~7;
      const size = bits.take(16);
      bits.at += 16;
      for (let i = 0; i < size; i++) out.push(bits.take(8));
      continue;
    }
    const [literals, distances] = kind === 1 ? plainCodes() : bits.codes();
    for (let symbol; (symbol = bits.symbol(literals)) !== 256;) {
      if (symbol < 256) { out.push(symbol); continue; }
      const [length, more] = LENGTHS[symbol - 257];
      const size = length + bits.take(more);
      const [distance, extra] = DISTANCES[bits.symbol(distances)];
      const from = out.length - distance - bits.take(extra);
      for (let i = 0; i < size; i++) out.push(out[from + i]);
    }
  }
  return Uint8Array.from(out);
}
siteFind.inflate = inflate;
