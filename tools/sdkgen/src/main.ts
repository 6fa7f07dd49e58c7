/** Writes what is made of the API's document: `npm run generate`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { apiDocument } from './api-document.ts';
import { GENERATED_FOLDERS, generate } from './generate.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

const files = await generate(await apiDocument());
// A resource that is gone leaves no file behind.
for (const folder of GENERATED_FOLDERS) {
  rmSync(join(ROOT, folder), { recursive: true, force: true });
  mkdirSync(join(ROOT, folder), { recursive: true });
}
for (const { path, text } of files) writeFileSync(join(ROOT, path), text);
console.log(`${files.length} files written`);
