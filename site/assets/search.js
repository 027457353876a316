// Suggestions while typing. The page works the same without this file.
(() => {
  const field = document.querySelector("input[data-suggest]");
  const hints = document.getElementById("hints");
  if (!field || !hints) return;
  let timer = 0;
  let asked = "";
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    timer = setTimeout(ask, 150);
  });
  field.addEventListener("compositionend", () => { timer = setTimeout(ask, 50); });
  async function ask() {
    const text = field.value.trim();
    if (!text || text === asked) return;
    asked = text;
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`);
      if (!answer.ok || text !== asked) return;
      const { suggestions } = await answer.json();
      hints.replaceChildren(...suggestions.map((value) => {
        const option = document.createElement("option");
        option.value = value;
        return option;
      }));
    } catch { /* search is away: typing goes on without hints */ }
  }
})();
