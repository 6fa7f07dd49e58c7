/** Whatever can be imported: how each is called, and how its files are read. */
import { statSync } from 'node:fs';
import { isRow } from '@upwatch/server/foreign';
import { UsageError } from '../exit.ts';
import { readText } from '../read-text.ts';
import type { PastReader } from './history/past.ts';
import type { Imported } from './imported.ts';
import { isDatabase } from './sqlite-file.ts';

interface ReadOptions {
  /** The address of an Apprise API server. */
  readonly appriseUrl?: string;
}

export interface ImportKind {
  readonly name: string;
  readonly summary: string;
  /** How its files are called in the help. */
  readonly files: string;
  /** @throws UsageError for files that are not of its kind */
  read(files: readonly string[], options: ReadOptions): Promise<Imported>;
  /**
   * Opens what the files hold of the past; undefined where that is nothing.
   * @throws UsageError for files that are not of its kind
   */
  openPast?(files: readonly string[]): Promise<PastReader | undefined>;
  readonly examples: readonly string[];
}

function isStore(file: string): boolean {
  return statSync(file).isFile() && isDatabase(file);
}

export const IMPORT_KINDS: readonly ImportKind[] = [
  {
    name: 'uptime-kuma',
    summary: 'a database of Uptime Kuma (kuma.db), or a JSON backup of 1.x',
    files: '<file>',
    async read([file = ''], { appriseUrl }) {
      const { importKuma } = await import('./kuma/import-kuma.ts');
      const options = { apprise: appriseUrl };
      if (isDatabase(file)) {
        const { readKumaDatabase } = await import('./kuma/read-database.ts');
        return importKuma(readKumaDatabase(file), options);
      }
      const { readKumaBackup } = await import('./kuma/read-backup.ts');
      return importKuma(readKumaBackup(readText(file, 'uptime-kuma'), file), options);
    },
    async openPast([file = '']) {
      return isDatabase(file) ? (await import('./kuma/kuma-past.ts')).openKumaPast(file) : undefined;
    },
    examples: ['upwatch import uptime-kuma kuma.db --dry-run', 'upwatch import uptime-kuma kuma.db -o upwatch.yml'],
  },
  {
    name: 'gatus',
    summary: 'a configuration of Gatus: a file, several, or a directory; with its SQLite store, its past as well',
    files: '<files...>',
    async read(files) {
      const [{ readGatus }, { importGatus }] = await Promise.all([
        import('./gatus/read-gatus.ts'),
        import('./gatus/import-gatus.ts'),
      ]);
      return importGatus(
        readGatus(
          files.filter((file) => !isStore(file)),
          process.env,
        ),
      );
    },
    async openPast(files) {
      const store = files.find(isStore);
      return store === undefined ? undefined : (await import('./gatus/gatus-past.ts')).openGatusPast(store);
    },
    examples: [
      'upwatch import gatus config.yaml data.db',
      'upwatch import gatus config.yaml --dry-run',
      'upwatch import gatus config/ -o upwatch.yml',
    ],
  },
  {
    name: 'blackbox',
    summary: 'modules of the blackbox_exporter, and the Prometheus configuration that has the targets',
    files: '<files...>',
    async read(files) {
      const [{ readBlackbox }, { importBlackbox }] = await Promise.all([
        import('./blackbox/read-blackbox.ts'),
        import('./blackbox/import-blackbox.ts'),
      ]);
      return importBlackbox(readBlackbox(files));
    },
    examples: ['upwatch import blackbox blackbox.yml prometheus.yml --dry-run'],
  },
  {
    name: 'healthchecks',
    summary: 'checks of Healthchecks: the JSON that its API v3 answers',
    files: '<file>',
    async read([file = '']) {
      const { importHealthchecks, readHealthchecks } = await import('./healthchecks/import-healthchecks.ts');
      return importHealthchecks(readHealthchecks(readText(file, 'healthchecks'), file));
    },
    examples: ['upwatch import healthchecks checks.json --dry-run'],
  },
  {
    name: 'contract',
    summary: "the contract's own configuration file, devhelm.yml",
    files: '<file>',
    async read([file = '']) {
      const [{ importContract }, { FileProblems, readYaml }] = await Promise.all([
        import('./contract/import-contract.ts'),
        import('@upwatch/server'),
      ]);
      try {
        const { value } = readYaml(readText(file, 'contract'), file, process.env);
        if (isRow(value)) return importContract(value);
      } catch (error) {
        if (error instanceof FileProblems) throw new UsageError(error.message, { cause: error });
        throw error;
      }
      throw new UsageError(`${file} must hold a mapping with monitors`);
    },
    examples: ['upwatch import contract devhelm.yml --dry-run'],
  },
];
