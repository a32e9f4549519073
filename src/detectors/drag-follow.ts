/** A drag that was found is followed to its end: further falls, shift of course, stop and recovery; or it turns out benign. */
import { MINUTE_MS } from '../geo/units.ts';
import { courseOffsetDeg, SHIFT_WINDOW_MIN, shiftDeg } from './course-heading-shift.ts';
import type { DetectorInput, Dismissal, Verdict } from './detector.ts';
import { dragFinding } from './drag-finding.ts';
import type { DragSettings } from './drag-parameters-table.ts';
import { type Drag, type DragState, startDrag } from './drag-state.ts';
import { levelNow } from './fall.ts';
import { ageOf, speedsBetween, whole } from './minute-window.ts';
import { noticePeers } from './notice-peers.ts';

const MAX_FURTHER_FALLS = 3;
/** Stopped here means arrived. */
const ARRIVED_MIN = 30;
const STEP_UP_FOR_MIN = 5;
/** What the ship made before a stop is taken from before it began to stop: Eagle S took 14 min from 6.3 kn to nothing. */
const BEFORE_STOP_FROM_MIN = 5;
const BEFORE_STOP_TO_MIN = 30;
/** A shift is measured from here on, when the ship has settled to its new speed. */
const SHIFT_AFTER_MIN = 5;

export function followDrag(state: DragState, drag: Drag, input: DetectorInput, settings: DragSettings): Verdict {
  const { tickMs, track } = input;
  const onsetMs = drag.fall.onsetMs;
  if (tickMs - track.last.timeMs > settings.silentMin * MINUTE_MS) return close(state, drag, input, settings, 'ended');
  if (tickMs - onsetMs > settings.longestH * 60 * MINUTE_MS) return close(state, drag, input, settings, 'ended');
  const speedKn = track.minutes.speedKn(0);
  if (!Number.isNaN(speedKn)) {
    drag.speedKn = speedKn;
    noticePeers(drag, input);
    noticeFurtherFall(drag, input, settings);
    noticeShift(drag, input, settings);
    noticeStop(drag, input, speedKn, settings);
    if (hasArrived(drag, input, speedKn, settings)) {
      const isApproach = tickMs - onsetMs <= (settings.arrivedWithinMin + ARRIVED_MIN) * MINUTE_MS;
      return close(state, drag, input, settings, isApproach ? 'withdrawn' : 'ended', APPROACH);
    }
    if (isBack(drag, input, speedKn, settings)) {
      const isBenign = cameBackSoon(drag, settings) && !crossedAnAsset(drag, input);
      return close(state, drag, input, settings, isBenign ? 'withdrawn' : 'ended', CAME_BACK);
    }
    if (isSlowRamp(drag, input, settings)) return close(state, drag, input, settings, 'withdrawn', SLOW_RAMP);
  }
  return { suspected: true, finding: dragFinding(drag, input, settings, 'ongoing') };
}

const APPROACH = {
  reason: 'port-approach',
  text: 'It stopped in a port or anchorage soon after: an approach.',
} as const;
const CAME_BACK = {
  reason: 'came-back',
  text: 'It was back at its speed soon, without a stop and without having crossed an asset: a pilot, or traffic.',
} as const;
const SLOW_RAMP = { reason: 'slow-ramp', text: 'It went on slowing as an engine does that is eased down.' } as const;
/** Looked at again the gate is a quarter wider: a further fall in the meantime stretches the ramp of a true drag. */
const REVIEW_SLACK = 1.25;

/** An anchor does not come up by itself: it is heaved, which takes a stop, or it is lost, which takes something to catch on. */
const cameBackSoon = (drag: Drag, settings: DragSettings): boolean =>
  drag.stoppedMs < 0 && drag.backSinceMs - drag.fall.onsetMs <= settings.soonMin * MINUTE_MS;

const crossedAnAsset = (drag: Drag, { crossings }: DetectorInput): boolean =>
  crossings.some((c) => c.timeMs >= drag.fall.onsetMs - 5 * MINUTE_MS);

/** Looks at the shape of the fall once more: what seemed level in the middle of a slow ramp is not when the ramp is over. */
function isSlowRamp(drag: Drag, { tickMs, track }: DetectorInput, settings: DragSettings): boolean {
  const sinceMin = (tickMs - drag.fall.onsetMs) / MINUTE_MS;
  if (drag.isReviewed || sinceMin < settings.judgeByMin) return false;
  drag.isReviewed = true;
  const level = levelNow(track.minutes, tickMs, drag.fall, settings);
  return level !== undefined && level.rampMin > REVIEW_SLACK * settings.longestRampMin;
}

function close(
  state: DragState,
  drag: Drag,
  input: DetectorInput,
  settings: DragSettings,
  phase: 'ended' | 'withdrawn',
  because?: Pick<Dismissal, 'reason' | 'text'>,
): Verdict {
  const finding = dragFinding(drag, input, settings, phase);
  const nowKn = input.track.minutes.medianSpeedKn(0, 5);
  const isBelow = !Number.isNaN(nowKn) && nowKn < settings.recoveredRatio * drag.fall.beforeKn;
  Object.assign(state, startDrag(), { referenceKn: isBelow ? Math.max(nowKn, 0.1) : 0 });
  if (phase === 'ended' || because === undefined) return { finding };
  const values = { beforeTenthKn: whole(drag.fall.beforeKn * 10), levelTenthKn: whole(drag.levelKn * 10) };
  return { finding, dismissal: { ...because, values } };
}

/** Ten minutes at a level clearly below the one before, still under way: Eagle S went 9.2, 8.5, 6.3. */
function noticeFurtherFall(drag: Drag, { tickMs, track }: DetectorInput, settings: DragSettings): void {
  if (drag.furtherFalls >= MAX_FURTHER_FALLS || drag.stop !== null || tickMs - drag.foundMs < 10 * MINUTE_MS) return;
  const newest = speedsBetween(track.minutes, 0, 10);
  if (newest.length < 2 || newest.some((v) => v < 2 * settings.stoppedKn)) return;
  if (newest.every((v) => v <= settings.furtherFallRatio * drag.levelKn)) {
    drag.levelKn = track.minutes.medianSpeedKn(0, 10);
    drag.furtherFalls++;
  }
}

function noticeShift(drag: Drag, { tickMs, track }: DetectorInput, settings: DragSettings): void {
  const before = drag.fall.offsetDeg;
  if (before === null || ageOf(tickMs, drag.fall.onsetMs) < SHIFT_AFTER_MIN + SHIFT_WINDOW_MIN) return;
  const now = courseOffsetDeg(track.minutes, 0, SHIFT_WINDOW_MIN);
  if (now === null) return;
  const shift = shiftDeg(now, before, track.minutes.medianSpeedKn(0, SHIFT_WINDOW_MIN) / drag.fall.beforeKn);
  const size = Math.abs(shift);
  const sign = size >= settings.shiftDeg && size <= settings.shiftMaxDeg ? Math.sign(shift) : 0;
  drag.shiftMin = sign !== 0 && sign === drag.shiftSign ? drag.shiftMin + 1 : 0;
  drag.shiftSign = sign;
  if (!drag.hasShifted || sign !== 0) drag.shiftTenthDeg = whole(shift * 10);
  // The first window already holds ten minutes.
  if (drag.shiftMin + SHIFT_WINDOW_MIN >= settings.shiftForMin) drag.hasShifted = true;
}

function noticeStop(drag: Drag, input: DetectorInput, speedKn: number, settings: DragSettings): void {
  const { tickMs, track, places } = input;
  const isStopped = speedKn < settings.stoppedKn;
  if (drag.stop === null) {
    if (!isStopped) return;
    const beforeKn = track.minutes.medianSpeedKn(BEFORE_STOP_FROM_MIN, BEFORE_STOP_TO_MIN);
    drag.stop = { sinceMs: tickMs, beforeKn: Number.isNaN(beforeKn) ? drag.levelKn : beforeKn };
    return;
  }
  if (isStopped) {
    const isAnchorage = places.isInside('anchorage', track.last.lon, track.last.lat);
    if (!isAnchorage && drag.stoppedMs < 0 && tickMs - drag.stop.sinceMs >= settings.stopForMin * MINUTE_MS)
      drag.stoppedMs = tickMs;
    return;
  }
  if (drag.stoppedMs < 0) {
    // Too short to be a stop: forget it when the ship is under way again.
    if (speedKn > 2 * settings.stoppedKn) drag.stop = null;
    return;
  }
  const newest = speedsBetween(track.minutes, 0, STEP_UP_FOR_MIN);
  const isUp = newest.length > 0 && newest.every((v) => v >= settings.stepUpRatio * (drag.stop?.beforeKn ?? 0));
  if (isUp && drag.recoveredMs < 0) drag.recoveredMs = tickMs;
}

function hasArrived(drag: Drag, input: DetectorInput, speedKn: number, settings: DragSettings): boolean {
  const { tickMs, track, places } = input;
  const { lon, lat } = track.last;
  const isStill = speedKn < settings.stoppedKn && places.places.length > 0;
  if (!isStill || !(places.isInside('port', lon, lat) || places.isInside('anchorage', lon, lat))) {
    drag.stoppedInPlaceSinceMs = -1;
    return false;
  }
  if (drag.stoppedInPlaceSinceMs < 0) drag.stoppedInPlaceSinceMs = tickMs;
  return tickMs - drag.stoppedInPlaceSinceMs >= ARRIVED_MIN * MINUTE_MS;
}

/** Back at what it made before, for ten minutes: shorter returns are intermittent contact. */
function isBack(drag: Drag, { tickMs }: DetectorInput, speedKn: number, settings: DragSettings): boolean {
  if (speedKn < settings.recoveredRatio * drag.fall.beforeKn) {
    drag.backSinceMs = -1;
    return false;
  }
  if (drag.backSinceMs < 0) drag.backSinceMs = tickMs;
  return tickMs - drag.backSinceMs >= settings.recoveredForMin * MINUTE_MS;
}
