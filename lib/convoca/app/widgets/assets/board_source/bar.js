import { element, fill } from "./dom.js";
import { sign } from "./signs.js";

const GRADES = ["better", "same", "worse", "none"];
const GRADES_OF_WAITING = ["best", "worse", "none"];

// Above the board: what is chosen or in hand, what can be done with it, and what was done. It keeps its height,
// so that nothing moves under the pointer while something is dragged.
export class Bar {
  constructor(board) {
    this.board = board;
    this.title = element("span", { class: "board-title" });
    this.buttons = {
      move: this.button((id) => board.pickUp(id)),
      take_out: this.button((id) => board.takeOut(id)),
      pin: this.button((id) => board.pin(id)),
      swap: this.button((id) => board.beginSwap(id)),
      cancel: this.button(() => board.cancel()),
    };
    this.status = element("p", { class: "board-status", role: "status", "aria-live": "polite" });
    this.legend = element("p", { class: "board-legend" });
    this.root = element("div", { class: "board-bar" },
      element("div", { class: "board-commands" }, this.title, ...Object.values(this.buttons)), this.status, this.legend);
  }

  button(action) {
    const node = element("button", { type: "button" });
    node.addEventListener("click", () => action(this.board.selected));
    return node;
  }

  say(sentence) { this.status.textContent = sentence; }

  draw() {
    const { board } = this;
    const { labels } = board.programme;
    const held = board.carried ?? board.swapping;
    const chosen = held?.thing ?? board.programme.find(board.selected);
    const isPlaced = chosen && board.programme.isPlaced(chosen.id);
    const asked = board.carried ? labels.moving : labels.swapping;
    this.title.textContent = held ? fill(asked, chosen) : chosen?.title ?? (board.canMove ? labels.help : "");
    this.title.title = chosen ? this.title.textContent : "";
    this.title.classList.toggle("is-help", !chosen);
    const isFree = chosen && !held;
    const shown = {
      move: isFree && board.canMove,
      take_out: isFree && isPlaced && board.can("take_out"),
      pin: isFree && isPlaced && board.can("pin"),
      swap: isFree && isPlaced && board.can("swap"),
      cancel: held,
    };
    for (const [name, button] of Object.entries(this.buttons)) {
      const label = name === "pin" && chosen?.pinned ? labels.unpin : labels[name];
      if (button.textContent !== label) button.textContent = label;
      button.hidden = !shown[name];
    }
    this.drawLegend();
  }

  // What the colours and signs of the moment mean: costs while something is in hand, else the marks of what lies on the board.
  drawLegend() {
    const { labels } = this.board.programme;
    const { places } = this.board;
    const grades = places.isKnown && (places.isPlaced ? GRADES : GRADES_OF_WAITING);
    const drawn = JSON.stringify([grades, labels]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const marks = grades
      ? grades.map((grade) => element("span", {}, element("i", { class: "board-swatch", dataset: { grade: grade === "best" ? "better" : grade } }), labels[`legend_${grade}`]))
      : ["pin", "private", "hold"].map((name) => element("span", {}, sign(name), labels[`legend_${name}`]));
    this.legend.replaceChildren(...marks);
  }
}
