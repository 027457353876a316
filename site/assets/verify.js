// Checks one record against the signed log, from the site's own static files. All words are in
// the page, which also says how to check without this script.
(() => {
  const form = document.getElementById("check");
  const kinds = JSON.parse(form.dataset.kinds); // of the records in each folder
  const asked = new URLSearchParams(location.search);
  const typed = (asked.get("number") || "").trim();
  form.elements.number.value = typed;
  const path = pathOf(typed);
  if (!path) return;
  const [section, ...rest] = path.split("/");
  const number = rest[rest.length - 1];

  // A record's number, or the page of any record as a path or with its whole address.
  function pathOf(text) {
    const series = JSON.parse(form.dataset.series); // the folder by the digits behind the dash
    const [, year, month, digit] = text.match(/^(\d{4})(\d{2})-(\d)\d{5}$/) || [];
    if (year) return `${series[digit] || "cases"}/${year}/${month}/${text}`;
    const [, two] = text.match(/^\d{4}-(\d\d)\d{4,}$/) || [];
    if (series[two]) return `${series[two]}/${text}`;
    const page = new URL(text || "#", location.href).href.replace(/[?#].*$/, "");
    const here = new URL(".", location.href).href;
    const found = page.startsWith(here) && page.slice(here.length).replace(/\.(html|json)$/, "");
    return found && /^[a-z]+(\/[\w-]+)+$/.test(found) ? found.replace(/\/versions$/, "") : "";
  }

  const subtle = globalThis.crypto && crypto.subtle; // only on https and on this machine
  const text = new TextEncoder();
  const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
  const same = (one, other) => one.length === other.length && one.every((x, i) => x === other[i]);
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const hex = (data) => [...data].map((x) => x.toString(16).padStart(2, "0")).join("");

  async function get(path) {
    const answer = await fetch(path, { cache: "no-cache" });
    if (!answer.ok && answer.status !== 410) throw new Error(`${path}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  const { sha256 } = globalThis.huiyinbi; // sha256.js, loaded before
  const leafHash = (leaf) => sha256(join([0], leaf));
  const nodeHash = (left, right) => sha256(join([1], left, right));

  // -- the tree -------------------------------------------------------------------
  let size = 0;
  const tiles = new Map();
  function tile(level, index) {
    const name = `${level}/${index}`;
    if (!tiles.has(name)) tiles.set(name, fetchTile(level, index));
    return tiles.get(name);
  }
  async function fetchTile(level, index) {
    const width = Math.min(256, Math.floor(size / 256 ** level) - index * 256);
    let path = String(index % 1000).padStart(3, "0");
    for (let rest = Math.floor(index / 1000); rest; rest = Math.floor(rest / 1000)) {
      path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
    }
    path = `log/tile/${level}/${path}`;
    if (width === 256) return get(path);
    try { return await get(`${path}.p/${width}`); } catch { return get(path); }
  }
  // The root over the complete subtree number `index` of the given height.
  async function complete(height, index) {
    const count = 2 ** (height % 8);
    const start = index * count;
    const data = await tile(Math.floor(height / 8), Math.floor(start / 256));
    let hashes = [];
    for (let at = start % 256; hashes.length < count; at++) {
      hashes.push(data.slice(at * 32, at * 32 + 32));
    }
    while (hashes.length > 1) {
      const above = [];
      for (let i = 0; i < hashes.length; i += 2) above.push(await nodeHash(hashes[i], hashes[i + 1]));
      hashes = above;
    }
    return hashes[0];
  }
  const half = (count) => { let k = 1; while (k * 2 < count) k *= 2; return k; };
  async function root(from, to) {
    const count = to - from;
    const height = Math.log2(count);
    if (Number.isInteger(height) && from % count === 0) return complete(height, from / count);
    const k = half(count);
    return nodeHash(await root(from, from + k), await root(from + k, to));
  }
  // The root as it follows from our leaf and from hashes beside its way up.
  async function rootWith(leaf, at, from, to) {
    if (to - from === 1) return leaf;
    const middle = from + half(to - from);
    return at < middle
      ? nodeHash(await rootWith(leaf, at, from, middle), await root(middle, to))
      : nodeHash(await root(from, middle), await rootWith(leaf, at, middle, to));
  }

  // -- the signature: true, false, or null where this browser cannot tell ------------
  async function signed(note, key) {
    const end = note.lastIndexOf("\n\n") + 1;
    const [name, , base64] = key.split(/\+(.{8})\+/);
    const line = note.slice(end + 1).split("\n").find((one) => one.startsWith(`\u2014 ${name} `));
    if (!line || note.split("\n")[0] !== name) return false;
    if (!subtle) return null;
    try {
      const known = await subtle.importKey("raw", bytes(base64).slice(1), "Ed25519", false, ["verify"]);
      const signature = bytes(line.split(" ").pop()).slice(4);
      return await subtle.verify("Ed25519", known, signature, text.encode(note.slice(0, end)));
    } catch { return null; }
  }

  // -- the steps, as the page words them -----------------------------------------------
  function tell(step, outcome, value) {
    const item = document.querySelector(`[data-step="${step}"]`);
    item.hidden = false;
    for (const words of item.querySelectorAll("[data-when]")) {
      words.hidden = words.dataset.when !== outcome;
    }
    if (value) item.querySelector("code").textContent = value;
    return outcome !== "no";
  }
  async function entryOf(path) {
    if (/^\d+$/.test(asked.get("entry") || "")) return Number(asked.get("entry"));
    const page = new TextDecoder().decode(await get(`${path}.html`));
    return Number((page.match(/verify\.html\?[^"]*entry=(\d+)/) || [])[1]);
  }
  async function check() {
    const [record, raw, seq] = await Promise.all([
      get(`${path}.json`), get("log/checkpoint"), entryOf(path),
    ]);
    const digest = hex(await sha256(record));
    const { action, key, kind, time, version } = JSON.parse(new TextDecoder().decode(record));
    let good = tell("record", key === number && kind === kinds[section] ? "yes" : "no", digest);
    const note = new TextDecoder().decode(raw);
    const known = document.getElementById("key").textContent.trim();
    const verdict = await signed(note, known);
    good = tell("signature", verdict === null ? "unknown" : verdict ? "yes" : "no") && good;
    const [, count, expected] = note.split("\n");
    size = Number(count);
    const leaf = JSON.stringify({ action, key, kind, seq, sha256: digest, time, version });
    const inside = seq >= 1 && seq <= size && same(
      await rootWith(await leafHash(text.encode(leaf)), seq - 1, 0, size), bytes(expected));
    return tell("tree", inside ? "yes" : "no", `${seq} / ${size}`) && good;
  }
  check().then(
    (good) => tell("verdict", good ? "yes" : "no"),
    (error) => tell("failed", "yes", String(error.message)),
  );
})();
