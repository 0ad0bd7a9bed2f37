// Where a premiere stands, by the server's clock: this device's own may be wrong or be changed, and is not asked.

// So far behind the moment that is on the picture is brought in: what is let out must have arrived.
export const LAG_S = 6;
// Whoever has fallen so far behind without wanting to is brought along.
const LOST_S = 18;
// A device's two clocks do not part by so much of themselves.
const PARTED_MS = 2000;

export class PremiereClock {
  /** Times in milliseconds: `now` is the server's when it said so. `read` tells how much time has passed on this page. */
  constructor({ startsAt, endsAt, now }, read = () => performance.now()) {
    this.startsAt = startsAt;
    this.endsAt = endsAt;
    this.read = read;
    this.offset = now - read();
  }

  /** Take over what the server says, in an answer that was asked for `tookMs` ago: it was said at some moment since then. */
  set({ startsAt, endsAt, now }, tookMs = 0) {
    this.startsAt = startsAt;
    this.endsAt = endsAt;
    // What is known better stays: a late answer must not put the clock back, nor may it run ahead.
    const least = now - this.read();
    this.offset = Math.min(Math.max(this.offset, least), least + Math.max(0, tookMs));
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

/** The times of what the API says of a premiere, as a clock takes them. */
export function timesOf({ starts_at: starts, ends_at: ends, now }) {
  return { startsAt: Date.parse(starts), endsAt: Date.parse(ends ?? starts), now: Date.parse(now) };
}

/** Tells when the clock of the page has stood still: of a device that sleeps, only its own goes on. */
export class SleepWatch {
  constructor(wall = () => Date.now(), read = () => performance.now()) {
    this.apart = () => wall() - read();
    this.last = this.apart();
  }

  /** Whether it slept since the last question, or its clock was set: then the server is to be asked. */
  woke() {
    const { last } = this;
    this.last = this.apart();
    return Math.abs(this.last - last) > PARTED_MS;
  }
}
