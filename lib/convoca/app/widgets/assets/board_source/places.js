import { element, fill } from "./dom.js";

const PATIENCE = 200; // milliseconds on one cell before Python is asked why not

const keyOf = ({ room, start }) => `${start} ${room}`;
const signed = (number) => (number > 0 ? `+${number}` : number < 0 ? `−${-number}` : "=");

// Where the thing in hand may lie: what Python answered when it was picked up, and, place by place, why it may not lie there.
export class Places {
  constructor(board) {
    this.board = board;
    this.bubble = element("p", { class: "board-bubble", "aria-hidden": "true", hidden: true });
    this.forget();
  }

  remove() { clearTimeout(this.waiting); }

  forget() {
    this.thing = null;
    this.day = "";
    this.question = "";
    this.legal = null; // place -> {grade, change}, once Python has answered
    this.reasons = new Map(); // place -> why not, or "" while Python is asked
    this.questions = new Map(); // number of the question -> place
    this.asked = null; // the place under the pointer or the cursor
    this.home = ""; // the place where it was picked up: why it may not lie there is not asked unbidden
  }

  get isKnown() { return this.legal !== null; }

  // Asked once per pick-up, and again when another day is shown meanwhile.
  begin(thing, isPlaced = this.board.programme.isPlaced(thing.id)) {
    this.end();
    this.thing = thing;
    this.isPlaced = isPlaced;
    this.day = this.board.programme.day;
    if (!this.board.can("pick_up")) return;
    this.question = Math.random().toString(36).slice(2);
    this.board.model.send({ question: this.question, action: "pick_up", item: thing.id });
  }

  settle() {
    clearTimeout(this.waiting);
    this.home = this.asked ? keyOf(this.asked) : "";
  }

  follow() {
    if (this.thing && this.day !== this.board.programme.day) this.begin(this.thing, this.isPlaced);
  }

  end() {
    clearTimeout(this.waiting);
    const wasKnown = this.isKnown;
    this.forget();
    this.bubble.hidden = true;
    if (!wasKnown) return;
    this.board.announce("");
    this.board.cells.grade();
  }

  // True if the answer was for here.
  heard(question, { places, remark, reason = "" }) {
    if (question === this.question && places) {
      this.legal = new Map(places.map((place) => [keyOf(place), place]));
      this.board.cells.grade();
      this.board.bar.drawLegend();
      if (remark) this.board.announce(this.board.carried ? fill(this.board.programme.labels.picked_up_places, { title: this.thing.title, remark }) : remark);
      const place = this.asked;
      this.asked = null;
      this.explain(place);
      return true;
    }
    const place = this.questions.get(question);
    if (!place) return false;
    this.questions.delete(question);
    this.reasons.set(keyOf(place), reason);
    if (this.asked && keyOf(this.asked) === keyOf(place)) {
      this.showBubble();
      this.board.announce(this.saidOf(place), "doubtful");
    }
    return true;
  }

  gradeOf(place) {
    if (!this.isKnown) return "";
    return this.legal.get(keyOf(place))?.grade ?? "none";
  }

  // "+24" or "−12": what the place would cost more or less.
  changeOf(place) { return signed(this.legal?.get(keyOf(place))?.change ?? 0); }

  // In words, for the cell's name and the bubble; nothing before Python has answered.
  saidOf(place) {
    const { labels } = this.board.programme;
    const grade = this.gradeOf(place);
    if (grade !== "none") return grade && fill(labels[`place_${this.isPlaced ? "" : "waiting_"}${grade}`], { change: this.changeOf(place) });
    const reason = this.reasons.get(keyOf(place));
    return reason ? fill(labels.not_legal, { reason }) : labels.legend_none;
  }

  // Says what the place would cost or why it is not legal; asks Python once the pointer or the cursor rests there.
  explain(place) {
    if (this.asked && place && keyOf(this.asked) === keyOf(place)) return;
    clearTimeout(this.waiting);
    this.asked = place;
    this.showBubble();
    if (!place || keyOf(place) === this.home || this.gradeOf(place) !== "none" || !this.board.can("why_not")) return;
    if (this.reasons.has(keyOf(place))) {
      if (this.reasons.get(keyOf(place))) this.board.announce(this.saidOf(place), "doubtful");
    } else this.waiting = setTimeout(() => this.askWhyNot(place), PATIENCE);
  }

  askWhyNot(place) {
    const question = Math.random().toString(36).slice(2);
    this.reasons.set(keyOf(place), "");
    this.questions.set(question, place);
    this.board.model.send({ question, action: "why_not", item: this.thing.id, ...place });
  }

  // Above the place: what is dragged hangs below it.
  showBubble() {
    const cell = this.isKnown && this.asked && !this.board.isNarrow && this.board.cells.cellOf(this.asked);
    this.bubble.hidden = !cell;
    if (!cell) return;
    this.bubble.textContent = this.saidOf(this.asked);
    this.bubble.dataset.grade = this.gradeOf(this.asked);
    const [stage, box] = [this.board.stage, cell].map((node) => node.getBoundingClientRect());
    const isRight = box.left + box.width / 2 > stage.left + stage.width / 2;
    this.bubble.style.bottom = `${stage.bottom - box.top + 4}px`;
    this.bubble.style.left = isRight ? "auto" : `${box.left - stage.left}px`;
    this.bubble.style.right = isRight ? `${stage.right - box.right}px` : "auto";
  }
}
