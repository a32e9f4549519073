/** A watch-list as an officer typed it: one ship a line, "IMO 9329760, MMSI 518998865, EAGLE S: why". */
import type { WatchList } from '../../../src/contract/record.ts';

type Entry = WatchList['entries'][number];

export interface ListFields {
  readonly listId: string;
  readonly title: string;
  readonly version: number;
  readonly lines: string;
}

export type ReadList =
  | { readonly list: WatchList }
  /** `line`: the first line (1 is the first) without a number or without a reason; 0: no line at all. */
  | { readonly problem: 'title' | 'line'; readonly line: number };

export function readList({ listId, title, version, lines }: ListFields): ReadList {
  if (title.trim() === '') return { problem: 'title', line: 0 };
  const typed = lines.split('\n');
  const entries: Entry[] = [];
  for (const [i, line] of typed.entries()) {
    if (line.trim() === '') continue;
    const entry = readEntry(line);
    if (entry === undefined) return { problem: 'line', line: i + 1 };
    entries.push(entry);
  }
  if (entries.length === 0) return { problem: 'line', line: 0 };
  return { list: { listId, title: title.trim(), version, entries } };
}

function readEntry(line: string): Entry | undefined {
  const colon = line.indexOf(':');
  const because = line.slice(colon + 1).trim();
  if (colon < 0 || because === '') return undefined;
  const ship = line.slice(0, colon);
  const mmsi = /(?:^|\D)(\d{9})(?!\d)/.exec(ship)?.[1];
  const imo = /(?:^|\D)(\d{7})(?!\d)/.exec(ship)?.[1];
  if ((mmsi === undefined && imo === undefined) || (imo !== undefined && !isImo(imo))) return undefined;
  const name = ship
    .replace(/\b(imo|mmsi)\b/gi, ' ')
    .replace(mmsi ?? '', ' ')
    .replace(imo ?? '', ' ')
    .replace(/[,;()/]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  return {
    ...(imo === undefined ? {} : { imo: Number(imo) }),
    ...(mmsi === undefined ? {} : { mmsi: Number(mmsi) }),
    ...(name === '' ? {} : { name }),
    because: because.slice(0, 500),
  };
}

/** The last digit is the check digit: the last of the sum of the others times 7 to 2 (IMO Resolution A.1117(30)). */
function isImo(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < 6; i++) sum += Number(digits[i]) * (7 - i);
  return sum % 10 === Number(digits[6]);
}

/** The same list as lines again, to be changed. */
export const listLines = (list: WatchList): string =>
  list.entries
    .map(({ imo, mmsi, name, because }) => {
      const ship = [imo === undefined ? '' : `IMO ${imo}`, mmsi === undefined ? '' : `MMSI ${mmsi}`, name ?? ''];
      return `${ship.filter((part) => part !== '').join(', ')}: ${because}`;
    })
    .join('\n');
