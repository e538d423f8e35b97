// A file input that hands on the SHA-256 of the file and nothing else: neither its content nor its name leaves the browser.

const SHOWN = 16; // digits: enough to compare by eye, the whole is in the title

async function digits(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export default {
  render({ model, el }) {
    const labels = model.get("labels");
    const label = document.createElement("label");
    label.className = "widget-label";
    label.textContent = labels.file;
    label.style.display = "block";
    const input = document.createElement("input");
    input.type = "file";
    input.id = `fingerprint-${crypto.randomUUID()}`;
    label.htmlFor = input.id;
    input.style.maxWidth = "100%";
    const said = document.createElement("p");
    said.className = "cv-help";
    said.setAttribute("aria-live", "polite");
    el.append(label, input, said);

    const show = () => {
      const value = model.get("value");
      said.textContent = value ? labels.known.replace("{digits}", value.slice(0, SHOWN)) : labels.unknown;
      said.title = value;
    };
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (!file) return;
      said.textContent = labels.reading;
      try {
        model.set("value", await digits(file));
        model.save_changes();
        show();
      } catch {
        said.textContent = labels.failed;
      }
    });
    model.on("change:value", show);
    show();
    return () => model.off("change:value", show);
  },
};
