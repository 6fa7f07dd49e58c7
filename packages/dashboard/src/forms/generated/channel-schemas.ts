// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { JsonSchema } from '../json-schema.ts';

/** The settings of each channel. */
export const CHANNEL_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  apprise: {
    type: 'object',
    required: ['channelType', 'apiUrl'],
    properties: {
      channelType: { type: 'string', const: 'apprise' },
      apiUrl: { type: 'string', minLength: 1, maxLength: 4096 },
      configKey: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      tags: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
      urls: { anyOf: [{ type: 'string', maxLength: 8000 }, { type: 'null' }], writeOnly: true },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  datadog: {
    type: 'object',
    required: ['channelType', 'apiKey'],
    properties: {
      channelType: { type: 'string', const: 'datadog' },
      apiKey: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      site: { anyOf: [{ type: 'string', maxLength: 100 }, { type: 'null' }] },
      tags: { anyOf: [{ type: 'string', maxLength: 2000 }, { type: 'null' }] },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  discord: {
    type: 'object',
    required: ['channelType', 'webhookUrl'],
    properties: {
      channelType: { type: 'string', const: 'discord' },
      webhookUrl: { type: 'string', minLength: 1, maxLength: 4096, writeOnly: true },
      mentionRoleId: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  email: {
    type: 'object',
    required: ['channelType', 'recipients'],
    properties: {
      channelType: { type: 'string', const: 'email' },
      recipients: { type: 'array', minItems: 1, maxItems: 50, items: { type: 'string', format: 'email' } },
      smtp: {
        anyOf: [
          {
            type: 'object',
            required: ['host', 'port', 'security', 'from'],
            properties: {
              host: { type: 'string', minLength: 1, maxLength: 500 },
              port: { type: 'integer', minimum: 1, maximum: 65535 },
              security: { type: 'string', enum: ['tls', 'starttls', 'opportunistic', 'none'] },
              user: { type: 'string', minLength: 1, maxLength: 500 },
              password: { type: 'string', maxLength: 2000, writeOnly: true },
              from: { type: 'string', minLength: 1, maxLength: 500 },
            },
          },
          { type: 'null' },
        ],
      },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  gitlab: {
    type: 'object',
    required: ['channelType', 'endpointUrl', 'authorizationKey'],
    properties: {
      channelType: { type: 'string', const: 'gitlab' },
      endpointUrl: { type: 'string', minLength: 1, maxLength: 4096 },
      authorizationKey: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  google_chat: {
    type: 'object',
    required: ['channelType', 'webhookUrl'],
    properties: {
      channelType: { type: 'string', const: 'google_chat' },
      webhookUrl: { type: 'string', minLength: 1, maxLength: 4096, writeOnly: true },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  gotify: {
    type: 'object',
    required: ['channelType', 'serverUrl', 'appToken'],
    properties: {
      channelType: { type: 'string', const: 'gotify' },
      serverUrl: { type: 'string', minLength: 1, maxLength: 4096 },
      appToken: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  incident_io: {
    type: 'object',
    required: ['channelType', 'apiKey'],
    properties: {
      channelType: { type: 'string', const: 'incident_io' },
      apiKey: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      severityId: { anyOf: [{ type: 'string', maxLength: 100 }, { type: 'null' }] },
      visibility: { anyOf: [{ type: 'string', enum: ['public', 'private'] }, { type: 'null' }] },
      alertSourceConfigId: { anyOf: [{ type: 'string', maxLength: 100 }, { type: 'null' }] },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  jira: {
    type: 'object',
    required: ['channelType', 'domain', 'email', 'apiToken', 'projectKey'],
    properties: {
      channelType: { type: 'string', const: 'jira' },
      domain: { type: 'string' },
      email: { type: 'string', format: 'email' },
      apiToken: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      projectKey: { type: 'string' },
      issueType: { anyOf: [{ type: 'string', minLength: 1, maxLength: 255 }, { type: 'null' }] },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  linear: {
    type: 'object',
    required: ['channelType', 'apiKey', 'teamId'],
    properties: {
      channelType: { type: 'string', const: 'linear' },
      apiKey: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      teamId: { type: 'string' },
      labelId: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  matrix: {
    type: 'object',
    required: ['channelType', 'homeserverUrl', 'accessToken', 'roomId'],
    properties: {
      channelType: { type: 'string', const: 'matrix' },
      homeserverUrl: { type: 'string', minLength: 1, maxLength: 4096 },
      accessToken: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      roomId: { type: 'string', maxLength: 255 },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  mattermost: {
    type: 'object',
    required: ['channelType', 'webhookUrl'],
    properties: {
      channelType: { type: 'string', const: 'mattermost' },
      webhookUrl: { type: 'string', minLength: 1, maxLength: 4096, writeOnly: true },
      channel: { anyOf: [{ type: 'string', maxLength: 200 }, { type: 'null' }] },
      iconUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  ntfy: {
    type: 'object',
    required: ['channelType', 'topic'],
    properties: {
      channelType: { type: 'string', const: 'ntfy' },
      serverUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      topic: { type: 'string', writeOnly: true },
      token: { anyOf: [{ type: 'string', minLength: 1, maxLength: 1000 }, { type: 'null' }], writeOnly: true },
      user: { anyOf: [{ type: 'string', maxLength: 200 }, { type: 'null' }] },
      password: { anyOf: [{ type: 'string', maxLength: 1000 }, { type: 'null' }], writeOnly: true },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  opsgenie: {
    type: 'object',
    required: ['channelType', 'apiKey'],
    properties: {
      channelType: { type: 'string', const: 'opsgenie' },
      apiKey: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      region: { anyOf: [{ type: 'string', enum: ['us', 'eu'] }, { type: 'null' }] },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  pagerduty: {
    type: 'object',
    required: ['channelType', 'routingKey'],
    properties: {
      channelType: { type: 'string', const: 'pagerduty' },
      routingKey: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      severityOverride: {
        anyOf: [{ type: 'string', enum: ['critical', 'error', 'warning', 'info'] }, { type: 'null' }],
      },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  pushbullet: {
    type: 'object',
    required: ['channelType', 'accessToken'],
    properties: {
      channelType: { type: 'string', const: 'pushbullet' },
      accessToken: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      deviceIden: { anyOf: [{ type: 'string', maxLength: 100 }, { type: 'null' }] },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  pushover: {
    type: 'object',
    required: ['channelType', 'userKey', 'appToken'],
    properties: {
      channelType: { type: 'string', const: 'pushover' },
      userKey: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      appToken: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      priority: {
        anyOf: [
          { type: 'string', enum: ['0', '1', '2', '-2', '-1', 'lowest', 'low', 'normal', 'high', 'emergency'] },
          { type: 'null' },
        ],
      },
      sound: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      retrySeconds: { anyOf: [{ type: 'integer', minimum: 30, maximum: 10800 }, { type: 'null' }] },
      expireSeconds: { anyOf: [{ type: 'integer', minimum: 30, maximum: 10800 }, { type: 'null' }] },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  rootly: {
    type: 'object',
    required: ['channelType', 'apiKey'],
    properties: {
      channelType: { type: 'string', const: 'rootly' },
      apiKey: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      severity: { anyOf: [{ type: 'string', maxLength: 200 }, { type: 'null' }] },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  slack: {
    type: 'object',
    required: ['channelType', 'webhookUrl'],
    properties: {
      channelType: { type: 'string', const: 'slack' },
      webhookUrl: { type: 'string', minLength: 1, maxLength: 4096, writeOnly: true },
      mentionText: { anyOf: [{ type: 'string', maxLength: 500 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  splunk_oncall: {
    type: 'object',
    required: ['channelType', 'apiKey', 'routingKey'],
    properties: {
      channelType: { type: 'string', const: 'splunk_oncall' },
      apiKey: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      routingKey: { type: 'string', minLength: 1, maxLength: 200 },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  teams: {
    type: 'object',
    required: ['channelType', 'webhookUrl'],
    properties: {
      channelType: { type: 'string', const: 'teams' },
      webhookUrl: { type: 'string', minLength: 1, maxLength: 4096, writeOnly: true },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  telegram: {
    type: 'object',
    required: ['channelType', 'botToken', 'chatId'],
    properties: {
      channelType: { type: 'string', const: 'telegram' },
      botToken: { type: 'string', maxLength: 200, writeOnly: true },
      chatId: { type: 'string', minLength: 1, maxLength: 200 },
      messageThreadId: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  twilio: {
    type: 'object',
    required: ['channelType', 'accountSid', 'authToken', 'from', 'to'],
    properties: {
      channelType: { type: 'string', const: 'twilio' },
      accountSid: { type: 'string' },
      authToken: { type: 'string', minLength: 1, maxLength: 1000, writeOnly: true },
      from: { type: 'string' },
      to: { type: 'array', minItems: 1, maxItems: 10, items: { type: 'string' } },
      apiUrl: { anyOf: [{ type: 'string', minLength: 1, maxLength: 4096 }, { type: 'null' }] },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  webhook: {
    type: 'object',
    required: ['channelType', 'url'],
    properties: {
      channelType: { type: 'string', const: 'webhook' },
      url: { type: 'string', minLength: 1, maxLength: 4096, writeOnly: true },
      signingSecret: { anyOf: [{ type: 'string', minLength: 8, maxLength: 500 }, { type: 'null' }], writeOnly: true },
      customHeaders: {
        anyOf: [{ type: 'object', additionalProperties: { type: ['string', 'null'] } }, { type: 'null' }],
        writeOnly: true,
      },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  zapier: {
    type: 'object',
    required: ['channelType', 'webhookUrl'],
    properties: {
      channelType: { type: 'string', const: 'zapier' },
      webhookUrl: { type: 'string', minLength: 1, maxLength: 4096, writeOnly: true },
      template: {
        anyOf: [
          {
            type: 'object',
            properties: {
              title: { anyOf: [{ type: 'string', minLength: 1, maxLength: 500 }, { type: 'null' }] },
              body: { anyOf: [{ type: 'string', minLength: 1, maxLength: 5000 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
};
