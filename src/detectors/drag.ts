/**
 * Under-way drag: a merchant ship falls below its own pace on a straight course, briskly, and stays there. A one-sided CUSUM
 * raises the suspicion; gates on the shape of the fall make it a finding; what follows (shift, stop, recovery) adds signs.
 */

import type { Detector, DetectorInput, Verdict } from './detector.ts';
import { followDrag } from './drag-follow.ts';
import { judgeSuspicion } from './drag-judge.ts';
import { DRAG_PARAMETERS, type DragSettings } from './drag-parameters-table.ts';
import { type DragState, startDrag } from './drag-state.ts';
import { locateFall } from './fall.ts';
import { merchantShip } from './merchant-ship.ts';
import { configured, settingsOf } from './parameters.ts';

/** A sample stands for the minutes since the one before, at most this many: ships in range of few receivers are sampled thinly. */
const MAX_WEIGHT_MIN = 5;
/** One minute's step is bounded, so that a single wild speed raises no alarm: two are needed. */
const MAX_STEP = 0.35;

export function dragDetector(overrides?: Readonly<Record<string, number>>): Detector<DragState> {
  const parameters = configured('drag', DRAG_PARAMETERS, overrides);
  const settings = settingsOf(parameters);
  return {
    kind: 'drag',
    sees: 'A cargo ship or tanker that falls below its own pace on a straight course within minutes, stays there, and shares it with no peer.',
    cannotSee:
      'Ships first heard when they already drag, drags that do not slow the ship (Yi Peng 3 at first), ships that are neither cargo ships nor tankers or whose type and length are not known, and the shape of a fall heard less than every five minutes; a brisk telegraph order looks the same.',
    source:
      'Own-baseline CUSUM (Page 1954) with gates measured on real Baltic traffic; profiles of Eagle S, Yi Peng 3, Newnew Polar Bear and Vezhen',
    parameters,
    start: startDrag,
    tick(state, input) {
      if (merchantShip(input.track, settings.minLengthM) === undefined && state.drag === null) {
        if (state.suspicion !== null || state.cusum > 0) Object.assign(state, startDrag());
        return {};
      }
      if (state.drag !== null) return followDrag(state, state.drag, input, settings);
      if (state.suspicion !== null) return judgeSuspicion(state, state.suspicion, input, settings);
      return watch(state, input, settings);
    },
  };
}

/** Nothing suspected: adds the newest minute to the CUSUM. */
function watch(state: DragState, { tickMs, track }: DetectorInput, settings: DragSettings): Verdict {
  const { minutes, ownPace } = track;
  const speedKn = minutes.speedKn(0);
  if (Number.isNaN(speedKn)) return {};
  const weightMin =
    state.lastMinuteMs < 0 ? 1 : Math.min(MAX_WEIGHT_MIN, (minutes.headMs - state.lastMinuteMs) / 60_000);
  state.lastMinuteMs = minutes.headMs;
  const pace = ownPace.speedKn;
  if (pace === undefined) {
    state.cusum = 0;
    return {};
  }
  const isBack = speedKn >= settings.recoveredRatio * pace;
  const hasFollowed = Math.abs(Math.log(state.referenceKn / pace)) < settings.cusumDrift;
  if (state.referenceKn > 0 && (isBack || hasFollowed)) state.referenceKn = 0;
  const referenceKn = state.referenceKn > 0 ? state.referenceKn : pace;
  if (referenceKn < settings.minPaceKn) {
    state.cusum = 0;
    return {};
  }
  const below = -Math.log(Math.max(speedKn, 0.1) / referenceKn) - settings.cusumDrift;
  const wasZero = state.cusum === 0;
  state.cusum = Math.max(0, state.cusum + weightMin * Math.min(MAX_STEP, below));
  if (state.cusum > 0 && wasZero) state.riseMs = minutes.headMs;
  if (state.cusum <= settings.cusumAlarm) return {};
  state.cusum = 0;
  const fall = locateFall(minutes, tickMs, state.riseMs);
  if (fall === undefined) {
    state.referenceKn = speedKn;
    return {};
  }
  state.suspicion = { alarmMs: tickMs, fall, peers: 0, peersSlowed: 0, backSinceMs: -1 };
  return { suspected: true };
}
