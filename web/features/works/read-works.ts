/** What an officer typed or pasted, as announced works; or the fields that cannot be read. */
import type { Works } from '../../../src/contract/act.ts';
import { parseArea } from '../../ui/positions-in-text.ts';

export interface WorksFields {
  readonly id: string;
  readonly title: string;
  /** Pasted NAVTEX or the like, from which the area is read. */
  readonly text: string;
  /** As `datetime-local` gives it, taken for UTC. */
  readonly from: string;
  readonly to: string;
  /** One a line or comma: an MMSI, a name, or both. */
  readonly vessels: string;
  readonly source: string;
}

const MAX_VESSELS = 50;

/** "2024-12-25T10:00" to "2024-12-25T10:00:00Z"; undefined where it is no time. */
function utc(local: string): string | undefined {
  const text = `${local.length === 16 ? `${local}:00` : local}Z`;
  return Number.isFinite(Date.parse(text)) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : undefined;
}

export function readVessels(text: string): Works['vessels'] {
  return text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MAX_VESSELS)
    .map((line) => {
      const mmsi = /(?:^|\D)(\d{9})(?:\D|$)/.exec(line)?.[1];
      const name = line
        .replace(/mmsi/i, ' ')
        .replace(mmsi ?? '', ' ')
        .replace(/[()/:]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 40);
      return { ...(mmsi === undefined ? {} : { mmsi: Number(mmsi) }), ...(name === '' ? {} : { name }) };
    });
}

export function readWorks(fields: WorksFields): { readonly works: Works } | { readonly wrong: readonly string[] } {
  const { ring } = parseArea(fields.text);
  const from = utc(fields.from);
  const to = utc(fields.to);
  const wrong: string[] = [];
  if (fields.title.trim() === '') wrong.push('title');
  if (ring === undefined) wrong.push('text');
  if (from === undefined) wrong.push('from');
  if (to === undefined || (from !== undefined && to <= from)) wrong.push('to');
  if (wrong.length > 0 || ring === undefined || from === undefined || to === undefined) return { wrong };
  return {
    works: {
      id: fields.id,
      title: fields.title.trim(),
      text: fields.text,
      ring: [...ring],
      from,
      to,
      vessels: readVessels(fields.vessels),
      source: fields.source.trim(),
    },
  };
}
