import { element, fill } from "./dom.js";
import { sign } from "./signs.js";

const DRAG_BEGINS_AT = 5; // pixels: a hand trembles
const SEARCHED_FROM = 13; // things: a dozen is read faster than it is searched

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(); // "Perú" is found by "peru"

// What is not placed yet: a list of buttons, one Tab stop. Enter or a click picks up, a drag goes straight to the board.
export class Tray {
  constructor(board) {
    this.board = board;
    this.cursor = "";
    this.heading = element("h3");
    this.list = element("ul");
    this.empty = element("p");
    this.search = element("input", { type: "search" });
    this.search.addEventListener("input", () => { this.draw(); this.mark(); });
    this.root = element("section", { class: "board-tray" }, this.heading, this.search, this.empty, this.list);
    this.root.addEventListener("click", ({ target }) => this.choose(target.closest("button")?.dataset.item));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("pointerdown", (event) => this.onPointerDown(event));
  }

  draw() {
    const { labels, tray } = this.board.programme;
    const focused = this.list.contains(document.activeElement) && document.activeElement.dataset.item;
    this.search.hidden = tray.length < SEARCHED_FROM;
    this.search.placeholder = labels.tray_search;
    this.search.setAttribute("aria-label", labels.tray_search);
    const { things } = this;
    this.root.classList.toggle("is-empty", tray.length === 0);
    this.heading.textContent = things.length < tray.length ? `${labels.tray} (${things.length}/${tray.length})` : `${labels.tray} (${tray.length})`;
    this.root.setAttribute("aria-label", labels.tray);
    this.empty.textContent = things.length ? "" : tray.length ? labels.tray_not_found : labels.tray_empty;
    if (!things.some(({ id }) => id === this.cursor)) this.cursor = things[0]?.id ?? "";
    this.list.replaceChildren(...things.map((thing) => element("li", {}, this.entry(thing))));
    if (focused) this.focus(focused);
  }

  // What is shown: everything, or what the words of the search are found in.
  get things() {
    const { tray } = this.board.programme;
    const asked = tray.length < SEARCHED_FROM ? [] : plain(this.search.value).split(/\s+/).filter(Boolean);
    const textOf = ({ title, subtitle = "", needs = [] }) => plain([title, subtitle, ...needs.map(({ text }) => text)].join(" "));
    return asked.length ? tray.filter((thing) => asked.every((word) => textOf(thing).includes(word))) : tray;
  }

  entry(thing) {
    const { labels } = this.board.programme;
    const needs = (thing.needs ?? []).map((need) =>
      element("span", { class: "board-need" }, ...(need.sign ? [sign(need.sign)] : []), need.text));
    return element("button", {
      type: "button",
      class: `board-item kind-${(thing.kind ?? "").replace(/\W/g, "")}`,
      tabindex: thing.id === this.cursor ? "0" : "-1",
      dataset: { item: thing.id },
    },
      element("b", { text: thing.title }),
      element("span", { class: "board-facts", text: [fill(labels.minutes, thing), thing.subtitle].filter(Boolean).join(" · ") }),
      ...(needs.length ? [element("span", { class: "board-needs" }, ...needs)] : []));
  }

  mark() {
    const { selected, carried } = this.board;
    for (const button of this.list.querySelectorAll("button")) {
      const { item } = button.dataset;
      button.classList.toggle("is-selected", item === selected);
      button.classList.toggle("is-carried", item === carried?.item);
      button.setAttribute("aria-pressed", String(item === carried?.item));
    }
  }

  focus(id) {
    const buttons = [...this.list.querySelectorAll("button")];
    const button = buttons.find(({ dataset }) => dataset.item === id) ?? buttons[0];
    if (!button) return false;
    buttons.forEach((other) => other.setAttribute("tabindex", other === button ? "0" : "-1"));
    this.cursor = button.dataset.item;
    button.focus();
    return true;
  }

  choose(id) {
    if (!id || this.board.ignoresClick) return;
    this.board.select(id);
    if (this.board.carried?.item === id) this.board.cancel();
    else this.board.pickUp(id);
  }

  onKey(event) {
    if (event.target === this.search) return;
    const ids = this.things.map(({ id }) => id);
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === "Escape") this.board.cancel();
    else if (step) this.focus(ids[Math.max(0, Math.min(ids.indexOf(this.cursor) + step, ids.length - 1))]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  isAt(x, y) { return this.root.contains(document.elementFromPoint(x, y)); }

  onPointerDown(down) {
    const button = down.target.closest("button");
    if (!button || !down.isPrimary || down.button || !this.board.canMove || this.board.isNarrow) return;
    const thing = this.board.programme.find(button.dataset.item);
    const leash = new AbortController();
    const listen = (name, react) => window.addEventListener(name, react, { signal: leash.signal, capture: true });
    let ghost;
    const stop = () => {
      leash.abort();
      ghost?.remove();
      if (ghost) this.board.places.end();
      this.board.cells.paint();
    };
    listen("pointermove", ({ clientX, clientY }) => {
      if (!ghost && Math.hypot(clientX - down.clientX, clientY - down.clientY) < DRAG_BEGINS_AT) return;
      if (!ghost) {
        ghost = this.root.appendChild(element("div", { class: "board-ghost", text: thing.title }));
        this.board.letGo();
        this.board.places.begin(thing);
      }
      ghost.style.translate = `${clientX + 8}px ${clientY + 8}px`;
      const place = this.board.cells.placeAt(clientX, clientY);
      this.board.cells.paint(place && { ...place, item: thing.id });
      this.board.places.explain(place);
    });
    listen("pointerup", ({ clientX, clientY }) => {
      const place = ghost && this.board.cells.placeAt(clientX, clientY);
      if (ghost) this.board.ignoreNextClick();
      stop();
      if (place) this.board.ask({ action: "move", item: thing.id, ...place });
    });
    listen("pointercancel", stop);
    listen("keydown", ({ key }) => {
      if (key !== "Escape") return;
      if (ghost) this.board.ignoreNextClick();
      stop();
    });
  }
}
