/** What a configuration of the blackbox_exporter may say: a name that it does not know is a mistake, as it is there. */
import { z } from 'zod';
import { goDurationMs } from '../../foreign/index.ts';

const text = z.union([z.string(), z.number()]);
const flag = z.boolean();
const patterns = z.array(z.string());
const duration = text.refine((value) => (goDurationMs(String(value)) ?? 0) > 0, 'must be a duration such as 5s');
const family = { preferred_ip_protocol: z.enum(['ip4', 'ip6']).optional(), ip_protocol_fallback: flag.optional() };
const headers = z.record(z.string(), text);

const tls = z
  .strictObject({
    insecure_skip_verify: flag,
    ca: text,
    ca_file: text,
    cert: text,
    cert_file: text,
    key: text,
    key_file: text,
    server_name: text,
    min_version: text,
    max_version: text,
  })
  .partial();

const headerRule = z.strictObject({ header: text, regexp: text, allow_missing: flag.optional() });

const http = z
  .strictObject({
    valid_status_codes: z.array(z.int().min(100).max(599)),
    valid_http_versions: z.array(text),
    method: z.string(),
    headers,
    http_headers: z.record(
      z.string(),
      z.strictObject({ values: z.array(text), secrets: z.array(text), files: z.array(text) }).partial(),
    ),
    body_size_limit: text,
    compression: text,
    follow_redirects: flag,
    fail_if_ssl: flag,
    fail_if_not_ssl: flag,
    fail_if_body_json_matches_cel: text,
    fail_if_body_json_not_matches_cel: text,
    fail_if_body_matches_regexp: patterns,
    fail_if_body_not_matches_regexp: patterns,
    fail_if_header_matches: z.array(headerRule),
    fail_if_header_not_matches: z.array(headerRule),
    tls_config: tls,
    basic_auth: z.strictObject({ username: text, username_file: text, password: text, password_file: text }).partial(),
    authorization: z.strictObject({ type: text, credentials: text, credentials_file: text }).partial(),
    bearer_token: text,
    bearer_token_file: text,
    oauth2: z.looseObject({}),
    proxy_url: text,
    no_proxy: text,
    proxy_from_environment: flag,
    proxy_connect_header: z.record(z.string(), z.array(text)),
    skip_resolve_phase_with_proxy: flag,
    enable_http2: flag,
    enable_http3: flag,
    body: text,
    body_file: text,
  })
  .partial()
  .extend(family);

const tcpStep = z
  .strictObject({
    expect: text,
    expect_bytes: text,
    send: text,
    starttls: flag,
    labels: z.array(z.strictObject({ name: text, value: text })),
  })
  .partial();
const tcp = z
  .strictObject({ source_ip_address: text, query_response: z.array(tcpStep), tls: flag, tls_config: tls })
  .partial()
  .extend(family);

const records = z
  .strictObject({
    fail_if_matches_regexp: patterns,
    fail_if_all_match_regexp: patterns,
    fail_if_not_matches_regexp: patterns,
    fail_if_none_matches_regexp: patterns,
  })
  .partial();
const dns = z
  .strictObject({
    source_ip_address: text,
    transport_protocol: z.enum(['udp', 'tcp']),
    dns_over_tls: flag,
    tls_config: tls,
    query_name: text,
    query_type: text,
    query_class: text,
    recursion_desired: flag,
    valid_rcodes: z.array(z.string()),
    validate_answer_rrs: records,
    validate_authority_rrs: records,
    validate_additional_rrs: records,
  })
  .partial()
  .extend(family);

const icmp = z
  .strictObject({ source_ip_address: text, dont_fragment: flag, payload_size: z.int(), ttl: z.int() })
  .partial()
  .extend(family);

/** Probers that Upwatch has no check for: what they say is not read. */
const other = z.looseObject({}).nullish();

const entry = z.strictObject({
  prober: z.enum(['http', 'tcp', 'dns', 'icmp', 'grpc', 'unix', 'websocket']),
  timeout: duration.optional(),
  http: http.nullish(),
  tcp: tcp.nullish(),
  dns: dns.nullish(),
  icmp: icmp.nullish(),
  grpc: other,
  unix: other,
  websocket: other,
});

export const moduleFile = z.strictObject({ modules: z.record(z.string(), entry) });
