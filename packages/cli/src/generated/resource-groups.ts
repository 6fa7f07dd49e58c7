// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'resourceGroups.list',
    summary: 'List resource groups',
    method: 'GET',
    path: '/api/v1/resource-groups',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
    ],
    answer: 'pages',
  },
  {
    name: 'resourceGroups.create',
    summary: 'Make a resource group',
    method: 'POST',
    path: '/api/v1/resource-groups',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string', isRequired: true },
        { name: 'description', type: 'string' },
        {
          name: 'alertPolicyId',
          type: 'string',
          description: 'The notification policy that incidents of the group go by, whatever its rules say.',
          of: { list: 'notificationPolicies.list' },
        },
        { name: 'defaultFrequency', type: 'integer', description: 'Seconds. Of members that name none themselves.' },
        { name: 'defaultRegions', type: 'string', isList: true, description: 'Of members that name none themselves.' },
        {
          name: 'defaultRetryStrategy',
          type: 'object',
          description:
            'Of members that name no policy: so many failures follow the first before it counts. `type` is "fixed", `interval` 0.',
        },
        {
          name: 'defaultAlertChannels',
          type: 'string',
          isList: true,
          description: 'Told of the group, and by members that name no channels. Default: every channel.',
        },
        {
          name: 'defaultEnvironmentId',
          type: 'string',
          description: 'Whose variables the settings of members name that name no environment themselves.',
        },
        { name: 'healthThresholdType', type: 'string', values: ['COUNT', 'PERCENTAGE'] },
        {
          name: 'healthThresholdValue',
          type: 'number',
          description: 'So many members down, or so many of a hundred: then it is the group that is down.',
        },
        {
          name: 'suppressMemberAlerts',
          type: 'boolean',
          description: 'Tell of members only where the group is not down.',
        },
        { name: 'confirmationDelaySeconds', type: 'integer' },
        { name: 'recoveryCooldownMinutes', type: 'integer' },
        { name: 'managedBy', type: 'string', values: ['DASHBOARD', 'CLI', 'TERRAFORM', 'MCP', 'API'] },
      ],
    },
    answer: 'data',
  },
  {
    name: 'resourceGroups.get',
    summary: 'Show a resource group with its members',
    method: 'GET',
    path: '/api/v1/resource-groups/{id}',
    parameters: [{ name: 'id', of: { list: 'resourceGroups.list', hasPages: true } }],
    query: [
      { name: 'includeMetrics', type: 'boolean', description: 'Fill in what the last 24 hours of each member were.' },
    ],
    answer: 'data',
    hasEtag: true,
  },
  {
    name: 'resourceGroups.update',
    summary: 'Change a resource group',
    description:
      'What is left out stays, null takes away. Members follow what they leave to it; a change by which one of them would name a variable that is not there is refused.',
    method: 'PUT',
    path: '/api/v1/resource-groups/{id}',
    parameters: [{ name: 'id', of: { list: 'resourceGroups.list', hasPages: true } }],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string', isRequired: true },
        { name: 'description', type: 'string' },
        {
          name: 'alertPolicyId',
          type: 'string',
          description: 'The notification policy that incidents of the group go by, whatever its rules say.',
          of: { list: 'notificationPolicies.list' },
        },
        { name: 'defaultFrequency', type: 'integer', description: 'Seconds. Of members that name none themselves.' },
        { name: 'defaultRegions', type: 'string', isList: true, description: 'Of members that name none themselves.' },
        {
          name: 'defaultRetryStrategy',
          type: 'object',
          description:
            'Of members that name no policy: so many failures follow the first before it counts. `type` is "fixed", `interval` 0.',
        },
        {
          name: 'defaultAlertChannels',
          type: 'string',
          isList: true,
          description: 'Told of the group, and by members that name no channels. Default: every channel.',
        },
        {
          name: 'defaultEnvironmentId',
          type: 'string',
          description: 'Whose variables the settings of members name that name no environment themselves.',
        },
        { name: 'healthThresholdType', type: 'string', values: ['COUNT', 'PERCENTAGE'] },
        {
          name: 'healthThresholdValue',
          type: 'number',
          description: 'So many members down, or so many of a hundred: then it is the group that is down.',
        },
        {
          name: 'suppressMemberAlerts',
          type: 'boolean',
          description: 'Tell of members only where the group is not down.',
        },
        { name: 'confirmationDelaySeconds', type: 'integer' },
        { name: 'recoveryCooldownMinutes', type: 'integer' },
        { name: 'managedBy', type: 'string', values: ['DASHBOARD', 'CLI', 'TERRAFORM', 'MCP', 'API'] },
      ],
    },
    answer: 'data',
    isConditional: true,
  },
  {
    name: 'resourceGroups.delete',
    summary: 'Delete a resource group; its members stay',
    method: 'DELETE',
    path: '/api/v1/resource-groups/{id}',
    parameters: [{ name: 'id', of: { list: 'resourceGroups.list', hasPages: true } }],
    answer: 'none',
    isConditional: true,
  },
  {
    name: 'resourceGroups.health',
    summary: 'How a resource group stands',
    method: 'GET',
    path: '/api/v1/resource-groups/{id}/health',
    parameters: [{ name: 'id', of: { list: 'resourceGroups.list', hasPages: true } }],
    answer: 'data',
  },
  {
    name: 'resourceGroups.members.add',
    summary: 'Put a monitor into a resource group',
    method: 'POST',
    path: '/api/v1/resource-groups/{id}/members',
    parameters: [{ name: 'id', of: { list: 'resourceGroups.list', hasPages: true } }],
    body: {
      isRequired: true,
      fields: [
        { name: 'memberType', type: 'string', isRequired: true, values: ['monitor', 'service'] },
        { name: 'memberId', type: 'string', isRequired: true, of: { list: 'members.list', hasPages: true } },
      ],
    },
    answer: 'data',
  },
  {
    name: 'resourceGroups.members.remove',
    summary: 'Take a monitor out of a resource group, by its id or that of the member',
    method: 'DELETE',
    path: '/api/v1/resource-groups/{id}/members/{memberId}',
    parameters: [
      { name: 'id', of: { list: 'resourceGroups.list', hasPages: true } },
      { name: 'memberId', of: { list: 'members.list', hasPages: true } },
    ],
    answer: 'none',
  },
];
