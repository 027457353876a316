// Pages do not know today's date. What was announced and is over waits for its report: say so.
"use strict";
{
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  for (const one of document.querySelectorAll("[data-last]")) {
    if (one.dataset.last < today) one.classList.add("over");
  }
  for (const day of document.querySelectorAll("a[data-day]")) {
    if (day.dataset.day < today) day.removeAttribute("href"); // nobody signs up for it any more
  }
}
