// Bytes a second over the last seconds, and the time that is left at that speed.
const WINDOW_MS = 8000;

export class Speedometer {
  constructor(now = () => performance.now()) {
    this.now = now;
    this.samples = [];
  }

  add(totalBytes) {
    const time = this.now();
    this.samples.push({ time, totalBytes });
    while (this.samples.length > 2 && time - this.samples[0].time > WINDOW_MS) this.samples.shift();
  }

  reset() {
    this.samples = [];
  }

  get bytesPerSecond() {
    if (this.samples.length < 2) return 0;
    const first = this.samples[0];
    const last = this.samples.at(-1);
    const seconds = (last.time - first.time) / 1000;
    return seconds > 0 ? Math.max(0, (last.totalBytes - first.totalBytes) / seconds) : 0;
  }

  secondsLeft(bytesLeft) {
    const speed = this.bytesPerSecond;
    return speed > 0 ? Math.ceil(bytesLeft / speed) : undefined;
  }
}
