/** The far ends of the channels: what they get, and how they answer, after the kinds of `channel-answers.json`. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import type { AnyChannel } from '../../packages/server/src/channels/index.ts';
import { defineChannel, type SendContext, type SendOutcome } from '../../packages/server/src/channels/port.ts';
import { outcomeOf } from '../../packages/server/src/channels/post-json.ts';
import type { Life } from './faulty-store.ts';
import { CHANNEL_IDS } from './routes.ts';
import { HOUR, MINUTE, type Spell, type World } from './world.ts';

/** A message that a far end got. */
export interface Received {
  readonly channelId: string;
  readonly key: string;
  readonly message: AlertMessage;
  readonly tellsWholeStory: boolean;
  /** By the true clock. */
  readonly atMs: number;
  /** It was not answered so that whoever sent it could know: it may come again. */
  readonly isInDoubt: boolean;
}

/** How a far end answers one message. */
type Answer =
  | { readonly type: 'status'; readonly statusCode: number; readonly retryAfter?: string }
  /** The message arrives or not, and nothing is ever answered. */
  | { readonly type: 'hang'; readonly isReceived: boolean }
  | { readonly type: 'reset'; readonly isReceived: boolean };

/** A far end said "too many", and when we may come again. */
export interface Limited {
  readonly channelId: string;
  readonly key: string;
  readonly atMs: number;
  /** What it asked for, within [1 s, 1 h]. */
  readonly waitMs: number;
}

const RETRY_AFTERS = ['30', '1.5', '600', '-5', '315360000', 'Sat, 21 Nov 2026 03:00:00 GMT', 'soon', undefined];
const REFUSALS = [302, 400, 401, 403, 404, 410, 413];
const TROUBLES = [408, 425, 500, 502, 503, 504];

export interface FarEndsOptions {
  readonly world: World;
  /** The process that sends now, if one does; ends it. An answer to an earlier one is heard by nobody. */
  readonly process: { now(): Life | undefined; die(): void };
  readonly onReceived: (received: Received) => void;
  readonly onLimited: (limited: Limited) => void;
  /** Before anything is sent. */
  readonly beforeSend?: (key: string) => void;
}

interface TroubleSpell extends Spell {
  readonly channelId: string;
  readonly answer: () => Answer;
}

export class FarEnds {
  readonly received: Received[] = [];
  readonly #options: FarEndsOptions;
  readonly #spells: readonly TroubleSpell[];
  readonly #definitions: ReadonlyMap<string, AnyChannel>;

  constructor(options: FarEndsOptions) {
    this.#options = options;
    const { world } = options;
    this.#spells = world.spells(world.drawn.channelSpell, 60).map(({ fromMs, toMs }) => ({
      fromMs,
      toMs: world.random.chance(0.1) ? toMs + 5 * HOUR : toMs,
      channelId: world.random.pick(CHANNEL_IDS),
      answer: this.#troubleOf(world.random.int(0, 4)),
    }));
    const types = [this.#definition('sim', false), this.#definition('tracker', true)];
    this.#definitions = new Map(types.map((definition) => [definition.type, definition]));
  }

  readonly channelOf = (type: string): AnyChannel | undefined => this.#definitions.get(type);

  #definition(type: string, tracksIncidents: boolean): AnyChannel {
    return defineChannel<unknown>({
      type,
      tracksIncidents,
      config: z.looseObject({}),
      secretFields: [],
      display: () => ({}),
      send: (_config, message, context) => this.#send(message, context),
    });
  }

  #send(message: AlertMessage, context: SendContext): Promise<SendOutcome> {
    const { world, process, beforeSend } = this.#options;
    const { agenda, random, faults } = world;
    const { promise, resolve } = Promise.withResolvers<SendOutcome>();
    const life = process.now();
    if (!life) return promise;
    const isAlive = (): boolean => !life.isOver;
    beforeSend?.(context.key);
    const mayEnd = random.chance(faults.crashWhileSending);
    const arrivesAnyway = random.chance(0.5);
    if (mayEnd) agenda.in(random.int(0, 30), () => isAlive() && process.die());
    agenda.awaited(random.int(20, 1000), () => {
      if (!isAlive() && !arrivesAnyway) return;
      this.#arrive(message, context, isAlive, resolve);
    });
    return promise;
  }

  #arrive(
    message: AlertMessage,
    context: SendContext,
    isAlive: () => boolean,
    resolve: (outcome: SendOutcome) => void,
  ): void {
    const { world, process, onLimited } = this.#options;
    const { agenda, random, faults } = world;
    const { key, signal } = context;
    const channelId = key.slice(key.lastIndexOf(':') + 1);
    if (signal.aborted) return resolve({ type: 'retry', reason: 'aborted' });
    const answer = this.#answerOf(channelId);
    const isReceived = answer.type === 'status' ? isSuccess(answer.statusCode) : answer.isReceived;
    if (isReceived) this.#receive(channelId, message, context, answer.type !== 'status');
    if (answer.type === 'hang') {
      signal.addEventListener('abort', () => resolve({ type: 'retry', reason: 'there was no answer in time' }));
      return;
    }
    const isDying = isReceived && random.chance(faults.crashAfterSend);
    agenda.awaited(random.int(10, 1000), () => {
      if (!isAlive()) return;
      if (isDying) return process.die();
      if (answer.type === 'reset')
        return resolve(outcomeOf({ type: 'none', reason: 'connection reset' }, world.wall()));
      const { statusCode, retryAfter } = answer;
      const seen = { body: '', bodyEnd: 'whole', ...(retryAfter !== undefined && { retryAfter }) } as const;
      const outcome = outcomeOf({ type: 'answer', statusCode, ...seen }, world.wall());
      if (outcome.type === 'retry' && outcome.retryAfterMs !== undefined) {
        const waitMs = Math.min(HOUR, Math.max(1000, outcome.retryAfterMs));
        onLimited({ channelId, key, atMs: agenda.nowMs, waitMs });
      }
      resolve(outcome.type === 'sent' ? { ...outcome, externalId: `ticket of ${key}` } : outcome);
    });
  }

  #receive(channelId: string, message: AlertMessage, context: SendContext, isInDoubt: boolean): void {
    const { world, onReceived } = this.#options;
    const { nowMs: atMs } = world.agenda;
    const { key, tellsWholeStory = false } = context;
    const received = { channelId, key, message, tellsWholeStory, atMs, isInDoubt };
    this.received.push(received);
    onReceived(received);
  }

  #answerOf(channelId: string): Answer {
    const { agenda, random, faults } = this.#options.world;
    const now = agenda.nowMs;
    const spell = this.#options.world.isIn(this.#spells)
      ? this.#spells.find((one) => one.channelId === channelId && one.fromMs <= now && now < one.toMs)
      : undefined;
    if (spell) return spell.answer();
    if (!random.chance(faults.badAnswer)) return { type: 'status', statusCode: random.pick([200, 201, 202, 204]) };
    return this.#troubleOf(random.pick([0, 0, 1, 2, 3, 3, 4]))();
  }

  #troubleOf(kind: number): () => Answer {
    const { random } = this.#options.world;
    switch (kind) {
      case 0:
        return () => ({ type: 'status', statusCode: random.pick(TROUBLES) });
      case 1:
        return () => {
          const retryAfter = random.pick(RETRY_AFTERS);
          return { type: 'status', statusCode: 429, ...(retryAfter !== undefined && { retryAfter }) };
        };
      case 2:
        return () => ({ type: 'status', statusCode: random.pick(REFUSALS) });
      case 3:
        return () => ({ type: 'reset', isReceived: random.chance(0.5) });
      default:
        return () => ({ type: 'hang', isReceived: random.chance(0.5) });
    }
  }
}

function isSuccess(statusCode: number): boolean {
  return statusCode >= 200 && statusCode < 300;
}

/** The longest that a channel may be asked to wait, and be in trouble: what is told is told by then. */
export const LONGEST_TROUBLE_MS = HOUR + 30 * MINUTE;
