/** How expectations of the signs of life of a job are written. */
import type { Grammar } from '../../expect/grammar.ts';
import { readSeconds } from '../../expect/quantities.ts';
import { expectedHere, type Reader, readOperator, skipBlanks, takeMatch } from '../../expect/reader.ts';
import { readMost, readNonEmpty, readPath, readPercent } from '../../expect/readings.ts';
import type { HeartbeatAssertion } from './kinds.ts';

export const HEARTBEAT_GRAMMAR: Grammar<HeartbeatAssertion> = {
  subjects: {
    received: () => ({ type: 'heartbeat_received' }),
    interval: (reader) => ({ type: 'heartbeat_max_interval', maxSeconds: readMost(reader, readSeconds) }),
    drift: (reader) => ({ type: 'heartbeat_interval_drift', maxDeviationPercent: readPercent(reader) }),
    payload: readPayload,
  },
  print: {
    heartbeat_received: () => 'received',
    heartbeat_max_interval: ({ maxSeconds }) => `interval <= ${maxSeconds}s`,
    heartbeat_interval_drift: ({ maxDeviationPercent }) => `drift <= ${maxDeviationPercent}%`,
    heartbeat_payload_contains: ({ path, value }) => `payload ${path} contains ${JSON.stringify(value)}`,
  },
};

/** The name of a member, or several with dots between them. */
const MEMBERS = /\S+/y;

function readPayload(reader: Reader): HeartbeatAssertion {
  const path = readPayloadPath(reader);
  readOperator(reader, ['contains']);
  return { type: 'heartbeat_payload_contains', path, value: readNonEmpty(reader) };
}

function readPayloadPath(reader: Reader): string {
  skipBlanks(reader);
  if (reader.text.charAt(reader.at) === '$') return readPath(reader);
  const path = takeMatch(reader, MEMBERS)?.[0];
  if (path === undefined) throw expectedHere(reader, 'a path such as jobs.done');
  return path;
}
