// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'alertChannels.list',
    summary: 'List alert channels',
    method: 'GET',
    path: '/api/v1/alert-channels',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      { name: 'sort', type: 'string', isList: true },
      { name: 'type', type: 'string' },
      { name: 'managedBy', type: 'string', values: ['DASHBOARD', 'CLI', 'TERRAFORM', 'MCP', 'API'] },
      { name: 'search', type: 'string' },
    ],
    answer: 'pages',
  },
  {
    name: 'alertChannels.create',
    summary: 'Make an alert channel',
    method: 'POST',
    path: '/api/v1/alert-channels',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string', isRequired: true },
        { name: 'config', type: 'object', isRequired: true },
        { name: 'managedBy', type: 'string', values: ['DASHBOARD', 'CLI', 'TERRAFORM', 'MCP', 'API'] },
      ],
    },
    answer: 'data',
  },
  {
    name: 'alertChannels.testConfig',
    summary: 'Send a test message with settings that are not stored',
    method: 'POST',
    path: '/api/v1/alert-channels/test',
    parameters: [],
    body: { isRequired: true, fields: [{ name: 'config', type: 'object', isRequired: true }] },
    answer: 'data',
  },
  {
    name: 'alertChannels.get',
    summary: 'Show an alert channel',
    method: 'GET',
    path: '/api/v1/alert-channels/{id}',
    parameters: [{ name: 'id', of: { list: 'alertChannels.list', hasPages: true, hasSearch: true } }],
    answer: 'data',
  },
  {
    name: 'alertChannels.update',
    summary: 'Change an alert channel',
    method: 'PUT',
    path: '/api/v1/alert-channels/{id}',
    parameters: [{ name: 'id', of: { list: 'alertChannels.list', hasPages: true, hasSearch: true } }],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string', isRequired: true },
        { name: 'config', type: 'object', isRequired: true },
        { name: 'managedBy', type: 'string', values: ['DASHBOARD', 'CLI', 'TERRAFORM', 'MCP', 'API'] },
      ],
    },
    answer: 'data',
  },
  {
    name: 'alertChannels.delete',
    summary: 'Delete an alert channel, also from its monitors',
    method: 'DELETE',
    path: '/api/v1/alert-channels/{id}',
    parameters: [{ name: 'id', of: { list: 'alertChannels.list', hasPages: true, hasSearch: true } }],
    answer: 'whole',
  },
  {
    name: 'alertChannels.deliveries.list',
    summary: 'List what was told to an alert channel, newest first',
    method: 'GET',
    path: '/api/v1/alert-channels/{id}/deliveries',
    parameters: [{ name: 'id', of: { list: 'alertChannels.list', hasPages: true, hasSearch: true } }],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
    ],
    answer: 'pages',
  },
  {
    name: 'alertChannels.test',
    summary: 'Send a test message',
    method: 'POST',
    path: '/api/v1/alert-channels/{id}/test',
    parameters: [{ name: 'id', of: { list: 'alertChannels.list', hasPages: true, hasSearch: true } }],
    answer: 'data',
  },
];
