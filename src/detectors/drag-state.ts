/** What the drag detector keeps of a ship: plain data, so that a snapshot can hold it. */
import type { AlertFactor } from '../contract/alert.ts';
import type { Fall } from './fall.ts';

/** A stop in the middle of a drag, as Yi Peng 3 and Eagle S made it. */
export interface Stop {
  readonly sinceMs: number;
  /** What the ship made before it stopped. */
  readonly beforeKn: number;
}

export interface Suspicion {
  readonly alarmMs: number;
  readonly fall: Fall;
  /** The most peers that could be asked at one tick of the first three hours, and how many of them had slowed. */
  peers: number;
  peersSlowed: number;
  /** Since when it has been back at its speed; -1 while it is not. */
  backSinceMs: number;
}

/** All of a suspicion and what has been seen since it became a finding. */
export interface Drag extends Suspicion {
  readonly foundMs: number;
  readonly rampMin: number;
  readonly turnDeg: number;
  readonly samplingMin: number;
  /** Places, status and class, as they were when it became a finding. */
  readonly context: readonly AlertFactor[];
  levelKn: number;
  furtherFalls: number;
  speedKn: number;
  /** Minutes for which the shift of course against heading has kept its sign, and its newest size in tenths of a degree. */
  shiftSign: number;
  shiftMin: number;
  shiftTenthDeg: number;
  hasShifted: boolean;
  stop: Stop | null;
  /** Ticks of a stop that counted, and of the step up after it; -1 while not seen. */
  stoppedMs: number;
  recoveredMs: number;
  stoppedInPlaceSinceMs: number;
  /** The shape of the fall was looked at again when more of it was known. */
  isReviewed: boolean;
}

export interface DragState {
  cusum: number;
  /** Start of the minute at which the CUSUM last left zero, and of the newest minute taken. */
  riseMs: number;
  lastMinuteMs: number;
  /** Level at which the last suspicion was let go, until the ship is back or its own pace has followed; 0 = own pace. */
  referenceKn: number;
  suspicion: Suspicion | null;
  drag: Drag | null;
}

export const startDrag = (): DragState => ({
  cusum: 0,
  riseMs: -1,
  lastMinuteMs: -1,
  referenceKn: 0,
  suspicion: null,
  drag: null,
});
