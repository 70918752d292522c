// The conversation without a browser: nothing asked twice, nothing lost. Run by test_scripts.py.

import assert from "node:assert/strict";
import test from "node:test";

import { Conversation } from "../../web/static/js/conversation.js";
import { Kept } from "../../web/static/js/keep.js";
import { Failure } from "../../web/static/js/service.js";
import { Words } from "../../web/static/js/words.js";

/** A service in memory; `fails` is a list of what goes wrong, one for each sending. */
class Fake {
  constructor(...fails) {
    this.fails = fails;
    this.conversations = new Map();
    this.sent = 0;
  }

  async start() {
    const id = `c${this.conversations.size}`;
    this.conversations.set(id, []);
    return { id, expiresAfterMinutes: 60 };
  }

  async send(id, { text }) {
    this.sent += 1;
    const fail = this.fails.shift();
    if (fail === "before") throw new Failure("offline");
    const messages = this.conversations.get(id);
    if (!messages) throw new Failure("gone");
    const reply = { id: `antwoord-${messages.length + 1}`, topic: text === "opnieuw" ? "gesprek/opnieuw" : "over/iets" };
    messages.push({ said: text, reply });
    if (fail === "after") throw new Failure("offline");
    if (fail) throw new Failure(fail);
    return reply;
  }

  async history(id) {
    const messages = this.conversations.get(id);
    if (!messages) throw new Failure("gone");
    return { messages, expiresAfterMinutes: 60 };
  }

  async wipe(id) {
    this.conversations.delete(id);
  }
}

const memory = () => ({ value: null });

test("an answer that was lost on its way is fetched, not asked for again", async () => {
  const service = new Fake("after");
  const conversation = new Conversation(service, memory());
  await assert.rejects(conversation.ask({ text: "a" }, "nl"), { kind: "offline" });
  assert.equal(conversation.pending.text, "a");
  const { reply } = await conversation.ask({ text: "a" }, "nl", { again: true });
  assert.equal(reply.id, "antwoord-1");
  assert.equal(service.sent, 1);
  assert.equal(conversation.pending, null);
});

test("an expired conversation begins anew, and its answers are not taken for old ones", async () => {
  const service = new Fake();
  const conversation = new Conversation(service, memory());
  await conversation.ask({ text: "a" }, "nl");
  service.conversations.clear();
  service.conversations.set("other", []);
  const { reply, renewed } = await conversation.ask({ text: "b" }, "nl");
  assert.equal(renewed, true);
  assert.equal(reply.id, "antwoord-1");
  assert.equal(conversation.turns.length, 2);
});

test("what is kept is there after a reload, also what is being asked", async () => {
  const kept = memory();
  const conversation = new Conversation(new Fake("server"), kept);
  conversation.draft = "half";
  await assert.rejects(conversation.ask({ text: "a" }, "nl"), { kind: "server" });
  const again = new Conversation(new Fake(), kept);
  assert.equal(again.pending.text, "a");
  assert.equal(again.draft, "half");
});

test("wiping forgets here at once, also when the service is away", async () => {
  const kept = memory();
  const service = new Fake();
  const conversation = new Conversation(service, kept);
  await conversation.ask({ text: "a" }, "nl");
  service.wipe = async () => { throw new Failure("offline"); };
  await assert.rejects(conversation.wipe("nl"), { kind: "offline" });
  assert.equal(kept.value, null);
  assert.deepEqual(conversation.turns, []);
});

test("beginning anew leaves nothing of before", async () => {
  const kept = memory();
  const conversation = new Conversation(new Fake(), kept);
  assert.equal((await conversation.ask({ text: "geheim" }, "nl")).forgotten, false);
  assert.equal((await conversation.ask({ text: "opnieuw" }, "nl")).forgotten, true);
  assert.deepEqual(conversation.turns.map(({ said }) => said), ["opnieuw"]);
  assert.doesNotMatch(JSON.stringify(kept.value), /geheim/);
});

test("without storage everything works until the page goes", () => {
  const kept = new Kept("localStorage", "x");
  assert.equal(kept.value, null);
  kept.value = { a: 1 };
  assert.deepEqual(kept.value, { a: 1 });
});

test("as much of a date as is known", () => {
  const words = new Words("nl");
  assert.equal(words.date("2026"), "2026");
  assert.equal(words.date("2026-03"), "maart 2026");
  assert.equal(words.date("2026-03-09"), "9 maart 2026");
  assert.equal(new Words("uk").date("2026-03-09"), "9 березня 2026 року");
  assert.equal(new Words("ti").date("2027-05-22"), "22 ግንቦት 2027");
  assert.equal(new Words("ti").date("2027-05"), "ግንቦት 2027");
  assert.equal(new Words("ti").date("2027"), "2027");
  assert.equal(words.seconds(30), "30 seconden");
  assert.equal(words.seconds(1), "1 seconde");
});
