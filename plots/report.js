// A click on a column's head sorts its table; a second one turns the order.
document.querySelectorAll("thead th").forEach((th) => th.addEventListener("click", () => {
  const head = [...th.parentNode.children], column = head.indexOf(th);
  const body = th.closest("table").tBodies[0];
  const down = th.getAttribute("aria-sort") !== "descending";
  head.forEach((h) => h.removeAttribute("aria-sort"));
  th.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = (row) => row.children[column].dataset.v;
  const compare = (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    const order = isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b;
    return down ? -order : order;
  };
  [...body.rows].sort((a, b) => compare(key(a), key(b))).forEach((row) => body.append(row));
}));
// A link into a folded part opens it.
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
  if (target) target.scrollIntoView();
};
addEventListener("hashchange", unfold);
if (location.hash) unfold();
