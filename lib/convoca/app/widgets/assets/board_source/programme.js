import { fill } from "./dom.js";
import { clockOf, endOf, minutesOf, startOf, wallTime } from "./wall_time.js";

// Every item in one shape and order, so that what looks the same compares the same.
const shape = ({ id, title, subtitle = "", room, start, minutes, kind = "", severity = "", private: isPrivate = false, pinned = false, held = false }) =>
  ({ id, title, subtitle, room, start, minutes, kind, severity, private: isPrivate, pinned, held });
const byHour = (a, b) => startOf(a) - startOf(b) || a.title.localeCompare(b.title) || a.id.localeCompare(b.id);

// What the board shows: what Python says, with moves that Python has not answered yet on top.
export class Programme {
  constructor(model) {
    this.model = model;
    this.unanswered = new Map(); // number of the question -> {action, item, thing, ...}
  }

  get labels() { return this.model.get("labels"); }
  get day() { return this.model.get("day"); }
  get rooms() { return this.model.get("rooms"); }
  get step() { return this.model.get("slot_minutes"); }
  get closures() { return this.model.get("closures"); }
  get hoursElsewhere() { return this.model.get("hours_elsewhere"); }

  // Reads everything again; true if there is something new to draw.
  refresh() {
    this.items = this.readItems();
    this.tray = this.readTray();
    this.hours = this.readHours();
    const { opens, closes } = this.hours;
    this.slots = Array.from({ length: Math.ceil((closes - opens) / this.step) }, (_, i) => opens + i * this.step);
    const seen = [this.day, this.rooms, this.step, this.hours, this.items, this.tray, this.labels, this.closures, this.hoursElsewhere, this.model.get("_can")];
    const drawn = JSON.stringify(seen);
    const isNew = drawn !== this.drawn;
    this.drawn = drawn;
    return isNew;
  }

  readItems() {
    const placed = this.model.get("items").filter((item) => item.start.slice(0, 10) === this.day);
    const items = new Map(placed.map((item) => [item.id, item]));
    for (const { action, item, thing, room, start } of this.unanswered.values()) {
      if (action === "take_out") items.delete(item);
      else if (action === "move" && thing) items.set(item, { ...thing, room, start });
    }
    return [...items.values()].map(shape).sort(byHour);
  }

  readTray() {
    const moved = new Set([...this.unanswered.values()].filter(({ action }) => action === "move").map(({ item }) => item));
    return this.model.get("tray").filter((thing) => !moved.has(thing.id));
  }

  find(id) {
    return [...this.model.get("items"), ...this.model.get("tray")].find((thing) => thing.id === id);
  }

  isPlaced(id) { return this.model.get("items").some((item) => item.id === id); }

  // Hours shown, in minutes: from opening to closing, and wider where something lies outside.
  readHours() {
    const opens = Math.min(minutesOf(this.model.get("opens")), ...this.items.map(startOf));
    const closes = Math.max(minutesOf(this.model.get("closes")), ...this.items.map(endOf));
    const first = minutesOf(this.model.get("opens"));
    const before = Math.ceil((first - opens) / this.step) * this.step;
    return { opens: Math.max(0, first - before), closes: Math.min(closes, 24 * 60) };
  }

  // What lies in a room during a slot; what starts there comes first.
  itemsAt(room, slot) {
    const starts = (item) => startOf(item) >= slot;
    return this.items
      .filter((item) => item.room === room && startOf(item) < slot + this.step && endOf(item) > slot)
      .sort((a, b) => starts(b) - starts(a));
  }

  // Why nothing is to be placed in a room at that hour: closed, or held for something else.
  closureAt(room, slot) {
    return this.closures.find((closure) => closure.room === room && startOf(closure) < slot + this.step && endOf(closure) > slot)?.title ?? "";
  }

  // Where something is placed, in words.
  describePlace({ room, start }) {
    return { hour: start.slice(11, 16), room: this.roomTitle(room) };
  }

  roomTitle(id) { return this.rooms.find((room) => room.id === id)?.title ?? ""; }

  hoursOf(item) { return `${clockOf(startOf(item))}–${clockOf(endOf(item))}`; }

  // One item in words: for its accessible name and its tooltip.
  describe(item) {
    const marks = [item.severity && this.labels[item.severity], item.private && this.labels.private,
      item.pinned && this.labels.legend_pin, item.held && this.labels.legend_hold];
    return [item.title, this.hoursOf(item), item.subtitle, ...marks].filter(Boolean).join(", ");
  }

  describeCell(room, slot, here) {
    const items = here.map((item) =>
      startOf(item) >= slot || slot === this.slots[0]
        ? this.describe(item)
        : fill(this.labels.continues, { title: item.title }));
    const content = items.length ? items.join("; ") : this.closureAt(room.id, slot) || this.labels.free;
    return `${clockOf(slot)}, ${room.title}: ${content}`;
  }

  place(slot, room) { return { room, start: wallTime(this.day, slot) }; }
}
