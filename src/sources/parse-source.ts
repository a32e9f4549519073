/** What `--source` takes, checked: `tcp://HOST:PORT?id=NAME&times=receipt`, and so on. Says what is wrong and what to write. */
import { isIPv4, isIPv6 } from 'node:net';
import { MerivahtError } from '../contract/errors.ts';
import { FORMATS, isFormat } from '../readers/formats.ts';
import type { LiveIdentity } from './live-source.ts';
import { DEFAULT_CLIENTS } from './live-tcp-server.ts';

export type SourceDescription =
  | (LiveIdentity & {
      readonly kind: 'tcp';
      readonly speaks: 'plain' | 'gpsd';
      readonly host: string;
      readonly port: number;
    })
  | (LiveIdentity & {
      readonly kind: 'tcp-server';
      readonly host: string;
      readonly port: number;
      readonly maxClients: number;
    })
  | (LiveIdentity & { readonly kind: 'udp'; readonly host: string; readonly port: number })
  | (LiveIdentity & { readonly kind: 'stdin' })
  | (LiveIdentity & { readonly kind: 'file'; readonly path: string; readonly from: 'start' | 'end' })
  /** `speed`: data seconds a second, to begin with. */
  | (LiveIdentity & { readonly kind: 'replay'; readonly path: string; readonly speed: number });

const LOOPBACK = '127.0.0.1';
const GPSD_PORT = 2947;
const MAX_CLIENTS = 1000;
const MAX_SPEED = 1000;
/** As acts name it. */
const FEED_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/;
const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  tcp: ['id', 'times', 'format'],
  'tcp-server': ['id', 'times', 'format', 'clients'],
  gpsd: ['id', 'times'],
  udp: ['id', 'times', 'format'],
  stdin: ['id', 'times', 'format'],
  file: ['id', 'times', 'format', 'from'],
  replay: ['id', 'speed'],
};

const invalid = (what: string): MerivahtError => new MerivahtError('MV-SOURCE-INVALID', what);

/** MV-SOURCE-INVALID for anything else. */
export function parseSource(text: string): SourceDescription {
  const match = /^([a-z][a-z-]*):(.*)$/s.exec(text);
  if (match === null) throw invalid(`"${withoutSecret(text)}" names no kind of source${guess(text)}`);
  const [, scheme, behind] = match as unknown as [string, string, string];
  const known = SCHEMES[scheme];
  if (known === undefined)
    throw invalid(
      scheme === 'serial'
        ? 'serial ports are not read: let gpsd read them, and give gpsd://127.0.0.1:2947'
        : `${scheme}: is no kind of source; there are ${Object.keys(SCHEMES).join(', ')}`,
    );
  const { place, options } = split(behind, scheme, known);
  switch (scheme) {
    case 'tcp':
    case 'gpsd': {
      const at = hostAndPort(place, scheme, undefined, scheme === 'gpsd' ? GPSD_PORT : undefined);
      const identity = identityOf(scheme, at.address, `${at.host}-${at.port}`, options, 'receipt');
      return { ...identity, kind: 'tcp', speaks: scheme === 'gpsd' ? 'gpsd' : 'plain', host: at.host, port: at.port };
    }
    case 'tcp-server': {
      const at = hostAndPort(place, scheme, LOOPBACK, undefined);
      const maxClients = wholeOption(options, 'clients', DEFAULT_CLIENTS, MAX_CLIENTS);
      const identity = identityOf(scheme, at.address, `${at.host}-${at.port}`, options, 'receipt');
      return { ...identity, kind: scheme, host: at.host, port: at.port, maxClients };
    }
    case 'udp': {
      const at = hostAndPort(place, scheme, LOOPBACK, undefined);
      if (isMulticast(at.host)) throw invalid(`${at.host} is a multicast group, which is not joined yet`);
      const identity = identityOf(scheme, at.address, `${at.host}-${at.port}`, options, 'receipt');
      return { ...identity, kind: scheme, host: at.host, port: at.port };
    }
    case 'stdin':
      if (place !== '') throw invalid('stdin: takes nothing behind the colon but ?id=NAME and the like');
      return { ...identityOf(scheme, 'stdin:', '', options, 'receipt'), kind: scheme };
    case 'file': {
      const path = pathOf(place, scheme);
      const from = oneOf(options, 'from', ['end', 'start']);
      return { ...identityOf(scheme, `file:${path}`, nameOf(path), options, 'sentence'), kind: scheme, path, from };
    }
    default: {
      const path = pathOf(place, scheme);
      const speed = wholeOption(options, 'speed', 1, MAX_SPEED);
      return {
        ...identityOf(scheme, `replay:${path}`, nameOf(path), options, 'sentence'),
        kind: 'replay',
        path,
        speed,
      };
    }
  }
}

/** What stands behind the last `?` is options only if it looks like them: a path may hold a question mark. */
function split(behind: string, scheme: string, known: readonly string[]) {
  const mark = behind.lastIndexOf('?');
  const tail = mark < 0 ? '' : behind.slice(mark + 1);
  if (mark < 0 || !/^[a-z]+=[^&=]*(&[a-z]+=[^&=]*)*$/.test(tail))
    return { place: behind, options: new Map<string, string>() };
  const options = new Map<string, string>();
  for (const pair of tail.split('&')) {
    const [name, value] = pair.split('=') as [string, string];
    if (!known.includes(name))
      throw invalid(`${scheme}: knows no ${name}=; it takes ${known.map((k) => `${k}=`).join(', ')}`);
    if (options.has(name)) throw invalid(`${name}= is given twice`);
    options.set(name, value);
  }
  return { place: behind.slice(0, mark), options };
}

function identityOf(
  scheme: string,
  address: string,
  name: string,
  options: ReadonlyMap<string, string>,
  times: LiveIdentity['timesFrom'],
): Omit<LiveIdentity, 'kind'> {
  const format = options.get('format') ?? 'nmea';
  if (!isFormat(format))
    throw invalid(`there is no format "${format}"; formats are ${FORMATS.map((f) => f.format).join(', ')}`);
  const timesFrom = options.has('times') ? oneOf(options, 'times', ['receipt', 'sentence']) : times;
  const madeId = `${scheme}-${name}`
    .replace(/[^A-Za-z0-9._:-]+/g, '-')
    .slice(0, 80)
    .replace(/-+$/, '');
  const feedId = options.get('id') ?? madeId;
  if (!FEED_ID.test(feedId))
    throw invalid(`id=${feedId} is no name: letters, digits and . _ : - only, 80 at most, and a letter or digit first`);
  return { feedId, address, format, timesFrom };
}

function hostAndPort(place: string, scheme: string, defaultHost: string | undefined, defaultPort: number | undefined) {
  const example = `${scheme}://${defaultHost ?? '192.168.1.20'}:${defaultPort ?? 10110}`;
  if (place.includes('@')) throw invalid(`${scheme}: takes no user name and no password; write it as in ${example}`);
  const match = /^\/\/(\[[0-9A-Fa-f:.]+\]|[^:/?[\]\s]*)(?::(\d{1,5}))?\/?$/.exec(place);
  if (match === null) throw invalid(`${scheme}:${place} is no host and port, as in ${example}`);
  const written = match[1]!.replace(/^\[|\]$/g, '');
  const host =
    written === '' ? defaultHost : written === 'localhost' && defaultHost !== undefined ? defaultHost : written;
  if (host === undefined) throw invalid(`${scheme}:${place} names no host; write it as in ${example}`);
  const port = match[2] === undefined ? defaultPort : Number(match[2]);
  if (port === undefined) throw invalid(`${scheme}:${place} names no port; write it as in ${example}`);
  if (port < 1 || port > 65_535) throw invalid(`${port} is no port: 1 to 65535`);
  return { host, port, address: `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${port}` };
}

function isMulticast(host: string): boolean {
  const first = Number(host.split('.')[0]);
  return (isIPv4(host) && first >= 224 && first < 240) || (isIPv6(host) && /^ff/i.test(host));
}

/** `file:PATH` and `file:///PATH`. */
function pathOf(place: string, scheme: string): string {
  if (/^\/\/[^/]/.test(place))
    throw invalid(`${scheme}:${place}: one slash or three, as in ${scheme}:/var/log/ais.nmea`);
  const path = place.replace(/^\/\/(?=\/)/, '');
  if (path === '' || path === '-' || path.includes('\0'))
    throw invalid(`${scheme}: needs the path of a file, as in ${scheme}:traffic.nmea; for a pipe write stdin:`);
  return path;
}

const nameOf = (path: string): string =>
  path
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.(gz|zst)$/, '');

function oneOf<T extends string>(options: ReadonlyMap<string, string>, name: string, values: readonly T[]): T {
  const value = options.get(name) ?? values[0]!;
  const found = values.find((v) => v === value);
  if (found === undefined) throw invalid(`${name}=${value}: it is ${values.join(' or ')}`);
  return found;
}

function wholeOption(options: ReadonlyMap<string, string>, name: string, otherwise: number, most: number): number {
  const text = options.get(name);
  if (text === undefined) return otherwise;
  if (!/^\d{1,6}$/.test(text) || Number(text) < 1 || Number(text) > most)
    throw invalid(`${name}=${text}: a whole number from 1 to ${most}`);
  return Number(text);
}

function guess(text: string): string {
  if (/^[\w.-]+:\d+$/.test(text)) return `; do you mean tcp://${text}?`;
  return text.includes('@') ? '' : `; do you mean file:${text}?`;
}

const withoutSecret = (text: string): string => text.replace(/[^/@]*@/, '...@');
