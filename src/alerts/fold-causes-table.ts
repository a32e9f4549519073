/**
 * What a shared cause explains of an alert: the factors that it makes in ships that drag nothing. What it does not explain
 * still speaks for the alert, and may keep it outside the fold.
 */
import type { CauseKind } from '../detectors/cause.ts';
import { MINUTE_MS } from '../geo/units.ts';

interface Explained {
  /** Factor ids. */
  readonly factors: readonly string[];
  /** Kinds of alert that it can make at all; others stay outside. */
  readonly kinds: readonly string[];
  /** An alert began with the cause if its onset lies from this long before the cause was seen to this long after it ended. */
  readonly leadMs: number;
  readonly lagMs: number;
  readonly why: string;
}

export const EXPLAINED: Readonly<Record<CauseKind, Explained>> = {
  storm: {
    factors: [
      'fall-below-own-pace',
      'fall-brisk',
      'straight-at-onset',
      'lasts-10-min',
      'lasts-18-min',
      'further-fall',
      'peer-kept-pace',
      'swing-centre-moves',
      'slow-drift',
      'drift-against-heading',
      'drifts-long',
      'loitering-in-corridor',
      'close-to-asset',
    ],
    kinds: ['drag', 'anchored-drag', 'loitering'],
    leadMs: 90 * MINUTE_MS,
    lagMs: 60 * MINUTE_MS,
    why: 'Wind and sea slow ships under way and make anchors drag; they neither hold a heading off the course of a ship that makes way, nor carry a ship over one place again and again.',
  },
  disturbance: {
    factors: [
      'fall-below-own-pace',
      'fall-brisk',
      'straight-at-onset',
      'lasts-10-min',
      'lasts-18-min',
      'further-fall',
      'stop-and-recovery',
      'recovery',
      'course-heading-shift-3',
      'course-heading-shift-5',
      'swing-centre-moves',
      'slow-drift',
      'drift-against-heading',
      'repeated-crossing',
      'drifts-long',
      'dip-at-asset',
      'dip-deep',
      'loitering-in-corridor',
      'loiters-long',
      'close-to-asset',
    ],
    kinds: ['drag', 'anchored-drag', 'loitering', 'crossing-dip'],
    leadMs: 30 * MINUTE_MS,
    lagMs: 30 * MINUTE_MS,
    why: 'Position, speed and course all come from the receiver that is disturbed. Only ships whose own positions could not be are explained by it, never the ships about them.',
  },
  'lost-feed': {
    factors: [
      'fall-below-own-pace',
      'fall-brisk',
      'straight-at-onset',
      'lasts-10-min',
      'lasts-18-min',
      'swing-centre-moves',
      'slow-drift',
      'loitering-in-corridor',
    ],
    kinds: ['drag', 'anchored-drag', 'loitering'],
    leadMs: 10 * MINUTE_MS,
    lagMs: 60 * MINUTE_MS,
    why: 'A ship that was not heard did unheard what is seen only as a difference: it moved to another anchorage, or was eased down.',
  },
};
