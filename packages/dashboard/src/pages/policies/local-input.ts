/** Times as an `<input type="datetime-local">` has them: of the reader's own clock, without a zone. */

/** `2026-11-22T03:00` */
export function localInput(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** 03:00 on the next Sunday, when nobody wants to be woken for nothing. */
export function nextSundayNight(now: number): number {
  const date = new Date(now);
  date.setHours(3, 0, 0, 0);
  date.setDate(date.getDate() + ((7 - date.getDay()) % 7));
  if (date.getTime() <= now) date.setDate(date.getDate() + 7);
  return date.getTime();
}
