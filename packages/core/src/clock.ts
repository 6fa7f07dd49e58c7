/** The two clocks. Both are passed in wherever time is needed, so that tests own them. */
export interface Clock {
  /** Wall clock, epoch milliseconds with fractions. It labels; it may jump. */
  wall(): number;
  /** Monotonic clock, milliseconds with fractions from an arbitrary start. It measures. */
  monotonic(): number;
}
