// Where a premiere stands, by the server's clock: this device's own may be wrong, and only tells how much time has passed.

// So far behind the moment that is on the picture is brought in: what is let out must have arrived.
export const LAG_S = 6;
// Whoever has fallen so far behind without wanting to is brought along.
const LOST_S = 18;

export class PremiereClock {
  /** Times in milliseconds: `now` is the server's when it said so, `read` this device's at that moment. */
  constructor({ startsAt, endsAt, now }, read = () => performance.now()) {
    this.startsAt = startsAt;
    this.endsAt = endsAt;
    this.read = read;
    this.offset = now - read();
  }

  /** Take over what the server says now. */
  set({ startsAt, endsAt, now }) {
    this.startsAt = startsAt;
    this.endsAt = endsAt;
    this.offset = now - this.read();
  }

  get now() {
    return this.read() + this.offset;
  }

  /** Seconds until it begins. */
  get left() {
    return (this.startsAt - this.now) / 1000;
  }

  /** The second of the video that is on. */
  get elapsed() {
    return Math.max(0, (this.now - this.startsAt) / 1000);
  }

  get isOn() {
    return this.now >= this.startsAt && this.now < this.endsAt;
  }

  /** Where to be when one wants to be with the others. */
  get place() {
    return Math.max(0, this.elapsed - LAG_S);
  }

  /** `time`, or where the premiere is when that is not yet so far. */
  clamp(time) {
    return this.isOn && time > this.place ? this.place : time;
  }

  isLost(time) {
    return this.isOn && this.elapsed - time > LOST_S;
  }

  /** Whether `time` is as near as one can be. */
  isWith(time) {
    return this.elapsed - time < LAG_S + 8;
  }
}
