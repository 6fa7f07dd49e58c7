/** `upwatch incidents ack`, `snooze`, `unack`, `comment` and `resolve`: what a person does about what is open. */
import type { Incident, IncidentDetail } from '@upwatch/sdk';
import type { Command } from 'commander';
import { parseDuration } from '../duration.ts';
import { MissingError, UsageError } from '../exit.ts';
import { cell, hasColour } from '../render/table.ts';
import { doneText } from '../render/verdict.ts';
import { isForProgram, answerData, timeText } from './answering.ts';
import { type AnswerOptions, type Client, clientOf, withConnection } from './connection.ts';
import { idOf } from './naming.ts';
import { withExamples } from './examples.ts';

interface ActOptions extends AnswerOptions {
  readonly monitor?: string;
  readonly message?: string;
}

/** What is done to one incident, and what is said of it then. */
interface Act {
  readonly send: (client: Client, id: string) => Promise<IncidentDetail>;
  readonly said: (before: Incident, after: Incident) => string;
}

export function configureActs(command: Command): void {
  withExamples(
    acting(command, 'ack', 'take incidents on: nobody else is called'),
    'upwatch incidents ack 0190f5c2-7a31',
    "upwatch incidents ack --monitor shop -m 'on it'",
  ).action((ids: string[], options: ActOptions) => actOn(ids, options, acknowledgement(options)));
  withExamples(
    acting(command, 'snooze', 'take incidents on for a while'),
    'upwatch incidents snooze --monitor shop --for 2h',
  )
    .requiredOption('--for <duration>', 'how long: 30m, 2h')
    .action((ids: string[], options: ActOptions & { for: string }) => actOn(ids, options, snooze(options)));
  withExamples(
    acting(command, 'unack', 'give incidents back: policies tell of them again'),
    'upwatch incidents unack 0190f5c2-7a31',
  ).action((ids: string[], options: ActOptions) =>
    actOn(ids, options, {
      send: (client, id) => client.incidents.unacknowledge(id, wordsOf(options)),
      said: (before) =>
        before.acknowledgedAt === null ? `nobody had ${nameOf(before)}` : `gave back ${nameOf(before)}`,
    }),
  );
  withExamples(
    acting(command, 'comment', 'add to the story of incidents'),
    "upwatch incidents comment --monitor shop -m 'the database is full'",
  ).action((ids: string[], options: ActOptions) => {
    if (options.message === undefined) throw new UsageError('say what: -m <text>');
    const body = { ...wordsOf(options), notifySubscribers: false };
    const send: Act['send'] = (client, id) => client.incidents.updates.create(id, body);
    return actOn(ids, options, { send, said: (before) => `commented on ${nameOf(before)}` });
  });
  withExamples(
    acting(command, 'resolve', 'end incidents by hand'),
    "upwatch incidents resolve 0190f5c2-7a31 -m 'planned work'",
  ).action((ids: string[], options: ActOptions) =>
    actOn(ids, options, {
      send: (client, id) => client.incidents.resolve(id, wordsOf(options)),
      said: ({ id }) => `resolved ${id}`,
    }),
  );
}

function acting(command: Command, name: string, description: string): Command {
  return withConnection(command.command(`${name} [ids...]`).description(description))
    .option('--monitor <name>', 'what is open of this monitor')
    .option('-m, --message <text>', 'what to say');
}

function acknowledgement(options: ActOptions): Act {
  return {
    send: (client, id) => client.incidents.acknowledge(id, wordsOf(options)),
    said: (before, after) =>
      before.acknowledgedAt !== null && before.acknowledgedAt === after.acknowledgedAt
        ? `${cell(after.acknowledgedBy ?? 'somebody')} has had ${nameOf(after)} since ${timeText(before.acknowledgedAt)}`
        : `acknowledged ${nameOf(after)}`,
  };
}

function snooze(options: ActOptions & { readonly for: string }): Act {
  const snoozeMinutes = Math.round(parseDuration(options.for, '--for') / 60_000);
  return {
    send: (client, id) => client.incidents.acknowledge(id, { ...wordsOf(options), snoozeMinutes }),
    said: (_before, after) => `snoozed ${nameOf(after)} until ${timeText(after.snoozedUntil ?? '-')}`,
  };
}

function wordsOf({ message }: ActOptions): { readonly body?: string } {
  return message === undefined ? {} : { body: message };
}

/** Every one that is meant is found before anything is done. */
async function actOn(given: readonly string[], options: ActOptions, { send, said }: Act): Promise<void> {
  const client = clientOf(options);
  const ids = await meant(client, given, options);
  const isColoured = hasColour(process.stdout);
  const changed: unknown[] = [];
  for (const id of ids) {
    const before = await client.incidents.get(id);
    const after = await send(client, id);
    changed.push(after);
    if (!isForProgram(options))
      process.stdout.write(`${doneText(said(before.incident, after.incident), isColoured)}\n`);
  }
  if (isForProgram(options)) answerData(options, changed.length === 1 ? changed[0] : changed);
}

async function meant(client: Client, given: readonly string[], { monitor }: ActOptions): Promise<readonly string[]> {
  if (given.length > 0 === (monitor !== undefined)) {
    throw new UsageError('say which: ids, or --monitor for what is open of a monitor');
  }
  if (monitor === undefined) {
    const ids: string[] = [];
    for (const one of given) ids.push(await idOf(client, 'incidents', one));
    return [...new Set(ids)];
  }
  const monitorId = await idOf(client, 'monitors', monitor);
  const all = await client.incidents.list({ monitorId, size: 200 }).toArray();
  const open = all.filter(({ status }) => status !== 'RESOLVED').map(({ id }) => id);
  if (open.length === 0) throw new MissingError(`nothing is open of ${monitor}`);
  return open;
}

function nameOf({ monitorName, title, id }: Incident): string {
  return `${cell(monitorName ?? title ?? '-')} (${id})`;
}
