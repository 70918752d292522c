// When an utterance ends: after a pause, after a minute, when nobody speaks, and when the microphone goes away.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Recorder } from "../../web/static/js/recorder.js";

const VOICE = 0.2;
let now;
let looks;
let recorders;
let tracks;
let closed;
let loudness;

beforeEach(() => {
  [now, looks, recorders, tracks, closed, loudness] = [0, new Set(), [], [], 0, () => 0];
  Object.defineProperty(globalThis, "performance", { value: { now: () => now }, configurable: true });
  globalThis.setInterval = (look) => { looks.add(look); return look; };
  globalThis.clearInterval = (look) => looks.delete(look);
  const track = { stop() { this.stopped = true; } };
  tracks.push(track);
  Object.defineProperty(globalThis, "navigator", { value: { mediaDevices: { getUserMedia: async () => ({ getTracks: () => [track] }) } }, configurable: true });
  globalThis.AudioContext = class {
    createAnalyser() { return { fftSize: 4, getFloatTimeDomainData: (samples) => samples.fill(loudness(now)) }; }
    createMediaStreamSource() { return { connect() {} }; }
    close() { closed += 1; }
  };
  globalThis.MediaRecorder = class {
    static isTypeSupported() { return true; }
    state = "inactive";
    mimeType = "audio/webm";
    constructor() { recorders.push(this); }
    start() { this.state = "recording"; }
    stop() {
      this.state = "inactive";
      this.ondataavailable({ data: new Blob(["sound"]) });
      queueMicrotask(this.onstop);
    }
  };
});

/** Record, and let time pass until it ends by itself or `seconds` are over; gives what came of it and when it ended. */
async function record(options = {}, seconds = 120, meanwhile = () => {}) {
  const recorder = new Recorder();
  let ended = false;
  const outcome = recorder.record({ pause: 2, most: 59, level: () => {}, begun: () => {}, ...options })
    .then((sound) => ({ sound }), (error) => ({ error })).finally(() => { ended = true; });
  await new Promise(setImmediate);
  while (!ended && now < seconds * 1000) {
    now += 100;
    for (const look of looks) look();
    meanwhile(recorder);
    await new Promise(setImmediate);
  }
  return { recorder, at: now / 1000, ended, ...(ended ? await outcome : {}) };
}

const between = (from, to) => (time) => (time >= from * 1000 && time < to * 1000 ? VOICE : 0.001);

for (const pause of [1, 2, 3, 5]) {
  test(`a pause of ${pause} s ends it`, async () => {
    loudness = between(1, 4);
    const { sound, at, recorder } = await record({ pause });
    assert.ok(sound.size > 0);
    assert.ok(Math.abs(at - (3.9 + pause)) <= 0.3, `${at}`);
    assert.equal(recorder.spoke, true);
  });
}

test("a shorter pause does not", async () => {
  loudness = (time) => (between(1, 3)(time) === VOICE || between(4.5, 6)(time) === VOICE ? VOICE : 0.001);
  const { at } = await record();
  assert.ok(at > 7.5, `${at}`);
});

test("who does not stop speaking is heard for a minute at most", async () => {
  loudness = (time) => VOICE * (1 + Math.sin(time));
  const { sound, at } = await record({ most: 59 });
  assert.ok(sound.size > 0);
  assert.ok(at >= 59 && at < 60, `${at}`);
});

test("when nobody speaks it ends, and says that nobody did", async () => {
  loudness = () => 0.002;
  const { at, recorder } = await record();
  assert.ok(at > 9 && at < 11, `${at}`);
  assert.equal(recorder.spoke, false);
});

test("steady noise is no voice", async () => {
  loudness = (time) => (time < 1000 ? 0.05 : 0.052);
  const { recorder, ended } = await record();
  assert.equal(ended, true);
  assert.equal(recorder.spoke, false);
});

test("the microphone that goes away half-way is told, and nothing of it is given", async () => {
  loudness = between(0.5, 50);
  const { error, sound, at } = await record({}, 120, () => now === 3000 && tracks[0].onended());
  assert.equal(error.name, "TakenAway");
  assert.equal(sound, undefined);
  assert.equal(at, 3);
});

test("given up, there is nothing, and the microphone is let go", async () => {
  loudness = between(0.5, 50);
  const { sound } = await record({}, 120, (recorder) => now === 2000 && recorder.abort());
  assert.equal(sound, null);
  assert.equal(tracks[0].stopped, true);
  assert.equal(closed, 1);
  assert.equal(looks.size, 0);
});

test("stopped by hand, it gives what was said until then", async () => {
  loudness = between(0.5, 50);
  const { sound, at } = await record({}, 120, (recorder) => now === 2000 && recorder.stop());
  assert.ok(sound.size > 0);
  assert.equal(at, 2);
});
