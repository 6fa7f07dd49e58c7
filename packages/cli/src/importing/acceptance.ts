/** Whether a server of this version would take a thing: its own schemas are asked, before anything is sent. */
import { CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS, FileProblems, readDeclared, type YamlFile } from '@upwatch/server';
import { revealed, type Secret, secretsIn } from '@upwatch/server/foreign';
import { declaredBody } from './config-file.ts';
import type { ImportedThing } from './imported.ts';

const KNOWN = { checkTypes: Object.values(CHECK_TYPES), channels: CHANNELS };

/** What is wrong with it, field by field; undefined where nothing is. */
export function problemOf(thing: ImportedThing): string | undefined {
  const value = { [thing.section]: [revealed(declaredBody(thing))] };
  const file: YamlFile = { value, at: () => '' };
  try {
    readDeclared(file, KNOWN);
    return undefined;
  } catch (error) {
    if (!(error instanceof FileProblems)) throw error;
    const text = error.problems.map(({ message }) => message.replaceAll(`${thing.section}[0].`, '')).join('; ');
    return withoutSecrets(text, secretsIn(thing.body));
  }
}

/** Shorter ones would be found in any text. */
const SECRET_LENGTH_MIN = 4;

/** A message that may repeat what it is about, with every secret masked. */
export function withoutSecrets(text: string, secrets: readonly Secret[]): string {
  return secrets.reduce((said, secret) => {
    const value = secret.reveal();
    return value.length < SECRET_LENGTH_MIN ? said : said.replaceAll(value, String(secret));
  }, text);
}
