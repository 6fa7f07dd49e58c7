// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'heartbeats.ping',
    summary: 'Report a success, without a body',
    description:
      'Without an ending: success. `/start`, `/success`, `/fail` and `/log`, or the exit code of the job (`/0` is success). `rid` names the run. A body is kept, up to 4 KiB, and assertions see it. An answer of 2xx means that it is on disk.',
    method: 'GET',
    path: '/api/v1/heartbeat/{token}',
    parameters: [{ name: 'token' }],
    query: [{ name: 'rid', type: 'string' }],
    answer: 'whole',
  },
  {
    name: 'heartbeats.report',
    summary: 'Report a success, with a body',
    description:
      'Without an ending: success. `/start`, `/success`, `/fail` and `/log`, or the exit code of the job (`/0` is success). `rid` names the run. A body is kept, up to 4 KiB, and assertions see it. An answer of 2xx means that it is on disk.',
    method: 'POST',
    path: '/api/v1/heartbeat/{token}',
    parameters: [{ name: 'token' }],
    query: [{ name: 'rid', type: 'string' }],
    answer: 'whole',
  },
  {
    name: 'heartbeats.pingAs',
    summary: 'Report a start, an end or an exit code, without a body',
    description:
      'Without an ending: success. `/start`, `/success`, `/fail` and `/log`, or the exit code of the job (`/0` is success). `rid` names the run. A body is kept, up to 4 KiB, and assertions see it. An answer of 2xx means that it is on disk.',
    method: 'GET',
    path: '/api/v1/heartbeat/{token}/{ending}',
    parameters: [{ name: 'token' }, { name: 'ending' }],
    query: [{ name: 'rid', type: 'string' }],
    answer: 'whole',
  },
  {
    name: 'heartbeats.reportAs',
    summary: 'Report a start, an end or an exit code, with a body',
    description:
      'Without an ending: success. `/start`, `/success`, `/fail` and `/log`, or the exit code of the job (`/0` is success). `rid` names the run. A body is kept, up to 4 KiB, and assertions see it. An answer of 2xx means that it is on disk.',
    method: 'POST',
    path: '/api/v1/heartbeat/{token}/{ending}',
    parameters: [{ name: 'token' }, { name: 'ending' }],
    query: [{ name: 'rid', type: 'string' }],
    answer: 'whole',
  },
];
