/** The data of records as people write it, by the RFC of each type; of any other type as RFC 3597 says. */
import { isUtf8 } from 'node:buffer';
import type { RawRecord } from './message.ts';
import { MalformedMessage, readName } from './names.ts';
import { recordTypeName } from './record-types.ts';

/** Characters of one value, at most: a TXT record may have 64 KiB. */
const VALUE_MAX = 4096;

/**
 * The value of a record: names without the dot at their end, TXT as one text without quotes, as those read it who wrote
 * it (SPF, DKIM).
 * @throws {MalformedMessage}
 */
export function recordText(message: Buffer, record: RawRecord): string {
  const text = writtenAs(recordTypeName(record.type), new Data(message, record));
  return text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX)}…` : text;
}

function writtenAs(type: string, data: Data): string {
  switch (type) {
    case 'A':
      return data.ended([...data.bytes(4)].join('.'));
    case 'AAAA':
      return data.ended(ipv6Text(data.bytes(16)));
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return data.ended(data.name());
    case 'MX':
      return data.ended(`${data.number(2)} ${data.name()}`);
    case 'SRV':
      return data.ended(`${data.number(2)} ${data.number(2)} ${data.number(2)} ${data.name()}`);
    case 'SOA':
      return data.ended([data.name(), data.name(), ...Array.from({ length: 5 }, () => data.number(4))].join(' '));
    case 'TXT':
      return data.strings().map(plainText).join('');
    case 'CAA': {
      const flags = data.number(1);
      const tag = plainText(data.bytes(data.number(1)));
      return `${flags} ${tag} "${plainText(data.rest()).replace(/["\\]/g, '\\$&')}"`;
    }
    default: {
      const rest = data.rest();
      return `\\# ${rest.length}${rest.length > 0 ? ` ${rest.subarray(0, VALUE_MAX / 2).toString('hex')}` : ''}`;
    }
  }
}

/** The data of one record, read from front to end. */
class Data {
  readonly #message: Buffer;
  readonly #end: number;
  #at: number;

  constructor(message: Buffer, { dataAt, dataEnd }: RawRecord) {
    this.#message = message;
    this.#at = dataAt;
    this.#end = dataEnd;
  }

  bytes(length: number): Buffer {
    if (this.#at + length > this.#end) throw new MalformedMessage('the data of a record is too short');
    const bytes = this.#message.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }

  rest(): Buffer {
    return this.bytes(this.#end - this.#at);
  }

  number(length: number): number {
    return this.bytes(length).readUIntBE(0, length);
  }

  name(): string {
    const { name, end } = readName(this.#message, this.#at);
    if (end > this.#end) throw new MalformedMessage('a name that goes beyond its record');
    this.#at = end;
    return name;
  }

  strings(): Buffer[] {
    const strings: Buffer[] = [];
    while (this.#at < this.#end) strings.push(this.bytes(this.number(1)));
    return strings;
  }

  /** @returns the text, when nothing is left over */
  ended(text: string): string {
    if (this.#at !== this.#end) throw new MalformedMessage('the data of a record is too long');
    return text;
  }
}

/** UTF-8 where it is; what cannot be shown, and bytes of anything else, as `\DDD`. */
function plainText(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
  const unsafe = isUtf8(bytes) ? /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu : /[^\x20-\x7e]/g;
  return text.replace(unsafe, (one) =>
    [...Buffer.from(one, isUtf8(bytes) ? 'utf8' : 'latin1')]
      .map((byte) => `\\${String(byte).padStart(3, '0')}`)
      .join(''),
  );
}

/** RFC 5952, by the URL parser. */
function ipv6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, place) => bytes.readUInt16BE(place * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
