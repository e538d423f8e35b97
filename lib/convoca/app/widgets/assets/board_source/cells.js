import { element, fill } from "./dom.js";
import { clockOf, endOf, minutesOf, startOf } from "./wall_time.js";

const STEPS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-4, 0], PageDown: [4, 0], Home: [0, -Infinity], End: [0, Infinity],
};

const isEmpty = (cells) => cells.every((cell) => !cell.querySelector(".board-entry"));
const setOnce = (node, name, value) => node.getAttribute(name) !== value && node.setAttribute(name, value);

// The board for the keyboard and for screen readers: a grid of hours by rooms, one cell per slot.
// On a wide screen it lies transparent over the calendar; on a narrow one it is the agenda list.
export class Cells {
  constructor(board) {
    this.board = board;
    this.cursor = { row: 0, column: 0 };
    this.rows = []; // the cells, row by row
    this.cells = [];
    this.root = element("div", { class: "board-cells", role: "grid" });
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("focusin", ({ target }) => this.follow(target.closest("[role=gridcell]")));
  }

  draw() {
    const { programme } = this.board;
    const hadFocus = this.root.contains(document.activeElement);
    const frame = JSON.stringify([programme.labels, programme.rooms, programme.slots]);
    if (frame === this.frame) this.drawChanged();
    else this.drawAll();
    this.frame = frame;
    this.moveTo(this.cursor.row, this.cursor.column, { focus: hadFocus });
    this.grade();
  }

  drawAll() {
    const { programme } = this.board;
    this.root.setAttribute("aria-label", programme.labels.board);
    this.root.style.setProperty("--rooms", programme.rooms.length);
    const corner = element("span", { role: "columnheader", text: programme.labels.hour });
    const heads = programme.rooms.map(({ title }) => element("span", { role: "columnheader", text: title }));
    this.root.replaceChildren(
      element("div", { class: "board-heads", role: "row" }, corner, ...heads),
      ...programme.slots.map((slot) => this.row(slot)),
    );
    this.rows = [...this.root.querySelectorAll(".board-row")].map((row) => [...row.querySelectorAll("[role=gridcell]")]);
    this.cells = this.rows.flat();
  }

  // A move changes a few cells; to draw all of them again would take longer than the answer to it.
  drawChanged() {
    const { programme } = this.board;
    this.rows.forEach((cells, row) => {
      cells.forEach((cell, column) => {
        const [room, slot] = [programme.rooms[column], programme.slots[row]];
        if (cell.drawn === this.contentOf(room, slot)) return;
        cells[column] = this.cell(room, slot);
        cell.replaceWith(cells[column]);
      });
      if (cells.length) cells[0].closest(".board-row").dataset.empty = isEmpty(cells);
    });
    this.cells = this.rows.flat();
  }

  // Everything that the look of a cell depends on.
  contentOf(room, slot) {
    const { programme } = this.board;
    return JSON.stringify([programme.itemsAt(room.id, slot), programme.closureAt(room.id, slot)]);
  }

  // Paints what every place would cost the thing in hand. One sign for a run of places that cost the same.
  grade() {
    const { programme, places } = this.board;
    const signs = new Map(); // room -> what was said last
    for (const cell of this.cells) {
      const place = programme.place(Number(cell.dataset.slot), cell.dataset.room);
      const grade = places.gradeOf(place);
      const change = grade && grade !== "none" ? places.changeOf(place) : "";
      if (!grade && !cell.dataset.grade && cell.hasAttribute("aria-label")) continue;
      if (grade) cell.dataset.grade = grade;
      else delete cell.dataset.grade;
      cell.dataset.change = change;
      cell.classList.toggle("is-first", Boolean(change) && change !== signs.get(place.room));
      signs.set(place.room, change);
      setOnce(cell, "aria-label", [cell.said, grade && places.saidOf(place)].filter(Boolean).join(". "));
    }
    this.root.classList.toggle("has-legal", this.cells.some(({ dataset }) => dataset.change));
  }

  cellOf({ room, start }) {
    const minutes = minutesOf(start.slice(11, 16));
    return this.cells.find(({ dataset }) => dataset.room === room && Number(dataset.slot) === minutes);
  }

  mark() {
    const { selected, programme } = this.board;
    for (const entry of this.root.querySelectorAll(".board-entry")) entry.classList.toggle("is-selected", entry.dataset.item === selected);
    const chosen = programme.items.find(({ id }) => id === selected);
    for (const cell of this.cells) {
      const slot = Number(cell.dataset.slot);
      const isChosen = chosen?.room === cell.dataset.room && startOf(chosen) < slot + programme.step && endOf(chosen) > slot;
      setOnce(cell, "aria-selected", String(Boolean(isChosen)));
    }
    if (!this.isSeen(this.current)) this.moveTo(this.cursor.row, this.cursor.column, { focus: false });
    this.paint();
  }

  row(slot) {
    const { programme } = this.board;
    const cells = programme.rooms.map((room) => this.cell(room, slot));
    return element("div", { class: "board-row", role: "row", dataset: { empty: isEmpty(cells) } },
      element("span", { class: "board-hour", role: "rowheader", text: clockOf(slot) }), ...cells);
  }

  cell(room, slot) {
    const { programme } = this.board;
    const here = programme.itemsAt(room.id, slot);
    const starting = here.filter((item) => startOf(item) >= slot);
    const cell = element("div", {
      role: "gridcell", tabindex: "-1",
      dataset: { room: room.id, slot, state: starting.length ? "starts" : here.length ? "goes-on" : "free" },
    }, ...starting.map((item) => this.entry(item, room)));
    cell.drawn = this.contentOf(room, slot);
    cell.said = programme.describeCell(room, slot, here); // its name, before what a thing in hand adds to it
    if (!starting.length) {
      const content = here.map(({ title }) => fill(programme.labels.continues, { title })).join("; ") || programme.closureAt(room.id, slot) || programme.labels.free;
      cell.append(element("span", { class: "board-free", text: `${room.title}: ${content}` }));
    }
    const longest = Math.max(0, ...starting.map((item) => endOf(item) - slot));
    cell.style.setProperty("--slots", Math.max(1, longest / programme.step));
    return cell;
  }

  entry(item, room) {
    const severity = item.severity && `is-${item.severity}`;
    return element("div", { class: `board-entry board-item kind-${item.kind.replace(/\W/g, "")} ${severity}`, dataset: { item: item.id } },
      element("span", { class: "board-place", text: room.title }), ...this.board.calendar.contentOf(item));
  }

  get current() { return this.rows[this.cursor.row]?.[this.cursor.column]; }

  // Asking the browser costs a layout, and on a wide screen the answer is known.
  isSeen(cell) { return Boolean(cell) && (!this.board.isNarrow || cell.checkVisibility()); }

  get place() {
    const { room, slot } = this.current.dataset;
    return this.board.programme.place(Number(slot), room);
  }

  // Room and hour under a point of the screen, or null outside the hours and rooms.
  placeAt(x, y) {
    const { left, top, width, height } = this.root.getBoundingClientRect();
    const { rooms, slots } = this.board.programme;
    const room = rooms[Math.floor(((x - left) / width) * rooms.length)];
    const slot = slots[Math.floor(((y - top) / height) * slots.length)];
    return room && slot !== undefined ? this.board.programme.place(slot, room.id) : null;
  }

  // One cell takes part in the Tab order: the one under the cursor, or the first that can be seen.
  moveTo(row, column, { focus = true } = {}) {
    const clamp = (value, size) => Math.max(0, Math.min(value, size - 1));
    this.current?.setAttribute("tabindex", "-1");
    this.cursor = { row: clamp(row, this.rows.length), column: clamp(column, this.board.programme.rooms.length) };
    if (!this.isSeen(this.current)) {
      const from = Math.max(0, this.cells.indexOf(this.current));
      const isSeen = (cell) => this.isSeen(cell);
      this.follow(this.cells.slice(from).find(isSeen) ?? this.cells.slice(0, from).findLast(isSeen));
    }
    this.current?.setAttribute("tabindex", "0");
    if (focus) this.current?.focus();
    this.paint();
  }

  follow(cell) {
    if (!cell) return;
    this.current?.setAttribute("tabindex", "-1");
    const row = this.rows.findIndex((cells) => cells.includes(cell));
    this.cursor = { row, column: this.rows[row].indexOf(cell) };
    cell.setAttribute("tabindex", "0");
    this.paint();
    if (this.board.carried) this.board.places.explain(this.place);
  }

  goToPlace({ room, start }, options) {
    const { programme } = this.board;
    const minutes = minutesOf(start.slice(11, 16));
    const row = programme.slots.findLastIndex((slot) => slot <= minutes);
    this.moveTo(row, programme.rooms.findIndex(({ id }) => id === room), options);
  }

  // Where the carried item would lie: from the cursor, or from the place under the pointer.
  paint(place = this.board.carried && this.current && this.place) {
    const { programme, carried } = this.board;
    const thing = place && (carried?.thing ?? programme.find(place.item));
    const from = place && minutesOf(place.start.slice(11, 16));
    for (const cell of this.cells) {
      const slot = Number(cell.dataset.slot);
      const isTarget = Boolean(thing) && cell.dataset.room === place.room && slot >= from && slot < from + thing.minutes;
      cell.classList.toggle("is-target", isTarget);
      if (isTarget && slot === from) this.root.style.setProperty("--thing", thing.minutes / programme.step);
    }
  }

  // A step passes over cells that the agenda list does not show.
  step(rows, columns) {
    if (!Number.isFinite(columns)) return this.moveTo(this.cursor.row, columns < 0 ? 0 : Infinity);
    const { row, column } = this.cursor;
    if (this.board.isNarrow) {
      const seen = this.cells.filter((cell) => this.isSeen(cell));
      const next = seen[seen.indexOf(this.current) + Math.sign(rows + columns) * Math.max(Math.abs(rows), Math.abs(columns))];
      return next?.focus();
    }
    return this.moveTo(row + rows, column + columns);
  }

  // The item that a key is meant for: the selected one if it lies here, else the first.
  get item() {
    const { room, slot } = this.current.dataset;
    const here = this.board.programme.itemsAt(room, Number(slot));
    return here.find((item) => item.id === this.board.selected) ?? here[0];
  }

  onKey(event) {
    const { board } = this;
    const id = this.item?.id;
    const free = {
      Enter: () => id && board.pickUp(id),
      " ": () => this.selectNext(),
      Escape: () => board.select(""),
      Delete: () => board.takeOut(id),
      Backspace: () => board.takeOut(id),
      p: () => board.pin(id),
      x: () => board.beginSwap(id),
    };
    const carrying = { Enter: () => board.drop(this.place), Escape: () => board.cancel() };
    const swapping = { Enter: () => board.swapWith(id), x: () => board.swapWith(id), Escape: () => board.cancel() };
    const keys = board.carried ? carrying : board.swapping ? swapping : free;
    const action = STEPS[event.key] ? () => this.step(...STEPS[event.key]) : keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  selectNext() {
    const { room, slot } = this.current.dataset;
    const here = this.board.programme.itemsAt(room, Number(slot));
    const next = here[here.findIndex((item) => item.id === this.board.selected) + 1] ?? here[0];
    this.board.select(next?.id ?? "");
    if (next) this.board.announce(this.board.programme.describe(next));
  }

  // Lies exactly over the calendar's columns, wherever those came to be.
  fitOver(columns, frame) {
    this.root.style.setProperty("--left", `${columns.left - frame.left}px`);
    this.root.style.setProperty("--top", `${columns.top - frame.top}px`);
    this.root.style.setProperty("--width", `${columns.width}px`);
    this.root.style.setProperty("--height", `${columns.height}px`);
  }
}
