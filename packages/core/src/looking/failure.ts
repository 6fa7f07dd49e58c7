/**
 * Why a look failed: the closed list of classes, and one stable code for each way to fail.
 *
 * Codes are part of the wire format (API, webhooks, history blocks): a code is never renamed, and `FAILURE_CODES`
 * only ever grows at its end, because history stores a code as its place in that list.
 */

/** The closed list of failure classes. `probe` is our own fault and never counts against the target. */
export type FailureClass =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'protocol'
  | 'status'
  | 'body'
  | 'dependency'
  | 'probe';

/** The phases of a look, in order. */
export type Phase = 'dns' | 'tcp' | 'tls' | 'ttfb' | 'download';

/** Every code with the sentence a person reads. The class of a code is the part before its first dot. */
const FAILURE_SENTENCES = {
  'dns.nxdomain': 'The name does not exist.',
  'dns.nodata': 'The name exists but has no address of the family asked for.',
  'dns.servfail': 'The name server failed to answer (SERVFAIL).',
  'dns.refused': 'The name server refused to answer.',
  'dns.timeout': 'No name server answered in time.',
  'dns.malformed': 'The name server sent an answer that could not be read.',
  'dns.unreachable': 'No name server could be reached.',
  'connect.refused': 'The target refused the connection: nothing listens on that port.',
  'connect.reset': 'The target closed the connection while it was being made.',
  'connect.host_unreachable': 'There is no route to the host.',
  'connect.network_unreachable': 'There is no route to the network.',
  'connect.prohibited': 'A router or firewall on the way forbids the connection.',
  'connect.blocked': 'The address is one that this server may not connect to.',
  'connect.failed': 'The connection could not be made.',
  'tls.expired': 'The certificate has expired.',
  'tls.not_yet_valid': 'The certificate is not valid yet.',
  'tls.hostname': 'The certificate is for another host name.',
  'tls.self_signed': 'The certificate is self-signed.',
  'tls.untrusted': 'The certificate was issued by an authority that is not trusted here.',
  'tls.incomplete_chain': 'The server did not send the intermediate certificate.',
  'tls.revoked': 'The certificate was revoked.',
  'tls.invalid_chain': 'The certificate chain breaks a rule of X.509.',
  'tls.invalid_purpose': 'The certificate may not be used for a server.',
  'tls.weak': 'The certificate uses a key or signature that is too weak.',
  'tls.client_certificate': 'The server asks for a client certificate, or refused the one it was given.',
  'tls.handshake': 'The TLS handshake failed.',
  'tls.not_tls': 'The server does not speak TLS on this port.',
  'tls.expiring': 'The certificate expires too soon.',
  'timeout.dns': 'The time was up while the name was being resolved.',
  'timeout.tcp': 'The time was up while connecting.',
  'timeout.tls': 'The time was up during the TLS handshake.',
  'timeout.ttfb': 'The time was up while waiting for the first byte of the answer.',
  'timeout.download': 'The time was up while the answer was being read.',
  'timeout.slow': 'The answer came, but later than allowed.',
  'protocol.malformed': 'The answer is not valid HTTP.',
  'protocol.truncated': 'The connection ended before the answer was complete.',
  'protocol.empty': 'The connection was closed without an answer.',
  'protocol.reset': 'The connection was reset while the answer was awaited or read.',
  'protocol.upgrade': 'The server switched protocols without being asked to.',
  'protocol.limit': 'The answer exceeds a limit that protects the probe.',
  'protocol.encoding': 'The body could not be decoded as its Content-Encoding says.',
  'protocol.redirect_limit': 'Too many redirects.',
  'protocol.redirect_loop': 'The redirects go round in a circle.',
  'protocol.redirect_invalid': 'The redirect leads to an address that cannot be followed.',
  'status.unexpected': 'The status code is not one of those expected.',
  'status.header': 'A header of the answer is not as expected.',
  'status.redirect_count': 'There were more redirects than expected.',
  'status.redirect_target': 'The redirects ended somewhere else than expected.',
  'body.missing_text': 'The body lacks the expected text.',
  'body.forbidden_text': 'The body contains text that it must not contain.',
  'body.regex': 'The body does not match the expected pattern.',
  'body.json': 'A value in the JSON body is not as expected.',
  'body.not_json': 'The body is not valid JSON.',
  'body.size': 'The body has an unexpected size.',
  'body.assertion_timeout': 'The assertion took too long to evaluate.',
  'dependency.failed': 'The target reports that a dependency of its own has failed.',
  'probe.overloaded': 'The probe was too busy to look.',
  'probe.suspended': 'The probe was suspended or its clock jumped.',
  'probe.resources': 'The probe ran out of file descriptors, ports or memory.',
  'probe.resolver': "The probe's own name resolution does not work.",
  'probe.network': "The probe's own network does not work.",
  'probe.crashed': 'The check ended unexpectedly: a fault of Upwatch.',
  'probe.unsettled': 'The check never ended and was given up: a fault of Upwatch.',
  'probe.config': 'The check could not be run as it is configured.',
  'dns.lame': 'The name server does not serve the zone that it should (lame delegation).',
  'dns.records': 'The records are not as expected.',
  'dns.ttl': 'The time to live of a record is not as expected.',
  'connect.no_reply': 'No echo reply came.',
  'connect.packet_loss': 'Too many packets were lost.',
  'connect.command': 'The command could not be started, or ended before it answered.',
  'protocol.unexpected': 'The target said something other than expected.',
  'protocol.starttls': 'The server does not offer TLS on this connection (STARTTLS).',
  'protocol.mcp': 'The server does not speak MCP as the protocol asks.',
  'status.capability': 'The MCP server lacks a capability.',
  'status.tools': 'The tools of the MCP server are not as expected.',
  'status.protocol_version': 'The server speaks another version of the protocol than expected.',
  'timeout.heartbeat': 'No sign of life came in time.',
  'timeout.run': 'The job has run for longer than it may.',
  'status.job_failed': 'The job reported that it failed.',
  'status.interval': 'The signs of life do not come at the interval expected.',
  'dependency.unhealthy': 'The target reports that it is not healthy.',
  'dependency.unreadable': 'The answer is no health document of the kind expected.',
} as const satisfies Record<`${FailureClass}.${string}`, string>;

/** A stable failure code, such as `tls.expired`. */
export type FailureCode = keyof typeof FAILURE_SENTENCES;

/** All codes, in their fixed order. */
export const FAILURE_CODES = Object.keys(FAILURE_SENTENCES) as readonly FailureCode[];

/** One way in which a look failed. */
export interface Failure {
  readonly class: FailureClass;
  readonly code: FailureCode;
  /** A sentence for a person, with the particulars: what was expected and what came. Holds no secret. */
  readonly message: string;
  /** The phase in which it failed, where that is known. */
  readonly phase?: Phase;
  /** Of class `dependency`: what the target says has failed. */
  readonly dependencies?: readonly ToldDependency[];
}

/** A dependency as a failure names it. */
export interface ToldDependency {
  readonly name: string;
  /** What the target says of it, without credentials. */
  readonly message?: string;
}

/** The class of a code. */
export function classOf(code: FailureCode): FailureClass {
  return code.slice(0, code.indexOf('.')) as FailureClass;
}

/** The general sentence for a code, without particulars. */
export function sentenceOf(code: FailureCode): string {
  return FAILURE_SENTENCES[code];
}

/**
 * Makes a failure.
 * @param detail particulars, appended to the code's sentence: "expected 2xx, got 503"
 */
export function failure(code: FailureCode, detail?: string, phase?: Phase): Failure {
  const message = detail === undefined ? sentenceOf(code) : `${sentenceOf(code).replace(/\.$/, '')}: ${detail}`;
  return { class: classOf(code), code, message, ...(phase && { phase }) };
}

/** Whether a text is one of the codes. */
export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(FAILURE_SENTENCES, text);
}
