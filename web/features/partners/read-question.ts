/** A question to a partner as it was typed: which ships crossed this zone between these times? */

import type { Purpose } from '../../../src/contract/label.ts';
import type { PartnerActBody } from '../../../src/contract/partner-act.ts';
import type { Box } from '../../../src/geo/position.ts';
import { utcMilliOf } from '../../ui/local-utc.ts';
import { parseArea } from '../../ui/positions-in-text.ts';
import { positionText } from '../../ui/units.ts';

export interface QuestionFields {
  readonly to: string;
  readonly purpose: Purpose;
  /** Corners as they are written. */
  readonly zone: string;
  readonly from: string;
  readonly until: string;
}

export type QuestionTrouble = 'to' | 'zone' | 'times';
type Question = Extract<PartnerActBody, { kind: 'ask' }>;

/** A ring of the contract holds no more. */
const MAX_CORNERS = 100;

export function readQuestion(
  typed: QuestionFields,
): { readonly question: Question } | { readonly wrong: readonly QuestionTrouble[] } {
  const { ring } = parseArea(typed.zone);
  const [from, until] = [utcMilliOf(typed.from), utcMilliOf(typed.until)];
  const wrong: QuestionTrouble[] = [];
  if (typed.to === '') wrong.push('to');
  if (ring === undefined || ring.length > MAX_CORNERS) wrong.push('zone');
  if (from === undefined || until === undefined || until <= from) wrong.push('times');
  if (wrong.length > 0 || ring === undefined || from === undefined || until === undefined) return { wrong };
  return {
    question: {
      kind: 'ask',
      to: typed.to,
      purpose: typed.purpose,
      ring: ring.map(([lon, lat]): [number, number] => [lon, lat]),
      from,
      until,
    },
  };
}

/** The corners of a box as text, one a line, to be read back and to be changed by hand. */
export function boxText([west, south, east, north]: Box): string {
  const corners = [[west, south], [west, north], [east, north], [east, south]] as const; // biome-ignore format: four corners
  return corners.map(([lon, lat]) => positionText(lon, lat)).join('\n');
}

/** What the map last showed, where that is of this theatre; else the whole theatre. */
export function zoneBox(sight: Box | undefined, theatre: Box | undefined): Box | undefined {
  if (sight === undefined || theatre === undefined) return sight ?? theatre;
  const isApart = sight[0] > theatre[2] || sight[2] < theatre[0] || sight[1] > theatre[3] || sight[3] < theatre[1];
  return isApart ? theatre : sight;
}
