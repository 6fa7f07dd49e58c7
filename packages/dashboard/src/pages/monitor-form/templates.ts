/** Starting points: what people watch most, with what must hold of it. */
import type { PlainKey } from '../../language/catalogue.ts';
import type { AssertionDraft, MonitorDraft } from './monitor-draft.ts';

export interface Template {
  readonly id: string;
  readonly name: PlainKey;
  readonly hint: PlainKey;
  readonly draft: Pick<MonitorDraft, 'type' | 'config' | 'assertions' | 'frequencySeconds'>;
}

const assertion = (config: AssertionDraft['config'], severity: 'fail' | 'warn' = 'fail'): AssertionDraft => ({
  config,
  severity,
});
const STATUS = assertion({ type: 'status_code', expected: '2xx', operator: 'equals' });

export const TEMPLATES: readonly Template[] = [
  {
    id: 'website',
    name: 'monitorForm.templateWebsite',
    hint: 'monitorForm.templateWebsiteHint',
    draft: {
      type: 'HTTP',
      config: { url: 'https://', method: 'GET' },
      frequencySeconds: 60,
      assertions: [
        STATUS,
        assertion({ type: 'response_time', thresholdMs: 2000 }, 'warn'),
        assertion({ type: 'ssl_expiry', minDaysRemaining: 14 }, 'warn'),
      ],
    },
  },
  {
    id: 'json-api',
    name: 'monitorForm.templateApi',
    hint: 'monitorForm.templateApiHint',
    draft: {
      type: 'HTTP',
      config: { url: 'https://', method: 'GET', customHeaders: { accept: 'application/json' } },
      frequencySeconds: 60,
      assertions: [STATUS, assertion({ type: 'json_path', path: '$.status', operator: 'equals', expected: 'ok' })],
    },
  },
  {
    id: 'database-port',
    name: 'monitorForm.templatePort',
    hint: 'monitorForm.templatePortHint',
    draft: {
      type: 'TCP',
      config: { host: '', port: 5432 },
      frequencySeconds: 60,
      assertions: [
        assertion({ type: 'tcp_connects' }),
        assertion({ type: 'tcp_response_time_warn', warnMs: 500 }, 'warn'),
      ],
    },
  },
  {
    id: 'mail-server',
    name: 'monitorForm.templateMail',
    hint: 'monitorForm.templateMailHint',
    draft: {
      type: 'TCP',
      config: { host: '', port: 587, startTls: 'smtp' },
      frequencySeconds: 60,
      assertions: [
        assertion({ type: 'tcp_connects' }),
        assertion({ type: 'ssl_expiry', minDaysRemaining: 14 }, 'warn'),
      ],
    },
  },
  {
    id: 'certificate',
    name: 'monitorForm.templateCertificate',
    hint: 'monitorForm.templateCertificateHint',
    draft: {
      type: 'TLS',
      config: { host: '' },
      frequencySeconds: 3600,
      assertions: [assertion({ type: 'ssl_expiry', minDaysRemaining: 30 }, 'warn')],
    },
  },
  {
    id: 'nightly-job',
    name: 'monitorForm.templateJob',
    hint: 'monitorForm.templateJobHint',
    draft: {
      type: 'HEARTBEAT',
      config: { cron: '0 3 * * *', gracePeriod: 1800 },
      frequencySeconds: 60,
      assertions: [],
    },
  },
  {
    id: 'name',
    name: 'monitorForm.templateName',
    hint: 'monitorForm.templateNameHint',
    draft: {
      type: 'DNS',
      config: { hostname: '', recordTypes: ['A', 'AAAA'] },
      frequencySeconds: 300,
      assertions: [assertion({ type: 'dns_resolves' })],
    },
  },
  {
    id: 'mcp-server',
    name: 'monitorForm.templateMcp',
    hint: 'monitorForm.templateMcpHint',
    draft: {
      type: 'MCP_SERVER',
      config: { url: 'https://' },
      frequencySeconds: 300,
      assertions: [assertion({ type: 'mcp_connects' }), assertion({ type: 'mcp_min_tools', min: 1 })],
    },
  },
];
