// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'deployLock.get',
    summary: 'Show who deploys',
    description: 'Not found when nobody does.',
    method: 'GET',
    path: '/api/v1/deploy/lock',
    parameters: [],
    answer: 'data',
  },
  {
    name: 'deployLock.acquire',
    summary: 'Deploy alone',
    description: 'Refused while somebody else has the lock. It ends by itself.',
    method: 'POST',
    path: '/api/v1/deploy/lock',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'lockedBy', type: 'string', isRequired: true, description: 'Who deploys, as others are told.' },
        {
          name: 'ttlMinutes',
          type: 'integer',
          description: 'After so many minutes it holds nobody up any more. Default 30.',
        },
      ],
    },
    answer: 'data',
  },
  {
    name: 'deployLock.force',
    summary: "Break somebody's deploy lock",
    description: 'Done, too, when there is none.',
    method: 'DELETE',
    path: '/api/v1/deploy/lock/force',
    parameters: [],
    answer: 'none',
  },
  {
    name: 'deployLock.release',
    summary: 'Let others deploy',
    description: 'Not found when it holds no longer.',
    method: 'DELETE',
    path: '/api/v1/deploy/lock/{lockId}',
    parameters: [{ name: 'lockId' }],
    answer: 'none',
  },
];
