/**
 * What a transaction writes into the audit trail, told once it is committed: what was refused or rolled back was no
 * change, and nobody hears of it.
 */
import type { AuditedChange } from '../port.ts';
import type { Companion } from './accompanied.ts';

/** One a connection, on which one transaction is under way at a time. */
export class AuditNews implements Companion {
  readonly #tell: (change: AuditedChange) => void;
  #written: AuditedChange[] = [];

  constructor(tell: (change: AuditedChange) => void) {
    this.#tell = tell;
  }

  begin(): void {
    // Of one that was rolled back, or that is tried again.
    this.#written = [];
  }

  wrote(change: AuditedChange): void {
    this.#written.push(change);
  }

  end(): () => void {
    const written = this.#written;
    this.#written = [];
    return () => written.forEach(this.#tell);
  }
}
