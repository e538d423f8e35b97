// Text from Python reaches the page through `textContent` and attributes alone, never as markup.

export function element(tag, { text, dataset = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value);
  }
  Object.assign(node.dataset, dataset);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
