/** What anchors usually say, and which of them do not say it now. */
import type { AlterationFacts } from '@upwatch/core';
import { type AnchorAddress, responseOf } from './anchor-response.ts';
import { type Reach, reachOf } from './reach.ts';

/** What anchors were found to say. */
export interface Compared extends NonNullable<AlterationFacts['anchors']> {
  /** Of those that say something else, for a person. */
  readonly names: readonly string[];
}

interface Usual {
  readonly anchor: AnchorAddress;
  /** Found out when it was learned: it is asked for with each look, and has the interfaces of the machine listed. */
  readonly reach: Reach;
  readonly said: string;
  /** Something else that was heard once: it is usual when it is heard again. */
  readonly newly?: string;
}

export class UsualResponses {
  readonly #patienceMs: number;
  readonly #usual = new Map<string, Usual>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Whether it is known what an anchor says that is asked where such targets are. */
  areKnownAt(reach: Reach, port: number): boolean {
    for (const usual of this.#usual.values()) if (isAt(usual, reach, port)) return true;
    return false;
  }

  async compare(reach: Reach, port: number): Promise<Compared> {
    const known = [...this.#usual].filter(([, usual]) => isAt(usual, reach, port));
    const names: string[] = [];
    await Promise.all(
      known.map(async ([name, { anchor, said }]) => {
        if ((await responseOf(anchor, this.#patienceMs)) !== said) names.push(name);
      }),
    );
    return { asUsual: known.length - names.length, altered: names.length, names };
  }

  /** Takes down what an anchor says while all is well. */
  async learn(name: string, anchor: AnchorAddress): Promise<void> {
    const said = await responseOf(anchor, this.#patienceMs);
    if (said === undefined) return;
    const before = this.#usual.get(name);
    if (!before || before.said === said || before.newly === said)
      this.#usual.set(name, { anchor, reach: reachOf(anchor.address), said });
    else this.#usual.set(name, { ...before, newly: said });
  }
}

function isAt(usual: Usual, reach: Reach, port: number): boolean {
  return usual.anchor.port === port && usual.reach === reach;
}
