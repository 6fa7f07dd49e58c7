// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { JsonSchema } from '../json-schema.ts';

/** The settings of each check type. */
export const CHECK_TYPE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  HTTP: {
    type: 'object',
    required: ['url', 'method'],
    properties: {
      url: { type: 'string', minLength: 1 },
      method: { type: 'string', maxLength: 32 },
      customHeaders: {
        anyOf: [
          { type: 'object', additionalProperties: { anyOf: [{ type: 'string', maxLength: 8192 }, { type: 'null' }] } },
          { type: 'null' },
        ],
      },
      requestBody: { type: ['string', 'null'] },
      contentType: { anyOf: [{ type: 'string', maxLength: 256 }, { type: 'null' }] },
      verifyTls: { type: ['boolean', 'null'] },
      timeoutMs: { type: 'integer', default: 10000, minimum: 100, maximum: 300000 },
      redirectsMax: { type: 'integer', default: 10, minimum: 0, maximum: 50 },
      ipFamily: { type: 'string', enum: ['auto', 'ipv4', 'ipv6'], default: 'auto' },
      resolver: { anyOf: [{ type: 'array', maxItems: 8, items: { type: 'string' } }, { type: 'null' }] },
      bodyBytesMax: { type: 'integer', default: 1048576, minimum: 0, maximum: 16777216 },
      tls: {
        anyOf: [
          {
            type: 'object',
            properties: {
              caPem: { type: ['string', 'null'] },
              certificatePem: { type: ['string', 'null'] },
              keyPem: { type: ['string', 'null'], writeOnly: true },
              keyPassphrase: { type: ['string', 'null'], writeOnly: true },
              serverName: { anyOf: [{ type: 'string', maxLength: 253 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
      auth: {
        anyOf: [
          {
            type: 'object',
            oneOf: [
              {
                type: 'object',
                required: ['type', 'username', 'password'],
                properties: {
                  type: { type: 'string', const: 'basic' },
                  username: { type: 'string', maxLength: 1024 },
                  password: { type: 'string', maxLength: 1024, writeOnly: true },
                },
              },
              {
                type: 'object',
                required: ['type', 'token'],
                properties: {
                  type: { type: 'string', const: 'bearer' },
                  token: { type: 'string', minLength: 1, maxLength: 8192, writeOnly: true },
                },
              },
            ],
          },
          { type: 'null' },
        ],
      },
      retry: {
        type: 'object',
        default: {},
        properties: {
          attemptsMax: { type: 'integer', default: 3, minimum: 1, maximum: 10 },
          backoffMs: { type: 'integer', default: 2000, minimum: 0, maximum: 60000 },
          backoffFactor: { type: 'number', default: 2, minimum: 1, maximum: 10 },
          statusCodes: {
            anyOf: [
              { type: 'array', maxItems: 100, items: { type: 'integer', minimum: 100, maximum: 599 } },
              { type: 'null' },
            ],
          },
        },
      },
      health: {
        anyOf: [
          { type: 'string', enum: ['off', 'auto', 'simple', 'health+json', 'spring', 'aspnet', 'terminus'] },
          { type: 'null' },
        ],
      },
      dependencies: {
        anyOf: [
          { type: 'array', minItems: 1, maxItems: 50, items: { type: 'string', minLength: 1, maxLength: 200 } },
          { type: 'null' },
        ],
      },
    },
  },
  DNS: {
    type: 'object',
    required: ['hostname'],
    properties: {
      hostname: { type: 'string', minLength: 1, maxLength: 1024 },
      recordTypes: {
        anyOf: [
          { type: 'array', minItems: 1, maxItems: 20, items: { type: 'string', maxLength: 16 } },
          { type: 'null' },
        ],
      },
      nameservers: {
        anyOf: [{ type: 'array', maxItems: 8, items: { type: 'string', maxLength: 300 } }, { type: 'null' }],
      },
      timeoutMs: { anyOf: [{ type: 'integer', minimum: 100, maximum: 60000 }, { type: 'null' }] },
      totalTimeoutMs: { anyOf: [{ type: 'integer', minimum: 100, maximum: 300000 }, { type: 'null' }] },
      transport: { type: 'string', enum: ['udp', 'tcp'], default: 'udp' },
      requireAll: { type: 'boolean', default: false },
      authoritative: { type: 'boolean', default: false },
      retry: {
        type: 'object',
        default: {},
        properties: {
          attemptsMax: { type: 'integer', default: 3, minimum: 1, maximum: 10 },
          backoffMs: { type: 'integer', default: 2000, minimum: 0, maximum: 60000 },
          backoffFactor: { type: 'number', default: 2, minimum: 1, maximum: 10 },
        },
      },
    },
  },
  TCP: {
    type: 'object',
    required: ['host', 'port'],
    properties: {
      host: { type: 'string', minLength: 1, maxLength: 1024 },
      timeoutMs: { anyOf: [{ type: 'integer', default: 10000, minimum: 100, maximum: 300000 }, { type: 'null' }] },
      ipFamily: { type: 'string', enum: ['auto', 'ipv4', 'ipv6'], default: 'auto' },
      resolver: { anyOf: [{ type: 'array', maxItems: 8, items: { type: 'string' } }, { type: 'null' }] },
      verifyTls: { type: ['boolean', 'null'] },
      startTls: {
        anyOf: [
          {
            type: 'string',
            enum: ['smtp', 'imap', 'pop3', 'ftp', 'ldap', 'xmpp', 'postgres', 'mysql', 'nntp', 'sieve'],
          },
          { type: 'null' },
        ],
      },
      retry: {
        type: 'object',
        default: {},
        properties: {
          attemptsMax: { type: 'integer', default: 3, minimum: 1, maximum: 10 },
          backoffMs: { type: 'integer', default: 2000, minimum: 0, maximum: 60000 },
          backoffFactor: { type: 'number', default: 2, minimum: 1, maximum: 10 },
        },
      },
      port: { type: 'integer', minimum: 1, maximum: 65535 },
      tls: {
        anyOf: [
          {
            anyOf: [
              { type: 'boolean' },
              {
                type: 'object',
                properties: {
                  caPem: { type: ['string', 'null'] },
                  certificatePem: { type: ['string', 'null'] },
                  keyPem: { type: ['string', 'null'], writeOnly: true },
                  keyPassphrase: { type: ['string', 'null'], writeOnly: true },
                  serverName: { anyOf: [{ type: 'string', maxLength: 253 }, { type: 'null' }] },
                },
              },
            ],
          },
          { type: 'null' },
        ],
      },
      steps: {
        anyOf: [
          {
            type: 'array',
            maxItems: 50,
            items: {
              type: 'object',
              properties: {
                send: { type: ['string', 'null'] },
                expect: { anyOf: [{ type: 'string', minLength: 1, maxLength: 1000 }, { type: 'null' }] },
                startTls: { anyOf: [{ type: 'boolean', const: true }, { type: 'null' }] },
                secret: { type: ['boolean', 'null'] },
              },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  TLS: {
    type: 'object',
    required: ['host'],
    properties: {
      host: { type: 'string', minLength: 1, maxLength: 1024 },
      timeoutMs: { anyOf: [{ type: 'integer', default: 10000, minimum: 100, maximum: 300000 }, { type: 'null' }] },
      ipFamily: { type: 'string', enum: ['auto', 'ipv4', 'ipv6'], default: 'auto' },
      resolver: { anyOf: [{ type: 'array', maxItems: 8, items: { type: 'string' } }, { type: 'null' }] },
      verifyTls: { type: ['boolean', 'null'] },
      startTls: {
        anyOf: [
          {
            type: 'string',
            enum: ['smtp', 'imap', 'pop3', 'ftp', 'ldap', 'xmpp', 'postgres', 'mysql', 'nntp', 'sieve'],
          },
          { type: 'null' },
        ],
      },
      retry: {
        type: 'object',
        default: {},
        properties: {
          attemptsMax: { type: 'integer', default: 3, minimum: 1, maximum: 10 },
          backoffMs: { type: 'integer', default: 2000, minimum: 0, maximum: 60000 },
          backoffFactor: { type: 'number', default: 2, minimum: 1, maximum: 10 },
        },
      },
      port: { type: 'integer', default: 443, minimum: 1, maximum: 65535 },
      tls: {
        anyOf: [
          {
            type: 'object',
            properties: {
              caPem: { type: ['string', 'null'] },
              certificatePem: { type: ['string', 'null'] },
              keyPem: { type: ['string', 'null'], writeOnly: true },
              keyPassphrase: { type: ['string', 'null'], writeOnly: true },
              serverName: { anyOf: [{ type: 'string', maxLength: 253 }, { type: 'null' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  },
  ICMP: {
    type: 'object',
    required: ['host'],
    properties: {
      host: { type: 'string', maxLength: 1024 },
      packetCount: { anyOf: [{ type: 'integer', minimum: 1, maximum: 20 }, { type: 'null' }] },
      timeoutMs: { anyOf: [{ type: 'integer', minimum: 500, maximum: 60000 }, { type: 'null' }] },
      ipFamily: { anyOf: [{ type: 'string', enum: ['auto', 'ipv4', 'ipv6'] }, { type: 'null' }] },
      resolver: { anyOf: [{ type: 'array', maxItems: 8, items: { type: 'string' } }, { type: 'null' }] },
      retry: {
        type: 'object',
        default: {},
        properties: {
          attemptsMax: { type: 'integer', default: 3, minimum: 1, maximum: 10 },
          backoffMs: { type: 'integer', default: 2000, minimum: 0, maximum: 60000 },
          backoffFactor: { type: 'number', default: 2, minimum: 1, maximum: 10 },
        },
      },
    },
  },
  MCP_SERVER: {
    type: 'object',
    properties: {
      command: { anyOf: [{ type: 'string', minLength: 1, maxLength: 8192 }, { type: 'null' }] },
      args: { anyOf: [{ type: 'array', maxItems: 100, items: { type: 'string', maxLength: 8192 } }, { type: 'null' }] },
      env: {
        anyOf: [
          { type: 'object', additionalProperties: { anyOf: [{ type: 'string', maxLength: 8192 }, { type: 'null' }] } },
          { type: 'null' },
        ],
      },
      url: { anyOf: [{ type: 'string', minLength: 1, maxLength: 8192 }, { type: 'null' }] },
      customHeaders: { anyOf: [{ type: 'object', additionalProperties: { type: 'string' } }, { type: 'null' }] },
      verifyTls: { type: ['boolean', 'null'] },
      timeoutMs: { anyOf: [{ type: 'integer', minimum: 500, maximum: 120000 }, { type: 'null' }] },
      retry: {
        type: 'object',
        default: {},
        properties: {
          attemptsMax: { type: 'integer', default: 3, minimum: 1, maximum: 10 },
          backoffMs: { type: 'integer', default: 2000, minimum: 0, maximum: 60000 },
          backoffFactor: { type: 'number', default: 2, minimum: 1, maximum: 10 },
        },
      },
    },
  },
  HEARTBEAT: {
    type: 'object',
    properties: {
      expectedInterval: { anyOf: [{ type: 'integer', minimum: 1, maximum: 86400 }, { type: 'null' }] },
      gracePeriod: { anyOf: [{ type: 'integer', minimum: 1, maximum: 2592000 }, { type: 'null' }] },
      cron: { anyOf: [{ type: 'string', minLength: 1, maxLength: 200 }, { type: 'null' }] },
      onCalendar: { anyOf: [{ type: 'string', minLength: 1, maxLength: 200 }, { type: 'null' }] },
      timeZone: { anyOf: [{ type: 'string', minLength: 1, maxLength: 64 }, { type: 'null' }] },
      maxRunSeconds: { anyOf: [{ type: 'integer', minimum: 1, maximum: 2592000 }, { type: 'null' }] },
    },
  },
};

/** What every monitor has beside them. */
export const MONITOR_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['type', 'config', 'name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 255 },
    frequencySeconds: {
      description: 'Seconds between looks. Default 60.',
      anyOf: [{ type: 'integer', minimum: 1, maximum: 86400 }, { type: 'null' }],
    },
    enabled: { type: ['boolean', 'null'] },
    regions: {
      description:
        "Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region.",
      anyOf: [{ type: 'array', minItems: 1, maxItems: 100, items: { type: 'string' } }, { type: 'null' }],
    },
    managedBy: { anyOf: [{ type: 'string', enum: ['DASHBOARD', 'CLI', 'TERRAFORM', 'MCP', 'API'] }, { type: 'null' }] },
    environmentId: {
      description: 'Whose variables its settings name. Default: that of its groups, then the default one.',
      anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }],
    },
    assertions: {
      anyOf: [
        {
          type: 'array',
          maxItems: 100,
          items: {
            type: 'object',
            required: ['config'],
            properties: {
              config: {
                type: 'object',
                description: 'What must hold; `type` says which kind it is.',
                oneOf: [
                  {
                    type: 'object',
                    required: ['type', 'expected', 'operator'],
                    properties: {
                      type: { type: 'string', const: 'status_code' },
                      expected: { type: 'string', minLength: 1, maxLength: 4096 },
                      operator: {
                        type: 'string',
                        enum: [
                          'equals',
                          'contains',
                          'less_than',
                          'greater_than',
                          'matches',
                          'range',
                          'not_equals',
                          'not_contains',
                          'at_most',
                          'at_least',
                        ],
                      },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'thresholdMs'],
                    properties: {
                      type: { type: 'string', const: 'response_time' },
                      thresholdMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'warnMs'],
                    properties: {
                      type: { type: 'string', const: 'response_time_warn' },
                      warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'substring'],
                    properties: {
                      type: { type: 'string', const: 'body_contains' },
                      substring: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'substring'],
                    properties: {
                      type: { type: 'string', const: 'body_not_contains' },
                      substring: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'pattern'],
                    properties: {
                      type: { type: 'string', const: 'regex_body' },
                      pattern: { type: 'string', minLength: 1, maxLength: 1000 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'path', 'operator'],
                    properties: {
                      type: { type: 'string', const: 'json_path' },
                      path: { type: 'string', minLength: 1, maxLength: 2048 },
                      expected: { type: 'string', default: '', maxLength: 4096 },
                      operator: {
                        type: 'string',
                        enum: [
                          'equals',
                          'contains',
                          'less_than',
                          'greater_than',
                          'matches',
                          'range',
                          'not_equals',
                          'not_contains',
                          'at_most',
                          'at_least',
                          'exists',
                          'not_exists',
                        ],
                      },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'headerName', 'operator'],
                    properties: {
                      type: { type: 'string', const: 'header_value' },
                      headerName: { type: 'string', maxLength: 256 },
                      expected: { type: 'string', default: '', maxLength: 4096 },
                      operator: {
                        type: 'string',
                        enum: [
                          'equals',
                          'contains',
                          'less_than',
                          'greater_than',
                          'matches',
                          'range',
                          'not_equals',
                          'not_contains',
                          'at_most',
                          'at_least',
                          'exists',
                          'not_exists',
                        ],
                      },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxBytes'],
                    properties: {
                      type: { type: 'string', const: 'response_size' },
                      maxBytes: { type: 'integer', minimum: 0, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxCount'],
                    properties: {
                      type: { type: 'string', const: 'redirect_count' },
                      maxCount: { type: 'integer', minimum: 0, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'operator'],
                    properties: {
                      type: { type: 'string', const: 'redirect_target' },
                      expected: { type: 'string', default: '', maxLength: 4096 },
                      operator: {
                        type: 'string',
                        enum: [
                          'equals',
                          'contains',
                          'less_than',
                          'greater_than',
                          'matches',
                          'range',
                          'not_equals',
                          'not_contains',
                          'at_most',
                          'at_least',
                          'exists',
                          'not_exists',
                        ],
                      },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'minDaysRemaining'],
                    properties: {
                      type: { type: 'string', const: 'ssl_expiry' },
                      minDaysRemaining: { type: 'integer', minimum: 0, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type'],
                    properties: { type: { type: 'string', const: 'tcp_connects' } },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxMs'],
                    properties: {
                      type: { type: 'string', const: 'tcp_response_time' },
                      maxMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'warnMs'],
                    properties: {
                      type: { type: 'string', const: 'tcp_response_time_warn' },
                      warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type'],
                    properties: { type: { type: 'string', const: 'dns_resolves' } },
                  },
                  {
                    type: 'object',
                    required: ['type', 'ips'],
                    properties: {
                      type: { type: 'string', const: 'dns_expected_ips' },
                      ips: {
                        type: 'array',
                        minItems: 1,
                        maxItems: 100,
                        items: {
                          anyOf: [
                            { type: 'string', format: 'ipv4' },
                            { type: 'string', format: 'ipv6' },
                          ],
                        },
                      },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'value'],
                    properties: {
                      type: { type: 'string', const: 'dns_expected_cname' },
                      value: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'recordType', 'substring'],
                    properties: {
                      type: { type: 'string', const: 'dns_record_contains' },
                      recordType: { type: 'string', maxLength: 16 },
                      substring: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'recordType', 'value'],
                    properties: {
                      type: { type: 'string', const: 'dns_record_equals' },
                      recordType: { type: 'string', maxLength: 16 },
                      value: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'substring'],
                    properties: {
                      type: { type: 'string', const: 'dns_txt_contains' },
                      substring: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'recordType', 'min'],
                    properties: {
                      type: { type: 'string', const: 'dns_min_answers' },
                      recordType: { type: 'string', maxLength: 16 },
                      min: { type: 'integer', minimum: 0, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'recordType', 'max'],
                    properties: {
                      type: { type: 'string', const: 'dns_max_answers' },
                      recordType: { type: 'string', maxLength: 16 },
                      max: { type: 'integer', minimum: 0, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'minTtl'],
                    properties: {
                      type: { type: 'string', const: 'dns_ttl_low' },
                      minTtl: { type: 'integer', minimum: 0, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxTtl'],
                    properties: {
                      type: { type: 'string', const: 'dns_ttl_high' },
                      maxTtl: { type: 'integer', minimum: 0, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxMs'],
                    properties: {
                      type: { type: 'string', const: 'dns_response_time' },
                      maxMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'warnMs'],
                    properties: {
                      type: { type: 'string', const: 'dns_response_time_warn' },
                      warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type'],
                    properties: { type: { type: 'string', const: 'icmp_reachable' } },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxPercent'],
                    properties: {
                      type: { type: 'string', const: 'icmp_packet_loss' },
                      maxPercent: { type: 'number', minimum: 0, maximum: 100 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxMs'],
                    properties: {
                      type: { type: 'string', const: 'icmp_response_time' },
                      maxMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'warnMs'],
                    properties: {
                      type: { type: 'string', const: 'icmp_response_time_warn' },
                      warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type'],
                    properties: { type: { type: 'string', const: 'mcp_connects' } },
                  },
                  {
                    type: 'object',
                    required: ['type', 'capability'],
                    properties: {
                      type: { type: 'string', const: 'mcp_has_capability' },
                      capability: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'toolName'],
                    properties: {
                      type: { type: 'string', const: 'mcp_tool_available' },
                      toolName: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'min'],
                    properties: {
                      type: { type: 'string', const: 'mcp_min_tools' },
                      min: { type: 'integer', minimum: 0, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'expectedCount'],
                    properties: {
                      type: { type: 'string', const: 'mcp_tool_count_changed' },
                      expectedCount: { type: 'integer', minimum: 0, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'version'],
                    properties: {
                      type: { type: 'string', const: 'mcp_protocol_version' },
                      version: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxMs'],
                    properties: {
                      type: { type: 'string', const: 'mcp_response_time' },
                      maxMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'warnMs'],
                    properties: {
                      type: { type: 'string', const: 'mcp_response_time_warn' },
                      warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type'],
                    properties: { type: { type: 'string', const: 'heartbeat_received' } },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxSeconds'],
                    properties: {
                      type: { type: 'string', const: 'heartbeat_max_interval' },
                      maxSeconds: { type: 'integer', minimum: 1, maximum: 2147483647 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'maxDeviationPercent'],
                    properties: {
                      type: { type: 'string', const: 'heartbeat_interval_drift' },
                      maxDeviationPercent: { type: 'integer', minimum: 1, maximum: 100 },
                    },
                  },
                  {
                    type: 'object',
                    required: ['type', 'path', 'value'],
                    properties: {
                      type: { type: 'string', const: 'heartbeat_payload_contains' },
                      path: { type: 'string', minLength: 1, maxLength: 4096 },
                      value: { type: 'string', minLength: 1, maxLength: 4096 },
                    },
                  },
                ],
              },
              severity: {
                description: '`warn` makes a look degraded, never down. Default `fail`.',
                anyOf: [{ type: 'string', enum: ['fail', 'warn'] }, { type: 'null' }],
              },
            },
          },
        },
        { type: 'null' },
      ],
    },
    auth: {
      description: 'How it says who it is, by a secret.',
      anyOf: [
        {
          type: 'object',
          oneOf: [
            {
              type: 'object',
              description: '`Authorization: Bearer VALUE`',
              required: ['type', 'vaultSecretId'],
              properties: {
                type: {
                  type: 'string',
                  enum: ['bearer'],
                  description: 'discriminator enum property added by openapi-typescript',
                },
                vaultSecretId: {
                  type: 'string',
                  format: 'uuid',
                  description: 'The id of a secret; its value is sent.',
                },
              },
            },
            {
              type: 'object',
              description: 'The value is `user:password` (RFC 7617).',
              required: ['type', 'vaultSecretId'],
              properties: {
                type: {
                  type: 'string',
                  enum: ['basic'],
                  description: 'discriminator enum property added by openapi-typescript',
                },
                vaultSecretId: {
                  type: 'string',
                  format: 'uuid',
                  description: 'The id of a secret; its value is sent.',
                },
              },
            },
            {
              type: 'object',
              required: ['type', 'headerName', 'vaultSecretId'],
              properties: {
                type: {
                  type: 'string',
                  enum: ['header'],
                  description: 'discriminator enum property added by openapi-typescript',
                },
                headerName: { type: 'string', minLength: 1, maxLength: 256 },
                vaultSecretId: {
                  type: 'string',
                  format: 'uuid',
                  description: 'The id of a secret; its value is sent.',
                },
              },
            },
            {
              type: 'object',
              required: ['type', 'headerName', 'vaultSecretId'],
              properties: {
                type: {
                  type: 'string',
                  enum: ['api_key'],
                  description: 'discriminator enum property added by openapi-typescript',
                },
                headerName: { type: 'string', minLength: 1, maxLength: 256 },
                vaultSecretId: {
                  type: 'string',
                  format: 'uuid',
                  description: 'The id of a secret; its value is sent.',
                },
              },
            },
          ],
        },
        { type: 'null' },
      ],
    },
    incidentPolicy: {
      anyOf: [
        {
          type: 'object',
          required: ['triggerRules', 'confirmation', 'recovery'],
          properties: {
            triggerRules: {
              type: 'array',
              minItems: 1,
              maxItems: 20,
              items: {
                type: 'object',
                required: ['type', 'severity'],
                properties: {
                  type: { type: 'string', enum: ['consecutive_failures', 'failures_in_window', 'response_time'] },
                  count: { anyOf: [{ type: 'integer', minimum: 1, maximum: 256 }, { type: 'null' }] },
                  windowMinutes: { anyOf: [{ type: 'integer', minimum: 1, maximum: 1440 }, { type: 'null' }] },
                  scope: { anyOf: [{ type: 'string', enum: ['per_region', 'any_region'] }, { type: 'null' }] },
                  thresholdMs: { anyOf: [{ type: 'integer', minimum: 1, maximum: 86400000 }, { type: 'null' }] },
                  severity: { type: 'string', enum: ['down', 'degraded'] },
                  aggregationType: {
                    anyOf: [{ type: 'string', enum: ['all_exceed', 'average', 'p95', 'max'] }, { type: 'null' }],
                  },
                  baseline: {
                    description:
                      'For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default.',
                    anyOf: [
                      {
                        type: 'object',
                        required: ['factor'],
                        properties: {
                          factor: { type: 'number', maximum: 100 },
                          windowDays: { anyOf: [{ type: 'integer', minimum: 1, maximum: 30 }, { type: 'null' }] },
                        },
                      },
                      { type: 'null' },
                    ],
                  },
                },
              },
            },
            confirmation: {
              type: 'object',
              required: ['type', 'minRegionsFailing', 'maxWaitSeconds'],
              properties: {
                type: { type: 'string', const: 'multi_region' },
                minRegionsFailing: { type: 'integer', minimum: 1, maximum: 1000 },
                maxWaitSeconds: { type: 'integer', minimum: 0, maximum: 86400 },
              },
            },
            recovery: {
              type: 'object',
              required: ['consecutiveSuccesses', 'minRegionsPassing', 'cooldownMinutes'],
              properties: {
                consecutiveSuccesses: { type: 'integer', minimum: 1, maximum: 1000 },
                minRegionsPassing: { type: 'integer', minimum: 1, maximum: 1000 },
                cooldownMinutes: { type: 'integer', minimum: 0, maximum: 10080 },
              },
            },
            flapping: {
              anyOf: [
                {
                  type: 'object',
                  description:
                    'After so many openings and ends within the window the next opening says that it flaps, and its end is told when it has been well for as long. Default: 2 within 10 minutes; a window of 0 switches it off.',
                  required: ['changesMax', 'windowMinutes'],
                  properties: {
                    changesMax: { type: 'integer', minimum: 1, maximum: 100 },
                    windowMinutes: { type: 'integer', minimum: 0, maximum: 1440 },
                  },
                },
                { type: 'null' },
              ],
            },
          },
        },
        { type: 'null' },
      ],
    },
    alertChannelIds: {
      description: 'Default: every channel there is.',
      anyOf: [{ type: 'array', maxItems: 200, items: { type: 'string', format: 'uuid' } }, { type: 'null' }],
    },
    tags: {
      anyOf: [
        {
          type: 'object',
          properties: {
            tagIds: {
              anyOf: [{ type: 'array', maxItems: 200, items: { type: 'string', format: 'uuid' } }, { type: 'null' }],
            },
            newTags: {
              anyOf: [
                {
                  type: 'array',
                  maxItems: 200,
                  items: {
                    type: 'object',
                    required: ['name'],
                    properties: {
                      name: { type: 'string', minLength: 1, maxLength: 100 },
                      color: { anyOf: [{ type: 'string' }, { type: 'null' }] },
                    },
                  },
                },
                { type: 'null' },
              ],
            },
          },
        },
        { type: 'null' },
      ],
    },
    pingToken: {
      description: 'HEARTBEAT: by which its job reports. Default: one that nobody can guess.',
      anyOf: [{ type: 'string' }, { type: 'null' }],
    },
    dependsOn: {
      description: 'What it is reached through: while one of these monitors is down, it is not told of.',
      anyOf: [{ type: 'array', maxItems: 20, items: { type: 'string', format: 'uuid' } }, { type: 'null' }],
    },
  },
};

/** What must hold. */
export const ASSERTION_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'What must hold; `type` says which kind it is.',
  oneOf: [
    {
      type: 'object',
      required: ['type', 'expected', 'operator'],
      properties: {
        type: { type: 'string', const: 'status_code' },
        expected: { type: 'string', minLength: 1, maxLength: 4096 },
        operator: {
          type: 'string',
          enum: [
            'equals',
            'contains',
            'less_than',
            'greater_than',
            'matches',
            'range',
            'not_equals',
            'not_contains',
            'at_most',
            'at_least',
          ],
        },
      },
    },
    {
      type: 'object',
      required: ['type', 'thresholdMs'],
      properties: {
        type: { type: 'string', const: 'response_time' },
        thresholdMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'warnMs'],
      properties: {
        type: { type: 'string', const: 'response_time_warn' },
        warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'substring'],
      properties: {
        type: { type: 'string', const: 'body_contains' },
        substring: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
    {
      type: 'object',
      required: ['type', 'substring'],
      properties: {
        type: { type: 'string', const: 'body_not_contains' },
        substring: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
    {
      type: 'object',
      required: ['type', 'pattern'],
      properties: {
        type: { type: 'string', const: 'regex_body' },
        pattern: { type: 'string', minLength: 1, maxLength: 1000 },
      },
    },
    {
      type: 'object',
      required: ['type', 'path', 'operator'],
      properties: {
        type: { type: 'string', const: 'json_path' },
        path: { type: 'string', minLength: 1, maxLength: 2048 },
        expected: { type: 'string', default: '', maxLength: 4096 },
        operator: {
          type: 'string',
          enum: [
            'equals',
            'contains',
            'less_than',
            'greater_than',
            'matches',
            'range',
            'not_equals',
            'not_contains',
            'at_most',
            'at_least',
            'exists',
            'not_exists',
          ],
        },
      },
    },
    {
      type: 'object',
      required: ['type', 'headerName', 'operator'],
      properties: {
        type: { type: 'string', const: 'header_value' },
        headerName: { type: 'string', maxLength: 256 },
        expected: { type: 'string', default: '', maxLength: 4096 },
        operator: {
          type: 'string',
          enum: [
            'equals',
            'contains',
            'less_than',
            'greater_than',
            'matches',
            'range',
            'not_equals',
            'not_contains',
            'at_most',
            'at_least',
            'exists',
            'not_exists',
          ],
        },
      },
    },
    {
      type: 'object',
      required: ['type', 'maxBytes'],
      properties: {
        type: { type: 'string', const: 'response_size' },
        maxBytes: { type: 'integer', minimum: 0, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'maxCount'],
      properties: {
        type: { type: 'string', const: 'redirect_count' },
        maxCount: { type: 'integer', minimum: 0, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'operator'],
      properties: {
        type: { type: 'string', const: 'redirect_target' },
        expected: { type: 'string', default: '', maxLength: 4096 },
        operator: {
          type: 'string',
          enum: [
            'equals',
            'contains',
            'less_than',
            'greater_than',
            'matches',
            'range',
            'not_equals',
            'not_contains',
            'at_most',
            'at_least',
            'exists',
            'not_exists',
          ],
        },
      },
    },
    {
      type: 'object',
      required: ['type', 'minDaysRemaining'],
      properties: {
        type: { type: 'string', const: 'ssl_expiry' },
        minDaysRemaining: { type: 'integer', minimum: 0, maximum: 2147483647 },
      },
    },
    { type: 'object', required: ['type'], properties: { type: { type: 'string', const: 'tcp_connects' } } },
    {
      type: 'object',
      required: ['type', 'maxMs'],
      properties: {
        type: { type: 'string', const: 'tcp_response_time' },
        maxMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'warnMs'],
      properties: {
        type: { type: 'string', const: 'tcp_response_time_warn' },
        warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    { type: 'object', required: ['type'], properties: { type: { type: 'string', const: 'dns_resolves' } } },
    {
      type: 'object',
      required: ['type', 'ips'],
      properties: {
        type: { type: 'string', const: 'dns_expected_ips' },
        ips: {
          type: 'array',
          minItems: 1,
          maxItems: 100,
          items: {
            anyOf: [
              { type: 'string', format: 'ipv4' },
              { type: 'string', format: 'ipv6' },
            ],
          },
        },
      },
    },
    {
      type: 'object',
      required: ['type', 'value'],
      properties: {
        type: { type: 'string', const: 'dns_expected_cname' },
        value: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
    {
      type: 'object',
      required: ['type', 'recordType', 'substring'],
      properties: {
        type: { type: 'string', const: 'dns_record_contains' },
        recordType: { type: 'string', maxLength: 16 },
        substring: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
    {
      type: 'object',
      required: ['type', 'recordType', 'value'],
      properties: {
        type: { type: 'string', const: 'dns_record_equals' },
        recordType: { type: 'string', maxLength: 16 },
        value: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
    {
      type: 'object',
      required: ['type', 'substring'],
      properties: {
        type: { type: 'string', const: 'dns_txt_contains' },
        substring: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
    {
      type: 'object',
      required: ['type', 'recordType', 'min'],
      properties: {
        type: { type: 'string', const: 'dns_min_answers' },
        recordType: { type: 'string', maxLength: 16 },
        min: { type: 'integer', minimum: 0, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'recordType', 'max'],
      properties: {
        type: { type: 'string', const: 'dns_max_answers' },
        recordType: { type: 'string', maxLength: 16 },
        max: { type: 'integer', minimum: 0, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'minTtl'],
      properties: {
        type: { type: 'string', const: 'dns_ttl_low' },
        minTtl: { type: 'integer', minimum: 0, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'maxTtl'],
      properties: {
        type: { type: 'string', const: 'dns_ttl_high' },
        maxTtl: { type: 'integer', minimum: 0, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'maxMs'],
      properties: {
        type: { type: 'string', const: 'dns_response_time' },
        maxMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'warnMs'],
      properties: {
        type: { type: 'string', const: 'dns_response_time_warn' },
        warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    { type: 'object', required: ['type'], properties: { type: { type: 'string', const: 'icmp_reachable' } } },
    {
      type: 'object',
      required: ['type', 'maxPercent'],
      properties: {
        type: { type: 'string', const: 'icmp_packet_loss' },
        maxPercent: { type: 'number', minimum: 0, maximum: 100 },
      },
    },
    {
      type: 'object',
      required: ['type', 'maxMs'],
      properties: {
        type: { type: 'string', const: 'icmp_response_time' },
        maxMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'warnMs'],
      properties: {
        type: { type: 'string', const: 'icmp_response_time_warn' },
        warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    { type: 'object', required: ['type'], properties: { type: { type: 'string', const: 'mcp_connects' } } },
    {
      type: 'object',
      required: ['type', 'capability'],
      properties: {
        type: { type: 'string', const: 'mcp_has_capability' },
        capability: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
    {
      type: 'object',
      required: ['type', 'toolName'],
      properties: {
        type: { type: 'string', const: 'mcp_tool_available' },
        toolName: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
    {
      type: 'object',
      required: ['type', 'min'],
      properties: {
        type: { type: 'string', const: 'mcp_min_tools' },
        min: { type: 'integer', minimum: 0, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'expectedCount'],
      properties: {
        type: { type: 'string', const: 'mcp_tool_count_changed' },
        expectedCount: { type: 'integer', minimum: 0, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'version'],
      properties: {
        type: { type: 'string', const: 'mcp_protocol_version' },
        version: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
    {
      type: 'object',
      required: ['type', 'maxMs'],
      properties: {
        type: { type: 'string', const: 'mcp_response_time' },
        maxMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'warnMs'],
      properties: {
        type: { type: 'string', const: 'mcp_response_time_warn' },
        warnMs: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    { type: 'object', required: ['type'], properties: { type: { type: 'string', const: 'heartbeat_received' } } },
    {
      type: 'object',
      required: ['type', 'maxSeconds'],
      properties: {
        type: { type: 'string', const: 'heartbeat_max_interval' },
        maxSeconds: { type: 'integer', minimum: 1, maximum: 2147483647 },
      },
    },
    {
      type: 'object',
      required: ['type', 'maxDeviationPercent'],
      properties: {
        type: { type: 'string', const: 'heartbeat_interval_drift' },
        maxDeviationPercent: { type: 'integer', minimum: 1, maximum: 100 },
      },
    },
    {
      type: 'object',
      required: ['type', 'path', 'value'],
      properties: {
        type: { type: 'string', const: 'heartbeat_payload_contains' },
        path: { type: 'string', minLength: 1, maxLength: 4096 },
        value: { type: 'string', minLength: 1, maxLength: 4096 },
      },
    },
  ],
};

/** What may be asked of each check type. */
export const ASSERTION_TYPES: Readonly<Record<string, readonly string[]>> = {
  HTTP: [
    'status_code',
    'response_time',
    'response_time_warn',
    'body_contains',
    'body_not_contains',
    'regex_body',
    'json_path',
    'header_value',
    'response_size',
    'redirect_count',
    'redirect_target',
    'ssl_expiry',
  ],
  TCP: ['tcp_connects', 'tcp_response_time', 'tcp_response_time_warn', 'ssl_expiry'],
  TLS: ['tcp_connects', 'tcp_response_time', 'tcp_response_time_warn', 'ssl_expiry'],
  DNS: [
    'dns_resolves',
    'dns_expected_ips',
    'dns_expected_cname',
    'dns_record_equals',
    'dns_record_contains',
    'dns_txt_contains',
    'dns_min_answers',
    'dns_max_answers',
    'dns_ttl_low',
    'dns_ttl_high',
    'dns_response_time',
    'dns_response_time_warn',
  ],
  ICMP: ['icmp_reachable', 'icmp_packet_loss', 'icmp_response_time', 'icmp_response_time_warn'],
  MCP_SERVER: [
    'mcp_connects',
    'mcp_has_capability',
    'mcp_tool_available',
    'mcp_min_tools',
    'mcp_tool_count_changed',
    'mcp_protocol_version',
    'mcp_response_time',
    'mcp_response_time_warn',
  ],
  HEARTBEAT: ['heartbeat_received', 'heartbeat_max_interval', 'heartbeat_interval_drift', 'heartbeat_payload_contains'],
};

/** Those of which each reports by itself: nobody looks at it. */
export const PASSIVE_TYPES: readonly string[] = ['HEARTBEAT'];
