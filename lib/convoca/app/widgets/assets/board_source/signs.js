// Small drawings beside words or instead of them; what they mean is said in the name of what carries them.

const DRAWINGS = {
  pin: "M5 1h6v1.5l-1 .5v4l2.5 2.5V11H8.6v4h-1.2v-4H3.5V9.500L6 7V3l-1-.5z",
  private: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm1.800 0h4.400V5a2.200 2.200 0 0 0-4.400 0z",
  hold: "M4 2h3v12H4zM9 2h3v12H9z",
  priority: "M8 1l2.100 4.700 5.100.500-3.900 3.400 1.200 5L8 12l-4.500 2.600 1.200-5L.8 6.200l5.100-.500z",
};
const SPACE = "http://www.w3.org/2000/svg";

export function sign(name) {
  const drawing = document.createElementNS(SPACE, "svg");
  const path = document.createElementNS(SPACE, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", "aria-hidden": "true", class: `board-sign is-${name}` })) drawing.setAttribute(key, value);
  path.setAttribute("d", DRAWINGS[name]);
  drawing.append(path);
  return drawing;
}
