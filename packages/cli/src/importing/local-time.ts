/** A time of the clock on a wall somewhere, as an instant. */
import { isTimeZone } from '@upwatch/core';
import { instantOf as instantOfWall } from '@upwatch/core/maintenance';

/**
 * @param local `2026-01-31T22:00[:00]`, with a blank in place of the T too
 * @param timeZone IANA
 * @returns epoch milliseconds; undefined where it is no time, or no zone
 */
export function instantOf(local: string, timeZone: string): number | undefined {
  const [, day, minutes, seconds = '00'] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d))?/.exec(local.trim()) ?? [];
  if (day === undefined) return undefined;
  const wallMs = Date.parse(`${day}T${minutes}:${seconds}Z`);
  if (Number.isNaN(wallMs) || !isTimeZone(timeZone)) return undefined;
  return instantOfWall(wallMs, timeZone);
}

/** `22:00`, `22:00:30` as seconds after midnight. */
export function secondsOfDay(text: string): number | undefined {
  const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):(\d\d)(?::(\d\d))?/.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
