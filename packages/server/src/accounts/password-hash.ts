/**
 * Passwords, as Argon2id keeps them (RFC 9106), on the thread pool. Parameters are the first choice of OWASP's Password
 * Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane; about 50 ms of one core. One is made at a time, so that a flood of
 * log-ins takes no more than that memory and no second core from the looks.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Problem } from '../api/problem.ts';
import { RankedLine } from './ranked-line.ts';

const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Beyond, it is said that we are busy. Sixteen are worked off within a second or two. */
const WAITING_MAX = 16;
/** Goes first: whoever was here before is not to wait behind a flood of strangers. */
export const KNOWN = -1;

interface Parameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

interface Kept extends Parameters {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const derive = promisify(argon2);

export interface PasswordHasher {
  /** As PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. @throws Problem BUSY */
  hash(password: string): Promise<string>;
  /**
   * The same work whether there is something to compare with or not, so that nobody learns by the clock who has an account.
   * @param rank whoever has the lowest goes first: `KNOWN`, or that of `origins.ts`
   * @throws Problem BUSY
   */
  verify(password: string, kept: string | undefined, rank?: number): Promise<boolean>;
}

export function createPasswordHasher(): PasswordHasher {
  const inTurn = oneAtATime();
  // What nobody's password is: compared with where there is none.
  const nobody: Kept = {
    memoryKib: MEMORY_KIB,
    passes: PASSES,
    lanes: LANES,
    salt: randomBytes(SALT_BYTES),
    hash: randomBytes(HASH_BYTES),
  };
  return {
    hash: async (password) => {
      const salt = randomBytes(SALT_BYTES);
      const parameters = { memoryKib: MEMORY_KIB, passes: PASSES, lanes: LANES };
      return phcOf({ ...parameters, salt, hash: await inTurn(() => hashOf(password, salt, parameters), KNOWN) });
    },
    verify: async (password, kept, rank = 0) => {
      const expected = kept === undefined ? nobody : readPhc(kept);
      const hash = await inTurn(() => hashOf(password, expected.salt, expected), rank);
      return timingSafeEqual(hash, expected.hash) && kept !== undefined;
    },
  };
}

/** Unicode has several ways to write one letter, and keyboards differ in which they take (RFC 8265, OpaqueString). */
async function hashOf(password: string, nonce: Buffer, { memoryKib, passes, lanes }: Parameters): Promise<Buffer> {
  const message = password.normalize('NFC');
  return derive('argon2id', { message, nonce, memory: memoryKib, passes, parallelism: lanes, tagLength: HASH_BYTES });
}

function phcOf({ memoryKib, passes, lanes, salt, hash }: Kept): string {
  const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${text(salt)}$${text(hash)}`;
}

function readPhc(text: string): Kept {
  const [, memory, passes, lanes, salt, hash] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(text) ?? [];
  if (salt === undefined || hash === undefined) throw new Error('a password is kept in a form that is not known');
  return {
    memoryKib: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

interface Waiting {
  readonly go: () => void;
  readonly refuse: (problem: Problem) => void;
}

/** One after the other, by rank. */
function oneAtATime(): <T>(work: () => Promise<T>, rank: number) => Promise<T> {
  const line = new RankedLine<Waiting>(WAITING_MAX);
  let isBusy = false;

  function next(): void {
    const waiting = line.next();
    if (waiting) waiting.go();
    else isBusy = false;
  }

  return async (work, rank) => {
    if (isBusy) await new Promise<void>((go, refuse) => line.add({ go, refuse }, rank)?.refuse(busy()));
    isBusy = true;
    try {
      return await work();
    } finally {
      next();
    }
  };
}

function busy(): Problem {
  const message = 'too many people sign in at once: try again in a moment';
  return new Problem('BUSY', message, { headers: { 'retry-after': '2' } });
}
