// The interface's words: English in the source, other languages from catalogues that the server sends as JSON.

/** The eight languages by their own names; Dutch first, as the service's own. */
export const LANGUAGES = {
  nl: "Nederlands", en: "English", ar: "العربية", tr: "Türkçe",
  uk: "Українська", fa: "فارسی", pl: "Polski", ti: "ትግርኛ",
};

/** Marks a message for the catalogues where it is not translated at once. */
export const _ = (message) => message;

// Few browsers have these, and none in the spelling of our texts.
const TIGRINYA_MONTHS = "ጥሪ ለካቲት መጋቢት ሚያዝያ ግንቦት ሰነ ሓምለ ነሓሰ መስከረም ጥቅምቲ ሕዳር ታሕሳስ".split(" ");

const catalogues = new Map();

/** Get a language's words once; rejects when they cannot be had. */
export async function load(folder, language) {
  if (!catalogues.has(language)) {
    const response = await fetch(new URL(`${language}.json`, folder));
    if (!response.ok) throw new Error(`${language}: ${response.status}`);
    catalogues.set(language, await response.json());
  }
}

/** Words in one language, and the elements that show them: these follow when the language changes. */
export class Words {
  #shown = [];

  constructor(language) {
    this.language = language;
  }

  /** The English `message` in this language, `{name}` filled from `values`. */
  t(message, values = {}) {
    const words = catalogues.get(this.language)?.[message] || message;
    return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** Let `element` show this message, as text or in an attribute, in whatever language is chosen from now on. */
  put(element, message, attribute) {
    const show = () => {
      const words = this.t(message);
      if (attribute) element.setAttribute(attribute, words);
      else element.textContent = words;
    };
    show();
    this.#shown.push(show);
    return element;
  }

  /** Change the language; its words must have been loaded. */
  use(language) {
    this.language = language;
    for (const show of this.#shown) show();
  }

  /** '30 seconds' in this language. */
  seconds(count) {
    const options = { style: "unit", unit: "second", unitDisplay: "long" };
    return new Intl.NumberFormat(this.language, options).format(count);
  }

  /** A date of which the day or the month may be missing ('2026-03'). */
  date(text) {
    const [year, month, day] = text.split("-").map(Number);
    if (this.language === "ti") return [day, TIGRINYA_MONTHS[month - 1], year].filter(Boolean).join(" ");
    const options = { year: "numeric", month: month && "long", day: day && "numeric", timeZone: "UTC" };
    const written = new Intl.DateTimeFormat(this.language, options).format(Date.UTC(year, (month || 1) - 1, day || 1));
    // The Ukrainian 'р.' would give two full stops at the end of a sentence.
    return written.replace(/\sр\.$/, " року");
  }
}
