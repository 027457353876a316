// SHA-256 (FIPS 180-4) of bytes, also where browsers keep their own back: without https.
(() => {
  const subtle = globalThis.crypto && crypto.subtle;
  globalThis.huiyinbi = { sha256 };

  async function sha256(data) {
    return subtle ? new Uint8Array(await subtle.digest("SHA-256", data)) : plainSha256(data);
  }

  function plainSha256(data) {
    const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
    const primes = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
    const K = primes.map((p) => fraction(Math.cbrt(p)));
    const H = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    const padded = new Uint8Array((data.length + 72) & ~63);
    padded.set(data);
    padded[data.length] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(data.length / 2 ** 29));
    view.setUint32(padded.length - 4, data.length << 3);
    const w = new Int32Array(64);
    for (let block = 0; block < padded.length; block += 64) {
      for (let i = 0; i < 64; i++) {
        if (i < 16) { w[i] = view.getInt32(block + 4 * i); continue; }
        const a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3))
          + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
      }
      let [a, b, c, d, e, f, g, h] = H;
      for (let i = 0; i < 64; i++) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((x, i) => { H[i] = (H[i] + x) | 0; });
    }
    const out = new DataView(new ArrayBuffer(32));
    H.forEach((x, i) => out.setInt32(4 * i, x));
    return new Uint8Array(out.buffer);
  }
})();
