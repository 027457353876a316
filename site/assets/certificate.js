// Checks a paper certificate: from its number to its page, and there its name and code against
// the proof in the record. All words are in the page, which also says how without this script.
(() => {
  const plain = (text) => text.normalize("NFKC").replace(/[\s\u2010-\u2015\u2212]/g, (sign) => (sign.trim() ? "-" : ""));
  const show = (name) => {
    for (const line of document.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== name;
  };

  const asked = document.getElementById("certificate-number");
  if (asked) {
    asked.addEventListener("submit", async (event) => {
      event.preventDefault();
      const number = plain(asked.elements.number.value);
      const [, year, month] = number.match(/^(\d{4})(\d{2})-\d{6}-[\dX]$/i) || [];
      if (!year) return show("malformed");
      const page = `${year}/${month}/${number.toUpperCase()}.html`;
      const answer = await fetch(page, { method: "HEAD" }).catch(() => null);
      if (answer && answer.status === 404) return show("unknown");
      location.href = page;
    });
  }

  const paper = document.getElementById("certificate-paper");
  if (!paper) return;
  paper.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { number, minutes, proof } = paper.dataset;
    const name = paper.elements.name.value.normalize("NFKC").replace(/\s/g, "");
    const code = plain(paper.elements.code.value).toLowerCase();
    const said = new TextEncoder().encode([number, name, minutes, code].join("\n"));
    const found = [...(await huiyinbi.sha256(said))].map((x) => x.toString(16).padStart(2, "0"));
    show(found.join("") === proof ? "yes" : "no");
  });
})();
