/** When a mark that several vessels show in one place at one time is a cause that they share. All numbers are estimates. */
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import type { CauseKind } from './cause.ts';
import type { CellSubjects, MarkKind } from './sea-marks.ts';

export interface CauseRule {
  readonly kind: CauseKind;
  readonly marks: readonly MarkKind[];
  /** Marks no farther apart than this are at the same time. */
  readonly windowMs: number;
  /** Distinct vessels, in a cell and its neighbours. */
  readonly minVessels: number;
  /** Of those that could show it there, in thousandths. */
  readonly minShareMilli: number;
  readonly of: (subjects: CellSubjects) => number;
  /** Over when nothing was seen for so long. */
  readonly endAfterMs: number;
  /** Instead: over when half of its vessels have shown this. */
  readonly endMark?: MarkKind;
  readonly why: string;
}

export const CAUSE_RULES = {
  lostFeed: {
    kind: 'lost-feed',
    marks: ['silent'],
    windowMs: 12 * MINUTE_MS,
    minVessels: 5,
    minShareMilli: 500,
    of: ({ heard }) => heard,
    endAfterMs: 24 * HOUR_MS,
    endMark: 'heard-again',
    why: 'Ships do not fall silent together; a receiver or a feed does. The share is of those silent and those still heard.',
  },
  disturbance: {
    kind: 'disturbance',
    marks: ['impossible'],
    windowMs: 15 * MINUTE_MS,
    minVessels: 4,
    minShareMilli: 50,
    of: ({ heard }) => heard,
    endAfterMs: 20 * MINUTE_MS,
    why: 'One ship whose positions cannot be has a bad receiver; four within 40 km and a quarter of an hour share what disturbs them.',
  },
  storm: {
    kind: 'storm',
    marks: ['slowed', 'dragging'],
    windowMs: 5 * MINUTE_MS,
    minVessels: 6,
    minShareMilli: 500,
    of: ({ underWay, anchored }) => underWay + anchored,
    endAfterMs: 30 * MINUTE_MS,
    why: 'About 1 ship in 50 is below 0.93 of its own pace by chance; half of six or more together is wind and sea.',
  },
} as const satisfies Record<string, CauseRule>;
