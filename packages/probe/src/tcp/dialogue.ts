/** A dialogue: what is sent, and what must come before the next is sent. */
import {
  BudgetExceeded,
  compileRegex,
  createFuel,
  EVALUATION_LIMIT_MS,
  failure,
  type Failure,
  type Fuel,
  type Regex,
  regexMatch,
} from '@upwatch/core';
import { safeText } from '../tls/safe-text.ts';
import { lineText, textOf } from './heard.ts';
import type { Inbox } from './inbox.ts';
import type { TcpStep } from './tcp-config.ts';
import { fillTemplate, parseTemplate, type TemplatePart } from './template.ts';

/**
 * How long a target must pause before a line without its end counts, where more of it could change what was found,
 * milliseconds. A prompt has no end of line, and a line may come in pieces.
 */
const QUIET_MS = 50;
/** A line without its end is tried at once so often in a look; after that only when the target pauses. */
const EAGER_TRIES_MAX = 64;
const SHOWN_BYTES_MAX = 200;

/** One step, ready to be taken. */
export interface ReadyStep {
  readonly send?: readonly TemplatePart[];
  readonly expect?: Regex;
  readonly startTls: boolean;
}

/** Makes steps ready, once for each configuration. They were checked when they were stored. */
export function readySteps(steps: readonly TcpStep[]): readonly ReadyStep[] {
  return steps.map(({ send, expect, startTls = false }) => {
    const template = send === undefined ? undefined : parseTemplate(send);
    return {
      ...(template && 'parts' in template && { send: template.parts }),
      ...(expect !== undefined && { expect: compileRegex(expect) }),
      startTls,
    };
  });
}

/** What a dialogue needs of the look that it is part of. */
export interface Stage {
  /** Of the connection as it is now: TLS brings another one. */
  readonly inbox: Inbox;
  /** `192.0.2.1:25`, for messages. */
  readonly endpoint: string;
  send(bytes: Buffer): void;
  startTls(): Promise<Failure | undefined>;
  /** What broke the connection, where it did not merely end. */
  readonly broken: Failure | undefined;
}

export class Dialogue {
  readonly #stage: Stage;
  readonly #fuel: Fuel;
  #groups: readonly string[] = [];
  #eagerTries = EAGER_TRIES_MAX;
  #hasHeard = false;
  /** What is waited for, and the latest line that was something else. */
  #wanted: Regex | undefined;
  #other: string | undefined;

  constructor(stage: Stage, nowMs: () => number) {
    this.#stage = stage;
    this.#fuel = createFuel({ nowMs, limitMs: EVALUATION_LIMIT_MS });
  }

  /** Takes one step after another. @returns why it stopped before its end */
  async run(steps: readonly ReadyStep[]): Promise<Failure | undefined> {
    for (const { send, expect, startTls } of steps) {
      if (send) this.#stage.send(fillTemplate(send, this.#groups));
      const reason = startTls ? await this.#stage.startTls() : expect && (await this.#await(expect));
      if (reason) return reason;
    }
    return undefined;
  }

  /** What the deadline interrupts: the target said something else, or nothing. Undefined for nothing. */
  get unexpected(): Failure | undefined {
    const other = this.#otherSoFar();
    return this.#wanted && other !== undefined ? this.#unexpected(other, '') : undefined;
  }

  async #await(wanted: Regex): Promise<Failure | undefined> {
    this.#wanted = wanted;
    this.#other = undefined;
    try {
      const reason = await this.#search(wanted);
      if (!reason) this.#wanted = undefined;
      return reason;
    } catch (error) {
      if (!(error instanceof BudgetExceeded)) throw error;
      return failure('protocol.limit', `${this.#phrase}: the search for it ${error.message}`);
    }
  }

  async #search(wanted: Regex): Promise<Failure | undefined> {
    for (let isSettled = false; ; ) {
      const { inbox } = this.#stage;
      if (this.#findsInLines(wanted) || this.#findsInRest(wanted, isSettled)) return undefined;
      const hasRest = inbox.unread.length > 0;
      const arrival = await inbox.arrival(hasRest && !isSettled ? QUIET_MS : undefined);
      if (arrival === 'flood') return failure('protocol.limit', `${this.#phrase}, and more came than is read`);
      if (arrival === 'closed') return this.#findsInRest(wanted, true) ? undefined : this.#closed();
      isSettled = arrival === 'quiet';
      this.#hasHeard = true;
    }
  }

  #findsInLines(wanted: Regex): boolean {
    const { inbox } = this.#stage;
    for (let line = inbox.takeLine(); line; line = inbox.takeLine()) {
      const text = lineText(line);
      const match = regexMatch(wanted, text, this.#fuel);
      if (match) {
        this.#groups = match.groups;
        return true;
      }
      this.#other = text;
    }
    return false;
  }

  /** What has come of a line that is not ended. A match that reaches to its end might yet become longer, or none. */
  #findsInRest(wanted: Regex, isSettled: boolean): boolean {
    const { inbox } = this.#stage;
    if (inbox.unread.length === 0 || (!isSettled && this.#eagerTries-- <= 0)) return false;
    const text = textOf(inbox.unread);
    const match = regexMatch(wanted, text, this.#fuel);
    if (!match || (!isSettled && match.end >= text.length)) return false;
    inbox.take(inbox.unread.length);
    this.#groups = match.groups;
    return true;
  }

  #closed(): Failure {
    const { broken } = this.#stage;
    if (broken) return broken;
    const other = this.#otherSoFar();
    if (other !== undefined) return this.#unexpected(other, ', and then the end of the connection');
    return failure(this.#hasHeard ? 'protocol.truncated' : 'protocol.empty', this.#phrase);
  }

  #otherSoFar(): string | undefined {
    const { unread } = this.#stage.inbox;
    return unread.length > 0 ? textOf(unread) : this.#other;
  }

  #unexpected(other: string, more: string): Failure {
    return failure('protocol.unexpected', `${this.#phrase}, got "${safeText(other, SHOWN_BYTES_MAX)}"${more}`);
  }

  get #phrase(): string {
    const wanted = this.#wanted ? ` /${this.#wanted.pattern}/` : '';
    return `${this.#stage.endpoint}: expected${wanted}`;
  }
}
