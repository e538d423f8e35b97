import { element, fill } from "./dom.js";

const DRAG_BEGINS_AT = 5; // pixels: a hand trembles

// What is not placed yet: a list of buttons, one Tab stop. Enter or a click picks up, a drag goes straight to the board.
export class Tray {
  constructor(board) {
    this.board = board;
    this.cursor = "";
    this.heading = element("h3");
    this.list = element("ul");
    this.empty = element("p");
    this.root = element("section", { class: "board-tray" }, this.heading, this.empty, this.list);
    this.root.addEventListener("click", ({ target }) => this.choose(target.closest("button")?.dataset.item));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("pointerdown", (event) => this.onPointerDown(event));
  }

  draw() {
    const { programme } = this.board;
    const focused = this.root.contains(document.activeElement) && document.activeElement.dataset.item;
    const things = programme.tray;
    this.heading.textContent = `${programme.labels.tray} (${things.length})`;
    this.root.setAttribute("aria-label", programme.labels.tray);
    this.empty.textContent = things.length ? "" : programme.labels.tray_empty;
    if (!things.some(({ id }) => id === this.cursor)) this.cursor = things[0]?.id ?? "";
    this.list.replaceChildren(...things.map((thing) => element("li", {},
      element("button", {
        type: "button",
        tabindex: thing.id === this.cursor ? "0" : "-1",
        dataset: { item: thing.id },
      },
        element("b", { text: thing.title }),
        element("span", { text: [thing.subtitle, fill(programme.labels.minutes, thing)].filter(Boolean).join(" · ") })))));
    if (focused) this.focus(focused);
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
    const ids = this.board.programme.tray.map(({ id }) => id);
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
    const listen = (name, react) => window.addEventListener(name, react, { signal: leash.signal });
    let ghost;
    const stop = () => {
      leash.abort();
      ghost?.remove();
      this.board.cells.paint();
    };
    listen("pointermove", ({ clientX, clientY }) => {
      if (!ghost && Math.hypot(clientX - down.clientX, clientY - down.clientY) < DRAG_BEGINS_AT) return;
      ghost ??= this.root.appendChild(element("div", { class: "board-ghost", text: thing.title }));
      ghost.style.translate = `${clientX + 8}px ${clientY + 8}px`;
      const place = this.board.cells.placeAt(clientX, clientY);
      this.board.cells.paint(place && { ...place, item: thing.id });
    });
    listen("pointerup", ({ clientX, clientY }) => {
      const place = ghost && this.board.cells.placeAt(clientX, clientY);
      if (ghost) this.board.ignoreNextClick();
      stop();
      if (place) this.board.ask({ item: thing.id, ...place });
    });
    listen("pointercancel", stop);
    listen("keydown", ({ key }) => key === "Escape" && stop());
  }
}
