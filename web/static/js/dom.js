// Elements without innerHTML, so that the widget also works where a host demands trusted types.

/** An element. A function among the attributes listens to the event of that name; false, null and undefined are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

/** The class of a button that is not the main one. */
export const QUIET = "button button--quiet";

/** The writing direction of a language. */
export const direction = (language) => (["ar", "fa"].includes(language) ? "rtl" : "ltr");

/** Tell the widget's other parts, from any element in it: they hear it on the widget's root. */
export function tell(from, name, detail) {
  from.dispatchEvent(new CustomEvent(`kennispunt-${name}`, { bubbles: true, detail }));
}

/** Hear what a part tells; each handler is called with the detail. */
export function hear(root, handlers) {
  for (const [name, handler] of Object.entries(handlers)) {
    root.addEventListener(`kennispunt-${name}`, ({ detail }) => handler(detail));
  }
}
