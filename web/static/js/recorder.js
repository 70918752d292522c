// One utterance from the microphone, kept in this page's memory until it is sent, and then nowhere.

const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS_A_SECOND = 24_000;
const LOOK_EVERY = 100;
/** So long somebody may think before they speak. */
const THINKING = 10_000;
/** Above the quietest that was heard lately by this factor is a voice. */
const LOUDER = 3;
const LEAST = 0.01;

export class Recorder {
  #stop = () => {};
  #over = false;
  /** Whether anybody spoke. */
  spoke = false;

  /**
   * Record until it is quiet for `pause` seconds after somebody spoke, until `most` seconds, or until `stop()`.
   * Gives the recording; null when it was given up. `level(0…1)` is called while it listens.
   * Rejects with `{ name }` as getUserMedia does, and with "TakenAway" when the microphone goes away half-way.
   */
  async record({ pause, most, level, begun }) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
    const [track] = stream.getTracks();
    const context = new AudioContext();
    try {
      if (this.#over) return null;
      const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
      const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_A_SECOND });
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(stream).connect(analyser);
      const parts = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      let taken = false;
      const stopped = new Promise((done) => { recorder.onstop = done; });
      this.#stop = () => recorder.state === "recording" && recorder.stop();
      track.onended = () => {
        taken = true;
        this.#stop();
      };
      recorder.start();
      begun();
      const timer = this.#listen(analyser, { pause, most, level });
      await stopped;
      clearInterval(timer);
      if (taken) throw new DOMException("", "TakenAway");
      return this.#over ? null : new Blob(parts, { type: recorder.mimeType });
    } finally {
      for (const each of stream.getTracks()) each.stop();
      context.close();
    }
  }

  /** What was said until now is taken. */
  stop() {
    this.#stop();
  }

  /** Nothing is taken. */
  abort() {
    this.#over = true;
    this.#stop();
  }

  #listen(analyser, { pause, most, level }) {
    const samples = new Float32Array(analyser.fftSize);
    const began = performance.now();
    let floor = Infinity;
    let spoke = 0;
    return setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const loud = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      const now = performance.now();
      floor = Math.min(floor * 1.02, Math.max(loud, LEAST / LOUDER));
      if (loud > Math.max(LEAST, floor * LOUDER)) {
        spoke = now;
        this.spoke = true;
      }
      level(Math.min(1, loud * 5));
      const quiet = spoke ? now - spoke > pause * 1000 : now - began > THINKING;
      if (quiet || now - began > most * 1000) this.#stop();
    }, LOOK_EVERY);
  }
}
