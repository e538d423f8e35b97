// The speaking clock: it ticks here, from what the server counted and what was pressed since.

const TICK = 250;
const SLOW = 1_000; // milliseconds: an answer that took longer says too little about the hour
const LOOK = 10_000; // how often the clock asks what others pressed

const minutesOf = (seconds) => {
  const whole = Math.floor(Math.abs(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

class Clock {
  constructor(model, el) {
    this.model = model;
    this.labels = model.get("labels");
    this.offset = 0; // milliseconds that the server's clock is ahead
    this.measured = false;
    this.outbox = new Outbox(model, { changed: () => queueMicrotask(() => this.draw()) });
    this.told = new Map(); // account to what was said of it last
    this.build(el);
    this.synchronise = () => {
      // What was counted says when, but not how long ago it was sent: a look and its answer do.
      if (!this.measured) this.offset = model.get("as_of") - Date.now();
      this.draw();
    };
    this.measure = ({ looked, clock }) => {
      if (looked === undefined) return;
      const way = (Date.now() - looked) / 2;
      if (this.measured && way > SLOW) return;
      this.offset = clock + way - Date.now();
      this.measured = true;
      this.tick();
    };
    this.look = () => model.send({ look: Date.now() });
    model.on("msg:custom", this.measure);
    this.redraw = () => this.draw();
    model.on("change:as_of", this.synchronise);
    for (const name of ["turns", "accounts", "can_run", "why", "refusal"]) model.on(`change:${name}`, this.redraw);
    this.ticking = setInterval(() => this.tick(), TICK);
    this.looking = setInterval(() => document.hidden || this.look(), LOOK);
    this.synchronise();
    this.look();
  }

  now() {
    return Date.now() + this.offset;
  }

  // What the server counted, and on top of it what was pressed and not answered yet.
  current() {
    const asOf = this.model.get("as_of");
    const turns = this.model.get("turns").map((turn) => ({ ...turn, since: turn.running ? asOf : undefined }));
    const stop = (at) => {
      for (const turn of turns) {
        if (turn.since === undefined) continue;
        turn.seconds += Math.max(0, (at - turn.since) / 1000);
        turn.since = undefined;
      }
    };
    for (const { act, turn: key, at } of this.outbox.entries) {
      const moment = Date.parse(at);
      const wanted = turns.find(({ id }) => id === key);
      if (act === "start" && wanted?.since !== undefined) continue;
      stop(moment);
      if (act === "start" && wanted) wanted.since = moment;
    }
    for (const turn of turns) {
      turn.total = turn.seconds + (turn.since === undefined ? 0 : Math.max(0, (this.now() - turn.since) / 1000));
      turn.isRunning = turn.since !== undefined;
    }
    return turns;
  }

  press(act, turn = "") {
    this.outbox.push({ act, turn, at: new Date(this.now()).toISOString() });
  }

  build(el) {
    const { labels } = this;
    this.who = makeElement("p", { class: "cv-clock-who" });
    this.left = makeElement("p", { class: "cv-clock-left", role: "timer", "aria-live": "off" });
    this.note = makeElement("p", { class: "cv-clock-note" });
    this.stop = makeElement("button", { type: "button", class: "cv-clock-button", text: labels.stop, onclick: () => this.press("stop") });
    this.next = makeElement("button", { type: "button", class: "cv-clock-button cv-clock-button--main", onclick: () => this.press("start", this.following?.id) });
    this.waiting = makeElement("p", { class: "cv-warning", role: "status", hidden: "" });
    this.refusal = makeElement("p", { class: "cv-problem", role: "alert", hidden: "" });
    this.spoken = makeElement("p", { class: "cv-visually-hidden", role: "status" });
    const face = makeElement("section", { class: "cv-clock-face", "aria-label": labels.clock }, this.who, this.left, this.note, makeElement("div", { class: "cv-clock-buttons" }, this.next, this.stop));
    this.accounts = makeElement("ul", { class: "cv-clock-accounts", "aria-label": labels.accounts });
    this.list = makeElement("ol", { class: "cv-clock-turns", "aria-label": labels.order });
    el.classList.add("cv-clock");
    el.append(this.waiting, this.refusal, face, this.accounts, this.list, this.spoken);
    this.rows = new Map();
    this.lines = new Map();
  }

  draw() {
    const turns = this.current();
    this.fillList(turns);
    this.fillAccounts();
    const count = this.outbox.entries.length;
    this.waiting.hidden = !(count && this.outbox.isStuck);
    this.waiting.textContent = fillIn(this.labels.waiting, { count });
    this.refusal.textContent = this.model.get("refusal");
    this.refusal.hidden = !this.refusal.textContent;
    this.tick(turns);
  }

  fillList(turns) {
    const wanted = turns.map(({ id, label, speaker, minutes }) => `${id} ${label} ${speaker} ${minutes}`).join("\n");
    if (wanted === this.listed) return;
    this.listed = wanted;
    this.rows.clear();
    const items = turns.map((turn) => {
      const name = [turn.label, turn.speaker].filter(Boolean).join(" · ");
      const time = makeElement("span", { class: "cv-clock-time" });
      const start = makeElement("button", { type: "button", class: "cv-clock-button", text: this.labels.start, "aria-label": fillIn(this.labels.start_turn, { turn: name }), onclick: () => this.press("start", turn.id) });
      const item = makeElement("li", {}, makeElement("span", { class: "cv-clock-name", dir: "auto", text: name }), time, start);
      this.rows.set(turn.id, { item, time, start });
      return item;
    });
    this.list.replaceChildren(...items);
  }

  fillAccounts() {
    const accounts = this.model.get("accounts");
    const wanted = accounts.map(({ key, label, given }) => `${key} ${label} ${given}`).join("\n");
    if (wanted === this.accounted) return;
    this.accounted = wanted;
    this.lines.clear();
    const items = accounts.map((account) => {
      const said = makeElement("span", { class: "cv-clock-time" });
      const bar = makeElement("progress", { max: Math.max(account.given, 1), "aria-label": account.label });
      this.lines.set(account.key, { said, bar });
      return makeElement("li", {}, makeElement("span", { class: "cv-clock-name", dir: "auto", text: account.label }), said, bar);
    });
    this.accounts.replaceChildren(...items);
  }

  tick(turns = this.current()) {
    const canRun = this.model.get("can_run");
    const spent = new Map();
    for (const turn of turns) spent.set(turn.account, (spent.get(turn.account) ?? 0) + turn.total);
    const running = turns.find(({ isRunning }) => isRunning);
    for (const turn of turns) {
      const row = this.rows.get(turn.id);
      if (!row) continue;
      row.item.classList.toggle("is-running", turn.isRunning);
      if (turn.isRunning) row.item.setAttribute("aria-current", "step");
      else row.item.removeAttribute("aria-current");
      const spoken = minutesOf(turn.total);
      row.time.textContent = turn.minutes ? fillIn(this.labels.of, { spoken, minutes: turn.minutes }) : spoken;
      row.start.disabled = !canRun || turn.isRunning;
    }
    for (const account of this.model.get("accounts")) {
      const shown = this.lines.get(account.key);
      if (!shown) continue;
      const used = spent.get(account.key) ?? 0;
      shown.bar.value = Math.min(used, account.given);
      shown.said.textContent = this.balance(account.given - used);
      shown.said.classList.toggle("is-over", used > account.given);
    }
    this.face(turns, running, spent, canRun);
  }

  balance(left) {
    return fillIn(left >= 0 ? this.labels.left : this.labels.over, { time: minutesOf(left >= 0 ? Math.ceil(left) : left) });
  }

  face(turns, running, spent, canRun) {
    const at = running ? turns.indexOf(running) : turns.findLastIndex(({ total }) => total > 0);
    this.following = turns[at + 1];
    const name = (turn) => [turn.label, turn.speaker].filter(Boolean).join(" · ");
    this.next.hidden = !this.following;
    this.next.disabled = !canRun;
    if (this.following) this.next.textContent = fillIn(this.labels.next, { turn: name(this.following) });
    this.stop.disabled = !canRun || !running;
    this.note.textContent = canRun ? "" : this.model.get("why");
    if (!running) {
      this.who.textContent = this.labels.still;
      this.left.textContent = "–:––";
      this.left.classList.remove("is-over");
      return;
    }
    const account = this.model.get("accounts").find(({ key }) => key === running.account);
    const left = (account?.given ?? 0) - (spent.get(running.account) ?? 0);
    this.who.textContent = name(running);
    this.left.textContent = left >= 0 ? minutesOf(Math.ceil(left)) : `+${minutesOf(left)}`;
    this.left.setAttribute("aria-label", this.balance(left));
    this.left.classList.toggle("is-over", left < 0);
    this.note.textContent = this.balance(left);
    this.announce(running, left);
  }

  // Said once each: five minutes left, one minute left, the time is over.
  announce({ account }, left) {
    const step = left < 0 ? "over" : left <= 60 ? "1" : left <= 300 ? "5" : "";
    if (this.told.get(account) === step) return;
    const isFirst = !this.told.has(account);
    this.told.set(account, step);
    if (!step || isFirst) return;
    this.spoken.textContent = step === "over" ? this.labels.time_is_over : fillIn(this.labels.minutes_left, { count: step });
  }

  remove() {
    clearInterval(this.ticking);
    clearInterval(this.looking);
    this.outbox.close();
    this.model.off("change:as_of", this.synchronise);
    this.model.off("msg:custom", this.measure);
    for (const name of ["turns", "accounts", "can_run", "why", "refusal"]) this.model.off(`change:${name}`, this.redraw);
  }
}

export default {
  render({ model, el }) {
    const clock = new Clock(model, el);
    return () => clock.remove();
  },
};
