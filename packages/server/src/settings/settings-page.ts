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

## \`monitors:\`, \`alertChannels:\`, \`tags:\`
At each start the server is made what the file declares, by name: what is missing is made, what differs is changed. What was renamed
through the API is known again and has the name of the file afterwards; to rename it, rename it in the file too, before the next
start. What the file no longer names stays until \`--prune\` is given, which deletes what a file brought and nothing else.

## \`simple:\`
Defaults of the simple API (\`POST /status\`): \`timeout\` (seconds, 5), \`expectedHttpCode\` (200), \`retries\` (3), \`backoffFactor\`
(seconds before the first retry, doubling; 0.3), \`errorCodes\` (answers that are tried again, out of 501–504; all four).
`;
}

function flagOf({ flag }: Setting): string {
  return flag === undefined ? '' : `\`${flag.split(' ')[0]}\``;
}
