/**
 * Which alerts a message that tells many has in it: those that the process asked the store to write down, or read back,
 * before it sent the message. The message itself names incidents by headlines, twenty at most, and two of one monitor
 * may have the same.
 */
import type { Delivery } from '@upwatch/core';

/** Messages that the store could not write down are numbered by the process, from here. */
const FIRST_UNKEPT_PART = 1_000_000;

/** What was asked of the store. */
interface Question {
  readonly place: string;
  readonly name: string;
  readonly args: readonly unknown[];
}

interface Members {
  readonly ids: readonly string[];
  /** Read back: those that have ended since are not sent again. */
  readonly areReadBack: boolean;
}

export class Together {
  readonly #isOpen: (deliveryId: string) => boolean;
  /** By digest and number. */
  readonly #members = new Map<string, Members>();
  /** By digest and number, those that it told when it went out last. */
  readonly #sent = new Map<string, readonly string[]>();
  #nextUnkeptPart = FIRST_UNKEPT_PART;

  constructor(isOpen: (deliveryId: string) => boolean) {
    this.#isOpen = isOpen;
  }

  /** A process begins: it knows of none that was not written down. */
  begin(): void {
    this.#nextUnkeptPart = FIRST_UNKEPT_PART;
  }

  answered({ place, name, args }: Question, answer: unknown): void {
    if (place !== 'digests') return;
    const [digestId, given] = args;
    if (name === 'gather') this.#members.set(numbered(digestId, answer), { ids: idsIn(given), areReadBack: false });
    // The answer of `gathered`, as the port has it. Empty where the store knows nothing of the message.
    const read = name === 'gathered' ? (answer as readonly Delivery[]) : [];
    if (read.length > 0)
      this.#members.set(numbered(digestId, given), { ids: read.map(({ id }) => id), areReadBack: true });
  }

  refused({ place, name, args: [digestId, given] }: Question): void {
    if (place !== 'digests' || name !== 'gather') return;
    this.#members.set(numbered(digestId, this.#nextUnkeptPart++), { ids: idsIn(given), areReadBack: false });
  }

  /** A message goes out. @param key of a message of its own, or `digest:number:channel` */
  sending(key: string): void {
    const name = nameOf(key);
    const members = this.#members.get(name);
    if (!members) return;
    const { ids, areReadBack } = members;
    this.#sent.set(name, areReadBack ? ids.filter(this.#isOpen) : ids);
  }

  /** The alerts that a message told, by its key. */
  of(key: string): readonly string[] {
    return this.#sent.get(nameOf(key)) ?? [];
  }
}

/** A message of a digest by its number. Both are as the port was asked. */
function numbered(digestId: unknown, part: unknown): string {
  return `${String(digestId)}:${String(part)}`;
}

function nameOf(key: string): string {
  return key.slice(0, key.lastIndexOf(':'));
}

/** Those that are to be told, of what `gather` is given. */
function idsIn(given: unknown): readonly string[] {
  return (given as { readonly ids: readonly string[] }).ids;
}
