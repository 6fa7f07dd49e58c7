/** What an address means: the type of the check and its settings, by the forms that `upwatch check` takes. Pure. */
import { ArgumentFault } from './request.ts';

export interface AddressedLook {
  readonly type: string;
  /** Not yet checked: the API says what is wrong with it. */
  readonly config: object;
}

/** With what each form takes behind a `?`. */
const FORMS: Readonly<
  Record<string, { readonly takes: readonly string[]; look(url: URL, address: string): AddressedLook }>
> = {
  'http:': { takes: [], look: (_url, address) => ({ type: 'HTTP', config: { url: address, method: 'GET' } }) },
  'https:': { takes: [], look: (_url, address) => ({ type: 'HTTP', config: { url: address, method: 'GET' } }) },
  'tcp:': { takes: ['starttls'], look: (url) => ({ type: 'TCP', config: connectionOf(url) }) },
  'tls:': { takes: ['starttls'], look: (url) => ({ type: 'TLS', config: connectionOf(url) }) },
  'dns:': { takes: ['type', 'server', 'transport'], look: (url) => ({ type: 'DNS', config: questionOf(url) }) },
  'ping:': { takes: ['count'], look: (url) => ({ type: 'ICMP', config: echoOf(url) }) },
  'icmp:': { takes: ['count'], look: (url) => ({ type: 'ICMP', config: echoOf(url) }) },
  'mcp+http:': { takes: [], look: (_url, address) => ({ type: 'MCP_SERVER', config: { url: address.slice(4) } }) },
  'mcp+https:': { takes: [], look: (_url, address) => ({ type: 'MCP_SERVER', config: { url: address.slice(4) } }) },
};

/** For people and agents. */
export const ADDRESS_FORMS =
  'https://…, http://…, tcp://host:port, tls://host:port (either with ?starttls=smtp), dns://name?type=MX&server=192.0.2.1, ping://host?count=5 or mcp+https://…';

/** @throws ArgumentFault */
export function lookAt(address: string): AddressedLook {
  const url = URL.parse(address);
  // `{{secrets.TOKEN}}` would be filled in, and sent to wherever the address leads.
  if (address.includes('{{')) throw new ArgumentFault('address must be as it is: references are for monitors');
  if (url && (url.username !== '' || url.password !== ''))
    throw new ArgumentFault('address must hold no user and no password');
  const form = FORMS[url?.protocol ?? ''];
  if (!url || !form || url.hostname === '')
    throw new ArgumentFault(`address must be like ${ADDRESS_FORMS}, got "${address}"`);
  if (/^(http|mcp)/.test(url.protocol)) return form.look(url, address);
  const unknown = [...url.searchParams.keys()].find((name) => !form.takes.includes(name));
  if (unknown !== undefined)
    throw new ArgumentFault(`address must have no ${unknown}=: ${url.protocol}// takes ${form.takes.join(', ')}`);
  return form.look(url, address);
}

function connectionOf(url: URL): object {
  if (url.port === '' && url.protocol === 'tcp:')
    throw new ArgumentFault('address must have a port, as in tcp://db.internal:5432');
  const startTls = url.searchParams.get('starttls');
  return {
    host: hostOf(url),
    ...(url.port !== '' && { port: Number(url.port) }),
    ...(startTls !== null && { startTls }),
  };
}

function questionOf({ hostname, searchParams }: URL): object {
  const each = (name: string): string[] => searchParams.getAll(name).flatMap((value) => value.split(','));
  const [types, servers, transport] = [each('type'), each('server'), searchParams.get('transport')];
  return {
    hostname: decodeURIComponent(hostname),
    ...(types.length > 0 && { recordTypes: types }),
    ...(servers.length > 0 && { nameservers: servers }),
    ...(transport !== null && { transport }),
  };
}

function echoOf(url: URL): object {
  const packets = url.searchParams.get('count');
  return { host: hostOf(url), ...(packets !== null && { packetCount: Number(packets) }) };
}

/** Names in other scripts come percent-encoded out of a scheme that the URL parser does not know. */
function hostOf({ hostname }: URL): string {
  return decodeURIComponent(hostname).replace(/^\[(.*)\]$/, '$1');
}
