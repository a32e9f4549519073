/**
 * The addresses under `/fed/v1/`: from a request to its path and back. Tiles are named as in C2SP tlog-tiles: `tile/L/N`, `tile/entries/N`,
 * N in groups of three digits of which all but the last begin with `x`, and `.p/W` for a partial one.
 */
import type { WireRequest } from '../contract/partner-wire.ts';

const ROOT = '/fed/v1';
const WHOLE = /^(0|[1-9]\d{0,14})$/;
const FULL_WIDTH = 256;
const MAX_LEVEL = 5;
const MAX_PATH = 600;

export function pathOf(request: WireRequest): string {
  switch (request.kind) {
    case 'checkpoint':
      return `${ROOT}/checkpoint`;
    case 'entries':
      return `${ROOT}/entries?${query({ since: request.since, cursor: request.cursor })}`;
    case 'tile': {
      const level = request.level === -1 ? 'entries' : String(request.level);
      const width = request.width === FULL_WIDTH ? '' : `.p/${request.width}`;
      return `${ROOT}/tile/${level}/${groups(request.index)}${width}`;
    }
    case 'consistency':
      return `${ROOT}/consistency?${query({ from: request.from, to: request.to })}`;
    case 'add-checkpoint':
      return `${ROOT}/add-checkpoint`;
    case 'seen':
      return `${ROOT}/seen?${query({ origin: request.origin })}`;
  }
}

/** Undefined for what is no address of ours, whatever is wrong with it. */
export function requestOf(method: string, url: string, body: string): WireRequest | undefined {
  if (url.length > MAX_PATH || !url.startsWith(`${ROOT}/`)) return undefined;
  const cut = url.indexOf('?');
  const path = cut < 0 ? url.slice(ROOT.length + 1) : url.slice(ROOT.length + 1, cut);
  const params = new URLSearchParams(cut < 0 ? '' : url.slice(cut + 1));
  if (method === 'POST') return path === 'add-checkpoint' && cut < 0 ? { kind: 'add-checkpoint', body } : undefined;
  if (method !== 'GET') return undefined;
  if (path.startsWith('tile/')) return cut < 0 ? tileOf(path.slice(5)) : undefined;
  const only = (...names: string[]): boolean => [...params.keys()].every((key) => names.includes(key));
  switch (path) {
    case 'checkpoint':
      return only() ? { kind: 'checkpoint' } : undefined;
    case 'entries': {
      const since = wholeOf(params.get('since') ?? '0');
      const cursor = params.get('cursor');
      if (since === undefined || !only('since', 'cursor') || (cursor?.length ?? 0) > 200) return undefined;
      return { kind: 'entries', since, ...(cursor === null ? {} : { cursor }) };
    }
    case 'consistency': {
      const [from, to] = [wholeOf(params.get('from') ?? ''), wholeOf(params.get('to') ?? '')];
      return from === undefined || to === undefined || !only('from', 'to')
        ? undefined
        : { kind: 'consistency', from, to };
    }
    case 'seen': {
      const origin = params.get('origin');
      return origin === null || origin.length > 200 || !only('origin') ? undefined : { kind: 'seen', origin };
    }
    default:
      return undefined;
  }
}

function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) params.set(name, String(value));
  return params.toString();
}

function groups(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const parts = padded.match(/\d{3}/g)!;
  return parts.map((part, i) => (i === parts.length - 1 ? part : `x${part}`)).join('/');
}

function tileOf(path: string): WireRequest | undefined {
  const match = /^(entries|\d)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (match === null) return undefined;
  const level = match[1] === 'entries' ? -1 : Number(match[1]);
  const index = Number(match[2]!.replaceAll(/[x/]/g, ''));
  const width = match[3] === undefined ? FULL_WIDTH : Number(match[3]);
  // One name for one tile: no leading group of zeros, no partial of full width.
  if (level > MAX_LEVEL || !Number.isSafeInteger(index) || groups(index) !== match[2]) return undefined;
  if (match[3] !== undefined && width >= FULL_WIDTH) return undefined;
  return { kind: 'tile', level, index, width };
}

const wholeOf = (text: string): number | undefined => (WHOLE.test(text) ? Number(text) : undefined);
