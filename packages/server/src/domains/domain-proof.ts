/** Whether a name belongs to whoever says so: its DNS shows a token that only they were given, or leads here. */

/** Stands before the name in that of the TXT record. */
const RECORD_LABEL = '_upwatch';

/** What DNS says of a name. A record that is not there is none; what cannot be asked throws. */
export interface DomainRecords {
  /** Each record as one text. */
  txt(name: string): Promise<readonly string[]>;
  cname(name: string): Promise<readonly string[]>;
}

/** What must be found. */
export interface ExpectedProof {
  readonly hostname: string;
  readonly token: string;
  /** The server's own public name, where it knows it. */
  readonly cnameTarget?: string;
}

export type DomainProof =
  | { readonly type: 'proven'; readonly by: 'CNAME' | 'TXT' }
  | { readonly type: 'missing'; readonly why: string };

/** `_upwatch.status.example.org` */
export function proofRecordName(hostname: string): string {
  return `${RECORD_LABEL}.${hostname}`;
}

/** Asks DNS, the TXT record first. Never throws: what cannot be asked is said in words. */
export async function proveDomain(expected: ExpectedProof, records: DomainRecords): Promise<DomainProof> {
  const { hostname, token, cnameTarget } = expected;
  const name = proofRecordName(hostname);
  const texts = await asked(() => records.txt(name));
  if (texts.found.some((text) => text.trim() === token)) return { type: 'proven', by: 'TXT' };
  const missing = `the TXT record ${name} must be ${token}, got ${seen(texts)}`;
  if (cnameTarget === undefined) return { type: 'missing', why: missing };
  const names = await asked(() => records.cname(hostname));
  if (names.found.some((one) => isSameName(one, cnameTarget))) return { type: 'proven', by: 'CNAME' };
  return { type: 'missing', why: `${missing}; or the CNAME of ${hostname} must be ${cnameTarget}, got ${seen(names)}` };
}

interface Asked {
  readonly found: readonly string[];
  readonly failure?: string;
}

async function asked(ask: () => Promise<readonly string[]>): Promise<Asked> {
  try {
    return { found: await ask() };
  } catch (error) {
    return { found: [], failure: (error as NodeJS.ErrnoException).code ?? 'an unknown failure' };
  }
}

const SHOWN_MAX = 3;
const SHOWN_CHARACTERS_MAX = 80;

function seen({ found, failure }: Asked): string {
  if (failure !== undefined) return `no answer (${failure})`;
  if (found.length === 0) return 'none';
  return found
    .slice(0, SHOWN_MAX)
    .map((text) => JSON.stringify(text.slice(0, SHOWN_CHARACTERS_MAX).toWellFormed()))
    .join(', ');
}

function isSameName(a: string, b: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
  return plain(a) === plain(b);
}
