"use strict";
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0];
  const controls = document.getElementById("controls");
  const shown = document.getElementById("shown");
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const entries = Array.from(body.rows, (row) => ({ row, card: document.getElementById(row.dataset.card), text: "" }));
  const groups = Array.from(document.querySelectorAll("section.group"));
  const fields = Array.from(controls.querySelectorAll("select"));
  const search = controls.querySelector("input");

  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const textOf = (entry) => {
    if (!entry.text) entry.text = plain(`${entry.row.textContent} ${entry.card.querySelector(".said").textContent}`);
    return entry.text;
  };
  const fits = (entry, wanted, words) =>
    wanted.every(([name, value]) => ` ${entry.row.dataset[name]} `.includes(` ${value} `)) &&
    words.every((word) => textOf(entry).includes(word));

  const filter = () => {
    const wanted = fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      const hidden = !fits(entry, wanted, words);
      entry.row.hidden = entry.card.hidden = hidden;
      if (!hidden) count += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(".card:not([hidden])");
    shown.hidden = count === entries.length;
    shown.textContent = shown.dataset.text.replace("{shown}", count).replace("{total}", entries.length);
  };

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent : cell.dataset.v;
  };
  const numeric = (text) => text !== "" && Number.isFinite(Number(text));
  const compare = (a, b, sign) => {
    if (!a !== !b) return a ? -1 : 1;
    return sign * (numeric(a) && numeric(b) ? a - b : collator.compare(a, b));
  };
  const sort = (head, column) => {
    const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    const keyed = Array.from(body.rows, (row) => [keyOf(row, column), row]);
    keyed.sort((a, b) => compare(a[0], b[0], sign));
    body.append(...keyed.map(([, row]) => row));
  };

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    if (!head.hasAttribute("data-sort")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head, column));
    head.replaceChildren(button);
  });
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 150);
  });
  for (const field of fields) field.addEventListener("change", filter);
  document.getElementById("reset").addEventListener("click", () => {
    search.value = "";
    for (const field of fields) field.value = "";
    filter();
  });
  const open = document.getElementById("open");
  open.addEventListener("click", () => {
    const now = open.getAttribute("aria-pressed") !== "true";
    open.setAttribute("aria-pressed", String(now));
    for (const { card } of entries) if (!card.hidden) card.querySelector("details").open = now;
  });
  controls.hidden = false;
  if (search.value || fields.some((field) => field.value)) filter();
})();
