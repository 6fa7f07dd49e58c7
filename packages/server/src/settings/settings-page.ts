/** The settings table as a page of the documentation. */
import { SETTINGS, type Setting } from './settings-table.ts';

/** Markdown; `docs/settings.md` must equal it. */
export function settingsPage(): string {
  const rows = SETTINGS.map(
    (setting) => `| \`${setting.key}\` | \`${setting.env}\` | ${flagOf(setting)} | ${setting.summary} |`,
  );
  return `# Settings

Each can be said in three places; the first that says it wins: the command line of \`upwatch serve\`, the environment, the
\`server:\` section of \`upwatch.yml\`. Everything is checked before anything starts, and all problems are told at once.

| key under \`server:\` | environment | option | what it is |
|---|---|---|---|
${rows.join('\n')}

The config file itself is named by \`--config\` or \`UPWATCH_CONFIG\`; otherwise \`upwatch.yml\` in the working directory is used where
there is one.

## Everything else
What is watched and who is told: see [configuration as code](config-as-code.md).

## \`simple:\`
Defaults of the simple API (\`POST /status\`): \`timeout\` (seconds, 5), \`expectedHttpCode\` (200), \`retries\` (3), \`backoffFactor\`
(seconds before the first retry, doubling; 0.3), \`errorCodes\` (answers that are tried again, out of 501–504; all four).
`;
}

function flagOf({ flag }: Setting): string {
  return flag === undefined ? '' : `\`${flag.split(' ')[0]}\``;
}
