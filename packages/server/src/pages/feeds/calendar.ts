/** Announced work as a calendar (RFC 5545). */
import type { PageIncidentView } from '@upwatch/core';
import { plainText } from '../render/markdown.ts';

/** Lines are folded after so many octets (section 3.1). */
const LINE_OCTETS_MAX = 75;

export interface CalendarGiven {
  readonly name: string;
  readonly works: readonly PageIncidentView[];
  readonly urlOf: (id: string) => string | undefined;
}

export function calendar({ name, works, urlOf }: CalendarGiven): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Upwatch//Status page//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    `X-WR-CALNAME:${escaped(name)}`,
    ...works.flatMap((work) => event(work, urlOf(work.id))),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function event(work: PageIncidentView, url: string | undefined): readonly string[] {
  const { scheduled, updates, affected, id, title, phase, updatedAtMs } = work;
  if (!scheduled) return [];
  const text = [...updates.slice(0, 1).map(({ body }) => plainText(body)), affected.map(({ name }) => name).join(', ')];
  return [
    'BEGIN:VEVENT',
    `UID:${id}@upwatch`,
    `DTSTAMP:${stamp(updatedAtMs)}`,
    `DTSTART:${stamp(scheduled.fromMs)}`,
    `DTEND:${stamp(scheduled.untilMs)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text.filter((one) => one !== '').join('\n'))}`,
    ...(url === undefined ? [] : [`URL:${url}`]),
    `STATUS:${phase === 'called-off' ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function stamp(atMs: number): string {
  return new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** Section 3.3.11; control characters cannot be written (section 3.1). */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/\r\n?/g, '\n')
      // oxlint-disable-next-line no-control-regex -- control characters are what it is for
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replaceAll(/[\\;,]/g, String.raw`\$&`)
      .replaceAll('\n', String.raw`\n`)
  );
}

function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    // The blank that a continuation begins with counts as well.
    if (octets + size > LINE_OCTETS_MAX - (parts.length > 0 ? 1 : 0)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
