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
