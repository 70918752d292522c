// A page's own recordings get the widget's player. Without script the browser's own controls stand there, and stay.

import { hear, make } from "./dom.js";
import { Kept } from "./keep.js";
import { Settings } from "./settings.js";
import { Player } from "./speech.js";
import { Words, load } from "./words.js";

export async function readAloud() {
  const { lang } = document.documentElement;
  const folder = new URL(".", import.meta.url);
  await load(folder, lang);
  const words = new Words(lang);
  const settings = new Settings(new Kept("localStorage", "kennispunt-settings"));
  for (const plain of document.querySelectorAll("details.listen")) {
    const sounds = [...plain.querySelectorAll("audio")];
    if (sounds.some((sound) => !sound.paused)) continue; // Somebody listens already.
    const said = make("p", { role: "status" });
    const root = make("div", {}, said);
    const signal = new AbortController().signal; // The page's: it goes with all.
    const player = new Player({ root, folder, words, settings, signal, announcer: { hush: () => said.replaceChildren() } });
    hear(root, { problem: ({ reason }) => said.replaceChildren(reason), status: (text) => said.replaceChildren(text) });
    root.prepend(player.controls({ url: sounds.at(-1).src, short: sounds.length > 1 && { url: sounds[0].src } }));
    const focused = plain.contains(document.activeElement);
    plain.replaceWith(root);
    if (focused) root.querySelector("button").focus();
    document.addEventListener("input", ({ target }) => root.contains(target) || player.stop());
  }
}

readAloud().catch((error) => console.warn("kennispunt:", error));
