// One voice on the page at a time, whichever widget it is in: a recording, a text that the browser speaks, or a microphone.

let silence = null;

/** Begin to sound or to listen: what did so before is silenced. `stop` silences this one. */
export function takeVoice(stop) {
  if (silence !== stop) silence?.();
  silence = stop;
}

/** Call `quiet` when the page hides, until the element has gone. */
export function whenHidden(quiet, signal) {
  document.addEventListener("visibilitychange", () => document.hidden && quiet(), { signal });
  addEventListener("pagehide", quiet, { signal });
}
