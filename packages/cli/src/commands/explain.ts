/** `upwatch explain`: why an incident was one, and who was told. */
import type { Command } from 'commander';
import { MissingError } from '../exit.ts';
import { explanationText } from '../render/explanation-text.ts';
import { hasColour } from '../render/table.ts';
import { answerText } from './answering.ts';
import { type AnswerOptions, type Client, clientOf, withConnection } from './connection.ts';
import { idOf } from './naming.ts';
import { withExamples } from './examples.ts';
import { terminalColumns } from '../render/terminal-columns.ts';

/** Of a program that reads it. */
const COLUMNS_DEFAULT = 160;
const ID_START = /^[0-9a-f]{8}[0-9a-f-]*…?$/i;

export function configure(command: Command): void {
  withConnection(command)
    .argument('<incident>', "its id, the beginning of it, or a monitor's name: its newest incident")
    .action(async (wanted: string, options: AnswerOptions) => {
      const client = clientOf(options);
      const id = await incidentOf(client, wanted);
      const data = await client.incidents.explain(id);
      const shape = {
        hasColour: hasColour(process.stdout),
        columns: terminalColumns(process.stdout) ?? COLUMNS_DEFAULT,
      };
      answerText(options, data, () => explanationText(data, shape));
    });
  withExamples(command, 'upwatch explain shop', 'upwatch explain 0190f5c2', 'upwatch explain shop --json');
}

/** A monitor may be called like the beginning of an id: names go first. */
async function incidentOf(client: Client, wanted: string): Promise<string> {
  const monitorId = await monitorCalled(client, wanted);
  if (monitorId === undefined && ID_START.test(wanted)) return idOf(client, 'incidents', wanted);
  if (monitorId === undefined) {
    throw new MissingError(
      `there is no monitor called "${wanted}"; give the name of a monitor, or the id of an incident`,
    );
  }
  const newest = await client.incidents.list({ monitorId, size: 1, sort: ['startedAt,desc'] });
  const [incident] = newest.data;
  if (!incident) throw new MissingError(`${wanted} has had no incident`);
  return incident.id;
}

async function monitorCalled(client: Client, name: string): Promise<string | undefined> {
  const found = await client.monitors.list({ search: name, size: 200 }).toArray();
  return found.find((one) => one.name.toLowerCase() === name.toLowerCase())?.id;
}
