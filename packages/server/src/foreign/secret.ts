/** A value that nobody may read by accident: printed, logged or made JSON it is a mask. */
const MASK = '••••••••';

export class Secret {
  readonly #value: string;
  /** What it is called where it stands in a file of its own: letters, digits and underscores. */
  readonly label: string;

  constructor(value: string, label: string) {
    this.#value = value;
    this.label = label
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '');
  }

  /** For what is sent to the server or written into a file of secrets, and nothing else. */
  reveal(): string {
    return this.#value;
  }

  toJSON(): string {
    return MASK;
  }

  toString(): string {
    return MASK;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}

/** JSON that may hold secrets. */
export type Draft = null | boolean | number | string | Secret | readonly Draft[] | DraftObject;
export interface DraftObject {
  readonly [name: string]: Draft | undefined;
}

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/** A copy with every secret replaced. What is undefined is left out. */
export function withSecrets(draft: Draft, replace: (secret: Secret) => string): Plain {
  if (draft instanceof Secret) return replace(draft);
  if (Array.isArray(draft)) return (draft as readonly Draft[]).map((one) => withSecrets(one, replace));
  if (typeof draft !== 'object' || draft === null) return draft;
  const entries = Object.entries(draft).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, withSecrets(value!, replace)]));
}

/** A copy as it goes to the server. */
export function revealed(draft: Draft): Plain {
  return withSecrets(draft, (secret) => secret.reveal());
}

/** Every secret in it, in order. */
export function secretsIn(draft: Draft): readonly Secret[] {
  const found: Secret[] = [];
  withSecrets(draft, (secret) => {
    found.push(secret);
    return '';
  });
  return found;
}
