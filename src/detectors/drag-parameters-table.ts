/** Parameters of the under-way drag detector, each with unit and source. */
import type { Parameter } from './detector.ts';
import type { Settings } from './parameters.ts';

export const DRAG_PARAMETERS = {
  cusumDrift: {
    value: 0.064,
    unit: 'ln ratio per min',
    source: 'Page CUSUM, half of -ln(0.88): a fall to 0.88 is what it is to see',
  },
  cusumAlarm: {
    value: 0.6,
    unit: 'ln ratio',
    source: 'delay of 2 min at ratio 0.65, 3 at 0.75, 15 at 0.90; run lengths of autocorrelated noise must be measured',
  },
  minPaceKn: { value: 6, unit: 'kn', source: 'a monitored vessel-day is one of at least 6 kn: below, ships manoeuvre' },
  minLengthM: {
    value: 80,
    unit: 'm',
    source: 'class A of unknown type from this length on is taken for a merchant ship',
  },
  steadySpread: {
    value: 0.05,
    unit: 'ln ratio',
    source: 'residuals of steady legs on real traffic have a robust sd of 0.03 to 0.04',
  },
  steadyForMin: { value: 15, unit: 'min', source: 'three five-minute legs, the least from which own pace is said' },
  deepestRatio: {
    value: 0.9,
    unit: 'ratio',
    source: 'gate of the prototype: shallower falls are slow steaming and noise',
  },
  depthInSpreads: { value: 6, unit: 'sd', source: "gate of the prototype: six times the ship's own earlier sd" },
  stoppedRatio: {
    value: 0.3,
    unit: 'ratio',
    source: 'published drags under way did 0.47 to 0.86 (estimate): below it the ship meant to stop',
  },
  longestRampMin: {
    value: 12,
    unit: 'min',
    source: 'a laden 225 m ship has a time constant of 5 min: 90 % of the fall takes 11; engine ramps take 10 to 30',
  },
  largestTurnDeg: { value: 10, unit: 'degrees', source: 'a leg is steady below 10 degrees in 10 min' },
  levelWithin: {
    value: 0.05,
    unit: 'ratio',
    source: 'plateau: the last five minutes within the spread of steady legs',
  },
  persistMin: { value: 10, unit: 'min', source: 'persistence gate of the published method' },
  strongMin: {
    value: 18,
    unit: 'min',
    source: 'gate of the prototype with 30 to 60 false alarms per 1,000 vessel-days',
  },
  judgeByMin: {
    value: 25,
    unit: 'min',
    source: 'a fall that is not level twice the longest ramp after its onset is no drag (estimate)',
  },
  recoveredRatio: { value: 0.95, unit: 'ratio', source: 'back within the spread of steady legs' },
  recoveredForMin: {
    value: 10,
    unit: 'min',
    source: "shorter returns are intermittent contact: Vezhen's anchor hung free over deep water",
  },
  stoppedKn: { value: 1.5, unit: 'kn', source: 'Yi Peng 3 drifted at 0.2 to 0.7 kn while it cleared its anchor' },
  stopForMin: { value: 10, unit: 'min', source: 'stop and drift of at least 10 min outside an anchorage' },
  stepUpRatio: { value: 1.2, unit: 'ratio', source: 'step up of at least 20 % after the stop: Yi Peng 3, Vezhen' },
  furtherFallRatio: { value: 0.85, unit: 'ratio', source: 'Eagle S: 9.2 to 8.5 to 6.3 kn (estimate)' },
  shiftDeg: { value: 3, unit: 'degrees', source: 'a shift of course against heading over 3 degrees is rare: 3 to 6 %' },
  shiftMaxDeg: {
    value: 12,
    unit: 'degrees',
    source: 'drags shift 2 to 10 degrees; more is a drifting ship (estimate)',
  },
  shiftForMin: { value: 20, unit: 'min', source: 'constant sign over two windows of 10 min' },
  silentMin: { value: 60, unit: 'min', source: 'a ship not heard for an hour may have done anything (estimate)' },
  arrivedWithinMin: {
    value: 120,
    unit: 'min',
    source: 'stopped in a port or anchorage so soon after the fall, the fall was its approach (estimate)',
  },
  soonMin: {
    value: 45,
    unit: 'min',
    source: 'back at pace so soon without a stop: pilots, overtaking and traffic take 10 to 40 min (estimate)',
  },
  longestH: { value: 72, unit: 'h', source: 'Yi Peng 3 dragged for 36 h; twice that bounds an episode' },
} as const satisfies Record<string, Parameter>;

export type DragSettings = Settings<typeof DRAG_PARAMETERS>;
