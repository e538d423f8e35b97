// The browser's end of convoca.app.channel.Channel: it writes into the frame around the widgets.
const region = (id) => document.getElementById(id);

function speak({ sentence, urgent }) {
  if (!sentence) return;
  const target = region(urgent ? "cv-assertive" : "cv-polite");
  if (!target) return;
  target.textContent = "";
  // An empty moment in between makes a screen reader read the same sentence a second time.
  setTimeout(() => {
    target.textContent = sentence;
    target.dispatchEvent(new CustomEvent("cv-spoken"));
  }, 50);
}

function write(id, words) {
  const target = region(id);
  if (!target) return;
  target.textContent = words;
  target.hidden = !words;
}

function save({ name, media_type: type }, [content]) {
  const place = URL.createObjectURL(new Blob([content], { type }));
  const anchor = Object.assign(document.createElement("a"), { href: place, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(place), 60_000);
}

// The frame was written before the page chose its place: its links go on from there.
function follow(here) {
  for (const link of document.querySelectorAll(".cv-languages a")) {
    here.searchParams.set("language", link.hreflang);
    link.href = here.href;
  }
  const period = here.searchParams.get("period");
  for (const link of document.querySelectorAll(".cv-nav a, a.cv-brand")) {
    const there = new URL(link.href);
    if (period) there.searchParams.set("period", period);
    else there.searchParams.delete("period");
    link.href = there.href;
  }
}

// A press of a button goes its own way, and where the kernel is busy it would overtake what was typed just
// before it: ipywidgets holds values back until the kernel is idle, and messages not. So messages wait too.
const LONGEST_WAIT = 10_000;
const held = new Set();
let queue = [];

const isHeld = () => {
  for (const model of held) if (!model._msg_buffer) held.delete(model);
  return held.size > 0;
};

function sendWhatWaits() {
  while (queue.length && (!isHeld() || Date.now() > queue[0].until)) queue.shift().go();
  if (queue.length) setTimeout(sendWhatWaits, 20);
}

async function keepOrder(manager) {
  let kind = await Object.values(manager._models)[0];
  const isBase = (one) => Object.hasOwn(one, "send") && Object.hasOwn(one, "save_changes");
  while (kind && !isBase(kind)) kind = Object.getPrototypeOf(kind);
  if (!kind || kind.keepsOrder) return;
  const { send, save_changes: save } = kind;
  kind.keepsOrder = true;
  kind.save_changes = function (...said) {
    const answer = save.apply(this, said);
    if (this._msg_buffer) held.add(this);
    return answer;
  };
  kind.send = function (...said) {
    if (!queue.length && !isHeld()) return send.apply(this, said);
    queue.push({ until: Date.now() + LONGEST_WAIT, go: () => send.apply(this, said) });
    if (queue.length === 1) sendWhatWaits();
  };
  sayAgainWhatWasLost(kind, manager.kernel);
}

// What is on its way when a connection dies is lost, and ipywidgets would wait for its answer for ever: nothing that
// this widget says later would be sent, and what it shows would be put back to what the kernel knows.
const unanswered = new Map(); // widget to the names of what it said last

function sayAgainWhatWasLost(kind, kernel) {
  const { send_sync_message: send, _handle_status: hear } = kind;
  if (!kernel || !send || !hear) return;
  kind.send_sync_message = function (state, ...more) {
    const names = new Set(unanswered.get(this));
    // Without a connection messages wait in a queue of their own, which loses none.
    for (const name of Object.keys(state)) names[kernel.connectionStatus === "connected" ? "add" : "delete"](name);
    unanswered.set(this, names);
    return send.call(this, state, ...more);
  };
  kind._handle_status = function (message) {
    hear.call(this, message);
    if (message.content.execution_state === "idle" && !this._pending_msgs) unanswered.delete(this);
  };
  kernel.connectionStatusChanged.connect((_, status) => status === "connected" && sayAgain());
}

function sayAgain() {
  for (const [model, names] of [...unanswered]) {
    for (const name of Object.keys(model._msg_buffer ?? {})) names.add(name);
    unanswered.delete(model);
    model._pending_msgs = 0;
    model._msg_buffer = null;
    const said = Object.fromEntries([...names].map((name) => [name, model.get(name)]));
    if (names.size) model.save(said, { patch: true, callbacks: model.callbacks() });
  }
}

function initialize({ model }) {
  keepOrder(model.widget_manager);
  const title = () => {
    const words = model.get("title");
    if (!words) return;
    write("cv-title", words);
    document.title = `${words} · Convoca`;
  };
  const address = () => {
    const place = model.get("address");
    if (!place) return;
    history.replaceState(null, "", place);
    follow(new URL(location.href));
  };
  const leave = () => {
    const place = model.get("destination");
    if (place) location.assign(place);
  };
  const tell = () => speak(model.get("spoken"));
  const draft = () => write("cv-draft", model.get("draft"));
  const banner = () => write("cv-banner", model.get("banner"));

  const parts = { title, address, destination: leave, spoken: tell, draft, banner };
  for (const [name, apply] of Object.entries(parts)) {
    apply();
    model.on(`change:${name}`, apply);
  }
  model.on("msg:custom", save);
}

export default { initialize, render() {} };
