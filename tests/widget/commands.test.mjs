// Commands in eight languages: each whole utterance gives one, and a sentence that only has such a word in it gives none.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { commandIn } from "../../web/static/js/commands.js";

const SAID = {
  nl: { repeat: "Herhaal.", stop: "Stop!", slower: "langzamer", back: "Terug", more: "Meer.", help: "Help", person: "Medewerker" },
  en: { repeat: "Repeat.", stop: "Stop!", slower: "slower", back: "Back", more: "More", help: "Help", person: "person" },
  ar: { repeat: "أعد.", stop: "توقف", slower: "أبطأ", back: "رجوع", more: "المزيد", help: "مساعدة", person: "موظف" },
  tr: { repeat: "Tekrarla.", stop: "Dur!", slower: "daha yavaş", back: "Geri", more: "Devam", help: "Yardım", person: "Görevli" },
  uk: { repeat: "Повтори.", stop: "Стоп!", slower: "повільніше", back: "Назад", more: "Більше", help: "Допомога", person: "Працівник" },
  fa: { repeat: "تکرار.", stop: "ایست", slower: "آهسته‌تر", back: "قبلی", more: "بیشتر", help: "کمک", person: "کارمند" },
  pl: { repeat: "Powtórz.", stop: "Stop!", slower: "wolniej", back: "Wstecz", more: "Więcej", help: "Pomoc", person: "Pracownik" },
  ti: { repeat: "ድገም።", stop: "ደው በል", slower: "ቀስ ኢልካ", back: "ንድሕሪት", more: "ተወሳኺ", help: "ሓገዝ", person: "ሰራሕተኛ" },
};

/** The widget's words in a language: each message with its translation, one line each. */
async function words(language) {
  const po = await readFile(new URL(`../../web/translations/${language}/LC_MESSAGES/widget.po`, import.meta.url), "utf8");
  return Object.fromEntries([...po.matchAll(/^msgid "(.+)"\nmsgstr "(.+)"$/gm)].map(([, message, translation]) => [message, translation]));
}

for (const [language, commands] of Object.entries(SAID)) {
  test(`in ${language}`, async () => {
    const known = await words(language);
    const translate = (message) => {
      assert.ok(known[message], `no ${language} for ${message}`);
      return known[message];
    };
    for (const [command, said] of Object.entries(commands)) {
      assert.equal(commandIn(said, translate), command, said);
      assert.equal(commandIn(said.toLocaleUpperCase(language), translate), command, said.toLocaleUpperCase(language));
      assert.equal(commandIn(`Wmo ${said}`, translate), undefined, "only the whole utterance is a command");
      assert.equal(commandIn(`${said} Wmo`, translate), undefined);
    }
    assert.equal(commandIn("0", translate), "person");
    const all = Object.entries(known).filter(([message]) => message.startsWith("repeat, ") || / ?zero$/.test(message));
    assert.equal(all.length, 2, "the words of the commands are found");
  });
}

test("no words of two commands are the same, nor yes or no", async () => {
  for (const language of Object.keys(SAID)) {
    const known = await words(language);
    const lists = Object.keys(known).filter((message) => /^(repeat|stop|slower|back|more|help|person|yes|no), /.test(message)).map((message) => known[message].split(",").map((one) => one.trim().toLocaleLowerCase(language)));
    assert.equal(lists.length, 9, language);
    const every = lists.flat();
    assert.deepEqual(every.filter((one, at) => every.indexOf(one) !== at), [], language);
  }
});
