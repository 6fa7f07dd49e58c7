/** Asking over a connection of the application's own pool, and saying whose fault it is when nothing comes. */
import type { CheckNote } from '../../check.ts';
import { CheckFailure } from '../check-failure.ts';
import { noAnswer } from './network-failure.ts';
import { within } from './within.ts';

/** A pool at one moment. */
export interface PoolNumbers {
  readonly open: number;
  readonly idle: number;
  readonly max: number;
  readonly waiting: number;
}

/** What a check needs of a pool, whoever wrote it. */
export interface Pool<C> {
  readonly numbers: () => PoolNumbers;
  readonly acquire: () => Promise<C>;
  readonly query: (connection: C) => PromiseLike<unknown>;
  /** Gives it back; a broken one is closed. */
  readonly release: (connection: C, isBroken: boolean) => void;
  /** Host and port, for messages. */
  readonly place: string;
  /** What the check asks, for messages. */
  readonly question: string;
  readonly failure: (error: unknown, wasFull: boolean) => CheckFailure;
  /** Asks over a connection of its own, so that a stale connection and a silent server can be told apart. */
  readonly askAnew?: (signal: AbortSignal) => Promise<unknown>;
  readonly askAnewAfterMs?: number;
}

/** A place in the pool's queue. It can't be given up, so the next run takes over what a run leaves behind. */
interface Turn<C> {
  readonly connection: Promise<C>;
  readonly wasFull: boolean;
  readonly isNew: boolean;
  isAbandoned: boolean;
}

export function pooledRun<C>(pool: Pool<C>): (signal: AbortSignal) => Promise<CheckNote> {
  const abandoned = new Set<Turn<C>>();
  return async (signal) => {
    const turn = takeOver(abandoned) ?? queueUp(pool, abandoned);
    const connection = await within(signal, turn.connection, () => {
      turn.isAbandoned = true;
      abandoned.add(turn);
      return turn.wasFull ? exhausted(pool.numbers()) : noAnswer(pool.place, 'a new connection');
    }).catch((error: unknown) => {
      throw pool.failure(error, turn.wasFull);
    });
    return ask(pool, connection, turn, signal);
  };
}

export function exhausted(numbers: PoolNumbers): CheckFailure {
  const { waiting } = numbers;
  // Our own place in the queue is not the application's.
  return new CheckFailure(
    'POOL_EXHAUSTED',
    `pool exhausted: ${use({ ...numbers, waiting: Math.max(0, waiting - 1) })}`,
  );
}

export function poolNote(numbers: PoolNumbers): CheckNote {
  const inUse = numbers.open - numbers.idle;
  return {
    message: `pool: ${use(numbers)}`,
    observedValue: inUse,
    observedUnit: 'connections',
    warn: numbers.waiting > 0,
  };
}

function use({ open, idle, max, waiting }: PoolNumbers): string {
  return `${open - idle} of ${max} in use${waiting > 0 ? `, ${waiting} waiting` : ''}`;
}

function takeOver<C>(abandoned: Set<Turn<C>>): Turn<C> | undefined {
  for (const turn of abandoned) {
    abandoned.delete(turn);
    turn.isAbandoned = false;
    return turn;
  }
  return undefined;
}

function queueUp<C>(pool: Pool<C>, abandoned: Set<Turn<C>>): Turn<C> {
  const { open, idle, max } = pool.numbers();
  const wasFull = idle === 0 && open >= max;
  const turn = { connection: pool.acquire(), wasFull, isNew: idle === 0 && !wasFull, isAbandoned: false };
  void turn.connection.then(
    (connection) => {
      abandoned.delete(turn);
      if (turn.isAbandoned) pool.release(connection, false);
    },
    () => abandoned.delete(turn),
  );
  return turn;
}

async function ask<C>(pool: Pool<C>, connection: C, turn: Turn<C>, signal: AbortSignal): Promise<CheckNote> {
  // Before we give it back: a pool that was full while we asked shall show it.
  const numbers = pool.numbers();
  const doubt = doubtful(pool, turn, signal);
  let isBroken = true;
  try {
    const answered = pool.query(connection);
    const work = doubt ? Promise.race([answered, doubt.found]) : answered;
    await within(signal, work, () => noAnswer(pool.place, pool.question));
    isBroken = false;
  } catch (error) {
    throw pool.failure(error, false);
  } finally {
    doubt?.end();
    pool.release(connection, isBroken);
  }
  return poolNote({ ...numbers, idle: numbers.idle + 1 });
}

/** Rejects when a new connection is answered while the pool's own has not been. */
function doubtful<C>(
  pool: Pool<C>,
  turn: Turn<C>,
  signal: AbortSignal,
): { found: Promise<never>; end: () => void } | undefined {
  const { askAnew, askAnewAfterMs } = pool;
  if (!askAnew || askAnewAfterMs === undefined || turn.isNew) return undefined;
  const ended = new AbortController();
  const stop = (): void => ended.abort();
  signal.addEventListener('abort', stop, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const found = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      askAnew(ended.signal).then(
        () => reject(staleConnection(pool.place)),
        // The pool's own connection says what is wrong.
        () => {},
      );
    }, askAnewAfterMs);
  });
  void found.catch(() => {});
  return {
    found,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      stop();
    },
  };
}

function staleConnection(place: string): CheckFailure {
  const why = 'a connection of the pool is silent while a new one is answered at once';
  return new CheckFailure('STALE_CONNECTION', `${place}: stale connection: ${why}; it was closed`);
}
