// The board in the browser. It holds no truth: it shows `items` and `tray`, asks Python about every change, and shows what comes back.
import { Bar } from "./bar.js";
import { Calendar } from "./calendar.js";
import { Cells } from "./cells.js";
import { element, fill } from "./dom.js";
import { Places } from "./places.js";
import { Programme } from "./programme.js";
import { Tray } from "./tray.js";

const NARROW = 640; // pixels; board.css has the same number

class Board {
  constructor(model) {
    this.model = model;
    this.programme = new Programme(model);
    this.carried = null; // {item, thing}: what was picked up and waits to be dropped
    this.swapping = null; // {item, thing}: what waits for the other one to change places with
    this.bar = new Bar(this);
    this.places = new Places(this);
    this.calendar = new Calendar(this);
    this.cells = new Cells(this);
    this.tray = new Tray(this);
    this.nothing = element("p", { class: "board-nothing" });
    this.stage = element("div", { class: "board-stage" }, this.calendar.root, this.nothing, this.cells.root, this.places.bubble);
    this.stage.addEventListener("click", (event) => this.onClick(event));
    this.stage.addEventListener("pointermove", (event) => this.onHover(event));
    this.stage.addEventListener("pointerleave", () => this.carried && this.places.explain(null));
    // JupyterLab's own one-letter commands must not take the keys of the board.
    this.root = element("div", { class: "board", dataset: { lmSuppressShortcuts: "true" } },
      this.bar.root, element("div", { class: "board-columns" }, this.stage, this.tray.root));
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
    this.places.remove();
  }

  can(action) { return this.model.get("_can").includes(action); }
  get canMove() { return this.can("move"); }
  get selected() { return this.model.get("selected"); }
  get isBusy() { return Boolean(this.carried ?? this.swapping); }

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
      this.places.follow();
    }
    this.mark();
    // EventCalendar draws in a microtask of its own.
    requestAnimationFrame(() => { this.calendar.mark(); this.fit(); });
  }

  // Shows what is selected and what is carried, on what is drawn already.
  mark() {
    if (this.swapping && !this.programme.isPlaced(this.swapping.item)) this.swapping = null;
    this.root.classList.toggle("is-carrying", Boolean(this.carried));
    this.root.classList.toggle("is-swapping", Boolean(this.swapping));
    this.calendar.mark();
    this.cells.mark();
    this.tray.mark();
    this.bar.draw();
  }

  fit() {
    const columns = this.calendar.root.querySelector(".ec-body .ec-grid");
    if (columns) this.cells.fitOver(columns.getBoundingClientRect(), this.stage.getBoundingClientRect());
  }

  announce(sentence, manner = "") {
    this.bar.say(sentence);
    this.root.classList.toggle("is-refused", manner === "refused");
    this.root.classList.toggle("is-doubtful", manner === "doubtful");
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
    this.swapping = null;
    this.select(id);
    this.carried = { item: id, thing };
    this.places.begin(thing);
    this.announce(fill(this.programme.labels.picked_up, thing));
    this.mark();
    if (this.programme.isPlaced(id)) this.cells.goToPlace(thing);
    else this.cells.moveTo(this.cells.cursor.row, this.cells.cursor.column);
    this.places.settle();
  }

  beginSwap(id) {
    if (!id || !this.can("swap") || !this.programme.isPlaced(id)) return;
    this.letGo();
    const thing = this.programme.find(id);
    this.select(id);
    this.swapping = { item: id, thing };
    this.announce(fill(this.programme.labels.swap_begun, thing));
    this.mark();
    this.cells.goToPlace(thing);
  }

  // The other one of a swap: the same again, or nothing, leaves both where they are.
  swapWith(id) {
    const { item } = this.swapping;
    if (!id) return;
    if (id === item) return void this.cancel();
    this.swapping = null;
    this.ask({ action: "swap", item, other: id, byKey: true });
  }

  pin(id) {
    if (id && this.can("pin") && this.programme.isPlaced(id)) this.ask({ action: "pin", item: id, byKey: this.hasFocus });
  }

  takeOut(id) {
    if (id && this.can("take_out") && this.programme.isPlaced(id)) this.ask({ action: "take_out", item: id, byKey: this.hasFocus });
  }

  get hasFocus() { return this.root.contains(document.activeElement); }

  cancel() {
    const held = this.carried ?? this.swapping;
    if (!held) return;
    this.letGo();
    this.announce(fill(this.programme.labels.cancelled, held.thing));
    this.mark();
    this.returnTo(held.thing);
  }

  letGo() {
    this.carried = null;
    this.swapping = null;
    this.places.end();
  }

  // The focus goes where the thing is: on the board, or in the tray.
  returnTo(thing) {
    if (this.programme.isPlaced(thing.id) || !this.tray.focus(thing.id)) {
      this.cells.goToPlace(this.programme.isPlaced(thing.id) ? this.programme.find(thing.id) : this.cells.place);
    }
  }

  drop(place) {
    const { item, thing } = this.carried;
    this.carried = null;
    this.ask({ action: "move", item, thing, ...place, byKey: true });
  }

  // A move or a taking out is shown at once; Python's answer decides.
  ask({ byKey = false, thing, ...question }) {
    const number = Math.random().toString(36).slice(2);
    this.programme.unanswered.set(number, { ...question, thing: thing ?? this.programme.find(question.item), byKey });
    this.places.end();
    this.model.send({ question: number, ...question });
    this.draw();
  }

  heard({ question, announcement, ...answer }) {
    if (announcement !== undefined) return this.announce(announcement);
    if (this.places.heard(question, answer)) return undefined;
    const asked = this.programme.unanswered.get(question);
    if (!asked) return undefined; // asked by another view of the same board
    this.programme.unanswered.delete(question);
    this.draw();
    this.tell(asked, answer);
    if (asked.thing && asked.byKey) this.returnTo(asked.thing);
    return undefined;
  }

  tell(asked, { refusal, remark = "" }) {
    const { labels } = this.programme;
    const thing = this.programme.find(asked.item) ?? asked.thing;
    const outcome = {
      move: labels.moved, take_out: labels.taken_out, swap: labels.swapped, pin: thing?.pinned ? labels.pinned : labels.unpinned,
    }[asked.action];
    const where = asked.action === "move" ? this.programme.describePlace(asked) : {};
    const told = fill(refusal ? labels.refused : outcome, { title: thing?.title ?? "", ...where, reason: refusal });
    this.announce(remark && !refusal ? `${told} ${fill(labels.not_legal, { reason: remark })}` : told, refusal ? "refused" : remark ? "doubtful" : "");
  }

  // A drag ends with a click, which means nothing more.
  ignoreNextClick() {
    this.ignoresClick = true;
    setTimeout(() => { this.ignoresClick = false; });
  }

  placeUnder(target, x, y) {
    const cell = target.closest?.("[role=gridcell]");
    return cell ? this.programme.place(Number(cell.dataset.slot), cell.dataset.room) : this.cells.placeAt(x, y);
  }

  onHover({ target, clientX, clientY, pointerType }) {
    if (!this.carried || pointerType === "touch") return;
    const place = this.placeUnder(target, clientX, clientY);
    this.cells.paint(place ?? undefined);
    this.places.explain(place);
  }

  onClick({ target, clientX, clientY }) {
    if (this.ignoresClick) return;
    const cell = target.closest("[role=gridcell]");
    const item = target.closest(".ec-event, .board-entry")?.querySelector("[data-item]")?.dataset.item;
    if (this.carried) {
      if (cell) this.cells.follow(cell);
      const place = cell ? this.cells.place : this.cells.placeAt(clientX, clientY);
      if (place) this.drop(place);
    } else if (this.swapping) {
      this.swapWith(item);
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
