// A text whose letters are kept in this tab until the server has them in the draft.

const LONGEST = 20_000;
const TYPING = 400; // milliseconds of silence after which what was typed is sent; kept is every letter

function render({ model, el }) {
  const labels = model.get("labels");
  const rows = model.get("rows");
  const id = `kept-${crypto.randomUUID()}`;
  const label = makeElement("label", { class: "widget-label", for: id, text: model.get("description") });
  const input = makeElement(rows > 1 ? "textarea" : "input", { id, maxlength: LONGEST, ...(rows > 1 ? { rows } : { type: "text" }) });
  const said = makeElement("p", { class: "cv-help", role: "status" });
  el.classList.add("cv-kept-text");
  el.append(label, input, said);
  let typing;
  let came = "";

  const tell = () => {
    const refusal = model.get("refusal");
    said.textContent = refusal || (outbox.isStuck ? labels.waiting : came);
    said.className = refusal ? "cv-problem" : outbox.isStuck ? "cv-warning" : "cv-help";
  };
  const outbox = new Outbox(model, { changed: () => queueMicrotask(tell) });

  const back = outbox.entries.at(-1)?.text;
  input.value = back ?? model.get("value");
  if (back !== undefined) came = labels.back;
  const send = () => {
    clearTimeout(typing);
    typing = undefined;
    outbox.deliver();
  };
  input.addEventListener("input", () => {
    came = "";
    outbox.hold({ text: input.value });
    clearTimeout(typing);
    typing = setTimeout(send, TYPING);
  });
  input.addEventListener("change", () => typing && send());
  const show = () => {
    // What the server says is older than what is being typed.
    if (typing || outbox.entries.length || input.value === model.get("value")) return;
    input.value = model.get("value");
  };
  const empty = () => {
    clearTimeout(typing);
    typing = undefined;
    outbox.entries = [];
    outbox.settle();
    input.value = "";
  };
  // What was typed since the text was used stays.
  const hear = ({ emptied }) => emptied === input.value && empty();
  model.on("change:value", show);
  model.on("change:refusal", tell);
  model.on("msg:custom", hear);
  tell();
  return () => {
    outbox.close();
    model.off("change:value", show);
    model.off("change:refusal", tell);
    model.off("msg:custom", hear);
  };
}

export default { render };
