// What a person did or typed, kept in this tab until the server says that it has it. The tab's own storage
// survives a reload, is not shared with other tabs, which would write over it, and ends with the tab: whoever
// comes to the same computer later finds nothing.
// Joined with the script of a widget, which is why it exports nothing.

const RESEND = 2_000; // milliseconds between two attempts
const PATIENCE = 8_000; // without an answer the connection counts as dead, whatever it says of itself

const makeElement = (tag, { text, ...attributes } = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value);
  }
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
};

const fillIn = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Private windows and full disks refuse to keep anything: then it is kept while the page is open.
const shelf = {
  read(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? "[]");
    } catch {
      return [];
    }
  },
  write(key, entries) {
    try {
      if (entries.length) sessionStorage.setItem(key, JSON.stringify(entries));
      else sessionStorage.removeItem(key);
    } catch {
      // Nothing to do: the entries are in memory.
    }
  },
};

// Connections are made anew once for all outboxes of a page.
const line = { since: 0 };

function reconnect() {
  const kernel = window.jupyterapp?.widgetManager?.kernel;
  if (!kernel || Date.now() - line.since < PATIENCE) return;
  line.since = Date.now();
  kernel.reconnect().catch(() => {});
}

class Outbox {
  constructor(model, { changed }) {
    this.model = model;
    this.changed = changed;
    this.key = `convoca:${model.get("key")}`;
    this.entries = shelf.read(this.key);
    this.waitsSince = 0;
    this.hear = (message) => message.taken && this.take(message);
    model.on("msg:custom", this.hear);
    this.stay = (event) => this.entries.length && event.preventDefault();
    window.addEventListener("beforeunload", this.stay);
    this.timer = setInterval(() => this.deliver(), RESEND);
    if (this.entries.length) this.deliver();
  }

  // Whether something was not answered for so long that the person should know.
  get isStuck() {
    return this.waitsSince > 0 && Date.now() - this.waitsSince > RESEND;
  }

  push(entry) {
    this.entries.push({ id: crypto.randomUUID(), ...entry });
    this.settle();
    this.deliver();
  }

  // One entry in place of all others; it is sent with the next delivery.
  hold(entry) {
    this.entries = [{ id: crypto.randomUUID(), ...entry }];
    shelf.write(this.key, this.entries);
  }

  deliver() {
    if (!this.entries.length) return;
    if (!this.waitsSince) this.waitsSince = Date.now();
    if (Date.now() - this.waitsSince > PATIENCE) reconnect();
    this.model.send({ entries: this.entries });
    this.changed();
  }

  take({ taken }) {
    this.entries = this.entries.filter(({ id }) => !taken.includes(id));
    this.waitsSince = this.entries.length ? Date.now() : 0;
    this.settle();
  }

  settle() {
    shelf.write(this.key, this.entries);
    this.changed();
  }

  close() {
    clearInterval(this.timer);
    window.removeEventListener("beforeunload", this.stay);
    this.model.off("msg:custom", this.hear);
  }
}
