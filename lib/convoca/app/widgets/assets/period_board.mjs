// The whole period at a glance: for each day a strip of rooms by hours; in a narrow container the same blocks are an agenda.
// What blocks say is written with `textContent` alone: it comes from outside.

const LONG = 22; // strips of rooms and headings of days
const minutesOf = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clockOf = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const startOf = (item) => minutesOf(item.start.slice(11, 16));
const byHour = (a, b) => a.start.localeCompare(b.start) || a.title.localeCompare(b.title);

// What lies in one room at the same hour shares its row, so that a clash is seen.
function laneOf(item, items) {
  const end = (other) => startOf(other) + other.minutes;
  const together = items.filter((other) => other.room === item.room && startOf(other) < end(item) && startOf(item) < end(other));
  return { lane: together.indexOf(item), lanes: together.length };
}

function element(tag, { text, dataset = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== false) node.setAttribute(name, value);
  Object.assign(node.dataset, dataset);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

class PeriodBoard {
  constructor(model) {
    this.model = model;
    this.cursor = "";
    this.days = element("div", { class: "period-days" });
    this.tip = element("div", { class: "period-tip", "aria-hidden": "true", hidden: true });
    this.legend = element("p", { class: "period-legend" });
    this.root = element("section", { class: "period", dataset: { lmSuppressShortcuts: "true" } }, this.legend, this.days, this.tip);
    this.days.addEventListener("click", ({ target }) => this.open(target.closest(".period-item")));
    this.days.addEventListener("keydown", (event) => this.onKey(event));
    this.days.addEventListener("focusin", ({ target }) => { this.enter(target.closest(".period-item")); this.tell(target.closest(".period-item")); });
    this.days.addEventListener("focusout", () => this.tell(null));
    this.days.addEventListener("pointerover", ({ target, pointerType }) => pointerType !== "touch" && this.tell(target.closest(".period-item")));
    this.days.addEventListener("pointerleave", () => this.tell(null));
    this.onChange = () => this.schedule();
    model.on("change", this.onChange);
  }

  remove() { this.model.off("change", this.onChange); }

  get labels() { return this.model.get("labels"); }
  get blocks() { return [...this.days.querySelectorAll(".period-item")]; }

  // Several traits that change together are drawn once.
  schedule() {
    this.drawing ??= queueMicrotask(() => { this.drawing = undefined; this.draw(); }) ?? true;
  }

  draw() {
    const seen = JSON.stringify(["days", "items", "labels", "kinds"].map((name) => this.model.get(name)));
    if (seen !== this.seen) {
      this.seen = seen;
      this.drawAll();
    }
    this.mark();
  }

  drawAll() {
    const hadFocus = this.days.contains(document.activeElement);
    const days = this.model.get("days");
    this.items = new Map(this.model.get("items").map((item) => [item.id, item]));
    this.root.setAttribute("aria-label", this.labels.period);
    this.hours = this.span();
    // More than fits a screen: two columns, the first half of the days on the left.
    this.days.style.setProperty("--rows", Math.ceil(days.length / 2));
    this.days.classList.toggle("is-long", days.reduce((strips, { rooms }) => strips + rooms.length + 1, 0) > LONG);
    this.days.replaceChildren(...days.map((day) => this.day(day)));
    this.drawLegend();
    const ids = this.blocks.map(({ dataset }) => dataset.item);
    if (!ids.includes(this.cursor)) this.cursor = ids[0] ?? "";
    if (hadFocus) this.current?.focus();
  }

  // The hours of all days, so that the same hour stands at the same place.
  span() {
    const items = [...this.items.values()];
    const opens = Math.min(minutesOf(this.model.get("opens")), ...items.map(startOf));
    const closes = Math.max(minutesOf(this.model.get("closes")), ...items.map((item) => startOf(item) + item.minutes));
    return { opens: Math.floor(opens / 60) * 60, closes: Math.min(24 * 60, Math.ceil(closes / 60) * 60) };
  }

  day({ day, title, told, rooms }) {
    const items = [...this.items.values()].filter((item) => item.start.startsWith(day)).sort(byHour);
    const { opens, closes } = this.hours;
    const hours = [];
    for (let hour = opens; hour < closes; hour += 60) hours.push(element("span", { class: "period-hour", text: clockOf(hour).slice(0, 2), style: `left:${((hour - opens) / (closes - opens)) * 100}%` }));
    const names = rooms.map(({ title: name }) => element("span", { class: "period-room", text: name, title: name }));
    const list = element("ul", { class: "period-track", style: `--rooms:${rooms.length};--hours:${(closes - opens) / 60}` },
      ...items.map((item) => element("li", {}, this.block(item, rooms, laneOf(item, items)))));
    return element("section", { class: "period-day", dataset: { empty: items.length === 0 }, "aria-label": `${title}. ${told}` },
      element("h3", {}, element("span", { text: title }), element("small", { text: told })),
      element("div", { class: "period-hours", "aria-hidden": "true" }, ...hours),
      element("div", { class: "period-rooms", "aria-hidden": "true" }, ...names), list);
  }

  block(item, rooms, { lane, lanes }) {
    const { opens, closes } = this.hours;
    const share = (minutes) => `${(minutes / (closes - opens)) * 100}%`;
    const row = Math.max(0, rooms.findIndex(({ id }) => id === item.room));
    const classes = ["period-item", `kind-${item.kind.replace(/\W/g, "")}`, item.severity && `is-${item.severity}`, item.dim && "is-dim", item.pinned && "is-pinned", item.private && "is-private"];
    return element("button", {
      type: "button", tabindex: "-1", class: classes.filter(Boolean).join(" "), dataset: { item: item.id }, "aria-label": this.describe(item, rooms),
      style: `--left:${share(startOf(item) - opens)};--width:${share(Math.max(15, item.minutes))};--row:${row};--lane:${lane};--lanes:${lanes}`,
    },
      element("span", { class: "period-when", text: `${this.hoursOf(item)} · ${rooms[row]?.title ?? ""}` }),
      element("span", { class: "period-title", text: item.title }),
      element("span", { class: "period-subtitle", text: [item.subtitle, ...this.marks(item)].filter(Boolean).join(" · ") }));
  }

  hoursOf(item) { return `${item.start.slice(11, 16)}–${clockOf((startOf(item) + item.minutes) % (24 * 60))}`; }

  marks(item) {
    const { labels } = this;
    return [item.severity && labels[item.severity], item.private && labels.private, item.pinned && labels.pinned, item.dim && labels.dim].filter(Boolean);
  }

  describe(item, rooms) {
    const room = rooms.find(({ id }) => id === item.room)?.title;
    return [item.title, this.hoursOf(item), room, item.subtitle, ...this.marks(item)].filter(Boolean).join(", ");
  }

  drawLegend() {
    const { labels } = this;
    const kinds = this.model.get("kinds").map(({ kind, title }) => element("span", {}, element("i", { class: `period-swatch kind-${kind.replace(/\W/g, "")}` }), title));
    const marks = ["warning", "breach", "pinned", "private"].map((mark) => element("span", {}, element("i", { class: `period-swatch is-${mark}` }), labels[mark]));
    this.legend.replaceChildren(...kinds, ...marks);
  }

  mark() {
    const selected = this.model.get("selected");
    for (const block of this.blocks) {
      const isSelected = block.dataset.item === selected;
      block.classList.toggle("is-selected", isSelected);
      if (isSelected) block.setAttribute("aria-current", "true");
      else block.removeAttribute("aria-current");
      block.setAttribute("tabindex", block.dataset.item === this.cursor ? "0" : "-1");
    }
  }

  get current() { return this.blocks.find(({ dataset }) => dataset.item === this.cursor); }

  enter(block) {
    if (!block) return;
    this.cursor = block.dataset.item;
    this.mark();
  }

  open(block) {
    if (block) this.model.send({ action: "open", item: block.dataset.item });
  }

  // The whole title beside a small block; the agenda shows it anyway.
  tell(block) {
    const isNarrow = this.root.clientWidth <= 640;
    this.tip.hidden = !block || isNarrow;
    if (this.tip.hidden) return;
    const parts = [["b", ".period-title"], ["span", ".period-when"], ["span", ".period-subtitle"]];
    this.tip.replaceChildren(...parts.map(([tag, part]) => element(tag, { text: block.querySelector(part).textContent })));
    const [frame, box] = [this.root, block].map((node) => node.getBoundingClientRect());
    const left = Math.min(box.left - frame.left, frame.width - this.tip.offsetWidth - 4);
    const isLow = box.bottom + this.tip.offsetHeight + 8 > window.innerHeight;
    this.tip.style.left = `${Math.max(0, left)}px`;
    this.tip.style.top = `${isLow ? box.top - frame.top - this.tip.offsetHeight - 4 : box.bottom - frame.top + 4}px`;
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { blocks } = this;
    const at = blocks.findIndex(({ dataset }) => dataset.item === this.cursor);
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    const days = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Escape" && !this.tip.hidden) this.tip.hidden = true;
    else if (step) blocks[Math.max(0, Math.min(at + step, blocks.length - 1))]?.focus();
    else if (days) this.nextDay(blocks[at], days)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The block of the next day that has any, at the nearest hour.
  nextDay(block, direction) {
    const strips = [...this.days.children].filter((day) => day.querySelector(".period-item"));
    const next = strips[strips.indexOf(block?.closest(".period-day")) + direction];
    const hour = startOf(this.items.get(block.dataset.item));
    const distance = (other) => Math.abs(startOf(this.items.get(other.dataset.item)) - hour);
    return next && [...next.querySelectorAll(".period-item")].sort((a, b) => distance(a) - distance(b))[0];
  }
}

export default {
  render({ model, el }) {
    const board = new PeriodBoard(model);
    el.append(board.root);
    board.draw();
    return () => board.remove();
  },
};
