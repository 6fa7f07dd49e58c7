// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { JsonSchema } from '../json-schema.ts';

/** What monitors that stand together have in common. */
export const GROUP_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 255 },
    description: { anyOf: [{ type: 'string', maxLength: 2000 }, { type: 'null' }] },
    alertPolicyId: {
      description: 'The notification policy that incidents of the group go by, whatever its rules say.',
      anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }],
    },
    defaultFrequency: {
      description: 'Seconds. Of members that name none themselves.',
      anyOf: [{ type: 'integer', minimum: 30, maximum: 86400 }, { type: 'null' }],
    },
    defaultRegions: {
      description: 'Of members that name none themselves.',
      anyOf: [{ type: 'array', maxItems: 100, items: { type: 'string' } }, { type: 'null' }],
    },
    defaultRetryStrategy: {
      anyOf: [
        {
          type: 'object',
          description:
            'Of members that name no policy: so many failures follow the first before it counts. `type` is "fixed", `interval` 0.',
          required: ['type', 'maxRetries', 'interval'],
          properties: {
            type: { type: 'string', maxLength: 50 },
            maxRetries: { type: 'integer', minimum: 0, maximum: 100 },
            interval: { type: 'integer', minimum: 0, maximum: 86400 },
          },
        },
        { type: 'null' },
      ],
    },
    defaultAlertChannels: {
      description: 'Told of the group, and by members that name no channels. Default: every channel.',
      anyOf: [{ type: 'array', maxItems: 200, items: { type: 'string', format: 'uuid' } }, { type: 'null' }],
    },
    defaultEnvironmentId: {
      description: 'Whose variables the settings of members name that name no environment themselves.',
      anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }],
    },
    healthThresholdType: { anyOf: [{ type: 'string', enum: ['COUNT', 'PERCENTAGE'] }, { type: 'null' }] },
    healthThresholdValue: {
      description: 'So many members down, or so many of a hundred: then it is the group that is down.',
      anyOf: [{ type: 'number', minimum: 0, maximum: 100 }, { type: 'null' }],
    },
    suppressMemberAlerts: {
      type: ['boolean', 'null'],
      description: 'Tell of members only where the group is not down.',
    },
    confirmationDelaySeconds: { anyOf: [{ type: 'integer', minimum: 0, maximum: 600 }, { type: 'null' }] },
    recoveryCooldownMinutes: { anyOf: [{ type: 'integer', minimum: 0, maximum: 60 }, { type: 'null' }] },
    managedBy: { anyOf: [{ type: 'string', enum: ['DASHBOARD', 'CLI', 'TERRAFORM', 'MCP', 'API'] }, { type: 'null' }] },
  },
};
