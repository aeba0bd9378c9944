// How a new call is noticed: a chime, once somebody has touched the page, and the title of the tab.

const AGAIN_MS = 12000;
const BLINK_MS = 1000;
const NOTES_HZ = [660, 880]; // one warm chime, below 1500 Hz

export class Ring {
  #words;
  #audio = null;
  #on = false;
  #rangAt = 0;
  #unseen = false;
  #waiting = 0;
  #lit = false;

  constructor(words) {
    this.#words = words;
    setInterval(() => this.#blink(), BLINK_MS);
    document.addEventListener("visibilitychange", () => this.#look());
    document.addEventListener("pointerdown", () => this.#look());
    document.addEventListener("keydown", () => this.#look());
  }

  get isOn() {
    return this.#on && this.#audio?.state === "running";
  }

  // Browsers let a page sound only after a touch: called while one is handled.
  async switchOn() {
    this.#on = true;
    try {
      this.#audio ??= new AudioContext();
      await this.#audio.resume();
    } catch {
      this.#on = false; // a machine without sound
    }
  }

  switchOff() {
    this.#on = false;
  }

  // `fresh`: a call nobody goes to came just now. `waiting`: how many there are.
  tell(fresh, waiting) {
    if (waiting === 0) this.#unseen = false;
    else if (fresh) this.#unseen = true;
    if (fresh || (waiting > 0 && Date.now() - this.#rangAt >= AGAIN_MS)) this.#chime();
    this.#waiting = waiting;
    this.#lit = this.#unseen;
    this.#show();
  }

  quiet() {
    this.#waiting = 0;
    this.#unseen = false;
    this.#show();
  }

  #look() {
    if (document.visibilityState === "visible") this.#unseen = false;
    this.#show();
  }

  #blink() {
    this.#lit = this.#unseen && !this.#lit;
    this.#show();
  }

  #show() {
    const words = this.#words;
    const calm = this.#waiting > 0 ? words["title-waiting"].replace("{count}", this.#waiting) : words.title;
    document.title = this.#lit && this.#unseen ? words["title-new"] : calm;
  }

  #chime() {
    this.#rangAt = Date.now();
    if (!this.isOn) return;
    NOTES_HZ.forEach((hz, place) => {
      const start = this.#audio.currentTime + place * 0.18;
      const tone = new OscillatorNode(this.#audio, { frequency: hz });
      const volume = new GainNode(this.#audio, { gain: 0 });
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(0.4, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.4);
      tone.connect(volume).connect(this.#audio.destination);
      tone.start(start);
      tone.stop(start + 0.42);
    });
  }
}
