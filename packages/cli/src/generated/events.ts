// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'events.stream',
    summary: 'Follow what is happening (server-sent events)',
    description:
      'Each event has an `id`; a client that comes back with it as `Last-Event-ID` gets what it missed, or one event `reset` when that is kept no longer. A `change` is a line of the audit log, once it is kept.',
    method: 'GET',
    path: '/api/v1/events',
    parameters: [],
    query: [
      {
        name: 'monitorId',
        type: 'string',
        description: 'Only what is of this monitor.',
        of: { list: 'monitors.list', hasPages: true, hasSearch: true },
      },
      { name: 'types', type: 'string', description: 'Only these, separated by commas.' },
    ],
    answer: 'events',
  },
];
