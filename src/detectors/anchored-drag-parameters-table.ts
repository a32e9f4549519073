/** Parameters of the anchored-drag detector, each with unit and source. */
import type { Parameter } from './detector.ts';
import type { Settings } from './parameters.ts';

export const ANCHORED_DRAG_PARAMETERS = {
  corridorNm: {
    value: 3,
    unit: 'nm',
    source: 'widest of the corridor tiers: a dragging anchor is a hazard before it arrives',
  },
  slowKn: { value: 3, unit: 'kn', source: 'class A reports anchored ships above 3 kn as under way (ITU-R M.1371)' },
  centreMin: { value: 30, unit: 'min', source: 'ten reports of an anchored class A ship (one in 3 min)' },
  saidForMin: { value: 90, unit: 'min', source: 'a ship that comes to its anchorage has anchored by then (estimate)' },
  heldForMin: {
    value: 120,
    unit: 'min',
    source:
      'a ship that stays in one swing circle for two hours is held; adrift at 0.2 kn it would have left it (geometry)',
  },
  movedRadii: { value: 1.5, unit: 'swing radii', source: 'swing-circle rule: the centre moves by more than 1.5 R' },
  movedRadiiBlind: {
    value: 2.5,
    unit: 'swing radii',
    source: 'without headings the mean position of a ship that holds moves by up to 2 R as the tide turns (geometry)',
  },
  beyondForMin: {
    value: 15,
    unit: 'min',
    source: 'a ship that weighs anchor and leaves is under way by then (estimate)',
  },
  driftMinKn: { value: 0.5, unit: 'kn', source: 'below it the course over ground means nothing' },
  driftMaxKn: { value: 5, unit: 'kn', source: 'Danish drift rule: 1 to 5 kn' },
  asideDeg: { value: 45, unit: 'degrees', source: 'Danish drift rule' },
  driftForMin: { value: 10, unit: 'min', source: 'Danish drift rule' },
  driftM: { value: 500, unit: 'm', source: 'Danish drift rule; at least across the swing circle' },
  crossingsWithinH: { value: 6, unit: 'h', source: 'zig-zag over a cable: three crossings in 6 h' },
  crossingsWithinM: { value: 2000, unit: 'm', source: 'zig-zag over a cable: within 2 km of one kilometre point' },
  longH: {
    value: 12,
    unit: 'h',
    source: 'waits for a berth are mostly shorter; Hong Tai 58 drifted for 53 h (estimate)',
  },
  holdsAgainMin: { value: 180, unit: 'min', source: 'half a tide without moving: the anchor holds (estimate)' },
  leftForMin: { value: 30, unit: 'min', source: 'under way or away from the asset for so long (estimate)' },
  silentMin: { value: 60, unit: 'min', source: 'a ship not heard for an hour may have left (estimate)' },
} as const satisfies Record<string, Parameter>;

export type AnchoredDragSettings = Settings<typeof ANCHORED_DRAG_PARAMETERS>;
