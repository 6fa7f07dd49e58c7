/** The text of an event stream, cut into events (WHATWG HTML, section 9.2.6). */

/** One message of the stream, its data not yet read. */
export interface Message {
  readonly id: string | undefined;
  readonly type: string;
  readonly data: string;
}

export interface EventText {
  /** Takes the next piece of the stream, gives back what is whole. @throws RangeError for a message without an end */
  push(piece: string): Message[];
  /** How long the server wants a client to wait before it comes back, milliseconds. */
  readonly retryMs: number | undefined;
}

/** No message of Upwatch comes near it. */
const MESSAGE_CHARACTERS_MAX = 16 * 1024 * 1024;

export function createEventText(): EventText {
  let rest = '';
  let lines: string[] = [];
  let held = 0;
  let retryMs: number | undefined;

  function take(line: string, messages: Message[]): void {
    if (line !== '') {
      lines.push(line);
      held += line.length;
      return;
    }
    const fields = lines.filter((one) => !one.startsWith(':')).map(fieldOf);
    lines = [];
    held = 0;
    const retry = fields.findLast(([name]) => name === 'retry')?.[1];
    if (retry !== undefined && /^\d{1,9}$/.test(retry)) retryMs = Number(retry);
    const data = fields.filter(([name]) => name === 'data').map(([, value]) => value);
    if (data.length === 0) return;
    const last = (wanted: string): string | undefined => fields.findLast(([name]) => name === wanted)?.[1];
    messages.push({ id: last('id'), type: last('event') ?? 'message', data: data.join('\n') });
  }

  return {
    push(piece) {
      const messages: Message[] = [];
      const text = rest + piece;
      // A carriage return at the end may be the first half of a line's end.
      const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
      const found = whole.split(/\r\n|\n|\r/);
      rest = found.pop()! + text.slice(whole.length);
      for (const line of found) take(line, messages);
      if (rest.length + held > MESSAGE_CHARACTERS_MAX)
        throw new RangeError(`a message must have at most ${MESSAGE_CHARACTERS_MAX} characters`);
      return messages;
    },
    get retryMs() {
      return retryMs;
    },
  };
}

function fieldOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  if (colon < 0) return [line, ''];
  const value = line.slice(colon + 1);
  return [line.slice(0, colon), value.startsWith(' ') ? value.slice(1) : value];
}
