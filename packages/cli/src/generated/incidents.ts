// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'incidents.list',
    summary: 'List incidents',
    method: 'GET',
    path: '/api/v1/incidents',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      { name: 'sort', type: 'string', isList: true },
      { name: 'status', type: 'string', values: ['WATCHING', 'TRIGGERED', 'CONFIRMED', 'RESOLVED'] },
      { name: 'severity', type: 'string', values: ['DOWN', 'DEGRADED', 'MAINTENANCE'] },
      { name: 'source', type: 'string', values: ['AUTOMATIC', 'MANUAL', 'MONITORS', 'STATUS_DATA', 'RESOURCE_GROUP'] },
      { name: 'monitorId', type: 'string', of: { list: 'monitors.list', hasPages: true, hasSearch: true } },
      { name: 'serviceId', type: 'string' },
      { name: 'resourceGroupId', type: 'string', of: { list: 'resourceGroups.list', hasPages: true } },
      { name: 'tagId', type: 'string', of: { list: 'tags.list', hasPages: true } },
      { name: 'environmentId', type: 'string', of: { list: 'environments.list', hasPages: true } },
      { name: 'startedFrom', type: 'string' },
      { name: 'startedTo', type: 'string' },
    ],
    answer: 'pages',
  },
  {
    name: 'incidents.create',
    summary: 'Open an incident by hand',
    method: 'POST',
    path: '/api/v1/incidents',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'title', type: 'string', isRequired: true },
        { name: 'severity', type: 'string', isRequired: true, values: ['DOWN', 'DEGRADED', 'MAINTENANCE'] },
        { name: 'monitorId', type: 'string', of: { list: 'monitors.list', hasPages: true, hasSearch: true } },
        { name: 'body', type: 'string' },
        {
          name: 'notifyChannels',
          type: 'boolean',
          description: 'Whether policies and channels tell of it, as of what looks find. Default: true.',
        },
      ],
    },
    answer: 'data',
  },
  {
    name: 'incidents.get',
    summary: 'Show an incident and its timeline',
    method: 'GET',
    path: '/api/v1/incidents/{id}',
    parameters: [{ name: 'id', of: { list: 'incidents.list', hasPages: true } }],
    answer: 'data',
  },
  {
    name: 'incidents.resolve',
    summary: 'Resolve an incident',
    method: 'POST',
    path: '/api/v1/incidents/{id}/resolve',
    parameters: [{ name: 'id', of: { list: 'incidents.list', hasPages: true } }],
    body: { fields: [{ name: 'body', type: 'string' }] },
    answer: 'data',
  },
  {
    name: 'incidents.acknowledge',
    summary: 'Take an incident on, for good or for a while: policies tell no more of it',
    method: 'POST',
    path: '/api/v1/incidents/{id}/acknowledge',
    parameters: [{ name: 'id', of: { list: 'incidents.list', hasPages: true } }],
    body: {
      fields: [
        { name: 'body', type: 'string' },
        {
          name: 'snoozeMinutes',
          type: 'integer',
          description: 'Only for so long: what was due meanwhile is told afterwards.',
        },
      ],
    },
    answer: 'data',
  },
  {
    name: 'incidents.unacknowledge',
    summary: 'Give an incident back: policies tell of it again',
    method: 'POST',
    path: '/api/v1/incidents/{id}/unacknowledge',
    parameters: [{ name: 'id', of: { list: 'incidents.list', hasPages: true } }],
    body: { fields: [{ name: 'body', type: 'string' }] },
    answer: 'data',
  },
  {
    name: 'incidents.updates.create',
    summary: 'Add to the timeline of an incident',
    method: 'POST',
    path: '/api/v1/incidents/{id}/updates',
    parameters: [{ name: 'id', of: { list: 'incidents.list', hasPages: true } }],
    body: {
      isRequired: true,
      fields: [
        { name: 'body', type: 'string' },
        { name: 'newStatus', type: 'string', values: ['WATCHING', 'TRIGGERED', 'CONFIRMED', 'RESOLVED'] },
        { name: 'notifySubscribers', type: 'boolean', isRequired: true },
        {
          name: 'newSeverity',
          type: 'string',
          values: ['DOWN', 'DEGRADED', 'MAINTENANCE'],
          description:
            'How bad it is, as a person judges: told once to whoever was told of it, and to policies that it now concerns.',
        },
      ],
    },
    answer: 'data',
  },
  {
    name: 'incidents.explain',
    summary: 'Explain an incident',
    description:
      'Why it fired, what each region saw, what was different, who was told and who was not: as data and in sentences.',
    method: 'GET',
    path: '/api/v1/incidents/{id}/explanation',
    parameters: [{ name: 'id', of: { list: 'incidents.list', hasPages: true } }],
    answer: 'data',
  },
];
