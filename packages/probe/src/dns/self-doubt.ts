/**
 * Whose fault it is that a name cannot be resolved. Name servers that are silent to everything are the probe's own
 * trouble, not the target's: then the name servers of the root are asked for, as a control. A resolver that works and
 * has a way to the internet answers that out of its cache.
 */
import type { DnsCode } from './dns-failure.ts';

/** `sound`: an answer, or a definite no. `unsound`: SERVFAIL and the like. `silent`: nothing at all. */
export type Hearing = 'sound' | 'unsound' | 'silent';

/** What a failure says of the name servers. */
export function hearingOf(code: DnsCode): Hearing {
  switch (code) {
    case 'dns.nxdomain':
    case 'dns.nodata':
    // A refusal is a rule that somebody made, not a fault.
    case 'dns.refused':
      return 'sound';
    case 'dns.servfail':
    case 'dns.malformed':
      return 'unsound';
    case 'dns.timeout':
    case 'dns.unreachable':
    case 'probe.resources':
    case 'probe.resolver':
      break;
  }
  return 'silent';
}

interface Control {
  readonly askedAtMs: number;
  readonly hearing: Promise<Hearing>;
}

/** What one group of name servers was heard to say, and whose fault their silence is. */
export class SelfDoubt {
  readonly #nowMs: () => number;
  readonly #askControl: () => Promise<Hearing>;
  #heardAtMs = -Infinity;
  #soundAtMs = -Infinity;
  #wasControlSound = false;
  #control: Control | undefined;

  /** @param askControl asks for the root's name servers; never rejects, ends within a few seconds */
  constructor(nowMs: () => number, askControl: () => Promise<Hearing>) {
    this.#nowMs = nowMs;
    this.#askControl = askControl;
  }

  /** To be told of every answer to a name. */
  hear(hearing: Hearing): void {
    if (hearing === 'silent') return;
    this.#heardAtMs = this.#nowMs();
    if (hearing !== 'sound') return;
    this.#soundAtMs = this.#heardAtMs;
    // Learned while all is well: resolvers without the internet always fail the control, which then proves nothing.
    if (!this.#control) void this.controlSince(this.#soundAtMs);
  }

  /** Whether nothing at all was heard since an instant. */
  isSilentSince(monotonicMs: number): boolean {
    return this.#heardAtMs < monotonicMs;
  }

  /** How the control came out, put anew unless it was put at that instant or later. */
  controlSince(monotonicMs: number): Promise<Hearing> {
    if (this.#control && this.#control.askedAtMs >= monotonicMs) return this.#control.hearing;
    const hearing = this.#askControl().then((heard) => {
      if (heard !== 'silent') this.#heardAtMs = this.#nowMs();
      if (heard === 'sound') this.#wasControlSound = true;
      return heard;
    });
    this.#control = { askedAtMs: this.#nowMs(), hearing };
    return hearing;
  }

  /** Whether the failure of a question put at that instant is the resolver's, and so ours. */
  async isOurFault(code: DnsCode, askedAtMs: number): Promise<boolean> {
    const hearing = hearingOf(code);
    const isExcused = (): boolean =>
      this.#soundAtMs >= askedAtMs || (hearing === 'silent' && !this.isSilentSince(askedAtMs));
    if (hearing === 'sound' || isExcused()) return false;
    const control = await this.controlSince(askedAtMs);
    if (control === 'sound' || isExcused()) return false;
    if (hearing === 'silent') return true;
    const wasEverSound = this.#soundAtMs > -Infinity;
    return this.#wasControlSound || !wasEverSound;
  }
}
