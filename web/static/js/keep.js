// What is kept in the browser. Storage may be full, switched off or forbidden: then it is kept as long as the page stands.

/** A named value as JSON in `localStorage` (settings) or `sessionStorage` (the conversation of this tab). */
export class Kept {
  #area;
  #name;
  #value = null;

  constructor(area, name) {
    this.#name = name;
    try {
      this.#area = globalThis[area];
      this.#value = JSON.parse(this.#area.getItem(name));
    } catch {
      // Forbidden, or not ours: begin with nothing.
    }
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    this.#value = value;
    try {
      if (value === null) this.#area.removeItem(this.#name);
      else this.#area.setItem(this.#name, JSON.stringify(value));
    } catch {
      // Kept in memory.
    }
  }
}
