import { isGiven } from './is-given.ts';

/** An optional field after a change: left out it stays, null takes it away. @returns nothing, or the field alone */
export function chosen<K extends string, T>(
  name: K,
  asked: T | null | undefined,
  current: T | undefined,
): { [N in K]?: T } {
  const value = asked === undefined ? current : asked;
  return (isGiven(value) ? { [name]: value } : {}) as { [N in K]?: T };
}
