// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'configuration.export',
    summary: 'Show all that is configured as a document',
    description: 'Without secrets.',
    method: 'GET',
    path: '/api/v1/configuration',
    parameters: [],
    query: [
      { name: 'project', type: 'string', description: 'Only what files of this project brought. Default: everything.' },
    ],
    answer: 'data',
  },
  {
    name: 'configuration.managed.list',
    summary: 'List what config files brought: what is changed elsewhere they change back',
    method: 'GET',
    path: '/api/v1/configuration/managed',
    parameters: [],
    answer: 'pages',
  },
  {
    name: 'configuration.plan',
    summary: 'Say what a document would change',
    description: 'Changes nothing.',
    method: 'POST',
    path: '/api/v1/configuration/plan',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        {
          name: 'document',
          type: 'object',
          isRequired: true,
          description:
            'What `upwatch.yml` says, as JSON, with `${NAME}` filled in: `monitors`, `alertChannels`, `defaults`, …',
        },
        { name: 'prune', type: 'boolean', description: 'Delete what files of this project brought and lack now.' },
      ],
    },
    answer: 'data',
  },
  {
    name: 'configuration.apply',
    summary: 'Make what is configured what a document says',
    description: 'What is refused of single resources is said of each; the rest is done. May be asked again.',
    method: 'POST',
    path: '/api/v1/configuration/apply',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        {
          name: 'document',
          type: 'object',
          isRequired: true,
          description:
            'What `upwatch.yml` says, as JSON, with `${NAME}` filled in: `monitors`, `alertChannels`, `defaults`, …',
        },
        { name: 'prune', type: 'boolean', description: 'Delete what files of this project brought and lack now.' },
        { name: 'allowMassDelete', type: 'boolean', description: 'Delete even most of what the files brought.' },
        { name: 'fingerprint', type: 'string', description: 'Of the plan that was agreed to: 409 for another.' },
        {
          name: 'stepsMax',
          type: 'integer',
          description: 'Do so many steps now; `remaining` says how many are left. Default: all.',
        },
        {
          name: 'skip',
          type: 'object',
          isList: true,
          description: 'Resources to leave alone: those that were refused before.',
        },
      ],
    },
    answer: 'data',
  },
];
