/** A file of the contract that says everything such a file can say. */
export const CONTRACT_SECRETS = [
  'tok-of-contract',
  'pass-of-contract',
  'hook-of-contract',
  'key-of-contract',
  'var-of-contract',
];

export const CONTRACT_FILE = `
version: "1"
defaults:
  monitors: { frequencySeconds: 86400, alertChannels: [ops] }
tags: [{ name: prod, color: "#059669" }]
environments:
  - { name: Production, slug: prod, isDefault: true, variables: { HOST: "127.0.0.1:9", GREETING: hello, API_KEY: var-of-contract } }
  - { name: Staging, slug: staging, variables: { HOST: "127.0.0.1:10" } }
secrets:
  - { key: api, value: "tok-of-contract" }
  - { key: login, value: "ann:pass-of-contract" }
alertChannels:
  - { name: ops, config: { channelType: slack, webhookUrl: "https://hooks.slack.example/hook-of-contract" } }
monitors:
  - name: shop
    type: HTTP
    config: { url: "http://{{variables.HOST}}/", method: GET, customHeaders: { X-Api-Key: key-of-contract, X-Auth-Token: "{{secrets.api}}" } }
    regions: [us-east]
    environment: staging
    tags: [prod]
    auth: { type: bearer, secret: api }
    assertions: [{ config: { type: status_code, expected: "2xx", operator: equals } }]
    incidentPolicy:
      triggerRules:
        - { type: consecutive_failures, count: 3, scope: per_region, severity: down, windowMinutes: 5, thresholdMs: 100, aggregationType: p95 }
        - { type: response_time, count: 3, scope: per_region, severity: degraded, thresholdMs: 2000, aggregationType: average }
      confirmation: { type: multi_region }
      recovery: { consecutiveSuccesses: 4 }
  - name: till
    type: HTTP
    config: { url: "http://127.0.0.1:9/till", method: GET }
    environment: null
    auth: { type: basic, secret: login }
  - name: desk
    type: HTTP
    config: { url: "http://127.0.0.1:9/desk", method: GET }
    auth: { type: api_key, headerName: X-Desk, secret: api }
  - { name: job, type: HEARTBEAT, config: { expectedInterval: 3600, gracePeriod: 60 }, frequencySeconds: 3600 }
notificationPolicies:
  - name: on call
    enabled: true
    priority: 3
    matchRules:
      - { type: monitor_id_in, monitorNames: [shop] }
      - { type: severity_gte, value: DOWN, regions: [us-east] }
    escalation: { steps: [{ channels: [ops], delayMinutes: 5, requireAck: true }], onResolve: notify, onReopen: resume }
  - name: their groups
    matchRules: [{ type: resource_group_id_in, values: [0199aa00-0000-7000-8000-000000000003] }]
    escalation: { steps: [{ channels: [ops] }] }
resourceGroups:
  - name: edge
    description: what stands outside
    monitors: [shop, desk]
    alertPolicy: on call
    defaultAlertChannels: [ops]
    defaultFrequency: 60
    defaultRegions: [us-east]
    defaultRetryStrategy: { type: fixed, maxRetries: 2, interval: 0 }
    defaultEnvironment: prod
    healthThresholdType: COUNT
    healthThresholdValue: 1
    suppressMemberAlerts: true
    confirmationDelaySeconds: 60
    recoveryCooldownMinutes: 5
    services: [aws]
dependencies: [{ service: aws, alertSensitivity: ALL, component: s3 }]
webhooks:
  - url: "https://hooks.example/events?of=all"
    subscribedEvents: [incident.created, incident.resolved, service.status_changed]
    description: everything
    enabled: false
  - { url: "https://hooks.example/events?of=all", subscribedEvents: [incident.created] }
  - { url: "https://hooks.example/services", subscribedEvents: [service.incident_created] }
statusPages:
  - name: Main
    slug: main
    description: how we are
    visibility: PUBLIC
    enabled: true
    incidentMode: REVIEW
    branding: { brandColor: "#059669", theme: dark, hidePoweredBy: true }
    componentGroups:
      - { name: Later, description: to come, defaultOpen: true }
      - { name: Inside, defaultOpen: false }
    components:
      - { name: Website, type: MONITOR, monitor: shop, startDate: "2026-01-31" }
      - { name: Desk, type: MONITOR, monitor: desk, group: Inside, showUptime: false }
      - { name: Phone, type: STATIC, description: call us, excludeFromOverall: true }
      - { name: Edge, type: GROUP, resourceGroup: edge, group: Inside }
      - { name: Cash, type: MONITOR, monitor: till, group: Nowhere }
moved: [{ from: monitors.old, to: monitors.shop }]
`;
