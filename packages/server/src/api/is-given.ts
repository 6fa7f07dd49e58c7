/** Whether an optional field of a request says anything: the contract takes `null` for "not given". */
export function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}
