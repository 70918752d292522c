// One voice at a time, whichever widget, page or tab it is in: a recording, a text that the browser speaks, or a microphone.

let silence = null;
/** The other tabs of this site. */
const others = globalThis.BroadcastChannel && new BroadcastChannel("kennispunt-voice");
if (others) {
  others.onmessage = () => {
    silence?.();
    silence = null;
  };
}

/** Begin to sound or to listen: what did so before is silenced. `stop` silences this one. */
export function takeVoice(stop) {
  if (silence !== stop) silence?.();
  silence = stop;
  others?.postMessage("");
}

/** Call `quiet` when the page hides, unless it `goesOn`, or is left; until the element has gone. */
export function whenHidden(quiet, signal, goesOn = () => false) {
  document.addEventListener("visibilitychange", () => document.hidden && !goesOn() && quiet(), { signal });
  addEventListener("pagehide", quiet, { signal });
}
