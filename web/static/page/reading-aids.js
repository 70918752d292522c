// Reading aids of the pages. They follow the system until something is set; what is set is kept under the same names as
// the settings of the conversation (js/settings.js), so that it holds for both. Read before the page is drawn: no flash.
{
  const NAME = "kennispunt-settings";
  const USUAL = { text: "100", line: "usual", colours: "", motion: "", easy: false };
  const root = document.documentElement;
  const given = document.currentScript.dataset.words;
  const words = given && JSON.parse(given);
  const controls = new Map();
  let kept = {};

  const read = () => {
    try {
      kept = JSON.parse(localStorage.getItem(NAME)) ?? {};
    } catch {
      // Storage is forbidden, or what stands there is not ours: what was set on this page stays.
    }
  };

  const keep = (changed) => {
    kept = changed ? { ...kept, ...changed } : {};
    try {
      if (changed) localStorage.setItem(NAME, JSON.stringify(kept));
      else localStorage.removeItem(NAME);
    } catch {
      // Kept as long as the page stands.
    }
    show();
  };

  const get = (name) => kept[name] ?? USUAL[name];

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const whole = make("details", { className: "answer__whole" });

  /** The short form first and the rest behind a button, except what one must know; or everything as it was. */
  const shorten = (easy) => {
    const short = document.querySelector(".answer__short");
    if (!short || short.hidden === !easy) return;
    short.hidden = !easy;
    const blocks = [...short.parentElement.querySelectorAll(".reply__block")];
    if (easy) {
      const notices = blocks.filter((block) => block.querySelector(".notice"));
      whole.append(make("summary", { textContent: words.whole }), ...blocks.filter((block) => !notices.includes(block)));
      short.before(...notices);
      short.after(whole);
    } else {
      short.after(...blocks);
      whole.remove();
      whole.replaceChildren();
    }
  };

  const show = () => {
    for (const name of ["text", "line", "colours", "motion"]) root.dataset[name] = get(name);
    for (const [name, control] of controls) {
      if (control.type === "checkbox") control.checked = get(name);
      else control.value = get(name);
    }
    if (words) shorten(Boolean(get("easy")));
  };

  const panel = () => {
    const fields = make("div", { className: "reading__fields" });
    for (const [name, label, options] of words.choices) {
      const select = make("select", { className: "field__input", onchange: () => keep({ [name]: select.value }) });
      select.append(...options.map(([value, text]) => make("option", { value, textContent: text })));
      controls.set(name, select);
      fields.append(make("label", { className: "field__label" }, make("span", { textContent: label }), select));
    }
    const easy = make("input", { type: "checkbox", onchange: () => keep({ easy: easy.checked }) });
    controls.set("easy", easy);
    fields.append(make("label", { className: "reading__switch" }, easy, make("span", { textContent: words.easy })));
    const reset = make("button", { type: "button", className: "button button--quiet", textContent: words.reset, onclick: () => keep(null) });
    fields.append(reset);
    const aids = make("details", { className: "reading" }, make("summary", { textContent: words.title }), fields);
    // A larger letter may fold the header (css/header.css): who is setting something goes on with it.
    aids.addEventListener("toggle", () => {
      if (aids.open) aids.closest(".header__fold").open = true;
    });
    return aids;
  };

  /** Print the page, and pass its permanent link on. */
  const passing = () => {
    const said = make("span", { role: "status" });
    const button = (textContent, onclick) => make("button", { type: "button", className: "button button--quiet", textContent, onclick });
    const link = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(link);
        said.textContent = words.copied;
      } catch {
        said.textContent = link; // Forbidden here: to copy by hand.
      }
    };
    const ways = [button(words.print, () => print()), " ", button(words.copy, copy), " "];
    // Who changes their mind has shared nothing, and that is no fault.
    if (navigator.share) ways.push(button(words.share, () => navigator.share({ title: document.title, url: link }).catch(() => {})), " ");
    return make("p", { className: "passing" }, ...ways, said);
  };

  read();
  show();
  const again = () => {
    read();
    show();
  };
  addEventListener("storage", again);
  // Never two voices: a recording that begins silences the others. `play` does not bubble.
  document.addEventListener("play", ({ target }) => {
    for (const other of document.querySelectorAll("audio")) if (other !== target) other.pause();
  }, true);
  // Nothing sounds on a page that nobody looks at, or that is left.
  const quiet = () => document.querySelectorAll("audio").forEach((one) => one.pause());
  document.addEventListener("visibilitychange", () => document.hidden && quiet());
  addEventListener("pagehide", quiet);
  // On paper nothing is folded away.
  let folded = [];
  addEventListener("beforeprint", () => {
    whole.open = true;
    folded = [...document.querySelectorAll("main details:not([open], .report, .listen)")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });
  if (words) {
    document.addEventListener("DOMContentLoaded", () => {
      document.querySelector(".header__folded").append(panel());
      document.querySelector("main").append(passing());
      show();
    });
  } else {
    // The conversation page: its own settings change what is kept, and the page around it follows.
    for (const event of ["input", "click"]) document.addEventListener(event, () => setTimeout(again));
    // Who comes from another page lands at an answer, which the widget puts in the place of the one that stands here. The
    // browser would take the focus to that one first, and a screen reader would tell of it and of its going.
    const answer = location.hash.slice(1);
    if (answer) {
      root.dataset.answer = answer;
      history.replaceState(history.state, "", location.pathname + location.search);
      const land = () => {
        if (root.dataset.answer && !document.querySelector("kennispunt-chat")?.shadowRoot) location.hash = answer;
      };
      addEventListener("load", () => setTimeout(land, 2000)); // The widget did not come: the plain answer then.
    }
  }
}
