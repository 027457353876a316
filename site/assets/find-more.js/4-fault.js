// Says which character of a query is at fault.
function fault(error, text) {
  const at = error.position;
  const chars = [...text];
  show(node("div", { class: "wrong", role: "alert" },
    node("p", {}, node("b", {}, words[error.word].replace(/%\(\w+\)[ds]/, error.value))),
    node("p", { class: "point" }, node("code", {}, chars.slice(Math.max(0, at - 30), at).join(""),
      node("mark", {}, chars[at] || "␣"), chars.slice(at + 1, at + 31).join("")))));
}

siteFind.more = { parse, narrow, asksUnknown, facts, counts, inOrder, fault };
