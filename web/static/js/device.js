// Whether this browser recognises speech on the device itself.

/** Recognisers know languages by country. */
export const LOCALES = { nl: "nl-NL", en: "en-GB", ar: "ar-SA", tr: "tr-TR", uk: "uk-UA", fa: "fa-IR", pl: "pl-PL", ti: "ti-ER" };

/** `available`, `downloadable`, `downloading` or `unavailable`. */
export async function availability(language) {
  try {
    return await SpeechRecognition.available({ langs: [LOCALES[language]], processLocally: true });
  } catch {
    return "unavailable"; // No such browser, or the site forbids it.
  }
}
