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

/** The writing direction of a language. */
export const direction = (language) => (["ar", "fa"].includes(language) ? "rtl" : "ltr");
