import { createCalendar, destroyCalendar, Interaction, ResourceTimeGrid } from "@event-calendar/core";
import { element } from "./dom.js";
import { sign } from "./signs.js";
import { clockOf, startOf, wallTime } from "./wall_time.js";

// The picture for eyes and pointers. It is hidden from screen readers: `Cells`, laid over it, speaks and takes the keys.
export class Calendar {
  constructor(board) {
    this.board = board;
    this.root = element("div", { class: "board-calendar", "aria-hidden": "true" });
    this.calendar = createCalendar(this.root, [ResourceTimeGrid, Interaction], {
      view: "resourceTimeGridDay",
      allDaySlot: false,
      headerToolbar: { start: "", center: "", end: "" },
      slotEventOverlap: false,
      slotLabelFormat: (date) => this.hourOf(date),
      locale: "en-GB",
      eventDurationEditable: false,
      longPressDelay: 400,
      eventClassNames: ({ event }) => event.extendedProps.classes,
      eventContent: ({ event }) => ({ domNodes: event.display === "background" ? this.closed(event) : this.contentOf(event.extendedProps.item) }),
      eventDragStart: ({ event }) => this.dragStarted(event.id),
      eventDragStop: ({ event, jsEvent }) => this.dragStopped(event.id, jsEvent),
      eventDrop: (drop) => this.dropped(drop),
    });
    this.onKey = (event) => {
      // The library has no key to give up a drag: it goes on to the release, which then counts for nothing.
      if (event.key === "Escape") this.isGivenUp = true;
    };
    this.onPointer = ({ clientX, clientY }) => this.board.places.explain(this.startUnder(clientX, clientY));
    document.addEventListener("keydown", this.onKey);
    // A drag is told of once it is under way; what counts is where it was taken hold of.
    this.root.addEventListener("pointerdown", (event) => { this.heldAt = event; }, { capture: true });
  }

  remove() {
    document.removeEventListener("pointermove", this.onPointer);
    document.removeEventListener("keydown", this.onKey);
    destroyCalendar(this.calendar);
  }

  draw() {
    const { programme } = this.board;
    const { labels } = programme;
    const { opens, closes } = programme.hours;
    const options = {
      date: programme.day,
      resources: programme.rooms.map(({ id, title }) => ({ id, title: { domNodes: [new Text(title)] } })),
      slotDuration: clockOf(programme.step),
      slotHeight: Math.round(Math.max(20, Math.min(56, programme.step * 0.95))),
      slotMinTime: clockOf(opens),
      slotMaxTime: clockOf(opens + programme.slots.length * programme.step),
      eventStartEditable: this.board.canMove,
      events: [...programme.closures.map((closure) => this.closureOf(closure)), ...programme.items.map((item) => ({
        id: item.id,
        resourceId: item.room,
        start: item.start,
        end: wallTime(programme.day, Math.min(startOf(item) + item.minutes, 24 * 60)),
        extendedProps: {
          item,
          words: [labels.warning, labels.breach, labels.private, labels.legend_pin], // other words: another drawing
          classes: [
            "board-item", `kind-${item.kind.replace(/\W/g, "")}`, item.severity && `is-${item.severity}`,
          ].filter(Boolean),
        },
      }))],
    };
    const elsewhere = JSON.stringify(programme.hoursElsewhere);
    if (this.elsewhere !== elsewhere) {
      this.elsewhere = elsewhere;
      this.calendar.setOption("slotLabelFormat", (date) => this.hourOf(date));
    }
    for (const [name, value] of Object.entries(options)) {
      const text = JSON.stringify(value, (_, part) => (part instanceof Text ? part.data : part));
      if (this[name] === text) continue; // drawing again what has not changed costs the most
      this[name] = text;
      this.calendar.setOption(name, value);
    }
  }

  // The hour at the venue and, where it is wanted, the same instant elsewhere.
  hourOf(date) {
    const clock = clockOf(date.getHours() * 60 + date.getMinutes());
    const elsewhere = this.board.programme?.hoursElsewhere[clock];
    return { domNodes: [element("span", { text: clock }), ...(elsewhere ? [element("small", { text: elsewhere })] : [])] };
  }

  closureOf(closure) {
    const { day } = this.board.programme;
    return {
      id: `closed ${closure.room} ${closure.start}`,
      resourceId: closure.room,
      display: "background",
      start: closure.start,
      end: wallTime(day, Math.min(startOf(closure) + closure.minutes, 24 * 60)),
      extendedProps: { title: closure.title, classes: ["board-closure", closure.held ? "is-held" : "is-closed"] },
    };
  }

  closed({ extendedProps }) { return [element("div", { class: "board-line" }, sign("hold"), element("span", { text: extendedProps.title }))]; }

  // Selected or carried: marked on what is drawn, because drawing takes far longer.
  mark() {
    const { selected, carried, swapping } = this.board;
    for (const line of this.root.querySelectorAll(".ec-event [data-item]")) {
      const event = line.closest(".ec-event");
      event.classList.toggle("is-selected", line.dataset.item === selected);
      event.classList.toggle("is-carried", line.dataset.item === (carried ?? swapping)?.item);
    }
  }

  contentOf(item) {
    const { labels } = this.board.programme;
    const severity = item.severity && element("span", { class: `board-mark is-${item.severity}`, text: labels[item.severity] });
    const secrecy = item.private && element("span", { class: "board-mark", text: labels.private });
    const signs = [item.pinned && sign("pin"), item.held && sign("hold")];
    return [
      element("div", { class: "board-line", dataset: { item: item.id }, title: this.board.programme.describe(item) },
        ...[...signs, severity, element("b", { text: item.title }), secrecy].filter(Boolean),
        element("span", { class: "board-hours", text: this.board.programme.hoursOf(item) }),
        element("span", { class: "board-subtitle", text: item.subtitle })),
    ];
  }

  dragStarted(id) {
    const { board } = this;
    this.isGivenUp = false;
    board.letGo();
    this.dragged = board.programme.find(id);
    const under = board.cells.placeAt(this.heldAt.clientX, this.heldAt.clientY);
    this.grip = under ? startOf(under) - startOf(this.dragged) : 0; // minutes below its begin at which it was taken
    board.places.begin(this.dragged);
    document.addEventListener("pointermove", this.onPointer);
  }

  // Where the dragged thing would begin, which is not where the pointer holds it.
  startUnder(x, y) {
    const { cells, programme } = this.board;
    const under = cells.placeAt(x, y);
    return under && programme.place(Math.max(programme.hours.opens, startOf(under) - this.grip), under.room);
  }

  dragStopped(id, { clientX, clientY }) {
    document.removeEventListener("pointermove", this.onPointer);
    this.board.ignoreNextClick();
    this.board.places.end();
    if (!this.isGivenUp && this.board.tray.isAt(clientX, clientY)) this.board.takeOut(id);
  }

  dropped({ event, newResource, delta, revert, jsEvent }) {
    const item = event.extendedProps.item;
    revert(); // the board draws the move itself, for all ways of moving alike
    if (!this.isGivenUp && this.board.cells.placeAt(jsEvent.clientX, jsEvent.clientY)) {
      const start = Math.max(this.board.programme.hours.opens, startOf(item) + delta.seconds / 60);
      this.board.ask({ action: "move", item: item.id, room: newResource?.id ?? item.room, start: wallTime(this.board.programme.day, start) });
    }
  }
}
