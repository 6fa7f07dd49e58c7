/** Numbers as people read them, and settings that must be in a range. */

/** 1 GiB is 1024 MiB. */
export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const step = count < 1 ? 0 : Math.min(Math.floor(Math.log2(count) / 10), units.length - 1);
  return `${(count / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}

/** Throws a RangeError that names the setting, unless `value` is in the range. */
export function inRange(name: string, value: number, min: number, max = Infinity): number {
  if (value >= min && value <= max) return value;
  throw new RangeError(
    `${name} must be ${max === Infinity ? `at least ${min}` : `from ${min} to ${max}`}, got ${value}`,
  );
}
