// The board in the browser. It holds no truth: it shows `items` and `tray`, asks Python about every change, and shows what comes back.
import { Calendar } from "./calendar.js";
import { Cells } from "./cells.js";
import { element, fill } from "./dom.js";
import { Programme } from "./programme.js";
import { Tray } from "./tray.js";

const NARROW = 640; // pixels; board.css has the same number

class Board {
  constructor(model) {
    this.model = model;
    this.programme = new Programme(model);
    this.carried = null; // {item}: what was picked up and waits to be dropped
    this.title = element("span", { class: "board-title" });
    this.buttons = {
      move: this.button(() => this.pickUp(this.selected)),
      take_out: this.button(() => this.takeOut(this.selected)),
      cancel: this.button(() => this.cancel()),
    };
    this.status = element("p", { class: "board-status", role: "status", "aria-live": "polite" });
    this.calendar = new Calendar(this);
    this.cells = new Cells(this);
    this.tray = new Tray(this);
    this.nothing = element("p", { class: "board-nothing" });
    this.stage = element("div", { class: "board-stage" }, this.calendar.root, this.nothing, this.cells.root);
    this.stage.addEventListener("click", (event) => this.onClick(event));
    // JupyterLab's own one-letter commands must not take the keys of the board.
    this.root = element("div", { class: "board", dataset: { lmSuppressShortcuts: "true" } },
      element("div", { class: "board-bar" }, this.title, ...Object.values(this.buttons), this.status),
      element("div", { class: "board-columns" }, this.stage, this.tray.root));
    this.isNarrow = false;
    this.observer = new ResizeObserver(() => {
      this.isNarrow = this.root.clientWidth <= NARROW;
      this.cells.mark();
      this.fit();
    });
    this.observer.observe(this.root);
    this.observer.observe(this.stage);
    this.onMessage = (message) => this.heard(message);
    this.onChange = () => this.scheduleDrawing();
    model.on("msg:custom", this.onMessage);
    model.on("change", this.onChange);
  }

  remove() {
    this.model.off("msg:custom", this.onMessage);
    this.model.off("change", this.onChange);
    this.observer.disconnect();
    this.calendar.remove();
  }

  get canMove() { return this.model.get("_can_move"); }
  get canTakeOut() { return this.model.get("_can_take_out"); }
  get selected() { return this.model.get("selected"); }

  button(action) {
    const node = element("button", { type: "button" });
    node.addEventListener("click", action);
    return node;
  }

  // Several traits that change together are drawn once.
  scheduleDrawing() {
    this.drawing ??= queueMicrotask(() => { this.drawing = undefined; this.draw(); }) ?? true;
  }

  draw() {
    if (this.programme.refresh()) {
      this.calendar.draw();
      this.cells.draw();
      this.tray.draw();
      this.nothing.textContent = this.programme.items.length ? "" : this.programme.labels.nothing_placed;
    }
    this.mark();
    // EventCalendar draws in a microtask of its own.
    requestAnimationFrame(() => { this.calendar.mark(); this.fit(); });
  }

  // Shows what is selected and what is carried, on what is drawn already.
  mark() {
    if (this.carried && !this.programme.find(this.carried.item)) this.carried = null;
    this.root.classList.toggle("is-carrying", Boolean(this.carried));
    this.calendar.mark();
    this.cells.mark();
    this.tray.mark();
    this.drawBar();
  }

  drawBar() {
    const { labels } = this.programme;
    const chosen = this.programme.find(this.carried?.item ?? this.selected);
    const isPlaced = chosen && this.programme.isPlaced(chosen.id);
    this.title.textContent = this.carried ? fill(labels.moving, chosen) : chosen?.title ?? (this.canMove ? labels.help : "");
    this.title.classList.toggle("is-help", !chosen);
    const shown = {
      move: chosen && !this.carried && this.canMove,
      take_out: isPlaced && !this.carried && this.canTakeOut,
      cancel: this.carried,
    };
    for (const [name, button] of Object.entries(this.buttons)) {
      button.textContent = labels[name];
      button.hidden = !shown[name];
    }
  }

  fit() {
    const columns = this.calendar.root.querySelector(".ec-body .ec-grid");
    if (columns) this.cells.fitOver(columns.getBoundingClientRect(), this.stage.getBoundingClientRect());
  }

  announce(sentence, { isRefusal = false } = {}) {
    this.status.textContent = sentence;
    this.root.classList.toggle("is-refused", isRefusal);
  }

  select(id) {
    if (id === this.selected) return;
    this.announce("");
    this.model.set("selected", id);
    this.model.save_changes();
  }

  pickUp(id) {
    const thing = this.programme.find(id);
    if (!thing || !this.canMove) return;
    this.select(id);
    this.carried = { item: id };
    this.announce(fill(this.programme.labels.picked_up, thing));
    this.mark();
    if (this.programme.isPlaced(id)) this.cells.goToPlace(thing);
    else this.cells.moveTo(this.cells.cursor.row, this.cells.cursor.column);
  }

  cancel() {
    if (!this.carried) return;
    const thing = this.programme.find(this.carried.item);
    this.carried = null;
    this.announce(fill(this.programme.labels.cancelled, thing));
    this.mark();
    this.returnTo(thing);
  }

  // The focus goes where the thing is: on the board, or in the tray.
  returnTo(thing) {
    if (this.programme.isPlaced(thing.id) || !this.tray.focus(thing.id)) {
      this.cells.goToPlace(thing.start ? thing : this.cells.place);
    }
  }

  drop(place) {
    const { item } = this.carried;
    this.carried = null;
    this.ask({ item, ...place, byKey: true });
  }

  takeOut(id) {
    if (id && this.canTakeOut && this.programme.isPlaced(id)) this.ask({ item: id, byKey: this.root.contains(document.activeElement) });
  }

  // A move, or without a room a taking out. Shown at once; Python's answer decides.
  ask({ item, room, start, byKey = false }) {
    const question = Math.random().toString(36).slice(2);
    this.programme.unanswered.set(question, { item, room, start, byKey });
    this.model.send(room ? { question, action: "move", item, room, start } : { question, action: "take_out", item });
    this.draw();
  }

  heard({ question, refusal, announcement }) {
    if (announcement !== undefined) return this.announce(announcement);
    const move = this.programme.unanswered.get(question);
    if (!move) return undefined; // asked by another view of the same board
    this.programme.unanswered.delete(question);
    const thing = this.programme.find(move.item);
    const { labels } = this.programme;
    const outcome = refusal ? labels.refused : move.room ? labels.moved : labels.taken_out;
    const where = move.room && this.programme.describePlace(move);
    this.draw();
    this.announce(fill(outcome, { title: thing?.title ?? "", ...where, reason: refusal }), { isRefusal: Boolean(refusal) });
    if (thing && move.byKey) this.returnTo(thing);
    return undefined;
  }

  // A drag ends with a click, which means nothing more.
  ignoreNextClick() {
    this.ignoresClick = true;
    setTimeout(() => { this.ignoresClick = false; });
  }

  onClick({ target, clientX, clientY }) {
    if (this.ignoresClick) return;
    const cell = target.closest("[role=gridcell]");
    const item = target.closest(".ec-event, .board-entry")?.querySelector("[data-item]")?.dataset.item;
    if (this.carried) {
      if (cell) this.cells.follow(cell);
      const place = cell ? this.cells.place : this.cells.placeAt(clientX, clientY);
      if (place) this.drop(place);
    } else if (item) {
      this.select(item);
      this.cells.goToPlace(this.programme.find(item));
    } else if (!cell) {
      const place = this.cells.placeAt(clientX, clientY);
      if (place) this.cells.goToPlace(place);
    }
  }
}

function render({ model, el }) {
  const board = new Board(model);
  el.append(board.root);
  board.draw();
  return () => board.remove();
}

export default { render };
