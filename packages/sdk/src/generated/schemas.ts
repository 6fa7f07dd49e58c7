// Made by `npm run generate` out of the API's document; what is changed here is lost.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @example {
     *       "code": "K7Q2M-9XDPA-0V3HT-WB6ZC",
     *       "name": "Ada",
     *       "email": "ada@shop.test",
     *       "password": "seven small boats at noon"
     *     }
     */
    readonly SetUpRequest: {
      readonly code: string;
      readonly name: string;
      /** Format: email */
      readonly email: string;
      /** @description At least 12 characters, at most 256; none that is guessed first. */
      readonly password: string;
    };
    /**
     * @example {
     *       "email": "ada@shop.test",
     *       "password": "seven small boats at noon"
     *     }
     */
    readonly LogInRequest: {
      readonly email: string;
      readonly password: string;
    };
    /**
     * @example {
     *       "name": "Ada",
     *       "password": "seven small boats at noon"
     *     }
     */
    readonly AcceptInviteRequest: {
      readonly name: string;
      /** @description At least 12 characters, at most 256; none that is guessed first. */
      readonly password: string;
    };
    /**
     * @example {
     *       "password": "eight small boats at noon"
     *     }
     */
    readonly ResetPasswordRequest: {
      /** @description At least 12 characters, at most 256; none that is guessed first. */
      readonly password: string;
    };
    /**
     * @example {
     *       "code": "287082"
     *     }
     */
    readonly SecondFactorRequest:
      | {
          readonly code: string;
        }
      | {
          readonly recoveryCode: string;
        };
    /**
     * @example {
     *       "password": "seven small boats at noon"
     *     }
     */
    readonly ConfirmSelfRequest: {
      /** @description Needed where you signed in more than ten minutes ago. */
      readonly password?: string;
    } | null;
    /**
     * @example {
     *       "code": "287082"
     *     }
     */
    readonly ConfirmTotpRequest: {
      readonly code: string;
    };
    /** @description What `navigator.credentials.create` gave, by `toJSON()`. */
    readonly AddPasskeyRequest: {
      readonly name: string;
      readonly response: {
        readonly id: string;
        readonly rawId: string;
        /** @constant */
        readonly type: 'public-key';
        readonly response: {
          readonly clientDataJSON: string;
          readonly attestationObject: string;
          readonly transports?: readonly string[];
        };
        /** @default {} */
        readonly clientExtensionResults?: {
          readonly [key: string]: unknown;
        };
        readonly authenticatorAttachment?: ('cross-platform' | 'platform') | null;
      };
    };
    /** @description What `navigator.credentials.get` gave, by `toJSON()`. */
    readonly PasskeySignInRequest: {
      readonly response: {
        readonly id: string;
        readonly rawId: string;
        /** @constant */
        readonly type: 'public-key';
        readonly response: {
          readonly clientDataJSON: string;
          readonly authenticatorData: string;
          readonly signature: string;
          readonly userHandle?: string | null;
        };
        /** @default {} */
        readonly clientExtensionResults?: {
          readonly [key: string]: unknown;
        };
        readonly authenticatorAttachment?: ('cross-platform' | 'platform') | null;
      };
    };
    /**
     * @example {
     *       "name": "shop",
     *       "type": "HTTP",
     *       "config": {
     *         "url": "https://shop.example/",
     *         "method": "GET"
     *       },
     *       "frequencySeconds": 30,
     *       "tags": {
     *         "newTags": [
     *           {
     *             "name": "production"
     *           }
     *         ]
     *       }
     *     }
     */
    readonly CreateMonitorRequest:
      | {
          /** @constant */
          readonly type: 'HTTP';
          readonly config: {
            readonly url: string;
            readonly method: string;
            readonly customHeaders?: {
              readonly [key: string]: string | null;
            } | null;
            readonly requestBody?: string | null;
            readonly contentType?: string | null;
            readonly verifyTls?: boolean | null;
            /** @default 10000 */
            readonly timeoutMs?: number;
            /** @default 10 */
            readonly redirectsMax?: number;
            /**
             * @default auto
             * @enum {string}
             */
            readonly ipFamily?: 'auto' | 'ipv4' | 'ipv6';
            readonly resolver?: readonly string[] | null;
            /** @default 1048576 */
            readonly bodyBytesMax?: number;
            readonly tls?: {
              readonly caPem?: string | null;
              readonly certificatePem?: string | null;
              readonly keyPem?: string | null;
              readonly keyPassphrase?: string | null;
              readonly serverName?: string | null;
            } | null;
            readonly auth?:
              | (
                  | {
                      /** @constant */
                      readonly type: 'basic';
                      readonly username: string;
                      readonly password: string;
                    }
                  | {
                      /** @constant */
                      readonly type: 'bearer';
                      readonly token: string;
                    }
                )
              | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
              readonly statusCodes?: readonly number[] | null;
            };
            readonly health?: ('off' | 'auto' | 'simple' | 'health+json' | 'spring' | 'aspnet' | 'terminus') | null;
            readonly dependencies?: readonly string[] | null;
          };
          readonly name: string;
          /** @description Seconds between looks. Default 60. */
          readonly frequencySeconds?: number | null;
          readonly enabled?: boolean | null;
          /** @description Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region. */
          readonly regions?: readonly string[] | null;
          readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
          /** @description Whose variables its settings name. Default: that of its groups, then the default one. */
          readonly environmentId?: string | null;
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description How it says who it is, by a secret. */
          readonly auth?:
            | (
                | components['schemas']['BearerAuthConfig']
                | components['schemas']['BasicAuthConfig']
                | components['schemas']['HeaderAuthConfig']
                | components['schemas']['ApiKeyAuthConfig']
              )
            | null;
          readonly incidentPolicy?: {
            readonly triggerRules: readonly {
              /** @enum {string} */
              readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
              readonly count?: number | null;
              readonly windowMinutes?: number | null;
              readonly scope?: ('per_region' | 'any_region') | null;
              readonly thresholdMs?: number | null;
              /** @enum {string} */
              readonly severity: 'down' | 'degraded';
              readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
              /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
              readonly baseline?: {
                readonly factor: number;
                readonly windowDays?: number | null;
              } | null;
            }[];
            readonly confirmation: {
              /** @constant */
              readonly type: 'multi_region';
              readonly minRegionsFailing: number;
              readonly maxWaitSeconds: number;
            };
            readonly recovery: {
              readonly consecutiveSuccesses: number;
              readonly minRegionsPassing: number;
              readonly cooldownMinutes: number;
            };
            readonly flapping?: {
              readonly changesMax: number;
              readonly windowMinutes: number;
            } | null;
          } | null;
          /** @description Default: every channel there is. */
          readonly alertChannelIds?: readonly string[] | null;
          readonly tags?: components['schemas']['AddMonitorTagsRequest'] | null;
          /** @description HEARTBEAT: by which its job reports. Default: one that nobody can guess. */
          readonly pingToken?: string | null;
          /** @description What it is reached through: while one of these monitors is down, it is not told of. */
          readonly dependsOn?: readonly string[] | null;
        }
      | {
          /** @constant */
          readonly type: 'DNS';
          readonly config: {
            readonly hostname: string;
            readonly recordTypes?: readonly string[] | null;
            readonly nameservers?: readonly string[] | null;
            readonly timeoutMs?: number | null;
            readonly totalTimeoutMs?: number | null;
            /**
             * @default udp
             * @enum {string}
             */
            readonly transport?: 'udp' | 'tcp';
            /** @default false */
            readonly requireAll?: boolean;
            /** @default false */
            readonly authoritative?: boolean;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
          };
          readonly name: string;
          /** @description Seconds between looks. Default 60. */
          readonly frequencySeconds?: number | null;
          readonly enabled?: boolean | null;
          /** @description Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region. */
          readonly regions?: readonly string[] | null;
          readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
          /** @description Whose variables its settings name. Default: that of its groups, then the default one. */
          readonly environmentId?: string | null;
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description How it says who it is, by a secret. */
          readonly auth?:
            | (
                | components['schemas']['BearerAuthConfig']
                | components['schemas']['BasicAuthConfig']
                | components['schemas']['HeaderAuthConfig']
                | components['schemas']['ApiKeyAuthConfig']
              )
            | null;
          readonly incidentPolicy?: {
            readonly triggerRules: readonly {
              /** @enum {string} */
              readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
              readonly count?: number | null;
              readonly windowMinutes?: number | null;
              readonly scope?: ('per_region' | 'any_region') | null;
              readonly thresholdMs?: number | null;
              /** @enum {string} */
              readonly severity: 'down' | 'degraded';
              readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
              /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
              readonly baseline?: {
                readonly factor: number;
                readonly windowDays?: number | null;
              } | null;
            }[];
            readonly confirmation: {
              /** @constant */
              readonly type: 'multi_region';
              readonly minRegionsFailing: number;
              readonly maxWaitSeconds: number;
            };
            readonly recovery: {
              readonly consecutiveSuccesses: number;
              readonly minRegionsPassing: number;
              readonly cooldownMinutes: number;
            };
            readonly flapping?: {
              readonly changesMax: number;
              readonly windowMinutes: number;
            } | null;
          } | null;
          /** @description Default: every channel there is. */
          readonly alertChannelIds?: readonly string[] | null;
          readonly tags?: components['schemas']['AddMonitorTagsRequest'] | null;
          /** @description HEARTBEAT: by which its job reports. Default: one that nobody can guess. */
          readonly pingToken?: string | null;
          /** @description What it is reached through: while one of these monitors is down, it is not told of. */
          readonly dependsOn?: readonly string[] | null;
        }
      | {
          /** @constant */
          readonly type: 'TCP';
          readonly config: {
            readonly host: string;
            readonly timeoutMs?: number | null;
            /**
             * @default auto
             * @enum {string}
             */
            readonly ipFamily?: 'auto' | 'ipv4' | 'ipv6';
            readonly resolver?: readonly string[] | null;
            readonly verifyTls?: boolean | null;
            readonly startTls?:
              | ('smtp' | 'imap' | 'pop3' | 'ftp' | 'ldap' | 'xmpp' | 'postgres' | 'mysql' | 'nntp' | 'sieve')
              | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
            readonly port: number;
            readonly tls?:
              | (
                  | boolean
                  | {
                      readonly caPem?: string | null;
                      readonly certificatePem?: string | null;
                      readonly keyPem?: string | null;
                      readonly keyPassphrase?: string | null;
                      readonly serverName?: string | null;
                    }
                )
              | null;
            readonly steps?:
              | readonly {
                  readonly send?: string | null;
                  readonly expect?: string | null;
                  readonly startTls?: true | null;
                  readonly secret?: boolean | null;
                }[]
              | null;
          };
          readonly name: string;
          /** @description Seconds between looks. Default 60. */
          readonly frequencySeconds?: number | null;
          readonly enabled?: boolean | null;
          /** @description Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region. */
          readonly regions?: readonly string[] | null;
          readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
          /** @description Whose variables its settings name. Default: that of its groups, then the default one. */
          readonly environmentId?: string | null;
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description How it says who it is, by a secret. */
          readonly auth?:
            | (
                | components['schemas']['BearerAuthConfig']
                | components['schemas']['BasicAuthConfig']
                | components['schemas']['HeaderAuthConfig']
                | components['schemas']['ApiKeyAuthConfig']
              )
            | null;
          readonly incidentPolicy?: {
            readonly triggerRules: readonly {
              /** @enum {string} */
              readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
              readonly count?: number | null;
              readonly windowMinutes?: number | null;
              readonly scope?: ('per_region' | 'any_region') | null;
              readonly thresholdMs?: number | null;
              /** @enum {string} */
              readonly severity: 'down' | 'degraded';
              readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
              /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
              readonly baseline?: {
                readonly factor: number;
                readonly windowDays?: number | null;
              } | null;
            }[];
            readonly confirmation: {
              /** @constant */
              readonly type: 'multi_region';
              readonly minRegionsFailing: number;
              readonly maxWaitSeconds: number;
            };
            readonly recovery: {
              readonly consecutiveSuccesses: number;
              readonly minRegionsPassing: number;
              readonly cooldownMinutes: number;
            };
            readonly flapping?: {
              readonly changesMax: number;
              readonly windowMinutes: number;
            } | null;
          } | null;
          /** @description Default: every channel there is. */
          readonly alertChannelIds?: readonly string[] | null;
          readonly tags?: components['schemas']['AddMonitorTagsRequest'] | null;
          /** @description HEARTBEAT: by which its job reports. Default: one that nobody can guess. */
          readonly pingToken?: string | null;
          /** @description What it is reached through: while one of these monitors is down, it is not told of. */
          readonly dependsOn?: readonly string[] | null;
        }
      | {
          /** @constant */
          readonly type: 'TLS';
          readonly config: {
            readonly host: string;
            readonly timeoutMs?: number | null;
            /**
             * @default auto
             * @enum {string}
             */
            readonly ipFamily?: 'auto' | 'ipv4' | 'ipv6';
            readonly resolver?: readonly string[] | null;
            readonly verifyTls?: boolean | null;
            readonly startTls?:
              | ('smtp' | 'imap' | 'pop3' | 'ftp' | 'ldap' | 'xmpp' | 'postgres' | 'mysql' | 'nntp' | 'sieve')
              | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
            /** @default 443 */
            readonly port?: number;
            readonly tls?: {
              readonly caPem?: string | null;
              readonly certificatePem?: string | null;
              readonly keyPem?: string | null;
              readonly keyPassphrase?: string | null;
              readonly serverName?: string | null;
            } | null;
          };
          readonly name: string;
          /** @description Seconds between looks. Default 60. */
          readonly frequencySeconds?: number | null;
          readonly enabled?: boolean | null;
          /** @description Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region. */
          readonly regions?: readonly string[] | null;
          readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
          /** @description Whose variables its settings name. Default: that of its groups, then the default one. */
          readonly environmentId?: string | null;
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description How it says who it is, by a secret. */
          readonly auth?:
            | (
                | components['schemas']['BearerAuthConfig']
                | components['schemas']['BasicAuthConfig']
                | components['schemas']['HeaderAuthConfig']
                | components['schemas']['ApiKeyAuthConfig']
              )
            | null;
          readonly incidentPolicy?: {
            readonly triggerRules: readonly {
              /** @enum {string} */
              readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
              readonly count?: number | null;
              readonly windowMinutes?: number | null;
              readonly scope?: ('per_region' | 'any_region') | null;
              readonly thresholdMs?: number | null;
              /** @enum {string} */
              readonly severity: 'down' | 'degraded';
              readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
              /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
              readonly baseline?: {
                readonly factor: number;
                readonly windowDays?: number | null;
              } | null;
            }[];
            readonly confirmation: {
              /** @constant */
              readonly type: 'multi_region';
              readonly minRegionsFailing: number;
              readonly maxWaitSeconds: number;
            };
            readonly recovery: {
              readonly consecutiveSuccesses: number;
              readonly minRegionsPassing: number;
              readonly cooldownMinutes: number;
            };
            readonly flapping?: {
              readonly changesMax: number;
              readonly windowMinutes: number;
            } | null;
          } | null;
          /** @description Default: every channel there is. */
          readonly alertChannelIds?: readonly string[] | null;
          readonly tags?: components['schemas']['AddMonitorTagsRequest'] | null;
          /** @description HEARTBEAT: by which its job reports. Default: one that nobody can guess. */
          readonly pingToken?: string | null;
          /** @description What it is reached through: while one of these monitors is down, it is not told of. */
          readonly dependsOn?: readonly string[] | null;
        }
      | {
          /** @constant */
          readonly type: 'ICMP';
          readonly config: {
            readonly host: string;
            readonly packetCount?: number | null;
            readonly timeoutMs?: number | null;
            readonly ipFamily?: ('auto' | 'ipv4' | 'ipv6') | null;
            readonly resolver?: readonly string[] | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
          };
          readonly name: string;
          /** @description Seconds between looks. Default 60. */
          readonly frequencySeconds?: number | null;
          readonly enabled?: boolean | null;
          /** @description Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region. */
          readonly regions?: readonly string[] | null;
          readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
          /** @description Whose variables its settings name. Default: that of its groups, then the default one. */
          readonly environmentId?: string | null;
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description How it says who it is, by a secret. */
          readonly auth?:
            | (
                | components['schemas']['BearerAuthConfig']
                | components['schemas']['BasicAuthConfig']
                | components['schemas']['HeaderAuthConfig']
                | components['schemas']['ApiKeyAuthConfig']
              )
            | null;
          readonly incidentPolicy?: {
            readonly triggerRules: readonly {
              /** @enum {string} */
              readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
              readonly count?: number | null;
              readonly windowMinutes?: number | null;
              readonly scope?: ('per_region' | 'any_region') | null;
              readonly thresholdMs?: number | null;
              /** @enum {string} */
              readonly severity: 'down' | 'degraded';
              readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
              /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
              readonly baseline?: {
                readonly factor: number;
                readonly windowDays?: number | null;
              } | null;
            }[];
            readonly confirmation: {
              /** @constant */
              readonly type: 'multi_region';
              readonly minRegionsFailing: number;
              readonly maxWaitSeconds: number;
            };
            readonly recovery: {
              readonly consecutiveSuccesses: number;
              readonly minRegionsPassing: number;
              readonly cooldownMinutes: number;
            };
            readonly flapping?: {
              readonly changesMax: number;
              readonly windowMinutes: number;
            } | null;
          } | null;
          /** @description Default: every channel there is. */
          readonly alertChannelIds?: readonly string[] | null;
          readonly tags?: components['schemas']['AddMonitorTagsRequest'] | null;
          /** @description HEARTBEAT: by which its job reports. Default: one that nobody can guess. */
          readonly pingToken?: string | null;
          /** @description What it is reached through: while one of these monitors is down, it is not told of. */
          readonly dependsOn?: readonly string[] | null;
        }
      | {
          /** @constant */
          readonly type: 'MCP_SERVER';
          readonly config: {
            readonly command?: string | null;
            readonly args?: readonly string[] | null;
            readonly env?: {
              readonly [key: string]: string | null;
            } | null;
            readonly url?: string | null;
            readonly customHeaders?: {
              readonly [key: string]: string;
            } | null;
            readonly verifyTls?: boolean | null;
            readonly timeoutMs?: number | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
          };
          readonly name: string;
          /** @description Seconds between looks. Default 60. */
          readonly frequencySeconds?: number | null;
          readonly enabled?: boolean | null;
          /** @description Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region. */
          readonly regions?: readonly string[] | null;
          readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
          /** @description Whose variables its settings name. Default: that of its groups, then the default one. */
          readonly environmentId?: string | null;
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description How it says who it is, by a secret. */
          readonly auth?:
            | (
                | components['schemas']['BearerAuthConfig']
                | components['schemas']['BasicAuthConfig']
                | components['schemas']['HeaderAuthConfig']
                | components['schemas']['ApiKeyAuthConfig']
              )
            | null;
          readonly incidentPolicy?: {
            readonly triggerRules: readonly {
              /** @enum {string} */
              readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
              readonly count?: number | null;
              readonly windowMinutes?: number | null;
              readonly scope?: ('per_region' | 'any_region') | null;
              readonly thresholdMs?: number | null;
              /** @enum {string} */
              readonly severity: 'down' | 'degraded';
              readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
              /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
              readonly baseline?: {
                readonly factor: number;
                readonly windowDays?: number | null;
              } | null;
            }[];
            readonly confirmation: {
              /** @constant */
              readonly type: 'multi_region';
              readonly minRegionsFailing: number;
              readonly maxWaitSeconds: number;
            };
            readonly recovery: {
              readonly consecutiveSuccesses: number;
              readonly minRegionsPassing: number;
              readonly cooldownMinutes: number;
            };
            readonly flapping?: {
              readonly changesMax: number;
              readonly windowMinutes: number;
            } | null;
          } | null;
          /** @description Default: every channel there is. */
          readonly alertChannelIds?: readonly string[] | null;
          readonly tags?: components['schemas']['AddMonitorTagsRequest'] | null;
          /** @description HEARTBEAT: by which its job reports. Default: one that nobody can guess. */
          readonly pingToken?: string | null;
          /** @description What it is reached through: while one of these monitors is down, it is not told of. */
          readonly dependsOn?: readonly string[] | null;
        }
      | {
          /** @constant */
          readonly type: 'HEARTBEAT';
          readonly config: {
            readonly expectedInterval?: number | null;
            readonly gracePeriod?: number | null;
            readonly cron?: string | null;
            readonly onCalendar?: string | null;
            readonly timeZone?: string | null;
            readonly maxRunSeconds?: number | null;
          };
          readonly name: string;
          /** @description Seconds between looks. Default 60. */
          readonly frequencySeconds?: number | null;
          readonly enabled?: boolean | null;
          /** @description Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region. */
          readonly regions?: readonly string[] | null;
          readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
          /** @description Whose variables its settings name. Default: that of its groups, then the default one. */
          readonly environmentId?: string | null;
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description How it says who it is, by a secret. */
          readonly auth?:
            | (
                | components['schemas']['BearerAuthConfig']
                | components['schemas']['BasicAuthConfig']
                | components['schemas']['HeaderAuthConfig']
                | components['schemas']['ApiKeyAuthConfig']
              )
            | null;
          readonly incidentPolicy?: {
            readonly triggerRules: readonly {
              /** @enum {string} */
              readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
              readonly count?: number | null;
              readonly windowMinutes?: number | null;
              readonly scope?: ('per_region' | 'any_region') | null;
              readonly thresholdMs?: number | null;
              /** @enum {string} */
              readonly severity: 'down' | 'degraded';
              readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
              /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
              readonly baseline?: {
                readonly factor: number;
                readonly windowDays?: number | null;
              } | null;
            }[];
            readonly confirmation: {
              /** @constant */
              readonly type: 'multi_region';
              readonly minRegionsFailing: number;
              readonly maxWaitSeconds: number;
            };
            readonly recovery: {
              readonly consecutiveSuccesses: number;
              readonly minRegionsPassing: number;
              readonly cooldownMinutes: number;
            };
            readonly flapping?: {
              readonly changesMax: number;
              readonly windowMinutes: number;
            } | null;
          } | null;
          /** @description Default: every channel there is. */
          readonly alertChannelIds?: readonly string[] | null;
          readonly tags?: components['schemas']['AddMonitorTagsRequest'] | null;
          /** @description HEARTBEAT: by which its job reports. Default: one that nobody can guess. */
          readonly pingToken?: string | null;
          /** @description What it is reached through: while one of these monitors is down, it is not told of. */
          readonly dependsOn?: readonly string[] | null;
        };
    /**
     * @example {
     *       "config": {
     *         "type": "status_code",
     *         "expected": "2xx",
     *         "operator": "equals"
     *       },
     *       "severity": "fail"
     *     }
     */
    readonly CreateAssertionRequest: {
      readonly config: components['schemas']['AssertionConfig'];
      /** @description `warn` makes a look degraded, never down. Default `fail`. */
      readonly severity?: ('fail' | 'warn') | null;
    };
    /** @description What must hold; `type` says which kind it is. */
    readonly AssertionConfig:
      | {
          /** @constant */
          readonly type: 'status_code';
          readonly expected: string;
          /** @enum {string} */
          readonly operator:
            | 'equals'
            | 'contains'
            | 'less_than'
            | 'greater_than'
            | 'matches'
            | 'range'
            | 'not_equals'
            | 'not_contains'
            | 'at_most'
            | 'at_least';
        }
      | {
          /** @constant */
          readonly type: 'response_time';
          readonly thresholdMs: number;
        }
      | {
          /** @constant */
          readonly type: 'response_time_warn';
          readonly warnMs: number;
        }
      | {
          /** @constant */
          readonly type: 'body_contains';
          readonly substring: string;
        }
      | {
          /** @constant */
          readonly type: 'body_not_contains';
          readonly substring: string;
        }
      | {
          /** @constant */
          readonly type: 'regex_body';
          readonly pattern: string;
        }
      | {
          /** @constant */
          readonly type: 'json_path';
          readonly path: string;
          /** @default  */
          readonly expected?: string;
          /** @enum {string} */
          readonly operator:
            | 'equals'
            | 'contains'
            | 'less_than'
            | 'greater_than'
            | 'matches'
            | 'range'
            | 'not_equals'
            | 'not_contains'
            | 'at_most'
            | 'at_least'
            | 'exists'
            | 'not_exists';
        }
      | {
          /** @constant */
          readonly type: 'header_value';
          readonly headerName: string;
          /** @default  */
          readonly expected?: string;
          /** @enum {string} */
          readonly operator:
            | 'equals'
            | 'contains'
            | 'less_than'
            | 'greater_than'
            | 'matches'
            | 'range'
            | 'not_equals'
            | 'not_contains'
            | 'at_most'
            | 'at_least'
            | 'exists'
            | 'not_exists';
        }
      | {
          /** @constant */
          readonly type: 'response_size';
          readonly maxBytes: number;
        }
      | {
          /** @constant */
          readonly type: 'redirect_count';
          readonly maxCount: number;
        }
      | {
          /** @constant */
          readonly type: 'redirect_target';
          /** @default  */
          readonly expected?: string;
          /** @enum {string} */
          readonly operator:
            | 'equals'
            | 'contains'
            | 'less_than'
            | 'greater_than'
            | 'matches'
            | 'range'
            | 'not_equals'
            | 'not_contains'
            | 'at_most'
            | 'at_least'
            | 'exists'
            | 'not_exists';
        }
      | {
          /** @constant */
          readonly type: 'ssl_expiry';
          readonly minDaysRemaining: number;
        }
      | {
          /** @constant */
          readonly type: 'tcp_connects';
        }
      | {
          /** @constant */
          readonly type: 'tcp_response_time';
          readonly maxMs: number;
        }
      | {
          /** @constant */
          readonly type: 'tcp_response_time_warn';
          readonly warnMs: number;
        }
      | {
          /** @constant */
          readonly type: 'dns_resolves';
        }
      | {
          /** @constant */
          readonly type: 'dns_expected_ips';
          readonly ips: readonly string[];
        }
      | {
          /** @constant */
          readonly type: 'dns_expected_cname';
          readonly value: string;
        }
      | {
          /** @constant */
          readonly type: 'dns_record_contains';
          readonly recordType: string;
          readonly substring: string;
        }
      | {
          /** @constant */
          readonly type: 'dns_record_equals';
          readonly recordType: string;
          readonly value: string;
        }
      | {
          /** @constant */
          readonly type: 'dns_txt_contains';
          readonly substring: string;
        }
      | {
          /** @constant */
          readonly type: 'dns_min_answers';
          readonly recordType: string;
          readonly min: number;
        }
      | {
          /** @constant */
          readonly type: 'dns_max_answers';
          readonly recordType: string;
          readonly max: number;
        }
      | {
          /** @constant */
          readonly type: 'dns_ttl_low';
          readonly minTtl: number;
        }
      | {
          /** @constant */
          readonly type: 'dns_ttl_high';
          readonly maxTtl: number;
        }
      | {
          /** @constant */
          readonly type: 'dns_response_time';
          readonly maxMs: number;
        }
      | {
          /** @constant */
          readonly type: 'dns_response_time_warn';
          readonly warnMs: number;
        }
      | {
          /** @constant */
          readonly type: 'icmp_reachable';
        }
      | {
          /** @constant */
          readonly type: 'icmp_packet_loss';
          readonly maxPercent: number;
        }
      | {
          /** @constant */
          readonly type: 'icmp_response_time';
          readonly maxMs: number;
        }
      | {
          /** @constant */
          readonly type: 'icmp_response_time_warn';
          readonly warnMs: number;
        }
      | {
          /** @constant */
          readonly type: 'mcp_connects';
        }
      | {
          /** @constant */
          readonly type: 'mcp_has_capability';
          readonly capability: string;
        }
      | {
          /** @constant */
          readonly type: 'mcp_tool_available';
          readonly toolName: string;
        }
      | {
          /** @constant */
          readonly type: 'mcp_min_tools';
          readonly min: number;
        }
      | {
          /** @constant */
          readonly type: 'mcp_tool_count_changed';
          readonly expectedCount: number;
        }
      | {
          /** @constant */
          readonly type: 'mcp_protocol_version';
          readonly version: string;
        }
      | {
          /** @constant */
          readonly type: 'mcp_response_time';
          readonly maxMs: number;
        }
      | {
          /** @constant */
          readonly type: 'mcp_response_time_warn';
          readonly warnMs: number;
        }
      | {
          /** @constant */
          readonly type: 'heartbeat_received';
        }
      | {
          /** @constant */
          readonly type: 'heartbeat_max_interval';
          readonly maxSeconds: number;
        }
      | {
          /** @constant */
          readonly type: 'heartbeat_interval_drift';
          readonly maxDeviationPercent: number;
        }
      | {
          /** @constant */
          readonly type: 'heartbeat_payload_contains';
          readonly path: string;
          readonly value: string;
        };
    /** @description `Authorization: Bearer VALUE` */
    readonly BearerAuthConfig: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'bearer';
      /**
       * Format: uuid
       * @description The id of a secret; its value is sent.
       */
      readonly vaultSecretId: string;
    };
    /** @description The value is `user:password` (RFC 7617). */
    readonly BasicAuthConfig: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'basic';
      /**
       * Format: uuid
       * @description The id of a secret; its value is sent.
       */
      readonly vaultSecretId: string;
    };
    readonly HeaderAuthConfig: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'header';
      readonly headerName: string;
      /**
       * Format: uuid
       * @description The id of a secret; its value is sent.
       */
      readonly vaultSecretId: string;
    };
    readonly ApiKeyAuthConfig: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'api_key';
      readonly headerName: string;
      /**
       * Format: uuid
       * @description The id of a secret; its value is sent.
       */
      readonly vaultSecretId: string;
    };
    readonly AddMonitorTagsRequest: {
      readonly tagIds?: readonly string[] | null;
      readonly newTags?: readonly components['schemas']['CreateTagRequest'][] | null;
    };
    /**
     * @example {
     *       "name": "production",
     *       "color": "#2563eb"
     *     }
     */
    readonly CreateTagRequest: {
      readonly name: string;
      readonly color?: string | null;
    };
    /**
     * @example {
     *       "frequencySeconds": 60
     *     }
     */
    readonly UpdateMonitorRequest: {
      readonly name?: string | null;
      readonly config?: {
        readonly [key: string]: unknown;
      } | null;
      /** @description Seconds between looks. Default 60. */
      readonly frequencySeconds?: number | null;
      readonly enabled?: boolean | null;
      /** @description Where to look from. One where no probe stands is kept, and has no vote. Default: the server's own region. */
      readonly regions?: readonly string[] | null;
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
      /** @description Whose variables its settings name. Default: that of its groups, then the default one. */
      readonly environmentId?: string | null;
      readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
      /** @description How it says who it is, by a secret. */
      readonly auth?:
        | (
            | components['schemas']['BearerAuthConfig']
            | components['schemas']['BasicAuthConfig']
            | components['schemas']['HeaderAuthConfig']
            | components['schemas']['ApiKeyAuthConfig']
          )
        | null;
      readonly incidentPolicy?: {
        readonly triggerRules: readonly {
          /** @enum {string} */
          readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
          readonly count?: number | null;
          readonly windowMinutes?: number | null;
          readonly scope?: ('per_region' | 'any_region') | null;
          readonly thresholdMs?: number | null;
          /** @enum {string} */
          readonly severity: 'down' | 'degraded';
          readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
          /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
          readonly baseline?: {
            readonly factor: number;
            readonly windowDays?: number | null;
          } | null;
        }[];
        readonly confirmation: {
          /** @constant */
          readonly type: 'multi_region';
          readonly minRegionsFailing: number;
          readonly maxWaitSeconds: number;
        };
        readonly recovery: {
          readonly consecutiveSuccesses: number;
          readonly minRegionsPassing: number;
          readonly cooldownMinutes: number;
        };
        readonly flapping?: {
          readonly changesMax: number;
          readonly windowMinutes: number;
        } | null;
      } | null;
      /** @description Default: every channel there is. */
      readonly alertChannelIds?: readonly string[] | null;
      readonly tags?: components['schemas']['AddMonitorTagsRequest'] | null;
      /** @description HEARTBEAT: by which its job reports. Default: one that nobody can guess. */
      readonly pingToken?: string | null;
      /** @description What it is reached through: while one of these monitors is down, it is not told of. */
      readonly dependsOn?: readonly string[] | null;
      /** @description Takes its own environment away: it has that of its groups, or the default one. */
      readonly clearEnvironmentId?: boolean | null;
      readonly clearAuth?: boolean | null;
      /** @description Takes its own channels away: it tells those of its groups, or every channel there is. */
      readonly clearAlertChannelIds?: boolean | null;
      /** @description What it is to have of its groups or the server again. */
      readonly inherits?: readonly ('frequencySeconds' | 'regions' | 'incidentPolicy' | 'environmentId')[] | null;
    };
    readonly BulkMonitorActionRequest: {
      readonly monitorIds: readonly string[];
      /** @enum {string} */
      readonly action: 'PAUSE' | 'RESUME' | 'DELETE' | 'ADD_TAG' | 'REMOVE_TAG';
      readonly tagIds?: readonly string[] | null;
      readonly newTags?: readonly components['schemas']['CreateTagRequest'][] | null;
    };
    /**
     * @example {
     *       "type": "HTTP",
     *       "config": {
     *         "url": "https://shop.example/",
     *         "method": "GET"
     *       }
     *     }
     */
    readonly MonitorTestRequest:
      | {
          /** @constant */
          readonly type: 'HTTP';
          readonly config: {
            readonly url: string;
            readonly method: string;
            readonly customHeaders?: {
              readonly [key: string]: string | null;
            } | null;
            readonly requestBody?: string | null;
            readonly contentType?: string | null;
            readonly verifyTls?: boolean | null;
            /** @default 10000 */
            readonly timeoutMs?: number;
            /** @default 10 */
            readonly redirectsMax?: number;
            /**
             * @default auto
             * @enum {string}
             */
            readonly ipFamily?: 'auto' | 'ipv4' | 'ipv6';
            readonly resolver?: readonly string[] | null;
            /** @default 1048576 */
            readonly bodyBytesMax?: number;
            readonly tls?: {
              readonly caPem?: string | null;
              readonly certificatePem?: string | null;
              readonly keyPem?: string | null;
              readonly keyPassphrase?: string | null;
              readonly serverName?: string | null;
            } | null;
            readonly auth?:
              | (
                  | {
                      /** @constant */
                      readonly type: 'basic';
                      readonly username: string;
                      readonly password: string;
                    }
                  | {
                      /** @constant */
                      readonly type: 'bearer';
                      readonly token: string;
                    }
                )
              | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
              readonly statusCodes?: readonly number[] | null;
            };
            readonly health?: ('off' | 'auto' | 'simple' | 'health+json' | 'spring' | 'aspnet' | 'terminus') | null;
            readonly dependencies?: readonly string[] | null;
          };
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description Whose variables the settings name. */
          readonly environmentId?: string | null;
        }
      | {
          /** @constant */
          readonly type: 'DNS';
          readonly config: {
            readonly hostname: string;
            readonly recordTypes?: readonly string[] | null;
            readonly nameservers?: readonly string[] | null;
            readonly timeoutMs?: number | null;
            readonly totalTimeoutMs?: number | null;
            /**
             * @default udp
             * @enum {string}
             */
            readonly transport?: 'udp' | 'tcp';
            /** @default false */
            readonly requireAll?: boolean;
            /** @default false */
            readonly authoritative?: boolean;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
          };
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description Whose variables the settings name. */
          readonly environmentId?: string | null;
        }
      | {
          /** @constant */
          readonly type: 'TCP';
          readonly config: {
            readonly host: string;
            readonly timeoutMs?: number | null;
            /**
             * @default auto
             * @enum {string}
             */
            readonly ipFamily?: 'auto' | 'ipv4' | 'ipv6';
            readonly resolver?: readonly string[] | null;
            readonly verifyTls?: boolean | null;
            readonly startTls?:
              | ('smtp' | 'imap' | 'pop3' | 'ftp' | 'ldap' | 'xmpp' | 'postgres' | 'mysql' | 'nntp' | 'sieve')
              | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
            readonly port: number;
            readonly tls?:
              | (
                  | boolean
                  | {
                      readonly caPem?: string | null;
                      readonly certificatePem?: string | null;
                      readonly keyPem?: string | null;
                      readonly keyPassphrase?: string | null;
                      readonly serverName?: string | null;
                    }
                )
              | null;
            readonly steps?:
              | readonly {
                  readonly send?: string | null;
                  readonly expect?: string | null;
                  readonly startTls?: true | null;
                  readonly secret?: boolean | null;
                }[]
              | null;
          };
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description Whose variables the settings name. */
          readonly environmentId?: string | null;
        }
      | {
          /** @constant */
          readonly type: 'TLS';
          readonly config: {
            readonly host: string;
            readonly timeoutMs?: number | null;
            /**
             * @default auto
             * @enum {string}
             */
            readonly ipFamily?: 'auto' | 'ipv4' | 'ipv6';
            readonly resolver?: readonly string[] | null;
            readonly verifyTls?: boolean | null;
            readonly startTls?:
              | ('smtp' | 'imap' | 'pop3' | 'ftp' | 'ldap' | 'xmpp' | 'postgres' | 'mysql' | 'nntp' | 'sieve')
              | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
            /** @default 443 */
            readonly port?: number;
            readonly tls?: {
              readonly caPem?: string | null;
              readonly certificatePem?: string | null;
              readonly keyPem?: string | null;
              readonly keyPassphrase?: string | null;
              readonly serverName?: string | null;
            } | null;
          };
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description Whose variables the settings name. */
          readonly environmentId?: string | null;
        }
      | {
          /** @constant */
          readonly type: 'ICMP';
          readonly config: {
            readonly host: string;
            readonly packetCount?: number | null;
            readonly timeoutMs?: number | null;
            readonly ipFamily?: ('auto' | 'ipv4' | 'ipv6') | null;
            readonly resolver?: readonly string[] | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
          };
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description Whose variables the settings name. */
          readonly environmentId?: string | null;
        }
      | {
          /** @constant */
          readonly type: 'MCP_SERVER';
          readonly config: {
            readonly command?: string | null;
            readonly args?: readonly string[] | null;
            readonly env?: {
              readonly [key: string]: string | null;
            } | null;
            readonly url?: string | null;
            readonly customHeaders?: {
              readonly [key: string]: string;
            } | null;
            readonly verifyTls?: boolean | null;
            readonly timeoutMs?: number | null;
            /** @default {} */
            readonly retry?: {
              /** @default 3 */
              readonly attemptsMax?: number;
              /** @default 2000 */
              readonly backoffMs?: number;
              /** @default 2 */
              readonly backoffFactor?: number;
            };
          };
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description Whose variables the settings name. */
          readonly environmentId?: string | null;
        }
      | {
          /** @constant */
          readonly type: 'HEARTBEAT';
          readonly config: {
            readonly expectedInterval?: number | null;
            readonly gracePeriod?: number | null;
            readonly cron?: string | null;
            readonly onCalendar?: string | null;
            readonly timeZone?: string | null;
            readonly maxRunSeconds?: number | null;
          };
          readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][] | null;
          /** @description Whose variables the settings name. */
          readonly environmentId?: string | null;
        };
    /**
     * @example {
     *       "config": {
     *         "type": "bearer",
     *         "vaultSecretId": "0199aa00-0000-7000-8000-000000000002"
     *       }
     *     }
     */
    readonly SetMonitorAuthRequest: {
      readonly config:
        | components['schemas']['BearerAuthConfig']
        | components['schemas']['BasicAuthConfig']
        | components['schemas']['HeaderAuthConfig']
        | components['schemas']['ApiKeyAuthConfig'];
    };
    /**
     * @example {
     *       "title": "Payments are slow",
     *       "severity": "DEGRADED"
     *     }
     */
    readonly CreateManualIncidentRequest: {
      readonly title: string;
      /** @enum {string} */
      readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
      readonly monitorId?: string | null;
      readonly body?: string | null;
      /** @description Whether policies and channels tell of it, as of what looks find. Default: true. */
      readonly notifyChannels?: boolean | null;
    };
    readonly ResolveIncidentRequest: {
      readonly body?: string | null;
    } | null;
    /**
     * @example {
     *       "body": "on it",
     *       "snoozeMinutes": 60
     *     }
     */
    readonly AcknowledgeIncidentRequest: {
      readonly body?: string | null;
      /** @description Only for so long: what was due meanwhile is told afterwards. */
      readonly snoozeMinutes?: number | null;
    } | null;
    readonly UnacknowledgeIncidentRequest: {
      readonly body?: string | null;
    } | null;
    readonly AddIncidentUpdateRequest: {
      readonly body?: string | null;
      readonly newStatus?: ('WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED') | null;
      readonly notifySubscribers: boolean;
      /** @description How bad it is, as a person judges: told once to whoever was told of it, and to policies that it now concerns. */
      readonly newSeverity?: ('DOWN' | 'DEGRADED' | 'MAINTENANCE') | null;
    };
    /**
     * @example {
     *       "from": "2026-01-01T00:00:00Z",
     *       "to": "2026-01-08T00:00:00Z"
     *     }
     */
    readonly ReplayPolicyRequest: {
      /** Format: date-time */
      readonly from: string;
      /** Format: date-time */
      readonly to: string;
      readonly policy?: {
        readonly triggerRules: readonly {
          /** @enum {string} */
          readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
          readonly count?: number | null;
          readonly windowMinutes?: number | null;
          readonly scope?: ('per_region' | 'any_region') | null;
          readonly thresholdMs?: number | null;
          /** @enum {string} */
          readonly severity: 'down' | 'degraded';
          readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
          /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
          readonly baseline?: {
            readonly factor: number;
            readonly windowDays?: number | null;
          } | null;
        }[];
        readonly confirmation: {
          /** @constant */
          readonly type: 'multi_region';
          readonly minRegionsFailing: number;
          readonly maxWaitSeconds: number;
        };
        readonly recovery: {
          readonly consecutiveSuccesses: number;
          readonly minRegionsPassing: number;
          readonly cooldownMinutes: number;
        };
        readonly flapping?: {
          readonly changesMax: number;
          readonly windowMinutes: number;
        } | null;
      } | null;
    };
    /**
     * @example {
     *       "name": "on call",
     *       "matchRules": [
     *         {
     *           "type": "severity_gte",
     *           "value": "DOWN"
     *         }
     *       ],
     *       "escalation": {
     *         "steps": [
     *           {
     *             "delayMinutes": 0,
     *             "channelIds": [
     *               "0199aa00-0000-7000-8000-000000000001"
     *             ],
     *             "repeatIntervalSeconds": 300
     *           }
     *         ]
     *       }
     *     }
     */
    readonly CreateNotificationPolicyRequest: {
      readonly name: string;
      readonly enabled?: boolean | null;
      readonly priority?: number | null;
      readonly quietHours?: {
        readonly timeZone: string;
        readonly days?: readonly ('MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN')[] | null;
        readonly from: string;
        readonly to: string;
        readonly severities?: readonly ('DOWN' | 'DEGRADED' | 'MAINTENANCE')[] | null;
      } | null;
      readonly matchRules?:
        | readonly {
            /** @enum {string} */
            readonly type:
              | 'severity_gte'
              | 'monitor_id_in'
              | 'region_in'
              | 'incident_status'
              | 'monitor_type_in'
              | 'service_id_in'
              | 'resource_group_id_in'
              | 'component_name_in'
              | 'monitor_tag_in'
              | 'monitor_name_matches'
              | 'environment_in';
            readonly value?: string | null;
            readonly monitorIds?: readonly string[] | null;
            readonly regions?: readonly string[] | null;
            readonly values?: readonly string[] | null;
          }[]
        | null;
      readonly escalation: {
        readonly steps: readonly {
          readonly delayMinutes: number;
          readonly requireAck?: boolean | null;
          readonly repeatIntervalSeconds?: number | null;
          readonly channelIds: readonly string[];
        }[];
        readonly onResolve?: ('notify' | 'notify_all_steps' | 'notify_last_step' | 'silent') | null;
        readonly onReopen?: ('restart' | 'resume' | 'silent') | null;
      };
      readonly fallbackChannelIds?: readonly string[] | null;
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    readonly UpdateNotificationPolicyRequest: {
      readonly name?: string | null;
      readonly enabled?: boolean | null;
      readonly priority?: number | null;
      readonly quietHours?: {
        readonly timeZone: string;
        readonly days?: readonly ('MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN')[] | null;
        readonly from: string;
        readonly to: string;
        readonly severities?: readonly ('DOWN' | 'DEGRADED' | 'MAINTENANCE')[] | null;
      } | null;
      readonly matchRules?:
        | readonly {
            /** @enum {string} */
            readonly type:
              | 'severity_gte'
              | 'monitor_id_in'
              | 'region_in'
              | 'incident_status'
              | 'monitor_type_in'
              | 'service_id_in'
              | 'resource_group_id_in'
              | 'component_name_in'
              | 'monitor_tag_in'
              | 'monitor_name_matches'
              | 'environment_in';
            readonly value?: string | null;
            readonly monitorIds?: readonly string[] | null;
            readonly regions?: readonly string[] | null;
            readonly values?: readonly string[] | null;
          }[]
        | null;
      readonly escalation?: {
        readonly steps: readonly {
          readonly delayMinutes: number;
          readonly requireAck?: boolean | null;
          readonly repeatIntervalSeconds?: number | null;
          readonly channelIds: readonly string[];
        }[];
        readonly onResolve?: ('notify' | 'notify_all_steps' | 'notify_last_step' | 'silent') | null;
        readonly onReopen?: ('restart' | 'resume' | 'silent') | null;
      } | null;
      readonly fallbackChannelIds?: readonly string[] | null;
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    readonly TestNotificationPolicyRequest: {
      readonly severity?: ('DOWN' | 'DEGRADED' | 'MAINTENANCE') | null;
      readonly monitorId?: string | null;
      readonly regions?: readonly string[] | null;
      readonly eventType?: ('INCIDENT_CREATED' | 'INCIDENT_RESOLVED' | 'INCIDENT_REOPENED') | null;
      readonly monitorType?: string | null;
      readonly serviceId?: string | null;
      readonly componentName?: string | null;
      readonly resourceGroupIds?: readonly string[] | null;
    } | null;
    readonly PreviewNotificationsRequest: {
      /** Format: uuid */
      readonly monitorId: string;
      readonly severity?: ('DOWN' | 'DEGRADED' | 'MAINTENANCE') | null;
      readonly at?: string | null;
    };
    /**
     * @example {
     *       "startsAt": "2026-01-31T22:00:00Z",
     *       "endsAt": "2026-01-31T23:00:00Z",
     *       "reason": "Database upgrade"
     *     }
     */
    readonly CreateMaintenanceWindowRequest: {
      /**
       * Format: date-time
       * @description Default: now.
       */
      readonly startsAt?: string;
      /**
       * Format: date-time
       * @description Or durationSeconds.
       */
      readonly endsAt?: string;
      readonly durationSeconds?: number | null;
      /** @description On one monitor; null: on all of them. */
      readonly monitorId?: string | null;
      /**
       * @description RFC 5545: FREQ=WEEKLY;BYDAY=SU. Null: once.
       * @example FREQ=WEEKLY;BYDAY=SU
       */
      readonly repeatRule?: string | null;
      readonly reason?: string | null;
      /** @description Default: true. */
      readonly suppressAlerts?: boolean | null;
      readonly name?: string | null;
      readonly monitorIds?: readonly string[] | null;
      /** @description On every monitor that has one of these tags. */
      readonly tagIds?: readonly string[] | null;
      readonly resourceGroupIds?: readonly string[] | null;
      /** @description On every monitor. Not needed where no target is named at all; empty lists alone are refused. */
      readonly allMonitors?: boolean | null;
      /**
       * @description IANA zone that the rule is read in. Default: UTC.
       * @example Europe/Berlin
       */
      readonly timeZone?: string | null;
      /** @description Do not even look meanwhile. Default: false. */
      readonly pauseChecks?: boolean | null;
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    /**
     * @example {
     *       "startsAt": "2026-01-31T22:00:00Z",
     *       "endsAt": "2026-01-31T23:00:00Z",
     *       "reason": "Database upgrade"
     *     }
     */
    readonly UpdateMaintenanceWindowRequest: {
      /** Format: date-time */
      readonly startsAt: string;
      /** Format: date-time */
      readonly endsAt: string;
      /** @description On one monitor; null: on all of them. */
      readonly monitorId?: string | null;
      /**
       * @description RFC 5545: FREQ=WEEKLY;BYDAY=SU. Null: once.
       * @example FREQ=WEEKLY;BYDAY=SU
       */
      readonly repeatRule?: string | null;
      readonly reason?: string | null;
      /** @description Default: true. */
      readonly suppressAlerts?: boolean | null;
      readonly name?: string | null;
      readonly monitorIds?: readonly string[] | null;
      /** @description On every monitor that has one of these tags. */
      readonly tagIds?: readonly string[] | null;
      readonly resourceGroupIds?: readonly string[] | null;
      /** @description On every monitor. Not needed where no target is named at all; empty lists alone are refused. */
      readonly allMonitors?: boolean | null;
      /**
       * @description IANA zone that the rule is read in. Default: UTC.
       * @example Europe/Berlin
       */
      readonly timeZone?: string | null;
      /** @description Do not even look meanwhile. Default: false. */
      readonly pauseChecks?: boolean | null;
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    /**
     * @example {
     *       "name": "EU edge",
     *       "healthThresholdType": "COUNT",
     *       "healthThresholdValue": 2,
     *       "suppressMemberAlerts": true
     *     }
     */
    readonly CreateResourceGroupRequest: {
      readonly name: string;
      readonly description?: string | null;
      /** @description The notification policy that incidents of the group go by, whatever its rules say. */
      readonly alertPolicyId?: string | null;
      /** @description Seconds. Of members that name none themselves. */
      readonly defaultFrequency?: number | null;
      /** @description Of members that name none themselves. */
      readonly defaultRegions?: readonly string[] | null;
      readonly defaultRetryStrategy?: components['schemas']['RetryStrategy'] | null;
      /** @description Told of the group, and by members that name no channels. Default: every channel. */
      readonly defaultAlertChannels?: readonly string[] | null;
      /** @description Whose variables the settings of members name that name no environment themselves. */
      readonly defaultEnvironmentId?: string | null;
      readonly healthThresholdType?: ('COUNT' | 'PERCENTAGE') | null;
      /** @description So many members down, or so many of a hundred: then it is the group that is down. */
      readonly healthThresholdValue?: number | null;
      /** @description Tell of members only where the group is not down. */
      readonly suppressMemberAlerts?: boolean | null;
      readonly confirmationDelaySeconds?: number | null;
      readonly recoveryCooldownMinutes?: number | null;
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    /** @description Of members that name no policy: so many failures follow the first before it counts. `type` is "fixed", `interval` 0. */
    readonly RetryStrategy: {
      readonly type: string;
      readonly maxRetries: number;
      readonly interval: number;
    };
    /**
     * @example {
     *       "name": "EU edge",
     *       "healthThresholdType": "COUNT",
     *       "healthThresholdValue": 2,
     *       "suppressMemberAlerts": true
     *     }
     */
    readonly UpdateResourceGroupRequest: {
      readonly name: string;
      readonly description?: string | null;
      /** @description The notification policy that incidents of the group go by, whatever its rules say. */
      readonly alertPolicyId?: string | null;
      /** @description Seconds. Of members that name none themselves. */
      readonly defaultFrequency?: number | null;
      /** @description Of members that name none themselves. */
      readonly defaultRegions?: readonly string[] | null;
      readonly defaultRetryStrategy?: components['schemas']['RetryStrategy'] | null;
      /** @description Told of the group, and by members that name no channels. Default: every channel. */
      readonly defaultAlertChannels?: readonly string[] | null;
      /** @description Whose variables the settings of members name that name no environment themselves. */
      readonly defaultEnvironmentId?: string | null;
      readonly healthThresholdType?: ('COUNT' | 'PERCENTAGE') | null;
      /** @description So many members down, or so many of a hundred: then it is the group that is down. */
      readonly healthThresholdValue?: number | null;
      /** @description Tell of members only where the group is not down. */
      readonly suppressMemberAlerts?: boolean | null;
      readonly confirmationDelaySeconds?: number | null;
      readonly recoveryCooldownMinutes?: number | null;
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    readonly AddResourceGroupMemberRequest: {
      /** @enum {string} */
      readonly memberType: 'monitor' | 'service';
      /** Format: uuid */
      readonly memberId: string;
    };
    /**
     * @example {
     *       "url": "https://hooks.example/upwatch",
     *       "subscribedEvents": [
     *         "incident.created",
     *         "incident.resolved"
     *       ]
     *     }
     */
    readonly CreateWebhookEndpointRequest: {
      readonly url: string;
      readonly description?: string | null;
      readonly subscribedEvents: readonly (
        | 'monitor.created'
        | 'monitor.updated'
        | 'monitor.deleted'
        | 'incident.created'
        | 'incident.resolved'
        | 'incident.reopened'
      )[];
    };
    /**
     * @example {
     *       "enabled": true
     *     }
     */
    readonly UpdateWebhookEndpointRequest: {
      readonly url?: string | null;
      readonly description?: string | null;
      readonly subscribedEvents?:
        | readonly (
            | 'monitor.created'
            | 'monitor.updated'
            | 'monitor.deleted'
            | 'incident.created'
            | 'incident.resolved'
            | 'incident.reopened'
          )[]
        | null;
      readonly enabled?: boolean | null;
    };
    /**
     * @example {
     *       "eventType": "incident.created"
     *     }
     */
    readonly TestWebhookEndpointRequest: {
      readonly eventType?: string | null;
    } | null;
    /**
     * @example {
     *       "lockedBy": "release 1.4.2",
     *       "ttlMinutes": 10
     *     }
     */
    readonly AcquireDeployLockRequest: {
      /** @description Who deploys, as others are told. */
      readonly lockedBy: string;
      /** @description After so many minutes it holds nobody up any more. Default 30. */
      readonly ttlMinutes?: number | null;
    };
    /**
     * @example {
     *       "name": "Production",
     *       "slug": "prod",
     *       "variables": {
     *         "BASE_URL": "https://shop.example"
     *       },
     *       "isDefault": true
     *     }
     */
    readonly CreateEnvironmentRequest: {
      readonly name: string;
      readonly slug: string;
      readonly variables?: {
        readonly [key: string]: string | null;
      } | null;
      readonly isDefault?: boolean | null;
    };
    /**
     * @example {
     *       "variables": {
     *         "BASE_URL": "https://shop.example"
     *       }
     *     }
     */
    readonly UpdateEnvironmentRequest: {
      readonly name?: string | null;
      readonly variables?: {
        readonly [key: string]: string | null;
      } | null;
      readonly isDefault?: boolean | null;
    };
    /**
     * @example {
     *       "key": "SHOP_TOKEN",
     *       "value": "what nobody sees again"
     *     }
     */
    readonly CreateSecretRequest: {
      readonly key: string;
      readonly value: string;
    };
    /**
     * @example {
     *       "value": "what nobody sees again"
     *     }
     */
    readonly UpdateSecretRequest: {
      readonly value: string;
    };
    /**
     * @example {
     *       "name": "Shop",
     *       "email": "ops@shop.test"
     *     }
     */
    readonly UpdateOrgDetailsRequest: {
      readonly name: string;
      /** Format: email */
      readonly email: string;
      readonly size?: string | null;
      readonly industry?: string | null;
      readonly websiteUrl?: string | null;
    };
    /**
     * @example {
     *       "name": "Production"
     *     }
     */
    readonly CreateWorkspaceRequest: {
      readonly name: string;
    };
    /**
     * @example {
     *       "name": "Production"
     *     }
     */
    readonly UpdateWorkspaceRequest: {
      readonly name: string;
    };
    /**
     * @example {
     *       "orgRole": "ADMIN"
     *     }
     */
    readonly ChangeRoleRequest: {
      /** @enum {string} */
      readonly orgRole: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
    };
    /**
     * @example {
     *       "status": "REMOVED"
     *     }
     */
    readonly ChangeStatusRequest: {
      /** @enum {string} */
      readonly status: 'INVITED' | 'ACTIVE' | 'SUSPENDED' | 'LEFT' | 'REMOVED' | 'DECLINED';
    };
    /**
     * @example {
     *       "email": "ada@shop.test",
     *       "roleOffered": "MEMBER"
     *     }
     */
    readonly CreateInviteRequest: {
      /** Format: email */
      readonly email: string;
      /** @enum {string} */
      readonly roleOffered: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
    };
    /**
     * @example {
     *       "name": "Shop",
     *       "slug": "shop",
     *       "branding": {
     *         "theme": "dark"
     *       }
     *     }
     */
    readonly CreateStatusPageRequest: {
      readonly name: string;
      /** @description Where the page is found: `/status/SLUG`. */
      readonly slug: string;
      readonly description?: string | null;
      readonly branding?: components['schemas']['StatusPageBranding'] | null;
      /** @description Default: PUBLIC. */
      readonly visibility?: ('PUBLIC' | 'PASSWORD' | 'IP_RESTRICTED' | 'SIGNED_IN') | null;
      /** @description What the page speaks. Default: en. */
      readonly language?: ('en' | 'de' | 'zh') | null;
      /** @description Origins whose pages may show it in a frame. Default: none. */
      readonly frameAncestors?: readonly string[] | null;
      /** @description From where an IP_RESTRICTED page can be read. Default: from nowhere. */
      readonly allowedNetworks?: readonly string[] | null;
      /** @description Tell readers what the monitors of components look at. Default: false. */
      readonly showTargets?: boolean | null;
      /** @description Show how long the monitors of components took in the last day. Default: true. */
      readonly showResponseTimes?: boolean | null;
      /** @description Markdown that stands below everything on the page. Default: none. */
      readonly footerText?: string | null;
      /** @description The e-mail channel by whose mail server subscribers are told. Default: none, nobody subscribes by mail. */
      readonly mailChannelId?: string | null;
      /** @description AUTOMATIC: maintenance windows on what the page shows are announced on it as scheduled work. Default: MANUAL. */
      readonly maintenanceMode?: ('MANUAL' | 'AUTOMATIC') | null;
      /** @description Let readers have updates posted to a URL of theirs on the internet. Default: false. */
      readonly webhookSubscribers?: boolean | null;
      /** @description What readers of a PASSWORD page must give. It is never shown again; null takes it away. */
      readonly password?: string | null;
      /** @description Default: true. */
      readonly enabled?: boolean | null;
      /** @description Default: MANUAL. */
      readonly incidentMode?: ('MANUAL' | 'REVIEW' | 'AUTOMATIC') | null;
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    /** @description In a change: what is left out stays, null takes away. */
    readonly StatusPageBranding: {
      readonly logoUrl?: string | null;
      readonly faviconUrl?: string | null;
      readonly brandColor?: string | null;
      readonly pageBackground?: string | null;
      readonly cardBackground?: string | null;
      readonly textColor?: string | null;
      readonly borderColor?: string | null;
      readonly headerStyle?: string | null;
      readonly theme?: string | null;
      readonly reportUrl?: string | null;
      readonly hidePoweredBy?: boolean | null;
      readonly showSubscribeButton?: boolean | null;
      readonly customCss?: string | null;
      readonly customHeadHtml?: string | null;
    };
    /**
     * @example {
     *       "name": "Shop",
     *       "enabled": false
     *     }
     */
    readonly UpdateStatusPageRequest: {
      readonly name?: string | null;
      readonly description?: string | null;
      readonly branding?: components['schemas']['StatusPageBranding'] | null;
      /** @description Default: PUBLIC. */
      readonly visibility?: ('PUBLIC' | 'PASSWORD' | 'IP_RESTRICTED' | 'SIGNED_IN') | null;
      /** @description What the page speaks. Default: en. */
      readonly language?: ('en' | 'de' | 'zh') | null;
      /** @description Origins whose pages may show it in a frame. Default: none. */
      readonly frameAncestors?: readonly string[] | null;
      /** @description From where an IP_RESTRICTED page can be read. Default: from nowhere. */
      readonly allowedNetworks?: readonly string[] | null;
      /** @description Tell readers what the monitors of components look at. Default: false. */
      readonly showTargets?: boolean | null;
      /** @description Show how long the monitors of components took in the last day. Default: true. */
      readonly showResponseTimes?: boolean | null;
      /** @description Markdown that stands below everything on the page. Default: none. */
      readonly footerText?: string | null;
      /** @description The e-mail channel by whose mail server subscribers are told. Default: none, nobody subscribes by mail. */
      readonly mailChannelId?: string | null;
      /** @description AUTOMATIC: maintenance windows on what the page shows are announced on it as scheduled work. Default: MANUAL. */
      readonly maintenanceMode?: ('MANUAL' | 'AUTOMATIC') | null;
      /** @description Let readers have updates posted to a URL of theirs on the internet. Default: false. */
      readonly webhookSubscribers?: boolean | null;
      /** @description What readers of a PASSWORD page must give. It is never shown again; null takes it away. */
      readonly password?: string | null;
      /** @description Default: true. */
      readonly enabled?: boolean | null;
      /** @description Default: MANUAL. */
      readonly incidentMode?: ('MANUAL' | 'REVIEW' | 'AUTOMATIC') | null;
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    /**
     * @example {
     *       "name": "Checkout",
     *       "type": "STATIC"
     *     }
     */
    readonly CreateStatusPageComponentRequest: {
      readonly name: string;
      /** @enum {string} */
      readonly type: 'MONITOR' | 'GROUP' | 'STATIC';
      /** @description With MONITOR. */
      readonly monitorId?: string | null;
      /** @description With GROUP. */
      readonly resourceGroupId?: string | null;
      readonly description?: string | null;
      readonly groupId?: string | null;
      /** @description Default: true. */
      readonly showUptime?: boolean | null;
      readonly displayOrder?: number | null;
      /** @description Default: false. */
      readonly excludeFromOverall?: boolean | null;
      /**
       * Format: date
       * @description Bars begin on this day.
       */
      readonly startDate?: string | null;
    };
    /**
     * @example {
     *       "name": "Checkout"
     *     }
     */
    readonly UpdateStatusPageComponentRequest: {
      readonly name?: string | null;
      readonly description?: string | null;
      readonly groupId?: string | null;
      /** @description Default: true. */
      readonly showUptime?: boolean | null;
      readonly displayOrder?: number | null;
      /** @description Default: false. */
      readonly excludeFromOverall?: boolean | null;
      /**
       * Format: date
       * @description Bars begin on this day.
       */
      readonly startDate?: string | null;
      /** @description True: it stands in no group. */
      readonly removeFromGroup?: boolean | null;
    };
    /**
     * @example {
     *       "name": "Europe"
     *     }
     */
    readonly CreateStatusPageComponentGroupRequest: {
      readonly name: string;
      readonly description?: string | null;
      /** @description Default: behind all others. */
      readonly displayOrder?: number | null;
      /** @description Default: true. */
      readonly defaultOpen?: boolean | null;
    };
    /**
     * @example {
     *       "name": "Europe"
     *     }
     */
    readonly UpdateStatusPageComponentGroupRequest: {
      readonly name?: string | null;
      readonly description?: string | null;
      /** @description Default: behind all others. */
      readonly displayOrder?: number | null;
      /** @description Default: true. */
      readonly defaultOpen?: boolean | null;
    };
    readonly ReorderComponentsRequest: {
      readonly positions: readonly components['schemas']['ComponentPosition'][];
    };
    readonly ComponentPosition: {
      /** Format: uuid */
      readonly componentId: string;
      readonly displayOrder: number;
      /** @description null: in no group. Left out: where it is. */
      readonly groupId?: string | null;
    };
    readonly ReorderPageLayoutRequest: {
      readonly sections: readonly components['schemas']['PageSection'][];
      /** @description In which order components stand within groups; a position may move one there. */
      readonly groupOrders?: readonly components['schemas']['GroupComponentOrder'][] | null;
    };
    /** @description A group, or a component that stands in none: one of the two. */
    readonly PageSection: {
      readonly groupId?: string | null;
      readonly componentId?: string | null;
      readonly pageOrder: number;
    };
    readonly GroupComponentOrder: {
      /** Format: uuid */
      readonly groupId: string;
      readonly positions: readonly components['schemas']['ComponentPosition'][];
    };
    /**
     * @example {
     *       "title": "Orders fail",
     *       "impact": "MAJOR",
     *       "body": "We are looking into it."
     *     }
     */
    readonly CreateStatusPageIncidentRequest: {
      readonly title: string;
      /** @description Default: INVESTIGATING. */
      readonly status?: ('INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED') | null;
      /** @enum {string} */
      readonly impact: 'NONE' | 'MINOR' | 'MAJOR' | 'CRITICAL';
      readonly body: string;
      /** @description How components stand while it is open. In a change: all of them; left out, they stay. */
      readonly affectedComponents?: readonly components['schemas']['AffectedComponent'][] | null;
      /** @description Announced work: it counts from its beginning to its end. */
      readonly scheduled?: boolean | null;
      readonly scheduledFor?: string | null;
      readonly scheduledUntil?: string | null;
      /** @description It is resolved when its announced time is over, or the incident that it is about. Default: `scheduled`. */
      readonly autoResolve?: boolean | null;
      /** @description Tell subscribers of the page. Default: true. */
      readonly notifySubscribers?: boolean | null;
      /** @description The incident that it is about. */
      readonly incidentId?: string | null;
      /** @description Not shown until it is published. Default: false. */
      readonly draft?: boolean | null;
    };
    readonly AffectedComponent: {
      /** Format: uuid */
      readonly componentId: string;
      /** @enum {string} */
      readonly status: 'OPERATIONAL' | 'UNDER_MAINTENANCE' | 'DEGRADED_PERFORMANCE' | 'PARTIAL_OUTAGE' | 'MAJOR_OUTAGE';
    };
    /**
     * @example {
     *       "postmortemBody": "It was DNS."
     *     }
     */
    readonly UpdateStatusPageIncidentRequest: {
      readonly title?: string | null;
      readonly status?: ('INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED') | null;
      readonly impact?: ('NONE' | 'MINOR' | 'MAJOR' | 'CRITICAL') | null;
      /** @description How components stand while it is open. In a change: all of them; left out, they stay. */
      readonly affectedComponents?: readonly components['schemas']['AffectedComponent'][] | null;
      readonly postmortemBody?: string | null;
      readonly postmortemUrl?: string | null;
      /** @description Of the post-mortem. Default: a heading of the page’s. */
      readonly postmortemTitle?: string | null;
    };
    readonly PublishStatusPageIncidentRequest: {
      readonly title?: string | null;
      readonly impact?: ('NONE' | 'MINOR' | 'MAJOR' | 'CRITICAL') | null;
      readonly status?: ('INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED') | null;
      readonly body?: string | null;
      /** @description How components stand while it is open. In a change: all of them; left out, they stay. */
      readonly affectedComponents?: readonly components['schemas']['AffectedComponent'][] | null;
      /** @description Tell subscribers of the page. Default: true. */
      readonly notifySubscribers?: boolean | null;
    } | null;
    /**
     * @example {
     *       "status": "IDENTIFIED",
     *       "body": "The payment provider is down."
     *     }
     */
    readonly CreateStatusPageIncidentUpdateRequest: {
      /** @enum {string} */
      readonly status: 'INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED';
      readonly body: string;
      /** @description Tell subscribers of the page. Default: true. */
      readonly notifySubscribers?: boolean | null;
      /** @description How components stand while it is open. In a change: all of them; left out, they stay. */
      readonly affectedComponents?: readonly components['schemas']['AffectedComponent'][] | null;
    };
    /**
     * @example {
     *       "email": "ada@shop.test"
     *     }
     */
    readonly AdminAddSubscriberRequest: {
      /** Format: email */
      readonly email: string;
      /** @description What they are told about. Default: everything. */
      readonly componentIds?: readonly string[] | null;
    };
    /**
     * @example {
     *       "hostname": "status.example.org"
     *     }
     */
    readonly AddCustomDomainRequest: {
      readonly hostname: string;
    };
    readonly UpdateTagRequest: {
      readonly name?: string | null;
      readonly color?: string | null;
    };
    /**
     * @example {
     *       "name": "deploy",
     *       "scopes": [
     *         "write"
     *       ]
     *     }
     */
    readonly CreateApiKeyRequest: {
      readonly name: string;
      readonly expiresAt?: string | null;
      /** @description `read` looks, `write` changes what is watched and told, `admin` who may do what; each holds those before it. Left out: all. */
      readonly scopes?: readonly ('read' | 'write' | 'admin')[] | null;
    };
    readonly UpdateApiKeyRequest: {
      readonly name: string;
    };
    /**
     * @example {
     *       "currentPassword": "seven small boats at noon",
     *       "newPassword": "eight small boats at noon"
     *     }
     */
    readonly ChangePasswordRequest: {
      /** @description Left out by whoever has none yet, and signed in less than ten minutes ago. */
      readonly currentPassword?: string;
      /** @description At least 12 characters, at most 256; none that is guessed first. */
      readonly newPassword: string;
    };
    /**
     * @example {
     *       "name": "Ada"
     *     }
     */
    readonly ChangeProfileRequest: {
      readonly name: string;
    };
    /**
     * @example {
     *       "name": "Telephone"
     *     }
     */
    readonly RenamePasskeyRequest: {
      readonly name: string;
    };
    /**
     * @example {
     *       "demandsSecondFactor": true
     *     }
     */
    readonly SetSignInRulesRequest: {
      readonly demandsSecondFactor: boolean;
    };
    /**
     * @example {
     *       "entries": []
     *     }
     */
    readonly RememberImportsRequest: {
      readonly entries: readonly components['schemas']['ImportEntry'][];
    };
    readonly ImportEntry: {
      /**
       * @description Which one it is at its source.
       * @example monitor:12
       */
      readonly ref: string;
      /** @enum {string} */
      readonly section:
        | 'tags'
        | 'environments'
        | 'secrets'
        | 'alertChannels'
        | 'monitors'
        | 'notificationPolicies'
        | 'resourceGroups'
        | 'maintenance'
        | 'statusPages'
        | 'webhooks';
      /** @description What it became. Null: it is forgotten. */
      readonly id: string | null;
      /** @description Fingerprints of what the source said at the last import, by field. */
      readonly given: {
        readonly [key: string]: string;
      };
      /** @description Fingerprints of what this server showed afterwards, by field: what differs has been changed here since. */
      readonly shown: {
        readonly [key: string]: string;
      };
    };
    /**
     * @example {
     *       "looks": [
     *         {
     *           "at": "2026-01-31T12:00:00Z",
     *           "outcome": "up",
     *           "latencyMs": 84
     *         }
     *       ]
     *     }
     */
    readonly ImportMonitorHistoryRequest: {
      /** @description Single looks; all of an hour in one call. */
      readonly looks?: readonly components['schemas']['PastLook'][];
      /** @description Hours of which only the sum is known. */
      readonly hours?: readonly components['schemas']['PastHour'][];
      /** @description Days of which only the sum is known. */
      readonly days?: readonly components['schemas']['PastDay'][];
    };
    readonly PastLook: {
      /** Format: date-time */
      readonly at: string;
      /** @enum {string} */
      readonly outcome: 'up' | 'degraded' | 'down' | 'unknown';
      /** @description Until the answer, milliseconds. */
      readonly latencyMs?: number | null;
    };
    readonly PastHour: {
      /** Format: date-time */
      readonly from: string;
      readonly up: number;
      /** @default 0 */
      readonly degraded?: number;
      readonly down: number;
      /** @default 0 */
      readonly unknown?: number;
      /** @description Of the looks that were up or degraded. Percentiles are estimated from it. */
      readonly latency?: {
        readonly averageMs: number;
        readonly minMs: number;
        readonly maxMs: number;
      } | null;
    };
    readonly PastDay: {
      /** Format: date-time */
      readonly from: string;
      readonly up: number;
      /** @default 0 */
      readonly degraded?: number;
      readonly down: number;
      /** @default 0 */
      readonly unknown?: number;
      /** @description Of the looks that were up or degraded. Percentiles are estimated from it. */
      readonly latency?: {
        readonly averageMs: number;
        readonly minMs: number;
        readonly maxMs: number;
      } | null;
    };
    /**
     * @example {
     *       "type": "HTTP",
     *       "expectations": [
     *         "status = 2xx",
     *         "warn time < 800ms"
     *       ]
     *     }
     */
    readonly ReadExpectationsRequest: {
      /**
       * @description The check type whose words are meant.
       * @example HTTP
       */
      readonly type: string;
      /** @description As people write them: `status = 2xx`. */
      readonly expectations?: readonly string[];
      /** @description As monitors have them, to be put into words. */
      readonly assertions?: readonly components['schemas']['CreateAssertionRequest'][];
    };
    /**
     * @example {
     *       "document": {
     *         "monitors": [
     *           {
     *             "name": "shop",
     *             "type": "HTTP",
     *             "config": {
     *               "url": "https://shop.example/",
     *               "method": "GET"
     *             }
     *           }
     *         ]
     *       }
     *     }
     */
    readonly PlanConfigurationRequest: {
      /** @description What `upwatch.yml` says, as JSON, with `${NAME}` filled in: `monitors`, `alertChannels`, `defaults`, … */
      readonly document: {
        readonly [key: string]: unknown;
      };
      /** @description Delete what files of this project brought and lack now. */
      readonly prune?: boolean | null;
    };
    /**
     * @example {
     *       "document": {
     *         "monitors": [
     *           {
     *             "name": "shop",
     *             "type": "HTTP",
     *             "config": {
     *               "url": "https://shop.example/",
     *               "method": "GET"
     *             }
     *           }
     *         ]
     *       }
     *     }
     */
    readonly ApplyConfigurationRequest: {
      /** @description What `upwatch.yml` says, as JSON, with `${NAME}` filled in: `monitors`, `alertChannels`, `defaults`, … */
      readonly document: {
        readonly [key: string]: unknown;
      };
      /** @description Delete what files of this project brought and lack now. */
      readonly prune?: boolean | null;
      /** @description Delete even most of what the files brought. */
      readonly allowMassDelete?: boolean | null;
      /** @description Of the plan that was agreed to: 409 for another. */
      readonly fingerprint?: string | null;
      /** @description Do so many steps now; `remaining` says how many are left. Default: all. */
      readonly stepsMax?: number | null;
      /** @description Resources to leave alone: those that were refused before. */
      readonly skip?:
        | readonly {
            /** @enum {string} */
            readonly kind:
              | 'tag'
              | 'environment'
              | 'secret'
              | 'alertChannel'
              | 'monitor'
              | 'resourceGroup'
              | 'notificationPolicy'
              | 'maintenance'
              | 'statusPage'
              | 'webhook';
            readonly name: string;
          }[]
        | null;
    };
    /**
     * @example {
     *       "page": {
     *         "name": "Shop",
     *         "branding": {
     *           "theme": "dark"
     *         }
     *       }
     *     }
     */
    readonly PreviewStatusPageRequest: {
      /** @description The page that it is a draft of. Left out: one that is not there yet. */
      readonly pageId?: string | null;
      readonly page: components['schemas']['StatusPageDraft'];
    };
    /** @description What would be changed. */
    readonly StatusPageDraft: {
      readonly name?: string | null;
      readonly description?: string | null;
      readonly branding?: components['schemas']['StatusPageBranding'] | null;
      /** @description Default: PUBLIC. */
      readonly visibility?: ('PUBLIC' | 'PASSWORD' | 'IP_RESTRICTED' | 'SIGNED_IN') | null;
      /** @description What the page speaks. Default: en. */
      readonly language?: ('en' | 'de' | 'zh') | null;
      /** @description Origins whose pages may show it in a frame. Default: none. */
      readonly frameAncestors?: readonly string[] | null;
      /** @description From where an IP_RESTRICTED page can be read. Default: from nowhere. */
      readonly allowedNetworks?: readonly string[] | null;
      /** @description Tell readers what the monitors of components look at. Default: false. */
      readonly showTargets?: boolean | null;
      /** @description Show how long the monitors of components took in the last day. Default: true. */
      readonly showResponseTimes?: boolean | null;
      /** @description Markdown that stands below everything on the page. Default: none. */
      readonly footerText?: string | null;
      /** @description The e-mail channel by whose mail server subscribers are told. Default: none, nobody subscribes by mail. */
      readonly mailChannelId?: string | null;
      /** @description AUTOMATIC: maintenance windows on what the page shows are announced on it as scheduled work. Default: MANUAL. */
      readonly maintenanceMode?: ('MANUAL' | 'AUTOMATIC') | null;
      /** @description Let readers have updates posted to a URL of theirs on the internet. Default: false. */
      readonly webhookSubscribers?: boolean | null;
      /** @description Default: true. */
      readonly enabled?: boolean | null;
      /** @description Default: MANUAL. */
      readonly incidentMode?: ('MANUAL' | 'REVIEW' | 'AUTOMATIC') | null;
    };
    /**
     * @example {
     *       "opening": {
     *         "title": "Orders fail",
     *         "impact": "MAJOR",
     *         "body": "We are **looking** into it."
     *       }
     *     }
     */
    readonly PreviewStatusPageIncidentRequest: {
      /** @description The one that would be changed or updated. */
      readonly incidentId?: string | null;
      /** @description One that is not there yet. */
      readonly opening?: components['schemas']['CreateStatusPageIncidentRequest'] | null;
      readonly change?: components['schemas']['UpdateStatusPageIncidentRequest'] | null;
      /** @description Another line of its timeline. */
      readonly update?: components['schemas']['CreateStatusPageIncidentUpdateRequest'] | null;
    };
    /**
     * @example {
     *       "type": "urn:upwatch:problem:validation-failed",
     *       "title": "The request holds a value that is not allowed.",
     *       "detail": "frequencySeconds must be at least 1, got 0",
     *       "instance": "/api/v1/monitors",
     *       "status": 400,
     *       "code": "VALIDATION_FAILED",
     *       "message": "frequencySeconds must be at least 1, got 0",
     *       "said": {
     *         "code": "fault.of",
     *         "params": {
     *           "field": "frequencySeconds",
     *           "must": {
     *             "code": "must.min",
     *             "params": {
     *               "bound": "1"
     *             }
     *           },
     *           "got": {
     *             "code": "fault.got",
     *             "params": {
     *               "value": "0"
     *             }
     *           }
     *         }
     *       },
     *       "timestamp": 1767225600000,
     *       "requestId": "019b0000-0000-7000-8000-000000000000",
     *       "errors": [
     *         {
     *           "code": "VALIDATION_FAILED",
     *           "field": "frequencySeconds",
     *           "message": "frequencySeconds must be at least 1, got 0",
     *           "said": {
     *             "code": "fault.of",
     *             "params": {
     *               "field": "frequencySeconds",
     *               "must": {
     *                 "code": "must.min",
     *                 "params": {
     *                   "bound": "1"
     *                 }
     *               },
     *               "got": {
     *                 "code": "fault.got",
     *                 "params": {
     *                   "value": "0"
     *                 }
     *               }
     *             }
     *           }
     *         }
     *       ]
     *     }
     */
    readonly Problem: {
      readonly type: string;
      readonly title: string;
      readonly detail: string;
      readonly instance: string;
      readonly status: number;
      /** @description Stable; decide by this, never by a text. */
      readonly code: string;
      readonly message: string;
      /** @description Epoch milliseconds. */
      readonly timestamp: number;
      readonly requestId: string;
      readonly said: components['schemas']['SaidDto'];
      readonly errors:
        | readonly {
            readonly code: string;
            readonly field: string | null;
            readonly message: string;
            readonly said: components['schemas']['SaidDto'];
          }[]
        | null;
    };
    /** @description What the sentence beside it says, for who puts it into another language. */
    readonly SaidDto: {
      /** @description Never renamed. `text`: what a person wrote, or what has no code. */
      readonly code: string;
      /** @description By the name of the gap: a text, another of these, or a list of them. */
      readonly params: {
        readonly [key: string]: unknown;
      };
    };
    readonly Readiness: {
      /** @enum {string} */
      readonly status: 'healthy' | 'unhealthy';
      readonly timestamp: string;
      readonly version: string;
      readonly checks: {
        readonly [key: string]: {
          /** @enum {string} */
          readonly status: 'ok' | 'error';
          readonly response_time_ms: number;
          readonly message?: string;
        };
      };
    };
    readonly HeartbeatPingResponse: {
      /** @constant */
      readonly ok: true;
    };
    readonly SessionView: {
      /** @enum {string} */
      readonly state: 'setup' | 'signed_out' | 'second_factor' | 'signed_in';
      readonly user: components['schemas']['UserDto'] | null;
      /** @description Whether they have a password; null where nobody is. */
      readonly hasPassword: boolean | null;
      readonly methods: {
        /** @constant */
        readonly password: true;
        readonly passkey: boolean;
        readonly oidc: readonly {
          readonly id: string;
          readonly name: string;
        }[];
      };
      readonly secondFactors: readonly ('totp' | 'passkey' | 'recovery')[];
      /** @description When the session ends, unless it is used before then. */
      readonly expiresAt: string | null;
    };
    readonly UserDto: {
      readonly id: number;
      readonly name: string;
      readonly email: string;
      /** @enum {string} */
      readonly role: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
    };
    readonly InvitationDto: {
      readonly email: string;
      /** @enum {string} */
      readonly role: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
      readonly organization: string;
    };
    readonly TotpOfferDto: {
      /** @description Base32, for whoever cannot scan. Shown this once. */
      readonly secret: string;
      /** @description For a QR code: `otpauth://totp/…`. */
      readonly uri: string;
    };
    readonly RecoveryCodesDto: {
      /** @description Each lets you in once. Shown this once. */
      readonly recoveryCodes: readonly string[];
    };
    readonly PasskeyOptionsDto: {
      /** @description For `PublicKeyCredential.parseCreationOptionsFromJSON`. */
      readonly options: {
        readonly [key: string]: unknown;
      };
    };
    readonly PasskeyDto: {
      /** Format: uuid */
      readonly id: string;
      readonly name: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      readonly lastUsedAt: string | null;
      /** @description Kept in more than one place: the loss of one device does not end it. */
      readonly isBackedUp: boolean;
    };
    readonly PasskeyRequestDto: {
      /** @description For `PublicKeyCredential.parseRequestOptionsFromJSON`. */
      readonly options: {
        readonly [key: string]: unknown;
      };
    };
    readonly MonitorDto: {
      /** Format: uuid */
      readonly id: string;
      readonly organizationId: number;
      readonly name: string;
      readonly type: string;
      readonly config: {
        readonly [key: string]: unknown;
      };
      readonly frequencySeconds: number;
      readonly enabled: boolean;
      readonly regions: readonly string[];
      /** @enum {string} */
      readonly managedBy: 'DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly assertions: readonly components['schemas']['MonitorAssertionDto'][];
      readonly tags: readonly components['schemas']['TagDto'][];
      readonly pingUrl: string | null;
      readonly environment: components['schemas']['Summary'] | null;
      readonly auth: {
        /** @enum {string} */
        readonly type: 'bearer' | 'basic' | 'header' | 'api_key';
        readonly headerName?: string;
        /** Format: uuid */
        readonly vaultSecretId: string;
      } | null;
      readonly incidentPolicy: components['schemas']['IncidentPolicyDto'];
      readonly alertChannelIds: readonly string[] | null;
      /** @enum {string} */
      readonly currentStatus: 'up' | 'degraded' | 'down' | 'paused' | 'unknown';
      readonly dependsOn: readonly string[];
      /** @description What it has of its groups or the server, as nobody gave it. */
      readonly inherits: readonly ('frequencySeconds' | 'regions' | 'incidentPolicy' | 'environmentId')[];
      /** @description The maintenance that lasts, longest first. */
      readonly maintenance: {
        /** Format: uuid */
        readonly id: string;
        readonly reason: string | null;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly until: string;
        readonly pausesChecks: boolean;
        readonly suppressesAlerts: boolean;
      } | null;
      /** @description Counts up at each change; also the ETag. */
      readonly generation: number;
      readonly state: components['schemas']['MonitorStateDto'];
      /** @description No look for three intervals and a timeout: what is shown is of the past. */
      readonly isStale: boolean;
      readonly certificate: components['schemas']['MonitorCertificateDto'];
      /** @description What is allowed and may not be meant, with the field. */
      readonly warnings: readonly string[];
      /** @description The warnings, in their order. */
      readonly warningsSaid: readonly components['schemas']['SaidDto'][];
    };
    readonly MonitorAssertionDto: {
      readonly id: string;
      readonly monitorId: string;
      readonly assertionType: string;
      readonly config: {
        readonly type: string;
      } & {
        readonly [key: string]: unknown;
      };
      /** @enum {string} */
      readonly severity: 'fail' | 'warn';
    };
    readonly TagDto: {
      /** Format: uuid */
      readonly id: string;
      readonly organizationId: number;
      readonly name: string;
      readonly color: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
    };
    readonly Summary: {
      /** Format: uuid */
      readonly id: string;
      readonly name: string;
      readonly slug: string;
    };
    readonly IncidentPolicyDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly monitorId: string;
      readonly triggerRules: readonly {
        /** @enum {string} */
        readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
        readonly count?: number | null;
        readonly windowMinutes?: number | null;
        readonly scope?: ('per_region' | 'any_region') | null;
        readonly thresholdMs?: number | null;
        /** @enum {string} */
        readonly severity: 'down' | 'degraded';
        readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
        /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
        readonly baseline?: {
          readonly factor: number;
          readonly windowDays?: number | null;
        } | null;
      }[];
      readonly confirmation: {
        /** @constant */
        readonly type: 'multi_region';
        readonly minRegionsFailing: number;
        readonly maxWaitSeconds: number;
      };
      readonly recovery: {
        readonly consecutiveSuccesses: number;
        readonly minRegionsPassing: number;
        readonly cooldownMinutes: number;
      };
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly monitorRegionCount?: number | null;
      readonly checkFrequencySeconds?: number | null;
      readonly flapping: {
        readonly changesMax: number;
        readonly windowMinutes: number;
      };
      /** @description What is allowed, and may not be what was meant. */
      readonly warnings: readonly string[];
      /** @description The warnings, in their order. */
      readonly warningsSaid: readonly components['schemas']['SaidDto'][];
    };
    readonly MonitorStateDto: {
      /** @enum {string} */
      readonly verdict: 'unknown' | 'up' | 'degraded' | 'down';
      /** @enum {string} */
      readonly scope: 'global' | 'regional' | 'probe';
      /** @description The regions that the verdict is of, when it is regional. */
      readonly regions: readonly string[];
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly since: string;
      readonly incidentId: string | null;
      readonly failure: {
        readonly class: string;
        readonly code: string;
        readonly message: string;
        readonly phase: string | null;
      } | null;
      /** @description Why it is degraded where nothing failed: what the assertion that warns said. */
      readonly warning: string | null;
      /** @description It comes and goes: its end is told when it has been well for a while. */
      readonly isFlapping: boolean;
      /** @description How many of its regions the verdict rests on: one that is not heard has no vote. */
      readonly coverage: {
        readonly regions: number;
        readonly heard: number;
        readonly unheard: readonly string[];
        /** @description From these nobody looks: no probe stands there. */
        readonly unmanned: readonly string[];
        readonly isReduced: boolean;
      };
    };
    /** @description The certificate that the target showed last. */
    readonly MonitorCertificateDto: {
      readonly subject: string;
      readonly issuer: string;
      readonly serialNumber: string;
      /** @description SHA-256, lower-case hex. */
      readonly fingerprint: string;
      /** @description Of the public key: SHA-256, lower-case hex. */
      readonly keyFingerprint: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly notBefore: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly notAfter: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly firstSeenAt: string;
      /** @description Where it was seen first. */
      readonly region: string;
    } | null;
    readonly MonitorTestResultDto: {
      readonly passed: boolean;
      readonly error: string | null;
      readonly statusCode: number | null;
      readonly responseTimeMs: number | null;
      readonly responseHeaders: {
        readonly [key: string]: readonly string[];
      } | null;
      readonly bodyPreview: string | null;
      readonly responseSizeBytes: number | null;
      readonly redirectCount: number | null;
      readonly finalUrl: string | null;
      readonly assertionResults: readonly {
        readonly assertionType: string;
        readonly passed: boolean;
        /** @enum {string} */
        readonly severity: 'fail' | 'warn';
        readonly message: string;
        readonly expected: string | null;
        readonly actual: string | null;
      }[];
      readonly warnings: readonly string[] | null;
      /** @enum {string} */
      readonly outcome: 'up' | 'degraded' | 'down' | 'unknown';
      readonly failure: {
        readonly class: string;
        readonly code: string;
        readonly message: string;
        readonly phase: string | null;
      } | null;
      readonly details: {
        readonly statusCode: number | null;
        readonly responseHeaders: {
          readonly [key: string]: readonly string[];
        } | null;
        readonly responseBodySnapshot: string | null;
        readonly assertionResults:
          | readonly {
              readonly type: string;
              readonly passed: boolean;
              /** @enum {string} */
              readonly severity: 'fail' | 'warn';
              readonly message: string | null;
              readonly expected: string | null;
              readonly actual: string | null;
            }[]
          | null;
        readonly tlsInfo: {
          readonly subjectCn: string | null;
          readonly subjectSan: readonly string[] | null;
          readonly issuerCn: string | null;
          readonly issuerOrg: string | null;
          readonly notBefore: string | null;
          readonly notAfter: string | null;
          readonly serialNumber: string | null;
          readonly tlsVersion: string | null;
          readonly cipherSuite: string | null;
          readonly chainValid: boolean | null;
          readonly fingerprintSha256: string;
          readonly daysLeft: number;
          readonly chainNotAfter: string;
          readonly unverifiedReason: {
            readonly class: string;
            readonly code: string;
            readonly message: string;
            readonly phase: string | null;
          } | null;
        } | null;
        readonly redirectCount: number | null;
        readonly redirectTarget: string | null;
        readonly responseSizeBytes: number | null;
        readonly checkDetails: components['schemas']['CheckTypeDetailsDto'] | null;
        readonly phases: {
          readonly dnsMs?: number | null;
          readonly tcpMs?: number | null;
          readonly tlsMs?: number | null;
          readonly ttfbMs?: number | null;
          readonly downloadMs?: number | null;
          readonly totalMs: number;
        };
        readonly remoteAddress: string | null;
        readonly httpVersion: string | null;
        readonly health: {
          /** @description Null where the answer could not be read. */
          readonly dialect: string | null;
          /** @enum {string} */
          readonly verdict: 'up' | 'degraded' | 'down';
          readonly dependencies: readonly {
            readonly name: string;
            /** @enum {string} */
            readonly status: 'up' | 'degraded' | 'down';
            readonly latencyMs: number | null;
            readonly message: string | null;
            /** @description The monitor names the dependencies that matter, and this is none. */
            readonly isIgnored: boolean;
          }[];
          /** @description Named by the monitor, and not in the answer. */
          readonly missing: readonly string[];
        } | null;
        readonly redirects:
          | readonly {
              readonly url: string;
              readonly statusCode: number;
              readonly phases: {
                readonly dnsMs?: number | null;
                readonly tcpMs?: number | null;
                readonly tlsMs?: number | null;
                readonly ttfbMs?: number | null;
                readonly downloadMs?: number | null;
                readonly totalMs: number;
              };
            }[]
          | null;
        readonly attempts:
          | readonly {
              /**
               * Format: date-time
               * @example 2026-01-31T12:00:00.000Z
               */
              readonly startedAt: string;
              readonly statusCode: number | null;
              readonly remoteAddress: string | null;
              readonly phases: {
                readonly dnsMs?: number | null;
                readonly tcpMs?: number | null;
                readonly tlsMs?: number | null;
                readonly ttfbMs?: number | null;
                readonly downloadMs?: number | null;
                readonly totalMs: number;
              };
              readonly failure: {
                readonly class: string;
                readonly code: string;
                readonly message: string;
                readonly phase: string | null;
              } | null;
            }[]
          | null;
      } | null;
    };
    readonly CheckTypeDetailsDto:
      | {
          /** @constant */
          readonly check_type: 'http';
          readonly timing: {
            readonly dns_ms: number | null;
            readonly tcp_ms: number | null;
            readonly tls_ms: number | null;
            readonly ttfb_ms: number | null;
            readonly download_ms: number | null;
            readonly total_ms: number | null;
          };
          readonly bodyTruncated: boolean | null;
        }
      | {
          /** @constant */
          readonly check_type: 'tcp';
          readonly host: string;
          readonly port: number;
          readonly connected: boolean;
          /** @description What the target said, up to 4 KiB. */
          readonly received: string | null;
        }
      | {
          /** @constant */
          readonly check_type: 'icmp';
          readonly host: string;
          readonly packetsSent: number | null;
          readonly packetsReceived: number | null;
          /** @description Per cent. */
          readonly packetLoss: number | null;
          readonly avgRttMs: number | null;
          readonly minRttMs: number | null;
          readonly maxRttMs: number | null;
          readonly jitterMs: number | null;
        }
      | {
          /** @constant */
          readonly check_type: 'dns';
          readonly hostname: string | null;
          readonly requestedTypes: readonly string[] | null;
          readonly usedResolver: string | null;
          readonly records: {
            readonly [key: string]: readonly {
              readonly name: string;
              readonly ttl: number;
              readonly value: string;
            }[];
          } | null;
          readonly attempts:
            | readonly {
                readonly server: string;
                readonly type: string;
                /** @enum {string} */
                readonly transport: 'udp' | 'tcp';
                readonly outcome: string;
                readonly tookMs: number;
              }[]
            | null;
          readonly failureKind: string | null;
          readonly authoritative: boolean | null;
        }
      | {
          /** @constant */
          readonly check_type: 'mcp_server';
          readonly url: string | null;
          readonly protocolVersion: string | null;
          readonly serverInfo: {
            readonly name: string;
            readonly version: string;
          } | null;
          readonly toolCount: number | null;
          readonly resourceCount: number | null;
          readonly promptCount: number | null;
          readonly capabilities: readonly string[];
          readonly tools: readonly string[];
        }
      | {
          /** @constant */
          readonly check_type: 'heartbeat';
          /** @enum {string} */
          readonly signal: 'start' | 'success' | 'failure' | 'log' | 'missed';
          readonly lastSuccessAt: string | null;
          readonly runId: string | null;
          readonly exitCode: number | null;
          readonly runMs: number | null;
          readonly intervalMs: number | null;
          readonly expectedIntervalMs: number | null;
          readonly payload: string | null;
        };
    readonly MonitorVersionDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly monitorId: string;
      readonly version: number;
      readonly snapshot: components['schemas']['MonitorDto'];
      readonly changedById: number | null;
      readonly changedVia: string;
      readonly changeSummary: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
    };
    readonly HeartbeatSignalDto: {
      readonly id: number;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly at: string;
      /** @enum {string} */
      readonly kind: 'start' | 'success' | 'failure' | 'log';
      readonly runId: string | null;
      readonly exitCode: number | null;
      readonly payload: string | null;
    };
    readonly MonitorAuthDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly monitorId: string;
      /** @enum {string} */
      readonly authType: 'bearer' | 'basic' | 'header' | 'api_key';
      readonly config: {
        /** @enum {string} */
        readonly type: 'bearer' | 'basic' | 'header' | 'api_key';
        readonly headerName?: string;
        /** Format: uuid */
        readonly vaultSecretId: string;
      };
    };
    readonly CheckResultDto: {
      /** Format: uuid */
      readonly id: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly timestamp: string;
      readonly region: string;
      readonly responseTimeMs: number | null;
      readonly passed: boolean;
      readonly failureReason: string | null;
      readonly severityHint: string | null;
      readonly details: {
        readonly statusCode: number | null;
        readonly responseHeaders: {
          readonly [key: string]: readonly string[];
        } | null;
        readonly responseBodySnapshot: string | null;
        readonly assertionResults:
          | readonly {
              readonly type: string;
              readonly passed: boolean;
              /** @enum {string} */
              readonly severity: 'fail' | 'warn';
              readonly message: string | null;
              readonly expected: string | null;
              readonly actual: string | null;
            }[]
          | null;
        readonly tlsInfo: {
          readonly subjectCn: string | null;
          readonly subjectSan: readonly string[] | null;
          readonly issuerCn: string | null;
          readonly issuerOrg: string | null;
          readonly notBefore: string | null;
          readonly notAfter: string | null;
          readonly serialNumber: string | null;
          readonly tlsVersion: string | null;
          readonly cipherSuite: string | null;
          readonly chainValid: boolean | null;
          readonly fingerprintSha256: string;
          readonly daysLeft: number;
          readonly chainNotAfter: string;
          readonly unverifiedReason: {
            readonly class: string;
            readonly code: string;
            readonly message: string;
            readonly phase: string | null;
          } | null;
        } | null;
        readonly redirectCount: number | null;
        readonly redirectTarget: string | null;
        readonly responseSizeBytes: number | null;
        readonly checkDetails: components['schemas']['CheckTypeDetailsDto'] | null;
        readonly phases: {
          readonly dnsMs?: number | null;
          readonly tcpMs?: number | null;
          readonly tlsMs?: number | null;
          readonly ttfbMs?: number | null;
          readonly downloadMs?: number | null;
          readonly totalMs: number;
        };
        readonly remoteAddress: string | null;
        readonly httpVersion: string | null;
        readonly health: {
          /** @description Null where the answer could not be read. */
          readonly dialect: string | null;
          /** @enum {string} */
          readonly verdict: 'up' | 'degraded' | 'down';
          readonly dependencies: readonly {
            readonly name: string;
            /** @enum {string} */
            readonly status: 'up' | 'degraded' | 'down';
            readonly latencyMs: number | null;
            readonly message: string | null;
            /** @description The monitor names the dependencies that matter, and this is none. */
            readonly isIgnored: boolean;
          }[];
          /** @description Named by the monitor, and not in the answer. */
          readonly missing: readonly string[];
        } | null;
        readonly redirects:
          | readonly {
              readonly url: string;
              readonly statusCode: number;
              readonly phases: {
                readonly dnsMs?: number | null;
                readonly tcpMs?: number | null;
                readonly tlsMs?: number | null;
                readonly ttfbMs?: number | null;
                readonly downloadMs?: number | null;
                readonly totalMs: number;
              };
            }[]
          | null;
        readonly attempts:
          | readonly {
              /**
               * Format: date-time
               * @example 2026-01-31T12:00:00.000Z
               */
              readonly startedAt: string;
              readonly statusCode: number | null;
              readonly remoteAddress: string | null;
              readonly phases: {
                readonly dnsMs?: number | null;
                readonly tcpMs?: number | null;
                readonly tlsMs?: number | null;
                readonly ttfbMs?: number | null;
                readonly downloadMs?: number | null;
                readonly totalMs: number;
              };
              readonly failure: {
                readonly class: string;
                readonly code: string;
                readonly message: string;
                readonly phase: string | null;
              } | null;
            }[]
          | null;
      } | null;
      readonly checkId: string | null;
      /** @enum {string} */
      readonly outcome: 'up' | 'degraded' | 'down' | 'unknown';
      /** @enum {string} */
      readonly kind: 'scheduled' | 'confirming' | 'manual';
      readonly failureCode: string | null;
      readonly latenessMs: number;
      readonly attemptCount: number;
    };
    readonly ResultSummaryDto: {
      /** @enum {string} */
      readonly currentStatus: 'up' | 'degraded' | 'down' | 'paused' | 'unknown';
      readonly latestPerRegion: readonly {
        readonly region: string;
        readonly passed: boolean;
        readonly responseTimeMs: number | null;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly timestamp: string;
        readonly severityHint: string | null;
      }[];
      readonly chartData: readonly {
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly bucket: string;
        readonly uptimePercent: number | null;
        readonly avgLatencyMs: number | null;
        readonly p95LatencyMs: number | null;
        readonly p99LatencyMs: number | null;
        readonly p50LatencyMs: number | null;
        readonly phases: {
          readonly dnsMs?: number | null;
          readonly tcpMs?: number | null;
          readonly tlsMs?: number | null;
          readonly ttfbMs?: number | null;
          readonly downloadMs?: number | null;
        } | null;
        readonly maintenanceChecks: number;
      }[];
      readonly uptime24h: number | null;
      readonly uptimeWindow: number | null;
      readonly maintenance: {
        /** Format: uuid */
        readonly id: string;
        readonly reason: string | null;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly until: string;
        readonly pausesChecks: boolean;
        readonly suppressesAlerts: boolean;
      } | null;
    };
    readonly UptimeDto: {
      readonly uptimePercentage: number | null;
      readonly totalChecks: number;
      readonly passedChecks: number;
      readonly avgLatencyMs: number | null;
      readonly p95LatencyMs: number | null;
      readonly p50LatencyMs: number | null;
      readonly p99LatencyMs: number | null;
      readonly unknownChecks: number;
      /** @description Looks in maintenance; they are in no other count. */
      readonly maintenanceChecks: number;
      /** @description How much of the span was maintenance. */
      readonly maintenanceSeconds: number;
      /** @description How much of the rest was seen: an interval for each look. */
      readonly knownSeconds: number;
      /** @description What is left: with the other two it is the whole span. */
      readonly unknownSeconds: number;
    };
    readonly IncidentDto: {
      /** Format: uuid */
      readonly id: string;
      readonly monitorId: string | null;
      readonly organizationId: number;
      /** @enum {string} */
      readonly source: 'AUTOMATIC' | 'MANUAL' | 'MONITORS' | 'STATUS_DATA' | 'RESOURCE_GROUP';
      /** @enum {string} */
      readonly status: 'WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED';
      /** @enum {string} */
      readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
      readonly title: string | null;
      readonly triggeredByRule: string | null;
      readonly affectedRegions: readonly string[];
      readonly reopenCount: number;
      readonly createdByUserId: null;
      readonly statusPageVisible: boolean;
      readonly serviceIncidentId: null;
      readonly serviceId: null;
      readonly externalRef: null;
      readonly affectedComponents: null;
      readonly shortlink: string | null;
      readonly resolutionReason: ('MANUAL' | 'AUTO_RECOVERED' | 'AUTO_RESOLVED') | null;
      readonly startedAt: string | null;
      readonly confirmedAt: string | null;
      readonly resolvedAt: string | null;
      readonly cooldownUntil: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly monitorName: string | null;
      readonly serviceName: null;
      readonly serviceSlug: null;
      readonly monitorType: string | null;
      readonly resourceGroupId: string | null;
      readonly resourceGroupName: string | null;
      readonly triggeringCheckId: string | null;
      readonly triggeredByRuleSnapshotHashHex: string | null;
      readonly triggeredByRuleIndex: number | null;
      readonly engineVersion: string | null;
      readonly failure: {
        readonly class: string;
        readonly code: string;
        readonly message: string;
        readonly phase: string | null;
      } | null;
      readonly triggeredByRuleSaid: components['schemas']['SaidDto'] | null;
      /** @description Why it is degraded where nothing failed: what the assertion that warns said. */
      readonly warning: string | null;
      readonly isFlapping: boolean;
      readonly acknowledgedAt: string | null;
      readonly acknowledgedBy: string | null;
      /** @description Set where it was taken on for a while only; nobody has it any more once that is past. */
      readonly snoozedUntil: string | null;
    };
    readonly IncidentDetailDto: {
      readonly incident: components['schemas']['IncidentDto'];
      readonly updates: readonly {
        /** Format: uuid */
        readonly id: string;
        /** Format: uuid */
        readonly incidentId: string;
        readonly oldStatus: ('WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED') | null;
        readonly newStatus: ('WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED') | null;
        readonly body: string | null;
        readonly createdBy: ('SYSTEM' | 'USER') | null;
        readonly notifySubscribers: boolean;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly createdAt: string;
      }[];
      readonly statusPageIncidents: readonly {
        /** Format: uuid */
        readonly id: string;
        /** Format: uuid */
        readonly statusPageId: string;
        readonly statusPageName: string;
        readonly statusPageSlug: string;
        readonly title: string;
        /** @enum {string} */
        readonly status: 'INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED';
        /** @enum {string} */
        readonly impact: 'NONE' | 'MINOR' | 'MAJOR' | 'CRITICAL';
        readonly scheduled: boolean;
        readonly publishedAt: string | null;
      }[];
      readonly evidence: components['schemas']['IncidentEvidenceDto'];
    };
    /** @description What was seen before and after it went wrong. */
    readonly IncidentEvidenceDto: {
      /** @description The last look that was good before, where the first bad one came from. */
      readonly lastGood: {
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly timestamp: string;
        readonly region: string;
        /** Format: uuid */
        readonly resultId: string;
        readonly remoteAddress: string | null;
        readonly statusCode: number | null;
        readonly phases: {
          readonly [key: string]: number;
        };
        readonly headers: {
          readonly [key: string]: string;
        } | null;
        readonly certificate: {
          readonly subject: string;
          readonly issuer: string;
          readonly fingerprint: string;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly notAfter: string;
        } | null;
        readonly bodyExcerpt: string | null;
        readonly failure: {
          readonly class: string;
          readonly code: string;
          readonly message: string;
          readonly phase: string | null;
        } | null;
        readonly failedAssertions: readonly {
          readonly type: string;
          readonly message: string | null;
          readonly expected: string | null;
          readonly actual: string | null;
        }[];
      } | null;
      readonly firstBad: {
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly timestamp: string;
        readonly region: string;
        /** Format: uuid */
        readonly resultId: string;
        readonly remoteAddress: string | null;
        readonly statusCode: number | null;
        readonly phases: {
          readonly [key: string]: number;
        };
        readonly headers: {
          readonly [key: string]: string;
        } | null;
        readonly certificate: {
          readonly subject: string;
          readonly issuer: string;
          readonly fingerprint: string;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly notAfter: string;
        } | null;
        readonly bodyExcerpt: string | null;
        readonly failure: {
          readonly class: string;
          readonly code: string;
          readonly message: string;
          readonly phase: string | null;
        } | null;
        readonly failedAssertions: readonly {
          readonly type: string;
          readonly message: string | null;
          readonly expected: string | null;
          readonly actual: string | null;
        }[];
      } | null;
      readonly differences: readonly {
        readonly what: string;
        readonly before: string | null;
        readonly after: string | null;
      }[];
    };
    readonly RuleEvaluationDto: {
      /** Format: uuid */
      readonly id: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly occurredAt: string;
      /** Format: uuid */
      readonly monitorId: string;
      readonly region: string;
      readonly policySnapshotHashHex: string;
      readonly ruleIndex: number;
      readonly ruleType: string;
      readonly ruleScope: string;
      readonly inputResultIds: readonly string[];
      readonly outputMatched: boolean;
      readonly evaluationDetails: {
        readonly [key: string]: {
          readonly [key: string]: unknown;
        };
      };
      readonly engineVersion: string;
      /** Format: uuid */
      readonly checkId: string;
      readonly triggeringTransitionId: string | null;
      readonly rule: string;
      readonly inputs: readonly {
        readonly region: string;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly slot: string;
      }[];
    };
    readonly IncidentStateTransitionDto: {
      /** Format: uuid */
      readonly id: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly occurredAt: string;
      /** Format: uuid */
      readonly monitorId: string;
      readonly incidentId: string | null;
      readonly fromStatus: string;
      readonly toStatus: string;
      readonly reason: string;
      readonly triggeringEvaluationIds: readonly string[];
      readonly affectedRegions: readonly string[];
      readonly policySnapshotHashHex: string;
      readonly engineVersion: string;
      /** Format: uuid */
      readonly checkId: string;
      readonly details: {
        /** @enum {string} */
        readonly source: 'pipeline' | 'public-api';
      };
    };
    readonly IncidentTimelineDto: {
      readonly transitions: readonly components['schemas']['IncidentStateTransitionDto'][];
      readonly triggeringEvaluations: readonly components['schemas']['RuleEvaluationDto'][];
      readonly policySnapshot: components['schemas']['PolicySnapshotDto'] | null;
      /** @description Everything that happened, oldest first: looks, judgements, steps, deliveries and what people did. */
      readonly entries: readonly components['schemas']['TimelineEntryDto'][];
      readonly entriesTotal: number;
      readonly hasMoreEntries: boolean;
    };
    readonly PolicySnapshotDto: {
      readonly hashHex: string;
      readonly policy: {
        readonly [key: string]: {
          readonly [key: string]: unknown;
        };
      };
      readonly engineVersion: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly firstSeenAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly lastSeenAt: string;
      readonly canonicalJson: string;
    };
    readonly TimelineEntryDto: {
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly at: string;
      /** @enum {string} */
      readonly type:
        | 'look'
        | 'evaluation'
        | 'transition'
        | 'delivery'
        | 'acknowledgement'
        | 'comment'
        | 'severity'
        | 'escalation'
        | 'hold'
        | 'note';
      readonly text: string;
      readonly said: components['schemas']['SaidDto'];
      readonly region: string | null;
      readonly channelId: string | null;
      readonly deliveryId: string | null;
    };
    readonly CheckTraceDto: {
      /** Format: uuid */
      readonly checkId: string;
      readonly evaluations: readonly components['schemas']['RuleEvaluationDto'][];
      readonly transitions: readonly components['schemas']['IncidentStateTransitionDto'][];
      readonly policySnapshot: components['schemas']['PolicySnapshotDto'] | null;
    };
    readonly IncidentExplanationDto: {
      /** Format: uuid */
      readonly incidentId: string;
      readonly monitorId: string | null;
      readonly summary: string;
      readonly sentences: readonly string[];
      readonly said: {
        readonly summary: components['schemas']['SaidDto'];
        readonly sentences: readonly components['schemas']['SaidDto'][];
      };
      readonly timeline: readonly components['schemas']['TimelineEntryDto'][];
      readonly why: readonly {
        /** Format: uuid */
        readonly evaluationId: string;
        readonly rule: string;
        /** @description The rule. */
        readonly said: components['schemas']['SaidDto'];
        readonly ruleIndex: number;
        readonly region: string;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly at: string;
        readonly counted: number;
        readonly needed: number;
        readonly measuredMs: number | null;
        readonly thresholdMs: number | null;
        readonly looks: readonly {
          readonly region: string;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly slot: string;
        }[];
      }[];
      readonly regions: readonly {
        readonly region: string;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly firstBadAt: string;
        readonly failure: string | null;
        /** @description The failure. */
        readonly said: components['schemas']['SaidDto'] | null;
        readonly goodAgainAt: string | null;
      }[];
      readonly differences: readonly {
        readonly what: string;
        readonly said: components['schemas']['SaidDto'];
        readonly before: string | null;
        readonly after: string | null;
      }[];
      readonly told: readonly {
        /** Format: uuid */
        readonly deliveryId: string;
        /** Format: uuid */
        readonly channelId: string;
        readonly channelName: string;
        readonly channelType: string;
        readonly kind: string;
        readonly occasion: string;
        readonly isTogether: boolean;
        /** @enum {string} */
        readonly outcome: 'told' | 'waiting' | 'failed' | 'cancelled';
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly at: string;
        readonly attempts: number;
        readonly reason: string | null;
      }[];
      readonly notTold: readonly {
        /** Format: uuid */
        readonly channelId: string;
        readonly channelName: string;
        readonly channelType: string;
        readonly reason: string;
        readonly said: components['schemas']['SaidDto'];
      }[];
      readonly policySnapshotHashHex: string | null;
    };
    readonly PolicyReplayDto: {
      /** Format: uuid */
      readonly monitorId: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly from: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly to: string;
      readonly looks: number;
      readonly undecidedLooks: number;
      readonly notReplayed: readonly string[];
      readonly actual: {
        readonly incidents: number;
        readonly pages: number;
        readonly alerts: number;
      };
      readonly inForce: {
        readonly incidents: number;
        readonly pages: number;
        readonly recoveries: number;
        readonly alerts: number;
        readonly averageTimeToDetectMs: number | null;
        readonly longestTimeToDetectMs: number | null;
        readonly downtimeMs: number;
        readonly outages: readonly {
          /** @enum {string} */
          readonly severity: 'down' | 'degraded';
          /** @description Whether its incident came back within its cooldown: it is not another incident. */
          readonly isReopening: boolean;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly startedAt: string;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly confirmedAt: string;
          readonly endedAt: string | null;
          readonly rule: string;
          readonly regions: readonly string[];
        }[];
      };
      readonly candidate: {
        readonly incidents: number;
        readonly pages: number;
        readonly recoveries: number;
        readonly alerts: number;
        readonly averageTimeToDetectMs: number | null;
        readonly longestTimeToDetectMs: number | null;
        readonly downtimeMs: number;
        readonly outages: readonly {
          /** @enum {string} */
          readonly severity: 'down' | 'degraded';
          /** @description Whether its incident came back within its cooldown: it is not another incident. */
          readonly isReopening: boolean;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly startedAt: string;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly confirmedAt: string;
          readonly endedAt: string | null;
          readonly rule: string;
          readonly regions: readonly string[];
        }[];
      } | null;
      readonly comparison: {
        readonly pagesSpared: number;
        readonly pagesAdded: number;
        readonly spared: readonly {
          /** @enum {string} */
          readonly severity: 'down' | 'degraded';
          /** @description Whether its incident came back within its cooldown: it is not another incident. */
          readonly isReopening: boolean;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly startedAt: string;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly confirmedAt: string;
          readonly endedAt: string | null;
          readonly rule: string;
          readonly regions: readonly string[];
        }[];
        readonly added: readonly {
          /** @enum {string} */
          readonly severity: 'down' | 'degraded';
          /** @description Whether its incident came back within its cooldown: it is not another incident. */
          readonly isReopening: boolean;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly startedAt: string;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly confirmedAt: string;
          readonly endedAt: string | null;
          readonly rule: string;
          readonly regions: readonly string[];
        }[];
        readonly downtimeMissedMs: number;
        readonly downtimeAddedMs: number;
        readonly detectsLaterByMs: number | null;
      } | null;
    };
    readonly AlertChannelDto: {
      /** Format: uuid */
      readonly id: string;
      readonly name: string;
      readonly channelType: string;
      readonly displayConfig: {
        readonly [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly configHash: string;
      /** @enum {string} */
      readonly managedBy: 'DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API';
      readonly lastDeliveryAt: string | null;
      readonly lastDeliveryStatus: string | null;
      readonly brokenReason: string | null;
      /** @description The settings, every secret masked: what is sent back as it is shown stays as it is. */
      readonly config: {
        readonly [key: string]: unknown;
      };
    };
    readonly AlertDeliveryDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly incidentId: string;
      readonly dispatchId: string | null;
      /** Format: uuid */
      readonly channelId: string;
      readonly channel: string;
      readonly channelType: string;
      /** @enum {string} */
      readonly status: 'PENDING' | 'DELIVERED' | 'RETRY_PENDING' | 'FAILED' | 'CANCELLED';
      /** @enum {string} */
      readonly eventType: 'INCIDENT_CREATED' | 'INCIDENT_RESOLVED' | 'INCIDENT_REOPENED' | 'NOTICE';
      readonly stepNumber: number;
      readonly fireCount: number;
      readonly attemptCount: number;
      readonly lastAttemptAt: string | null;
      readonly nextRetryAt: string | null;
      readonly deliveredAt: string | null;
      readonly errorMessage: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      readonly key: string;
      readonly headline: string;
      /** @description The message that told many, this one among them: part 0 was told alone before it. */
      readonly digest: {
        /** Format: uuid */
        readonly id: string;
        readonly part: number;
      } | null;
    };
    readonly DeliveryAttemptDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly deliveryId: string;
      readonly attemptNumber: number;
      readonly status: string;
      readonly responseStatusCode: number | null;
      readonly requestPayload: string | null;
      readonly responseBody: string | null;
      readonly errorMessage: string | null;
      readonly responseTimeMs: number | null;
      readonly externalId: string | null;
      readonly requestHeaders: {
        readonly [key: string]: string | null;
      } | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly attemptedAt: string;
      /** @description Of HTTP, or MAIL. What was sent is shown without its secrets, for 30 days. */
      readonly requestMethod: string | null;
      readonly requestUrl: string | null;
      readonly digestId: string | null;
    };
    readonly NotificationPolicyDto: {
      /** Format: uuid */
      readonly id: string;
      readonly organizationId: number;
      readonly name: string;
      readonly matchRules: readonly {
        readonly type: string;
        readonly value: string | null;
        readonly monitorIds: readonly string[] | null;
        readonly regions: readonly string[] | null;
        readonly values: readonly string[] | null;
      }[];
      readonly escalation: {
        readonly steps: readonly {
          readonly delayMinutes: number;
          readonly channelIds: readonly string[];
          readonly requireAck: boolean | null;
          readonly repeatIntervalSeconds: number | null;
        }[];
        readonly onResolve: string | null;
        readonly onReopen: string | null;
      };
      readonly enabled: boolean;
      readonly priority: number;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly fallbackChannelIds: readonly string[];
      readonly quietHours: {
        readonly timeZone: string;
        readonly days: readonly string[];
        readonly from: string;
        readonly to: string;
        readonly severities: readonly string[];
      } | null;
      /** @enum {string} */
      readonly managedBy: 'DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API';
      /** @description What is allowed, and may not be what was meant. */
      readonly warnings: readonly string[];
      /** @description The warnings, in their order. */
      readonly warningsSaid: readonly components['schemas']['SaidDto'][];
    };
    readonly NotificationDispatchDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly incidentId: string;
      /** Format: uuid */
      readonly policyId: string;
      readonly policyName: string | null;
      /** @enum {string} */
      readonly status: 'PENDING' | 'DISPATCHING' | 'DELIVERED' | 'ESCALATING' | 'ACKNOWLEDGED' | 'COMPLETED';
      readonly completionReason: ('EXHAUSTED' | 'RESOLVED' | 'NO_STEPS') | null;
      readonly currentStep: number;
      readonly totalSteps: number | null;
      readonly acknowledgedAt: string | null;
      readonly nextEscalationAt: string | null;
      readonly lastNotifiedAt: string | null;
      readonly deliveries: readonly components['schemas']['AlertDeliveryDto'][];
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly acknowledgedBy: string | null;
      readonly snoozedUntil: string | null;
      readonly nextNotificationAt: string | null;
    };
    readonly MaintenanceWindowDto: {
      /** Format: uuid */
      readonly id: string;
      readonly monitorId: string | null;
      readonly organizationId: number;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly startsAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly endsAt: string;
      readonly repeatRule: string | null;
      readonly reason: string | null;
      readonly suppressAlerts: boolean;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      readonly name: string | null;
      readonly monitorIds: readonly string[];
      readonly tagIds: readonly string[];
      readonly resourceGroupIds: readonly string[];
      readonly allMonitors: boolean;
      readonly timeZone: string;
      readonly pauseChecks: boolean;
      /** @enum {string} */
      readonly managedBy: 'DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      /** @enum {string} */
      readonly status: 'active' | 'upcoming' | 'past';
      /** @description When it begins next, where it ever does again. */
      readonly nextStartsAt: string | null;
      /** @description When it ends, while it lasts. */
      readonly activeUntil: string | null;
      /** @description What is allowed, and may not be what was meant. */
      readonly warnings: readonly string[];
      /** @description The warnings, in their order. */
      readonly warningsSaid: readonly components['schemas']['SaidDto'][];
    };
    readonly MaintenanceOccurrenceDto: {
      /** Format: uuid */
      readonly windowId: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly startsAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly endsAt: string;
    };
    readonly ResourceGroupDto: {
      /** Format: uuid */
      readonly id: string;
      readonly organizationId: number;
      readonly name: string;
      readonly slug: string;
      readonly description: string | null;
      readonly alertPolicyId: string | null;
      readonly defaultFrequency: number | null;
      readonly defaultRegions: readonly string[] | null;
      readonly defaultRetryStrategy: components['schemas']['RetryStrategy'] | null;
      readonly defaultAlertChannels: readonly string[] | null;
      readonly defaultEnvironmentId: string | null;
      readonly healthThresholdType: ('COUNT' | 'PERCENTAGE') | null;
      readonly healthThresholdValue: number | null;
      readonly suppressMemberAlerts: boolean;
      readonly confirmationDelaySeconds: number | null;
      readonly recoveryCooldownMinutes: number | null;
      readonly health: components['schemas']['ResourceGroupHealthDto'];
      readonly members: readonly components['schemas']['ResourceGroupMemberDto'][];
      /** @enum {string} */
      readonly managedBy: 'DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
    };
    readonly ResourceGroupHealthDto: {
      /** @enum {string} */
      readonly status: 'operational' | 'maintenance' | 'degraded' | 'down';
      readonly totalMembers: number;
      readonly operationalCount: number;
      readonly activeIncidents: number;
      readonly thresholdStatus: ('healthy' | 'degraded' | 'down') | null;
      readonly failingCount: number | null;
    };
    readonly ResourceGroupMemberDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly groupId: string;
      readonly memberType: string;
      readonly monitorId: string | null;
      readonly serviceId: null;
      readonly name: string | null;
      readonly slug: null;
      readonly subscriptionId: null;
      /** @enum {string} */
      readonly status: 'operational' | 'maintenance' | 'degraded' | 'down';
      readonly effectiveFrequency: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      readonly uptime24h: number | null;
      readonly chartData: readonly number[] | null;
      readonly avgLatencyMs: number | null;
      readonly p95LatencyMs: number | null;
      readonly lastCheckedAt: string | null;
      readonly monitorType: string | null;
      readonly environmentName: string | null;
    };
    readonly WebhookEndpointDto: {
      /** Format: uuid */
      readonly id: string;
      readonly url: string;
      readonly description: string | null;
      readonly subscribedEvents: readonly string[];
      readonly enabled: boolean;
      /** @description Attempts that failed since the last that did not. */
      readonly consecutiveFailures: number;
      /** @description Set when nothing had arrived for five days. */
      readonly disabledReason: string | null;
      readonly disabledAt: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
    };
    readonly WebhookEventCatalogResponse: {
      readonly data: readonly components['schemas']['WebhookEventCatalogEntry'][];
    };
    readonly WebhookEventCatalogEntry: {
      readonly type: string;
      readonly surface: string;
      readonly description: string;
    };
    readonly WebhookDeliveryDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly endpointId: string;
      /** @description The header `webhook-id`; equal on every attempt. */
      readonly eventId: string;
      readonly eventType: string;
      /** @enum {string} */
      readonly status: 'PENDING' | 'RETRY_PENDING' | 'DELIVERED' | 'FAILED' | 'CANCELLED';
      readonly attemptCount: number;
      /** @description It is tried for 24 hours: about so often at most. */
      readonly maxAttempts: number;
      readonly responseStatus: number | null;
      readonly responseLatencyMs: number | null;
      readonly errorMessage: string | null;
      readonly deliveredAt: string | null;
      readonly failedAt: string | null;
      readonly nextRetryAt: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
    };
    readonly WebhookTestResult: {
      readonly success: boolean;
      readonly statusCode: number | null;
      readonly message: string;
      readonly durationMs: number;
    };
    readonly WebhookSigningSecretDto: {
      readonly configured: boolean;
      readonly maskedSecret: string | null;
    };
    readonly DeployLockDto: {
      /** Format: uuid */
      readonly id: string;
      readonly lockedBy: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly lockedAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly expiresAt: string;
    };
    readonly AuditEventDto: {
      readonly id: number;
      /** @description The id of the API key or of the member; null where it was neither. */
      readonly actorId: number | null;
      readonly actorEmail: string | null;
      readonly action: string;
      readonly resourceType: string;
      readonly resourceId: string;
      readonly resourceName: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /** @description The name of the member or API key, as it was then, `config file` or `system`. */
      readonly actor: string;
      readonly actorType: ('key' | 'member') | null;
      /** @description What is other since; null where that is not kept. */
      readonly before: {
        readonly [key: string]: unknown;
      } | null;
      readonly after: {
        readonly [key: string]: unknown;
      } | null;
    };
    readonly EnvironmentDto: {
      /** Format: uuid */
      readonly id: string;
      readonly orgId: number;
      readonly name: string;
      readonly slug: string;
      readonly variables: {
        readonly [key: string]: string;
      };
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly monitorCount: number;
      /** @description Monitors without an environment have this one's variables. */
      readonly isDefault: boolean;
    };
    readonly SecretDto: {
      /** Format: uuid */
      readonly id: string;
      readonly key: string;
      /** @description The data key that seals it; a rotation makes a new one. */
      readonly dekVersion: number;
      /** @description SHA-256 of the value, hex: whether it is still the one you know. */
      readonly valueHash: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly usedByMonitors: readonly components['schemas']['MonitorReference'][];
    };
    readonly MonitorReference: {
      /** Format: uuid */
      readonly id: string;
      readonly name: string;
    };
    readonly DekRotationResultDto: {
      readonly previousDekVersion: number;
      readonly newDekVersion: number;
      readonly secretsReEncrypted: number;
      /** @description 0: the settings of alert channels are not in the vault. */
      readonly channelsReEncrypted: number;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly rotatedAt: string;
    };
    readonly DashboardOverviewDto: {
      readonly monitors: {
        readonly total: number;
        readonly up: number;
        readonly down: number;
        readonly degraded: number;
        readonly paused: number;
        /** @description Percent, over all monitors; null for more than 500 of them. */
        readonly avgUptime24h: number | null;
        /** @description Percent, over all monitors; null for more than 500 of them. */
        readonly avgUptime30d: number | null;
      };
      readonly incidents: {
        readonly active: number;
        /** @description Since midnight, UTC. */
        readonly resolvedToday: number;
        /** @description Seconds from beginning to end, of those resolved in 30 days. */
        readonly mttr30d: number | null;
      };
      readonly regions: readonly components['schemas']['RegionOverview'][];
    };
    /** @description What one region sees, and what is its own fault. */
    readonly RegionOverview: {
      readonly region: string;
      /** @description This server looks from it itself; `GET /self` says how well. */
      readonly isOwn: boolean;
      /** @description How many monitors it sees up. */
      readonly up: number;
      readonly degraded: number;
      readonly down: number;
      readonly unknown: number;
      /** @description Of how many its newest looks failed for a reason of its own, and count for nothing. */
      readonly spoiled: number;
      /** @description What the newest look from there was for; null before the first. */
      readonly lastLookAt: string | null;
      /** @description Its own network does not work; null while it does. */
      readonly fault: {
        readonly detail: string | null;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly since: string;
      } | null;
    };
    readonly IntegrationDto: {
      /** @description The `channelType` of an alert channel. */
      readonly type: string;
      readonly name: string;
      readonly description: string;
      /** @description Empty: no logos are brought along. */
      readonly logoUrl: string;
      readonly authType: string;
      /** @enum {string} */
      readonly tierAvailability: 'FREE' | 'STARTER' | 'PRO' | 'TEAM' | 'BUSINESS' | 'ENTERPRISE';
      readonly lifecycle: string;
      /** @description A page of the documentation. */
      readonly setupGuideUrl: string;
      readonly configSchema: {
        readonly connectionFields: readonly {
          readonly key: string;
          readonly label: string;
          readonly type: string;
          readonly required: boolean;
          readonly sensitive: boolean;
          readonly placeholder: string | null;
          readonly helpText: string | null;
          readonly options: readonly string[] | null;
          readonly default: string | null;
        }[];
        readonly channelFields: readonly {
          readonly key: string;
          readonly label: string;
          readonly type: string;
          readonly required: boolean;
          readonly sensitive: boolean;
          readonly placeholder: string | null;
          readonly helpText: string | null;
          readonly options: readonly string[] | null;
          readonly default: string | null;
        }[];
      };
    };
    readonly NotificationDto: {
      readonly id: number;
      /** @example incident.opened */
      readonly type: string;
      readonly title: string;
      readonly body: string | null;
      readonly resourceType: string | null;
      readonly resourceId: string | null;
      readonly read: boolean;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
    };
    readonly OrganizationDto: {
      readonly id: number;
      readonly name: string;
      readonly email: string | null;
      readonly size: string | null;
      readonly industry: string | null;
      readonly websiteUrl: string | null;
    };
    readonly WorkspaceDto: {
      readonly id: number;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly name: string;
      readonly orgId: number;
    };
    readonly MemberDto: {
      readonly userId: number;
      readonly email: string;
      readonly name: string | null;
      /** @enum {string} */
      readonly orgRole: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
      /** @enum {string} */
      readonly status: 'INVITED' | 'ACTIVE' | 'SUSPENDED' | 'LEFT' | 'REMOVED' | 'DECLINED';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
    };
    readonly InviteDto: {
      readonly inviteId: number;
      readonly email: string;
      /** @enum {string} */
      readonly roleOffered: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly expiresAt: string;
      readonly consumedAt: string | null;
      readonly revokedAt: string | null;
    };
    readonly NewInviteDto: {
      readonly inviteId: number;
      readonly email: string;
      /** @enum {string} */
      readonly roleOffered: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly expiresAt: string;
      readonly consumedAt: string | null;
      readonly revokedAt: string | null;
      /** @description Shown this once: /auth/invites/{token}/accept takes it. */
      readonly token: string;
    };
    readonly StatusPageDto: {
      /** Format: uuid */
      readonly id: string;
      readonly organizationId: number;
      readonly workspaceId: number;
      readonly name: string;
      readonly slug: string;
      readonly description: string | null;
      readonly branding: {
        readonly logoUrl: string | null;
        readonly faviconUrl: string | null;
        readonly brandColor: string | null;
        readonly pageBackground: string | null;
        readonly cardBackground: string | null;
        readonly textColor: string | null;
        readonly borderColor: string | null;
        readonly headerStyle: string | null;
        readonly theme: string | null;
        readonly reportUrl: string | null;
        readonly hidePoweredBy: boolean;
        readonly showSubscribeButton: boolean;
        readonly customCss: string | null;
        readonly customHeadHtml: string | null;
      };
      /** @enum {string} */
      readonly visibility: 'PUBLIC' | 'PASSWORD' | 'IP_RESTRICTED' | 'SIGNED_IN';
      readonly enabled: boolean;
      /** @enum {string} */
      readonly incidentMode: 'MANUAL' | 'REVIEW' | 'AUTOMATIC';
      readonly componentCount: number;
      readonly subscriberCount: number;
      /** @enum {string} */
      readonly overallStatus:
        | 'OPERATIONAL'
        | 'UNDER_MAINTENANCE'
        | 'DEGRADED_PERFORMANCE'
        | 'PARTIAL_OUTAGE'
        | 'MAJOR_OUTAGE';
      /** @enum {string} */
      readonly managedBy: 'DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      /** @description False where what some component shows is old, or not looked at any more. */
      readonly isCurrent: boolean;
      /** @enum {string} */
      readonly language: 'en' | 'de' | 'zh';
      readonly frameAncestors: readonly string[];
      readonly allowedNetworks: readonly string[];
      readonly showTargets: boolean;
      readonly showResponseTimes: boolean;
      readonly footerText: string | null;
      readonly hasPassword: boolean;
      readonly mailChannelId: string | null;
      readonly webhookSubscribers: boolean;
      /** @enum {string} */
      readonly maintenanceMode: 'MANUAL' | 'AUTOMATIC';
    };
    readonly StatusPageCopy: {
      readonly slug: string;
      readonly files: readonly {
        readonly path: string;
        readonly text: string;
        readonly sha256: string;
      }[];
    };
    readonly StatusPageComponentDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly statusPageId: string;
      readonly groupId: string | null;
      readonly name: string;
      readonly description: string | null;
      /** @enum {string} */
      readonly type: 'MONITOR' | 'GROUP' | 'STATIC';
      readonly monitorId: string | null;
      readonly resourceGroupId: string | null;
      /** @enum {string} */
      readonly currentStatus:
        | 'OPERATIONAL'
        | 'UNDER_MAINTENANCE'
        | 'DEGRADED_PERFORMANCE'
        | 'PARTIAL_OUTAGE'
        | 'MAJOR_OUTAGE';
      readonly showUptime: boolean;
      readonly displayOrder: number;
      readonly pageOrder: number;
      readonly excludeFromOverall: boolean;
      readonly startDate: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      /** @description False where nothing looks, or nothing has looked for too long: then the status is old. */
      readonly isCurrent: boolean;
    };
    readonly ComponentUptimeDayDto: {
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly date: string;
      readonly partialOutageSeconds: number;
      readonly majorOutageSeconds: number;
      readonly degradedSeconds: number;
      readonly uptimePercentage: number;
      readonly incidents: readonly {
        /** Format: uuid */
        readonly id: string;
        readonly title: string;
        readonly impact: string;
      }[];
    };
    readonly StatusPageComponentGroupDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly statusPageId: string;
      readonly name: string;
      readonly description: string | null;
      readonly displayOrder: number;
      readonly pageOrder: number;
      readonly defaultOpen: boolean;
      readonly components: readonly components['schemas']['StatusPageComponentDto'][];
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
    };
    readonly StatusPageIncidentDto: {
      /** Format: uuid */
      readonly id: string;
      /** Format: uuid */
      readonly statusPageId: string;
      readonly title: string;
      /** @enum {string} */
      readonly status: 'INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED';
      /** @enum {string} */
      readonly impact: 'NONE' | 'MINOR' | 'MAJOR' | 'CRITICAL';
      readonly scheduled: boolean;
      readonly scheduledFor: string | null;
      readonly scheduledUntil: string | null;
      readonly autoResolve: boolean;
      readonly incidentId: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly startedAt: string;
      readonly publishedAt: string | null;
      readonly resolvedAt: string | null;
      readonly createdByUserId: null;
      readonly postmortemBody: string | null;
      readonly postmortemUrl: string | null;
      readonly postmortemTitle: string | null;
      /** @description When it was first given. Readers see it once the incident is over. */
      readonly postmortemPublishedAt: string | null;
      readonly affectedComponents: readonly {
        /** Format: uuid */
        readonly statusPageComponentId: string;
        /** @enum {string} */
        readonly componentStatus:
          | 'OPERATIONAL'
          | 'UNDER_MAINTENANCE'
          | 'DEGRADED_PERFORMANCE'
          | 'PARTIAL_OUTAGE'
          | 'MAJOR_OUTAGE';
        readonly componentName: string;
      }[];
      readonly updates: readonly {
        /** Format: uuid */
        readonly id: string;
        /** @enum {string} */
        readonly status: 'INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED';
        readonly body: string;
        /** @enum {string} */
        readonly createdBy: 'USER' | 'SYSTEM';
        readonly createdByUserId: null;
        readonly notifySubscribers: boolean;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly createdAt: string;
      }[];
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
    };
    readonly StatusPageSubscriberDto: {
      /** Format: uuid */
      readonly id: string;
      readonly email: string;
      readonly confirmed: boolean;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /** @enum {string} */
      readonly type: 'EMAIL' | 'WEBHOOK';
      /** @description Where it is posted to, without what may be secret. */
      readonly webhookOrigin: string | null;
      /** @description Empty: everything. */
      readonly componentIds: readonly string[];
      /** @description Nothing is sent there any more: it did not arrive. */
      readonly stoppedAt: string | null;
      readonly stoppedReason: string | null;
    };
    readonly StatusPageCustomDomainDto: {
      /** Format: uuid */
      readonly id: string;
      readonly hostname: string;
      /** @enum {string} */
      readonly status:
        | 'PENDING_VERIFICATION'
        | 'VERIFICATION_FAILED'
        | 'VERIFIED'
        | 'SSL_PENDING'
        | 'ACTIVE'
        | 'FAILED'
        | 'REMOVED';
      /**
       * @description How it was proven, or which proof is asked for first.
       * @enum {string}
       */
      readonly verificationMethod: 'CNAME' | 'TXT';
      /** @description The text of the TXT record. */
      readonly verificationToken: string;
      /** @description Empty where the server does not know its public name. */
      readonly verificationCnameTarget: string;
      readonly verifiedAt: string | null;
      readonly verificationError: string | null;
      readonly cfCustomHostnameId: null;
      readonly cfSslStatus: null;
      readonly sslActiveAt: null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly primary: boolean;
      /**
       * @description The name of the TXT record.
       * @example _upwatch.status.example.org
       */
      readonly verificationRecordName: string;
    };
    readonly ListedTagDto: {
      /** Format: uuid */
      readonly id: string;
      readonly organizationId: number;
      readonly name: string;
      readonly color: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      /** @description How many have it. */
      readonly monitorCount: number;
    };
    readonly AuthMeResponse: {
      readonly key: {
        readonly id: number;
        readonly name: string;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly createdAt: string;
        readonly expiresAt: string | null;
        readonly lastUsedAt: string | null;
      };
      readonly organization: {
        readonly id: number;
        readonly name: string;
      };
      readonly plan: {
        /** @enum {string} */
        readonly tier: 'FREE' | 'STARTER' | 'PRO' | 'TEAM' | 'BUSINESS' | 'ENTERPRISE';
        readonly subscriptionStatus: string | null;
        readonly trialActive: boolean;
        readonly trialExpiresAt: null;
        readonly entitlements: {
          readonly [key: string]: {
            readonly key: string;
            readonly value: number;
            readonly defaultValue: number;
            readonly overridden: boolean;
          };
        };
        readonly usage: {
          readonly [key: string]: number;
        };
      };
      readonly rateLimits: {
        readonly requestsPerMinute: number;
        readonly remaining: number;
        readonly windowMs: number;
      };
      /** @description Whoever is signed in; null for a key. */
      readonly user: components['schemas']['UserDto'] | null;
      /** @enum {string} */
      readonly role: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
      readonly scopes: readonly ('read' | 'write' | 'admin')[];
    };
    readonly ApiKeyDto: {
      readonly id: number;
      readonly name: string;
      /** @description Its first characters: the key itself is shown once, when it is made. */
      readonly key: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly updatedAt: string;
      readonly lastUsedAt: string | null;
      readonly revokedAt: string | null;
      readonly expiresAt: string | null;
      readonly scopes: readonly ('read' | 'write' | 'admin')[];
      /**
       * @description Of whoever made it: the key may do no more.
       * @enum {string}
       */
      readonly role: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
    };
    readonly ApiKeyCreateResponse: {
      readonly id: number;
      readonly name: string;
      readonly key: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      readonly expiresAt: string | null;
    };
    readonly SessionDto: {
      /** Format: uuid */
      readonly id: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly lastSeenAt: string;
      readonly address: string;
      readonly userAgent: string | null;
      readonly authenticatedBy: readonly string[];
      readonly isCurrent: boolean;
    };
    readonly SecondFactorsDto: {
      readonly totp: {
        readonly isOn: boolean;
        readonly confirmedAt: string | null;
      };
      readonly recoveryCodesLeft: number;
      /** @description A second factor is demanded of everybody. */
      readonly isDemanded: boolean;
    };
    readonly IdentityDto: {
      /** Format: uuid */
      readonly id: string;
      /** @description As the settings name it; null where they name it no more: it lets nobody in. */
      readonly provider: {
        readonly id: string;
        readonly name: string;
      } | null;
      readonly issuer: string;
      /** @description What the provider calls you. */
      readonly subject: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly createdAt: string;
    };
    readonly SignInRulesDto: {
      readonly demandsSecondFactor: boolean;
    };
    readonly PasswordResetDto: {
      /** @description Shown this once. */
      readonly token: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly expiresAt: string;
    };
    readonly ImportEntryDto: {
      readonly ref: string;
      /** @enum {string} */
      readonly section:
        | 'tags'
        | 'environments'
        | 'secrets'
        | 'alertChannels'
        | 'monitors'
        | 'notificationPolicies'
        | 'resourceGroups'
        | 'maintenance'
        | 'statusPages'
        | 'webhooks';
      /** Format: uuid */
      readonly id: string;
      /** @description Fingerprints of what the source said at the last import, by field. */
      readonly given: {
        readonly [key: string]: string;
      };
      /** @description Fingerprints of what this server showed afterwards, by field: what differs has been changed here since. */
      readonly shown: {
        readonly [key: string]: string;
      };
    };
    readonly MonitorHistoryDto: {
      /** Format: uuid */
      readonly monitorId: string;
      /** @description The first look of our own: nothing is imported from then on. */
      readonly ownFrom: string | null;
      /**
       * Format: date-time
       * @description What is older is not kept.
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly keptFrom: string;
      /** @description Of each source the span that is known, to full hours. */
      readonly imported: readonly {
        readonly source: string;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly from: string;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly to: string;
      }[];
    };
    readonly ImportedHistoryDto: {
      /** @description What was not known before. The same again adds nothing. */
      readonly added: {
        readonly looks: number;
        readonly hours: number;
        readonly days: number;
      };
      /** @description What was not taken. */
      readonly refused: {
        /** @description Before `keptFrom`. */
        readonly tooOld: number;
        /** @description At or after `ownFrom`, or to come. */
        readonly tooNew: number;
      };
    };
    readonly ReportedDependencyDto: {
      readonly name: string;
      /**
       * @description `missing`: the health document named it, and does no more.
       * @enum {string}
       */
      readonly status: 'up' | 'degraded' | 'down' | 'missing';
      /**
       * Format: date-time
       * @description The first look that found it so.
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly since: string;
      /** @description What the target says that it took, milliseconds. */
      readonly latencyMs: number | null;
      /** @description What the target says of it, without credentials. */
      readonly message: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly lastSeenAt: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly firstSeenAt: string;
      /** @description The monitor names the dependencies that matter, and this is none. */
      readonly isIgnored: boolean;
      /** @description Per cent of the looks that named it; null where none did. */
      readonly uptime24h: number | null;
      /** @description Per cent of the looks that named it; null where none did. */
      readonly uptime30d: number | null;
      /** @description By hour, the oldest first; hours without looks are left out. */
      readonly lastDay: readonly components['schemas']['DependencyBucketDto'][];
    };
    readonly DependencyBucketDto: {
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly bucket: string;
      readonly up: number;
      readonly degraded: number;
      readonly down: number;
      /** @description Per cent of the looks that named it; null where none did. */
      readonly uptimePercent: number | null;
      readonly avgLatencyMs: number | null;
      readonly maxLatencyMs: number | null;
    };
    readonly DependencyHistoryDto: {
      readonly name: string;
      /** @description Per cent of the looks that named it; null where none did. */
      readonly uptimePercentage: number | null;
      readonly looks: number;
      readonly avgLatencyMs: number | null;
      readonly maxLatencyMs: number | null;
      /** @description By hour for up to a week, else by day; the oldest first. */
      readonly chartData: readonly components['schemas']['DependencyBucketDto'][];
    };
    readonly SharedDependencyDto: {
      readonly name: string;
      /**
       * @description The worst that a monitor reports.
       * @enum {string}
       */
      readonly status: 'up' | 'degraded' | 'down' | 'missing';
      readonly monitors: readonly {
        /** Format: uuid */
        readonly monitorId: string;
        readonly monitorName: string;
        /**
         * @description `missing`: the health document named it, and does no more.
         * @enum {string}
         */
        readonly status: 'up' | 'degraded' | 'down' | 'missing';
        /**
         * Format: date-time
         * @description The first look that found it so.
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly since: string;
        /** @description What the target says that it took, milliseconds. */
        readonly latencyMs: number | null;
        /** @description What the target says of it, without credentials. */
        readonly message: string | null;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly lastSeenAt: string;
      }[];
    };
    readonly ExpectationDto: {
      /** @description The assertion in words, always in the same spelling. */
      readonly expectation: string;
      readonly config: {
        readonly type: string;
      } & {
        readonly [key: string]: unknown;
      };
      /** @enum {string} */
      readonly severity: 'fail' | 'warn';
    };
    /** @description How the server itself is: what it looks at, keeps and tells. */
    readonly SelfDto: {
      /** @enum {string} */
      readonly status: 'ok' | 'degraded' | 'impaired';
      readonly reasons: readonly components['schemas']['SelfReason'][];
      readonly version: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly startedAt: string;
      readonly uptimeSeconds: number;
      readonly looking: {
        readonly running: number | null;
        readonly queued: number | null;
        readonly assigned: number | null;
        readonly looksTotal: number | null;
        readonly skippedTotal: number | null;
        readonly latenessP99Ms: number | null;
        readonly loopDelayP99Ms: number | null;
        readonly staleMonitors: number;
        /** @description The monitor whose result has been overdue longest. */
        readonly oldestOverdue: {
          /** Format: uuid */
          readonly monitorId: string;
          readonly name: string;
          readonly overdueSeconds: number;
        } | null;
      };
      readonly network: {
        readonly isImpaired: boolean;
        readonly reason: string | null;
        readonly since: string | null;
      };
      readonly outbox: {
        readonly waiting: number;
        readonly oldestAgeSeconds: number | null;
      };
      readonly channels: readonly {
        /** Format: uuid */
        readonly id: string;
        readonly name: string;
        readonly type: string;
        readonly lastSuccessAt: string | null;
        readonly brokenReason: string | null;
      }[];
      readonly storage: {
        readonly isWritable: boolean;
        readonly disk_full: boolean;
        readonly coreBytes: number;
        readonly historyBytes: number;
        readonly freeBytes: number | null;
        readonly historyBuffered: number | null;
        readonly historyLost: number | null;
      };
      readonly clock: {
        readonly jumps: number;
        readonly lastJumpAt: string | null;
        readonly lastJumpMs: number | null;
      };
      /** @description null where none is set up. */
      readonly heartbeat: {
        /** @enum {string} */
        readonly state: 'waiting' | 'given' | 'withheld' | 'failed';
        readonly lastGivenAt: string | null;
      } | null;
      readonly process: {
        readonly loopDelayP99Ms: number;
        readonly residentBytes: number;
        readonly heapUsedBytes: number;
      };
    };
    /** @description One thing that is wrong with the server itself. */
    readonly SelfReason: {
      /** @enum {string} */
      readonly code:
        | 'network'
        | 'disk_full'
        | 'store'
        | 'outbox'
        | 'file_descriptors'
        | 'engine'
        | 'late'
        | 'loop_delay'
        | 'stale_monitors';
      /** @enum {string} */
      readonly status: 'degraded' | 'impaired';
      readonly message: string;
      readonly since: string | null;
    };
    readonly LastDayDto: {
      /** Format: uuid */
      readonly monitorId: string;
      /** @description 24 full hours, UTC, oldest first; the last one lasts. Looks are counted by how they came out. */
      readonly hours: readonly {
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly startsAt: string;
        readonly up: number;
        readonly degraded: number;
        readonly down: number;
        readonly unknown: number;
        /** @description Looks in maintenance; they are in no other count. */
        readonly maintenance: number;
        readonly avgLatencyMs: number | null;
      }[];
      /** @description The newest look, from whichever region; null where there is none yet. */
      readonly latest: {
        readonly region: string;
        readonly passed: boolean;
        readonly responseTimeMs: number | null;
        /**
         * Format: date-time
         * @example 2026-01-31T12:00:00.000Z
         */
        readonly timestamp: string;
        readonly severityHint: string | null;
      } | null;
    };
    readonly ExportedConfigurationDto: {
      /** @description What `upwatch.yml` says, as JSON, with `${NAME}` filled in: `monitors`, `alertChannels`, `defaults`, … */
      readonly document: {
        readonly [key: string]: unknown;
      };
      /** @description What was left out, and the variables whose values stand in for it. */
      readonly secrets: readonly {
        readonly variable: string;
        /** @enum {string} */
        readonly kind:
          | 'tag'
          | 'environment'
          | 'secret'
          | 'alertChannel'
          | 'monitor'
          | 'resourceGroup'
          | 'notificationPolicy'
          | 'maintenance'
          | 'statusPage'
          | 'webhook';
        readonly name: string;
        readonly field: string;
      }[];
    };
    readonly ManagedResourceDto: {
      /** @enum {string} */
      readonly kind:
        | 'tag'
        | 'environment'
        | 'secret'
        | 'alertChannel'
        | 'monitor'
        | 'resourceGroup'
        | 'notificationPolicy'
        | 'maintenance'
        | 'statusPage'
        | 'webhook';
      readonly id: string;
      readonly name: string;
      readonly project: string;
    };
    readonly ConfigurationPlanDto: {
      /** @description In the order in which they are done. */
      readonly steps: readonly components['schemas']['PlanStepDto'][];
      /** @description How many steps change something. */
      readonly changes: number;
      /** @description What is refused without `allowMassDelete`. */
      readonly massDeletions: readonly {
        /** @enum {string} */
        readonly kind:
          | 'tag'
          | 'environment'
          | 'secret'
          | 'alertChannel'
          | 'monitor'
          | 'resourceGroup'
          | 'notificationPolicy'
          | 'maintenance'
          | 'statusPage'
          | 'webhook';
        readonly deleted: number;
        readonly managed: number;
      }[];
      /** @description What is allowed, and may not be what was meant; `field` is one of the document. */
      readonly warnings: readonly {
        readonly field: string;
        readonly message: string;
      }[];
      readonly fingerprint: string;
    };
    readonly PlanStepDto: {
      /** @enum {string} */
      readonly type: 'create' | 'update' | 'rename' | 'delete' | 'keep' | 'unchanged';
      /** @enum {string} */
      readonly kind:
        | 'tag'
        | 'environment'
        | 'secret'
        | 'alertChannel'
        | 'monitor'
        | 'resourceGroup'
        | 'notificationPolicy'
        | 'maintenance'
        | 'statusPage'
        | 'webhook';
      readonly name: string;
      readonly id: string | null;
      /** @description The name that it has, where it is renamed. */
      readonly from: string | null;
      /** @description It is deleted and made again under its name. */
      readonly isReplaced: boolean;
      readonly changes: readonly {
        readonly path: string;
        /** @description As it is; absent where there is none. A secret is masked. */
        readonly from?: unknown;
        readonly to?: unknown;
        readonly isSecret?: boolean;
      }[];
    };
    readonly AppliedConfigurationDto: {
      readonly steps: readonly components['schemas']['AppliedStepDto'][];
      readonly remaining: number;
    };
    readonly AppliedStepDto: {
      /** @enum {string} */
      readonly type: 'create' | 'update' | 'rename' | 'delete' | 'keep' | 'unchanged';
      /** @enum {string} */
      readonly kind:
        | 'tag'
        | 'environment'
        | 'secret'
        | 'alertChannel'
        | 'monitor'
        | 'resourceGroup'
        | 'notificationPolicy'
        | 'maintenance'
        | 'statusPage'
        | 'webhook';
      readonly name: string;
      readonly id: string | null;
      /** @description The name that it has, where it is renamed. */
      readonly from: string | null;
      /** @description It is deleted and made again under its name. */
      readonly isReplaced: boolean;
      readonly changes: readonly {
        readonly path: string;
        /** @description As it is; absent where there is none. A secret is masked. */
        readonly from?: unknown;
        readonly to?: unknown;
        readonly isSecret?: boolean;
      }[];
      readonly failure: string | null;
    };
    readonly StatusPagePreview: {
      /** @description Where the document is, on this server, for whoever knows it. */
      readonly path: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly expiresAt: string;
      /** @description What of `customCss` is left out, and why. */
      readonly cssComplaints: readonly components['schemas']['CssComplaint'][];
    };
    readonly CssComplaint: {
      readonly line: number;
      /** @enum {string} */
      readonly reason: 'AT_RULE' | 'UNFINISHED' | 'SELECTOR' | 'PROPERTY' | 'VALUE' | 'FUNCTION' | 'MUST_BE_SEEN';
      /** @description What is left out. */
      readonly text: string;
    };
    /** @description An event of the stream, by its type. */
    readonly LiveEvent:
      | {
          /** @constant */
          readonly type: 'phase';
          readonly id: string;
          readonly data: {
            /** Format: uuid */
            readonly monitorId: string;
            readonly region: string;
            /** @description Epoch milliseconds. */
            readonly slotMs: number;
            readonly attempt: number;
            /** @enum {string} */
            readonly phase: 'started' | 'dns' | 'tcp' | 'tls' | 'ttfb' | 'download' | 'done';
            readonly atMs: number;
            readonly durationMs?: number;
          };
        }
      | {
          /** @constant */
          readonly type: 'observation';
          readonly id: string;
          readonly data: {
            /** Format: uuid */
            readonly id: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            readonly timestamp: string;
            readonly region: string;
            readonly responseTimeMs: number | null;
            readonly passed: boolean;
            readonly failureReason: string | null;
            readonly severityHint: string | null;
            readonly details: {
              readonly statusCode: number | null;
              readonly responseHeaders: {
                readonly [key: string]: readonly string[];
              } | null;
              readonly responseBodySnapshot: string | null;
              readonly assertionResults:
                | readonly {
                    readonly type: string;
                    readonly passed: boolean;
                    /** @enum {string} */
                    readonly severity: 'fail' | 'warn';
                    readonly message: string | null;
                    readonly expected: string | null;
                    readonly actual: string | null;
                  }[]
                | null;
              readonly tlsInfo: {
                readonly subjectCn: string | null;
                readonly subjectSan: readonly string[] | null;
                readonly issuerCn: string | null;
                readonly issuerOrg: string | null;
                readonly notBefore: string | null;
                readonly notAfter: string | null;
                readonly serialNumber: string | null;
                readonly tlsVersion: string | null;
                readonly cipherSuite: string | null;
                readonly chainValid: boolean | null;
                readonly fingerprintSha256: string;
                readonly daysLeft: number;
                readonly chainNotAfter: string;
                readonly unverifiedReason: {
                  readonly class: string;
                  readonly code: string;
                  readonly message: string;
                  readonly phase: string | null;
                } | null;
              } | null;
              readonly redirectCount: number | null;
              readonly redirectTarget: string | null;
              readonly responseSizeBytes: number | null;
              readonly checkDetails: components['schemas']['CheckTypeDetailsDto'] | null;
              readonly phases: {
                readonly dnsMs?: number | null;
                readonly tcpMs?: number | null;
                readonly tlsMs?: number | null;
                readonly ttfbMs?: number | null;
                readonly downloadMs?: number | null;
                readonly totalMs: number;
              };
              readonly remoteAddress: string | null;
              readonly httpVersion: string | null;
              readonly health: {
                /** @description Null where the answer could not be read. */
                readonly dialect: string | null;
                /** @enum {string} */
                readonly verdict: 'up' | 'degraded' | 'down';
                readonly dependencies: readonly {
                  readonly name: string;
                  /** @enum {string} */
                  readonly status: 'up' | 'degraded' | 'down';
                  readonly latencyMs: number | null;
                  readonly message: string | null;
                  /** @description The monitor names the dependencies that matter, and this is none. */
                  readonly isIgnored: boolean;
                }[];
                /** @description Named by the monitor, and not in the answer. */
                readonly missing: readonly string[];
              } | null;
              readonly redirects:
                | readonly {
                    readonly url: string;
                    readonly statusCode: number;
                    readonly phases: {
                      readonly dnsMs?: number | null;
                      readonly tcpMs?: number | null;
                      readonly tlsMs?: number | null;
                      readonly ttfbMs?: number | null;
                      readonly downloadMs?: number | null;
                      readonly totalMs: number;
                    };
                  }[]
                | null;
              readonly attempts:
                | readonly {
                    /**
                     * Format: date-time
                     * @example 2026-01-31T12:00:00.000Z
                     */
                    readonly startedAt: string;
                    readonly statusCode: number | null;
                    readonly remoteAddress: string | null;
                    readonly phases: {
                      readonly dnsMs?: number | null;
                      readonly tcpMs?: number | null;
                      readonly tlsMs?: number | null;
                      readonly ttfbMs?: number | null;
                      readonly downloadMs?: number | null;
                      readonly totalMs: number;
                    };
                    readonly failure: {
                      readonly class: string;
                      readonly code: string;
                      readonly message: string;
                      readonly phase: string | null;
                    } | null;
                  }[]
                | null;
            } | null;
            readonly checkId: string | null;
            /** @enum {string} */
            readonly outcome: 'up' | 'degraded' | 'down' | 'unknown';
            /** @enum {string} */
            readonly kind: 'scheduled' | 'confirming' | 'manual';
            readonly failureCode: string | null;
            readonly latenessMs: number;
            readonly attemptCount: number;
            /** Format: uuid */
            readonly monitorId: string;
          };
        }
      | {
          /** @constant */
          readonly type: 'verdict';
          readonly id: string;
          readonly data: {
            /** @enum {string} */
            readonly verdict: 'unknown' | 'up' | 'degraded' | 'down';
            /** @enum {string} */
            readonly scope: 'global' | 'regional' | 'probe';
            /** @description The regions that the verdict is of, when it is regional. */
            readonly regions: readonly string[];
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            readonly since: string;
            readonly incidentId: string | null;
            readonly failure: {
              readonly class: string;
              readonly code: string;
              readonly message: string;
              readonly phase: string | null;
            } | null;
            /** @description Why it is degraded where nothing failed: what the assertion that warns said. */
            readonly warning: string | null;
            /** @description It comes and goes: its end is told when it has been well for a while. */
            readonly isFlapping: boolean;
            /** Format: uuid */
            readonly monitorId: string;
            readonly previous: {
              /** @enum {string} */
              readonly verdict: 'unknown' | 'up' | 'degraded' | 'down';
              /** @enum {string} */
              readonly scope: 'global' | 'regional' | 'probe';
              /** @description The regions that the verdict is of, when it is regional. */
              readonly regions: readonly string[];
              /**
               * Format: date-time
               * @example 2026-01-31T12:00:00.000Z
               */
              readonly since: string;
              readonly incidentId: string | null;
              readonly failure: {
                readonly class: string;
                readonly code: string;
                readonly message: string;
                readonly phase: string | null;
              } | null;
              /** @description Why it is degraded where nothing failed: what the assertion that warns said. */
              readonly warning: string | null;
              /** @description It comes and goes: its end is told when it has been well for a while. */
              readonly isFlapping: boolean;
            };
          };
        }
      | {
          /** @constant */
          readonly type: 'incident';
          readonly id: string;
          readonly data: {
            /** Format: uuid */
            readonly id: string;
            readonly monitorId: string | null;
            readonly organizationId: number;
            /** @enum {string} */
            readonly source: 'AUTOMATIC' | 'MANUAL' | 'MONITORS' | 'STATUS_DATA' | 'RESOURCE_GROUP';
            /** @enum {string} */
            readonly status: 'WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED';
            /** @enum {string} */
            readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
            readonly title: string | null;
            readonly triggeredByRule: string | null;
            readonly affectedRegions: readonly string[];
            readonly reopenCount: number;
            readonly createdByUserId: null;
            readonly serviceIncidentId: null;
            readonly serviceId: null;
            readonly externalRef: null;
            readonly affectedComponents: null;
            readonly shortlink: string | null;
            readonly resolutionReason: ('MANUAL' | 'AUTO_RECOVERED' | 'AUTO_RESOLVED') | null;
            readonly startedAt: string | null;
            readonly confirmedAt: string | null;
            readonly resolvedAt: string | null;
            readonly cooldownUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            readonly createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            readonly updatedAt: string;
            readonly serviceName: null;
            readonly serviceSlug: null;
            readonly resourceGroupId: string | null;
            readonly resourceGroupName: string | null;
            readonly triggeringCheckId: string | null;
            readonly triggeredByRuleIndex: number | null;
            readonly failure: {
              readonly class: string;
              readonly code: string;
              readonly message: string;
              readonly phase: string | null;
            } | null;
            readonly triggeredByRuleSaid: components['schemas']['SaidDto'] | null;
            /** @description Why it is degraded where nothing failed: what the assertion that warns said. */
            readonly warning: string | null;
            readonly isFlapping: boolean;
            readonly acknowledgedAt: string | null;
            readonly acknowledgedBy: string | null;
            /** @description Set where it was taken on for a while only; nobody has it any more once that is past. */
            readonly snoozedUntil: string | null;
          };
        }
      | {
          /** @constant */
          readonly type: 'delivery';
          readonly id: string;
          readonly data: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly incidentId: string;
            readonly dispatchId: string | null;
            /** Format: uuid */
            readonly channelId: string;
            /** @enum {string} */
            readonly status: 'PENDING' | 'DELIVERED' | 'RETRY_PENDING' | 'FAILED' | 'CANCELLED';
            /** @enum {string} */
            readonly eventType: 'INCIDENT_CREATED' | 'INCIDENT_RESOLVED' | 'INCIDENT_REOPENED' | 'NOTICE';
            readonly stepNumber: number;
            readonly fireCount: number;
            readonly attemptCount: number;
            readonly lastAttemptAt: string | null;
            readonly nextRetryAt: string | null;
            readonly deliveredAt: string | null;
            readonly errorMessage: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            readonly createdAt: string;
            readonly key: string;
            readonly headline: string;
            /** @description The message that told many, this one among them: part 0 was told alone before it. */
            readonly digest: {
              /** Format: uuid */
              readonly id: string;
              readonly part: number;
            } | null;
            /** Format: uuid */
            readonly monitorId: string | null;
          };
        }
      | {
          /** @constant */
          readonly type: 'change';
          readonly id: string;
          readonly data: {
            /** @description The id of the API key or of the member; null where it was neither. */
            readonly actorId: number | null;
            readonly action: string;
            readonly resourceType: string;
            readonly resourceId: string;
            readonly resourceName: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            readonly createdAt: string;
            /** @description The name of the member or API key, as it was then, `config file` or `system`. */
            readonly actor: string;
          };
        };
    /** @description What an alert channel of the type `webhook` posts, by its type. */
    readonly WebhookAlert:
      | {
          /** @constant */
          readonly type: 'incident.created';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            readonly headline: string;
            readonly incident: {
              readonly id: string;
              /** @enum {string} */
              readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
              /** Format: date-time */
              readonly startedAt: string;
              /** Format: date-time */
              readonly resolvedAt: string | null;
              readonly durationSeconds: number | null;
              readonly url: string | null;
            };
            readonly monitor: {
              readonly id: string;
              readonly name: string;
              readonly target: string;
            };
            readonly failure: {
              readonly class: string;
              readonly code: string;
              readonly message: string;
            } | null;
            readonly statusCode: number | null;
            readonly regions: readonly string[];
            readonly notes: readonly string[];
            readonly repeats: number;
            readonly actions: readonly {
              readonly label: string;
              readonly url: string;
            }[];
          };
        }
      | {
          /** @constant */
          readonly type: 'incident.resolved';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            readonly headline: string;
            readonly incident: {
              readonly id: string;
              /** @enum {string} */
              readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
              /** Format: date-time */
              readonly startedAt: string;
              /** Format: date-time */
              readonly resolvedAt: string | null;
              readonly durationSeconds: number | null;
              readonly url: string | null;
            };
            readonly monitor: {
              readonly id: string;
              readonly name: string;
              readonly target: string;
            };
            readonly failure: {
              readonly class: string;
              readonly code: string;
              readonly message: string;
            } | null;
            readonly statusCode: number | null;
            readonly regions: readonly string[];
            readonly notes: readonly string[];
            readonly repeats: number;
            readonly actions: readonly {
              readonly label: string;
              readonly url: string;
            }[];
          };
        }
      | {
          /** @constant */
          readonly type: 'incident.reopened';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            readonly headline: string;
            readonly incident: {
              readonly id: string;
              /** @enum {string} */
              readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
              /** Format: date-time */
              readonly startedAt: string;
              /** Format: date-time */
              readonly resolvedAt: string | null;
              readonly durationSeconds: number | null;
              readonly url: string | null;
            };
            readonly monitor: {
              readonly id: string;
              readonly name: string;
              readonly target: string;
            };
            readonly failure: {
              readonly class: string;
              readonly code: string;
              readonly message: string;
            } | null;
            readonly statusCode: number | null;
            readonly regions: readonly string[];
            readonly notes: readonly string[];
            readonly repeats: number;
            readonly actions: readonly {
              readonly label: string;
              readonly url: string;
            }[];
          };
        }
      | {
          /** @constant */
          readonly type: 'notice';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            readonly headline: string;
            readonly incident: {
              readonly id: string;
              /** @enum {string} */
              readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
              /** Format: date-time */
              readonly startedAt: string;
              /** Format: date-time */
              readonly resolvedAt: string | null;
              readonly durationSeconds: number | null;
              readonly url: string | null;
            };
            readonly monitor: {
              readonly id: string;
              readonly name: string;
              readonly target: string;
            };
            readonly failure: {
              readonly class: string;
              readonly code: string;
              readonly message: string;
            } | null;
            readonly statusCode: number | null;
            readonly regions: readonly string[];
            readonly notes: readonly string[];
            readonly repeats: number;
            readonly actions: readonly {
              readonly label: string;
              readonly url: string;
            }[];
          };
        }
      | {
          /** @constant */
          readonly type: 'test';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            readonly headline: string;
            readonly incident: {
              readonly id: string;
              /** @enum {string} */
              readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
              /** Format: date-time */
              readonly startedAt: string;
              /** Format: date-time */
              readonly resolvedAt: string | null;
              readonly durationSeconds: number | null;
              readonly url: string | null;
            };
            readonly monitor: {
              readonly id: string;
              readonly name: string;
              readonly target: string;
            };
            readonly failure: {
              readonly class: string;
              readonly code: string;
              readonly message: string;
            } | null;
            readonly statusCode: number | null;
            readonly regions: readonly string[];
            readonly notes: readonly string[];
            readonly repeats: number;
            readonly actions: readonly {
              readonly label: string;
              readonly url: string;
            }[];
          };
        };
    /** @description What a webhook posts, by its type. */
    readonly WebhookEvent:
      | {
          /** @constant */
          readonly type: 'monitor.created';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            /** Format: uuid */
            readonly monitorId: string;
            readonly name: string | null;
            readonly action: string;
            readonly actor: string;
          };
        }
      | {
          /** @constant */
          readonly type: 'monitor.updated';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            /** Format: uuid */
            readonly monitorId: string;
            readonly name: string | null;
            readonly action: string;
            readonly actor: string;
          };
        }
      | {
          /** @constant */
          readonly type: 'monitor.deleted';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            /** Format: uuid */
            readonly monitorId: string;
            readonly name: string | null;
            readonly action: string;
            readonly actor: string;
          };
        }
      | {
          /** @constant */
          readonly type: 'incident.created';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            /** Format: uuid */
            readonly incidentId: string;
            /** Format: uuid */
            readonly monitorId: string | null;
            /** Format: uuid */
            readonly resourceGroupId: string | null;
            readonly title: string;
            /** @enum {string} */
            readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
            /** @enum {string} */
            readonly status: 'WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED';
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly resolvedAt: string | null;
          };
        }
      | {
          /** @constant */
          readonly type: 'incident.resolved';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            /** Format: uuid */
            readonly incidentId: string;
            /** Format: uuid */
            readonly monitorId: string | null;
            /** Format: uuid */
            readonly resourceGroupId: string | null;
            readonly title: string;
            /** @enum {string} */
            readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
            /** @enum {string} */
            readonly status: 'WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED';
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly resolvedAt: string | null;
          };
        }
      | {
          /** @constant */
          readonly type: 'incident.reopened';
          /** Format: date-time */
          readonly timestamp: string;
          readonly data: {
            /** Format: uuid */
            readonly incidentId: string;
            /** Format: uuid */
            readonly monitorId: string | null;
            /** Format: uuid */
            readonly resourceGroupId: string | null;
            readonly title: string;
            /** @enum {string} */
            readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
            /** @enum {string} */
            readonly status: 'WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED';
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly resolvedAt: string | null;
          };
        };
    readonly GetHealthAnswer: {
      /** @constant */
      readonly status: 'ok';
    };
    readonly PingHeartbeatQuery: {
      readonly rid?: string;
    };
    readonly ReportHeartbeatQuery: {
      readonly rid?: string;
    };
    readonly PingHeartbeatAsQuery: {
      readonly rid?: string;
    };
    readonly ReportHeartbeatAsQuery: {
      readonly rid?: string;
    };
    readonly ListMonitorsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "name,asc"
       *     ]
       */
      readonly sort?: readonly string[];
      readonly enabled?: boolean;
      /** @enum {string} */
      readonly status?: 'up' | 'degraded' | 'down' | 'paused' | 'unknown';
      readonly type?: string;
      /** @enum {string} */
      readonly managedBy?: 'DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API';
      /** @description Names of tags, separated by commas: any of them. */
      readonly tags?: string;
      readonly tag?: string;
      readonly search?: string;
      /** Format: uuid */
      readonly environmentId?: string;
    };
    readonly BulkMonitorActionAnswer: {
      readonly succeeded: readonly string[];
      readonly failed: readonly {
        /** Format: uuid */
        readonly monitorId: string;
        readonly reason: string;
      }[];
    };
    readonly RemoveMonitorTagsRequest: {
      readonly tagIds: readonly string[];
    };
    readonly SetMonitorAlertChannelsRequest: {
      readonly channelIds: readonly string[];
    };
    /** Format: uuid */
    readonly SetMonitorAlertChannelsAnswer: string;
    readonly SetMonitorPolicyRequest: {
      readonly triggerRules: readonly {
        /** @enum {string} */
        readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
        readonly count?: number | null;
        readonly windowMinutes?: number | null;
        readonly scope?: ('per_region' | 'any_region') | null;
        readonly thresholdMs?: number | null;
        /** @enum {string} */
        readonly severity: 'down' | 'degraded';
        readonly aggregationType?: ('all_exceed' | 'average' | 'p95' | 'max') | null;
        /** @description For response_time per region: slower than so many times what is usual, the median of the hourly medians of `windowDays` (7). `thresholdMs` is then the least that counts, 100 by default. */
        readonly baseline?: {
          readonly factor: number;
          readonly windowDays?: number | null;
        } | null;
      }[];
      readonly confirmation: {
        /** @constant */
        readonly type: 'multi_region';
        readonly minRegionsFailing: number;
        readonly maxWaitSeconds: number;
      };
      readonly recovery: {
        readonly consecutiveSuccesses: number;
        readonly minRegionsPassing: number;
        readonly cooldownMinutes: number;
      };
      readonly flapping?: {
        readonly changesMax: number;
        readonly windowMinutes: number;
      } | null;
    };
    readonly ListMonitorVersionsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "version,asc"
       *     ]
       */
      readonly sort?: readonly string[];
    };
    readonly ListMonitorSignalsQuery: {
      readonly cursor?: number;
      /** @default 50 */
      readonly limit?: number;
    };
    readonly ListMonitorResultsQuery: {
      /** Format: date-time */
      readonly from?: string;
      /** Format: date-time */
      readonly to?: string;
      readonly cursor?: string;
      /** @default 50 */
      readonly limit?: number;
      readonly region?: string;
      readonly passed?: boolean;
    };
    readonly GetMonitorResultSummaryQuery: {
      /** @enum {string} */
      readonly chartWindow?: '24h' | '7d' | '30d' | '90d';
      /** Format: date-time */
      readonly from?: string;
      /** Format: date-time */
      readonly to?: string;
      /** @description Only what was seen from there. Default: from everywhere. */
      readonly region?: string;
    };
    readonly GetMonitorUptimeQuery: {
      /** @enum {string} */
      readonly window?: '24h' | '7d' | '30d' | '90d';
      /** Format: date-time */
      readonly from?: string;
      /** Format: date-time */
      readonly to?: string;
    };
    readonly ListIncidentsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "startedAt,asc"
       *     ]
       */
      readonly sort?: readonly string[];
      /** @enum {string} */
      readonly status?: 'WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED';
      /** @enum {string} */
      readonly severity?: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
      /** @enum {string} */
      readonly source?: 'AUTOMATIC' | 'MANUAL' | 'MONITORS' | 'STATUS_DATA' | 'RESOURCE_GROUP';
      /** Format: uuid */
      readonly monitorId?: string;
      /** Format: uuid */
      readonly serviceId?: string;
      /** Format: uuid */
      readonly resourceGroupId?: string;
      /** Format: uuid */
      readonly tagId?: string;
      /** Format: uuid */
      readonly environmentId?: string;
      /** Format: date-time */
      readonly startedFrom?: string;
      /** Format: date-time */
      readonly startedTo?: string;
    };
    readonly ListMonitorRuleEvaluationsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "occurredAt,asc"
       *     ]
       */
      readonly sort?: readonly string[];
      /** @enum {string} */
      readonly ruleType?: 'consecutive_failures' | 'failures_in_window' | 'response_time' | 'warnings' | 'recovery';
      readonly region?: string;
      readonly onlyMatched?: boolean;
      /** Format: date-time */
      readonly from?: string;
      /** Format: date-time */
      readonly to?: string;
    };
    readonly ListMonitorTransitionsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "occurredAt,asc"
       *     ]
       */
      readonly sort?: readonly string[];
      /** Format: date-time */
      readonly from?: string;
      /** Format: date-time */
      readonly to?: string;
    };
    readonly GetIncidentTimelineQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 200 */
      readonly size?: number;
    };
    readonly ListAlertChannelsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "name,asc"
       *     ]
       */
      readonly sort?: readonly string[];
      readonly type?: string;
      /** @enum {string} */
      readonly managedBy?: 'DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API';
      readonly search?: string;
    };
    /**
     * @example {
     *       "name": "on call",
     *       "config": {
     *         "channelType": "slack",
     *         "webhookUrl": "https://hooks.slack.com/services/…"
     *       }
     *     }
     */
    readonly CreateAlertChannelRequest: {
      readonly name: string;
      readonly config:
        | {
            /** @constant */
            readonly channelType: 'apprise';
            readonly apiUrl: string;
            readonly configKey?: string | null;
            readonly tags?: string | null;
            readonly urls?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'datadog';
            readonly apiKey: string;
            readonly site?: string | null;
            readonly tags?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'discord';
            readonly webhookUrl: string;
            readonly mentionRoleId?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'email';
            readonly recipients: readonly string[];
            readonly smtp?: {
              readonly host: string;
              readonly port: number;
              /** @enum {string} */
              readonly security: 'tls' | 'starttls' | 'opportunistic' | 'none';
              readonly user?: string;
              readonly password?: string;
              readonly from: string;
            } | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'gitlab';
            readonly endpointUrl: string;
            readonly authorizationKey: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'google_chat';
            readonly webhookUrl: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'gotify';
            readonly serverUrl: string;
            readonly appToken: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'incident_io';
            readonly apiKey: string;
            readonly severityId?: string | null;
            readonly visibility?: ('public' | 'private') | null;
            readonly alertSourceConfigId?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'jira';
            readonly domain: string;
            /** Format: email */
            readonly email: string;
            readonly apiToken: string;
            readonly projectKey: string;
            readonly issueType?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'linear';
            readonly apiKey: string;
            readonly teamId: string;
            readonly labelId?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'matrix';
            readonly homeserverUrl: string;
            readonly accessToken: string;
            readonly roomId: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'mattermost';
            readonly webhookUrl: string;
            readonly channel?: string | null;
            readonly iconUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'ntfy';
            readonly serverUrl?: string | null;
            readonly topic: string;
            readonly token?: string | null;
            readonly user?: string | null;
            readonly password?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'opsgenie';
            readonly apiKey: string;
            readonly region?: ('us' | 'eu') | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'pagerduty';
            readonly routingKey: string;
            readonly severityOverride?: ('critical' | 'error' | 'warning' | 'info') | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'pushbullet';
            readonly accessToken: string;
            readonly deviceIden?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'pushover';
            readonly userKey: string;
            readonly appToken: string;
            readonly priority?:
              | ('0' | '1' | '2' | '-2' | '-1' | 'lowest' | 'low' | 'normal' | 'high' | 'emergency')
              | null;
            readonly sound?: string | null;
            readonly retrySeconds?: number | null;
            readonly expireSeconds?: number | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'rootly';
            readonly apiKey: string;
            readonly severity?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'slack';
            readonly webhookUrl: string;
            readonly mentionText?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'splunk_oncall';
            readonly apiKey: string;
            readonly routingKey: string;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'teams';
            readonly webhookUrl: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'telegram';
            readonly botToken: string;
            readonly chatId: string;
            readonly messageThreadId?: number | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'twilio';
            readonly accountSid: string;
            readonly authToken: string;
            readonly from: string;
            readonly to: readonly string[];
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'webhook';
            readonly url: string;
            readonly signingSecret?: string | null;
            readonly customHeaders?: {
              readonly [key: string]: string | null;
            } | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'zapier';
            readonly webhookUrl: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          };
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    readonly TestAlertChannelConfigRequest: {
      readonly config:
        | {
            /** @constant */
            readonly channelType: 'apprise';
            readonly apiUrl: string;
            readonly configKey?: string | null;
            readonly tags?: string | null;
            readonly urls?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'datadog';
            readonly apiKey: string;
            readonly site?: string | null;
            readonly tags?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'discord';
            readonly webhookUrl: string;
            readonly mentionRoleId?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'email';
            readonly recipients: readonly string[];
            readonly smtp?: {
              readonly host: string;
              readonly port: number;
              /** @enum {string} */
              readonly security: 'tls' | 'starttls' | 'opportunistic' | 'none';
              readonly user?: string;
              readonly password?: string;
              readonly from: string;
            } | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'gitlab';
            readonly endpointUrl: string;
            readonly authorizationKey: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'google_chat';
            readonly webhookUrl: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'gotify';
            readonly serverUrl: string;
            readonly appToken: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'incident_io';
            readonly apiKey: string;
            readonly severityId?: string | null;
            readonly visibility?: ('public' | 'private') | null;
            readonly alertSourceConfigId?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'jira';
            readonly domain: string;
            /** Format: email */
            readonly email: string;
            readonly apiToken: string;
            readonly projectKey: string;
            readonly issueType?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'linear';
            readonly apiKey: string;
            readonly teamId: string;
            readonly labelId?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'matrix';
            readonly homeserverUrl: string;
            readonly accessToken: string;
            readonly roomId: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'mattermost';
            readonly webhookUrl: string;
            readonly channel?: string | null;
            readonly iconUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'ntfy';
            readonly serverUrl?: string | null;
            readonly topic: string;
            readonly token?: string | null;
            readonly user?: string | null;
            readonly password?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'opsgenie';
            readonly apiKey: string;
            readonly region?: ('us' | 'eu') | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'pagerduty';
            readonly routingKey: string;
            readonly severityOverride?: ('critical' | 'error' | 'warning' | 'info') | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'pushbullet';
            readonly accessToken: string;
            readonly deviceIden?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'pushover';
            readonly userKey: string;
            readonly appToken: string;
            readonly priority?:
              | ('0' | '1' | '2' | '-2' | '-1' | 'lowest' | 'low' | 'normal' | 'high' | 'emergency')
              | null;
            readonly sound?: string | null;
            readonly retrySeconds?: number | null;
            readonly expireSeconds?: number | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'rootly';
            readonly apiKey: string;
            readonly severity?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'slack';
            readonly webhookUrl: string;
            readonly mentionText?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'splunk_oncall';
            readonly apiKey: string;
            readonly routingKey: string;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'teams';
            readonly webhookUrl: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'telegram';
            readonly botToken: string;
            readonly chatId: string;
            readonly messageThreadId?: number | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'twilio';
            readonly accountSid: string;
            readonly authToken: string;
            readonly from: string;
            readonly to: readonly string[];
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'webhook';
            readonly url: string;
            readonly signingSecret?: string | null;
            readonly customHeaders?: {
              readonly [key: string]: string | null;
            } | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'zapier';
            readonly webhookUrl: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          };
    };
    readonly TestAlertChannelConfigAnswer: {
      readonly success: boolean;
      readonly message: string;
    };
    /**
     * @example {
     *       "name": "on call",
     *       "config": {
     *         "channelType": "slack",
     *         "webhookUrl": "https://hooks.slack.com/services/…"
     *       }
     *     }
     */
    readonly UpdateAlertChannelRequest: {
      readonly name: string;
      readonly config:
        | {
            /** @constant */
            readonly channelType: 'apprise';
            readonly apiUrl: string;
            readonly configKey?: string | null;
            readonly tags?: string | null;
            readonly urls?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'datadog';
            readonly apiKey: string;
            readonly site?: string | null;
            readonly tags?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'discord';
            readonly webhookUrl: string;
            readonly mentionRoleId?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'email';
            readonly recipients: readonly string[];
            readonly smtp?: {
              readonly host: string;
              readonly port: number;
              /** @enum {string} */
              readonly security: 'tls' | 'starttls' | 'opportunistic' | 'none';
              readonly user?: string;
              readonly password?: string;
              readonly from: string;
            } | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'gitlab';
            readonly endpointUrl: string;
            readonly authorizationKey: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'google_chat';
            readonly webhookUrl: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'gotify';
            readonly serverUrl: string;
            readonly appToken: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'incident_io';
            readonly apiKey: string;
            readonly severityId?: string | null;
            readonly visibility?: ('public' | 'private') | null;
            readonly alertSourceConfigId?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'jira';
            readonly domain: string;
            /** Format: email */
            readonly email: string;
            readonly apiToken: string;
            readonly projectKey: string;
            readonly issueType?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'linear';
            readonly apiKey: string;
            readonly teamId: string;
            readonly labelId?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'matrix';
            readonly homeserverUrl: string;
            readonly accessToken: string;
            readonly roomId: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'mattermost';
            readonly webhookUrl: string;
            readonly channel?: string | null;
            readonly iconUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'ntfy';
            readonly serverUrl?: string | null;
            readonly topic: string;
            readonly token?: string | null;
            readonly user?: string | null;
            readonly password?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'opsgenie';
            readonly apiKey: string;
            readonly region?: ('us' | 'eu') | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'pagerduty';
            readonly routingKey: string;
            readonly severityOverride?: ('critical' | 'error' | 'warning' | 'info') | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'pushbullet';
            readonly accessToken: string;
            readonly deviceIden?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'pushover';
            readonly userKey: string;
            readonly appToken: string;
            readonly priority?:
              | ('0' | '1' | '2' | '-2' | '-1' | 'lowest' | 'low' | 'normal' | 'high' | 'emergency')
              | null;
            readonly sound?: string | null;
            readonly retrySeconds?: number | null;
            readonly expireSeconds?: number | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'rootly';
            readonly apiKey: string;
            readonly severity?: string | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'slack';
            readonly webhookUrl: string;
            readonly mentionText?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'splunk_oncall';
            readonly apiKey: string;
            readonly routingKey: string;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'teams';
            readonly webhookUrl: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'telegram';
            readonly botToken: string;
            readonly chatId: string;
            readonly messageThreadId?: number | null;
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'twilio';
            readonly accountSid: string;
            readonly authToken: string;
            readonly from: string;
            readonly to: readonly string[];
            readonly apiUrl?: string | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'webhook';
            readonly url: string;
            readonly signingSecret?: string | null;
            readonly customHeaders?: {
              readonly [key: string]: string | null;
            } | null;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          }
        | {
            /** @constant */
            readonly channelType: 'zapier';
            readonly webhookUrl: string;
            readonly template?: {
              readonly title?: string | null;
              readonly body?: string | null;
            } | null;
          };
      readonly managedBy?: ('DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API') | null;
    };
    readonly DeleteAlertChannelAnswer: {
      readonly affectedPolicies: number;
      readonly disabledPolicies: number;
    };
    readonly ListAlertChannelDeliveriesQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
    };
    readonly TestAlertChannelAnswer: {
      readonly success: boolean;
      readonly message: string;
    };
    readonly ListNotificationPolicyDispatchesQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
    };
    readonly TestNotificationPolicyAnswer: {
      readonly matched: boolean;
      readonly matchedRules: readonly string[];
      readonly unmatchedRules: readonly string[];
    };
    readonly PreviewNotificationsAnswer: {
      /** Format: uuid */
      readonly monitorId: string;
      /** @enum {string} */
      readonly severity: 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      readonly at: string;
      readonly directChannels: readonly {
        /** Format: uuid */
        readonly id: string;
        readonly name: string;
        readonly channelType: string;
      }[];
      readonly policies: readonly {
        /** Format: uuid */
        readonly policyId: string;
        readonly policyName: string;
        readonly priority: number;
        readonly steps: readonly {
          readonly stepNumber: number;
          /**
           * Format: date-time
           * @example 2026-01-31T12:00:00.000Z
           */
          readonly at: string;
          readonly waitsForQuietHours: boolean;
          readonly repeatIntervalSeconds: number | null;
          readonly channels: readonly {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            readonly channelType: string;
          }[];
        }[];
      }[];
    };
    readonly ListNotificationDispatchesQuery: {
      /** Format: uuid */
      readonly incident_id: string;
    };
    readonly ListMaintenanceWindowsQuery: {
      /**
       * Format: uuid
       * @description Windows on this monitor, by whatever says so.
       */
      readonly monitorId?: string;
      /** @description One of active, upcoming, past. */
      readonly filter?: string;
    };
    readonly ListMaintenanceOccurrencesQuery: {
      /** Format: date-time */
      readonly from: string;
      /** Format: date-time */
      readonly to: string;
      /**
       * Format: uuid
       * @description Of windows on this monitor, by whatever says so.
       */
      readonly monitorId?: string;
    };
    readonly ListResourceGroupsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
    };
    readonly GetResourceGroupQuery: {
      /** @description Fill in what the last 24 hours of each member were. */
      readonly includeMetrics?: boolean;
    };
    readonly ListWebhooksQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "createdAt,asc"
       *     ]
       */
      readonly sort?: readonly string[];
    };
    readonly ListWebhookDeliveriesQuery: {
      /** @default 20 */
      readonly limit?: number;
    };
    readonly RotateWebhookSigningSecretAnswer: string;
    readonly ListAuditLogQuery: {
      /** @example monitor.created */
      readonly action?: string;
      /** @description The id of an API key, or of a member. */
      readonly actorId?: number;
      /** @enum {string} */
      readonly actorType?: 'key' | 'member';
      /** @example monitor */
      readonly resourceType?: string;
      /** Format: date-time */
      readonly from?: string;
      /** Format: date-time */
      readonly to?: string;
      /** @default 0 */
      readonly page?: number;
      /** @default 50 */
      readonly size?: number;
    };
    readonly ListEnvironmentsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 200 */
      readonly size?: number;
      /**
       * @example [
       *       "name,asc"
       *     ]
       */
      readonly sort?: readonly string[];
    };
    readonly ListSecretsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 200 */
      readonly size?: number;
      /**
       * @example [
       *       "key,asc"
       *     ]
       */
      readonly sort?: readonly string[];
    };
    readonly ListNotificationsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      readonly unreadOnly?: boolean;
    };
    readonly CountUnreadNotificationsAnswer: number;
    readonly ListWorkspacesQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
    };
    readonly ListMembersQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "createdAt,asc"
       *     ]
       */
      readonly sort?: readonly string[];
    };
    readonly ListStatusPagesQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
    };
    readonly GetStatusPageComponentUptimeQuery: {
      /** @default 90 */
      readonly days?: number;
    };
    readonly ListStatusPageIncidentsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "startedAt,asc"
       *     ]
       */
      readonly sort?: readonly string[];
      readonly status?: readonly ('INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED')[];
    };
    readonly ListStatusPageSubscribersQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "createdAt,asc"
       *     ]
       */
      readonly sort?: readonly string[];
    };
    readonly ListTagsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @example [
       *       "name,asc"
       *     ]
       */
      readonly sort?: readonly string[];
    };
    readonly StreamEventsQuery: {
      /**
       * Format: uuid
       * @description Only what is of this monitor.
       */
      readonly monitorId?: string;
      /**
       * @description Only these, separated by commas.
       * @example phase,observation,verdict,incident,delivery,change
       */
      readonly types?: string;
    };
    readonly ListImportsQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
    };
    readonly RememberImportsAnswer: {
      readonly remembered: number;
    };
    readonly GetMonitorDependencyHistoryQuery: {
      /**
       * @description The dependency, as the list names it.
       * @example database
       */
      readonly name: string;
      /** @enum {string} */
      readonly window?: '24h' | '7d' | '30d' | '90d';
      /** Format: date-time */
      readonly from?: string;
      /** Format: date-time */
      readonly to?: string;
    };
    readonly ListDependenciesQuery: {
      /** @default 0 */
      readonly page?: number;
      /** @default 20 */
      readonly size?: number;
      /**
       * @description Those alone that some monitor reports so.
       * @enum {string}
       */
      readonly status?: 'up' | 'degraded' | 'down' | 'missing';
    };
    readonly ListLastDaysQuery: {
      /**
       * @description Ids of monitors, separated by commas: at most 100.
       * @example 019b0000-0000-7000-8000-000000000000
       */
      readonly monitorIds: string;
    };
    readonly ExportConfigurationQuery: {
      /**
       * @description Only what files of this project brought. Default: everything.
       * @example shop
       */
      readonly project?: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
