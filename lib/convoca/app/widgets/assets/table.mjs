// A real <table> of rows that Python sent once: searching, filtering, sorting and paging happen here, only the choice goes back.
// Cells are written with `textContent` alone: what rows say comes from outside.

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(); // "Perú" is found by "peru"

function element(tag, { text, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value);
  }
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

class Table {
  constructor(model) {
    this.model = model;
    this.labels = model.get("labels");
    this.columns = model.get("_columns");
    this.collator = new Intl.Collator(model.get("language"), { numeric: true, sensitivity: "base" });
    this.sort = { column: undefined, direction: 1 };
    this.page = 0;
    this.cursor = undefined; // key of the row that takes part in the Tab order
    this.build();
    this.recall(model.get("view"));
    this.onRows = () => { this.read(); this.refresh(); };
    this.onSelected = () => this.turnTo(model.get("selected"));
    model.on("change:_rows", this.onRows);
    model.on("change:selected", this.onSelected);
    this.read();
    this.refresh();
    this.turnTo(this.selected);
  }

  // How the table was narrowed before, e.g. on the visit that a reload ended.
  recall({ search = "", filters = {}, sort = [] }) {
    this.search.value = search;
    this.filters.forEach((select, column) => {
      const value = select && filters[this.columns[column].title];
      if (value !== undefined && value !== false) select.replaceChildren(element("option", { value: `=${value}` })); // `read` makes the others
    });
    const column = this.columns.findIndex(({ title }) => title === sort[0]);
    if (column >= 0) this.order(column, sort[1]);
  }

  remember() {
    const filters = Object.fromEntries(this.filters.map((select, i) => [this.columns[i].title, select?.value]).filter(([, value]) => value).map(([title, value]) => [title, value.slice(1)]));
    const view = {};
    if (this.search.value) view.search = this.search.value;
    if (Object.keys(filters).length) view.filters = filters;
    if (this.sort.column !== undefined) view.sort = [this.columns[this.sort.column].title, this.sort.direction];
    this.model.set("view", view);
    this.model.save_changes();
  }

  remove() {
    this.model.off("change:_rows", this.onRows);
    this.model.off("change:selected", this.onSelected);
  }

  get selected() { return this.model.get("selected"); }

  build() {
    const { labels } = this;
    this.search = element("input", { type: "search", oninput: () => this.narrow() });
    this.filters = this.columns.map(({ filter }) => filter && element("select", { onchange: () => this.narrow() }));
    this.count = element("span", { class: "table-count", role: "status" });
    this.spoken = element("span", { class: "table-spoken", role: "status" });
    this.heads = this.columns.map(({ title, kind, hidden }, column) => element("th", { scope: "col", class: `is-${kind} is-hidden-${hidden}` },
      element("button", { type: "button", text: title, onclick: () => this.sortBy(column) })));
    this.body = element("tbody", { onkeydown: (event) => this.onKey(event), onclick: ({ target }) => this.choose(target.closest("tr")?.key) });
    const turn = (name, sign, to) => element("button", { type: "button", "aria-label": labels[name], title: labels[name], text: sign, onclick: () => this.turn(to()) });
    this.turns = [turn("first", "«", () => 0), turn("previous", "‹", () => this.page - 1), turn("next", "›", () => this.page + 1), turn("last", "»", () => this.pages - 1)];
    this.where = element("span");
    this.paging = element("nav", { class: "table-pages", "aria-label": labels.pages }, ...this.turns.slice(0, 2), this.where, ...this.turns.slice(2));
    const filters = this.filters.map((select, column) => select && element("label", { text: this.columns[column].title }, select)).filter(Boolean);
    // JupyterLab's own one-letter commands must not take the keys of the table.
    this.root = element("div", { class: "table", "data-lm-suppress-shortcuts": "true" },
      element("div", { class: "table-tools" }, element("label", { text: labels.search }, this.search), ...filters, this.count),
      element("table", {}, element("caption", { text: this.model.get("caption") }), element("thead", {}, element("tr", {}, ...this.heads)), this.body),
      this.paging, this.spoken);
    this.body.parentNode.setAttribute("aria-description", labels.keys);
  }

  read() {
    const ordered = this.columns.map((_, i) => i).filter((i) => this.columns[i].kind !== "text");
    this.rows = this.model.get("_rows").map(([key, cells, orders]) => ({
      key, cells, found: plain(cells.join("\n")), orders: Object.fromEntries(ordered.map((column, i) => [column, orders[i]])),
    }));
    this.filters.forEach((select, column) => {
      if (!select) return;
      const chosen = select.value;
      const values = [...new Set(this.rows.map(({ cells }) => cells[column]))].sort(this.collator.compare);
      select.replaceChildren(element("option", { value: "", text: this.labels.all }),
        ...values.map((value) => element("option", { value: `=${value}`, text: value || this.labels.empty_value })));
      select.value = chosen;
      if (select.selectedIndex < 0) select.value = "";
    });
  }

  narrow() {
    this.page = 0;
    this.refresh();
    this.remember();
  }

  refresh() {
    const words = plain(this.search.value).split(/\s+/).filter(Boolean);
    const filters = this.filters.map((select) => select && select.value && select.value.slice(1));
    const isWanted = ({ cells, found }) => words.every((word) => found.includes(word))
      && this.filters.every((select, i) => !select?.value || cells[i] === filters[i]);
    const { column, direction } = this.sort;
    this.seen = this.rows.filter(isWanted);
    if (column !== undefined) this.seen.sort((a, b) => this.compare(a, b, column, direction));
    this.draw();
  }

  compare(a, b, column, direction) {
    const [left, right] = this.columns[column].kind === "text" ? [a.cells[column], b.cells[column]] : [a.orders[column], b.orders[column]];
    const isEmpty = (value) => value === null || value === "";
    if (isEmpty(left) || isEmpty(right)) return isEmpty(left) - isEmpty(right);
    return direction * (typeof left === "number" && typeof right === "number" ? left - right : this.collator.compare(left, right));
  }

  sortBy(column) {
    this.order(column, this.sort.column === column ? -this.sort.direction : 1);
    this.narrow();
  }

  order(column, direction) {
    this.sort = { column, direction };
    this.heads.forEach((head, i) => head.toggleAttribute("aria-sort", i === column));
    this.heads[column].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  }

  get pages() { return Math.max(1, Math.ceil(this.seen.length / this.model.get("page_size"))); }

  draw() {
    const size = this.model.get("page_size");
    const hadFocus = this.body.contains(document.activeElement);
    this.page = Math.max(0, Math.min(this.page, this.pages - 1));
    const shown = this.seen.slice(this.page * size, (this.page + 1) * size);
    if (!shown.some(({ key }) => key === this.cursor)) this.cursor = (shown.find(({ key }) => key === this.selected) ?? shown[0])?.key;
    this.body.replaceChildren(...shown.map((row) => this.line(row)));
    if (!shown.length) this.body.append(element("tr", { class: "is-empty" }, element("td", { colspan: this.columns.length, text: this.labels.no_rows })));
    this.count.textContent = fill(this.labels.count, { shown: this.seen.length, total: this.rows.length });
    this.where.textContent = fill(this.labels.page, { page: this.page + 1, pages: this.pages });
    this.paging.hidden = this.pages === 1;
    this.turns.forEach((button, i) => { button.disabled = i < 2 ? this.page === 0 : this.page === this.pages - 1; });
    if (hadFocus) this.focus(this.cursor);
  }

  line({ key, cells }) {
    const isChosen = key === this.selected;
    const line = element("tr", { tabindex: key === this.cursor ? "0" : "-1", "aria-current": isChosen && "true" },
      ...cells.map((text, i) => element(i ? "td" : "th", { scope: i ? undefined : "row", class: `is-${this.columns[i].kind} is-hidden-${this.columns[i].hidden}${this.columns[i].filter ? " is-word" : ""}`, "data-title": this.columns[i].title, text })));
    line.key = key;
    return line;
  }

  get lines() { return [...this.body.querySelectorAll("tr:not(.is-empty)")]; }

  focus(key) {
    this.cursor = key;
    for (const line of this.lines) {
      line.setAttribute("tabindex", line.key === key ? "0" : "-1");
      if (line.key === key) line.focus();
    }
  }

  turn(page) {
    this.page = page;
    this.cursor = undefined;
    this.draw();
  }

  // A row chosen from Python (a link, another table) is brought in sight.
  turnTo(key) {
    const index = this.seen.findIndex((row) => row.key === key);
    if (index >= 0) { this.page = Math.floor(index / this.model.get("page_size")); this.cursor = key; }
    this.draw();
  }

  choose(key) {
    if (key === undefined) return;
    this.model.set("selected", key);
    this.model.save_changes();
    this.focus(key || this.cursor);
    const row = this.rows.find((one) => one.key === key);
    this.spoken.textContent = row ? fill(this.labels.chosen, { row: row.cells[0] }) : this.labels.not_chosen;
  }

  onKey(event) {
    const { lines } = this;
    const at = lines.findIndex(({ key }) => key === this.cursor);
    const go = (index) => lines.length && this.focus(lines[Math.max(0, Math.min(index, lines.length - 1))].key);
    const action = {
      ArrowDown: () => go(at + 1), ArrowUp: () => go(at - 1), Home: () => go(0), End: () => go(lines.length - 1),
      PageDown: () => this.turn(this.page + 1), PageUp: () => this.turn(this.page - 1),
      Enter: () => this.choose(this.cursor), " ": () => this.choose(this.cursor), Escape: () => this.choose(""),
    }[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }
}

function render({ model, el }) {
  const table = new Table(model);
  el.append(table.root);
  return () => table.remove();
}

export default { render };
