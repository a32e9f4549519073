/** A suspected drag is watched until its shape is known: then it becomes a finding, or is let go with a reason. */
import type { AlertFactor } from '../contract/alert.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { depthFactor, headingForPort, placeFactors, sharedFactor, statusFactor } from './benign-context.ts';
import type { DetectorInput, Verdict } from './detector.ts';
import { dragFinding } from './drag-finding.ts';
import type { DragSettings } from './drag-parameters-table.ts';
import type { Drag, DragState, Suspicion } from './drag-state.ts';
import { type Level, levelNow, turnAtOnsetDeg } from './fall.ts';
import { makeFactor } from './make-factor.ts';
import { merchantShip } from './merchant-ship.ts';
import { ageOf, samplingMin, whole } from './minute-window.ts';
import { noticePeers } from './notice-peers.ts';

/** Shorter suspicions are noise and not worth a line. */
const WORTH_A_WORD_MS = 5 * MINUTE_MS;
/** Back at speed for three minutes ends a suspicion: nothing persisted. */
const BACK_MS = 3 * MINUTE_MS;
/** The turn is known when the minutes after the onset have come. */
const TURN_KNOWN_MIN = 6;
/** Weather slows all ships to 0.8 to 0.95 of their pace: deeper falls stand by themselves. */
const WEATHER_RATIO = 0.75;
const TOLERABLE_SAMPLING_MIN = 5;

type Reason =
  | 'too-short'
  | 'too-shallow'
  | 'unsteady-before'
  | 'turned-at-onset'
  | 'slow-ramp'
  | 'not-level'
  | 'stopped'
  | 'peers-slowed'
  | 'not-heard';

const TEXTS: Readonly<Record<Reason, string>> = {
  'too-short': 'It was back at its speed within minutes.',
  'too-shallow': 'The fall was too shallow for the ship, given how much its speed varied before.',
  'unsteady-before': 'It did not hold a steady speed before the fall, so that the fall says little.',
  'turned-at-onset': 'It turned as it slowed: a manoeuvre.',
  'slow-ramp': 'It slowed over many minutes, as an engine that is eased down.',
  'not-level': 'Its speed did not come to rest at a new level.',
  stopped: 'It came to a stop: it waits or anchors.',
  'peers-slowed': 'The ships near slowed too: wind and sea.',
  'not-heard': 'It was not heard for too long to say more.',
};

export function judgeSuspicion(
  state: DragState,
  suspicion: Suspicion,
  input: DetectorInput,
  settings: DragSettings,
): Verdict {
  const { tickMs, track } = input;
  const { minutes } = track;
  const { fall } = suspicion;
  const speedKn = minutes.speedKn(0);
  if (tickMs - track.last.timeMs > settings.silentMin * MINUTE_MS) return letGo(state, suspicion, input, 'not-heard');
  if (Number.isNaN(speedKn)) return { suspected: true };
  noticePeers(suspicion, input);
  const isBack = speedKn >= settings.recoveredRatio * fall.beforeKn;
  if (!isBack) suspicion.backSinceMs = -1;
  else if (suspicion.backSinceMs < 0) suspicion.backSinceMs = tickMs;
  else if (tickMs - suspicion.backSinceMs >= BACK_MS - MINUTE_MS) return letGo(state, suspicion, input, 'too-short');
  const sinceMin = ageOf(tickMs, fall.onsetMs) + 1;
  if (sinceMin < TURN_KNOWN_MIN) return { suspected: true };
  if (fall.beforeMin < settings.steadyForMin || fall.beforeSpread > settings.steadySpread)
    return letGo(state, suspicion, input, 'unsteady-before');
  const turnDeg = turnAtOnsetDeg(minutes, tickMs, fall);
  if (turnDeg > settings.largestTurnDeg) return letGo(state, suspicion, input, 'turned-at-onset', { turnDeg });
  if (sinceMin < settings.persistMin) return { suspected: true };
  const level = levelNow(minutes, tickMs, fall, settings);
  const isLate = sinceMin >= settings.judgeByMin;
  if (level === undefined || !level.isLevel) {
    if (!isLate) return { suspected: true };
    return letGo(
      state,
      suspicion,
      input,
      level !== undefined && isFalling(level, fall.beforeKn) ? 'slow-ramp' : 'not-level',
    );
  }
  const sampling = samplingMin(minutes, 0, Math.min(60, sinceMin + 20));
  const values = { rampMin: level.rampMin, levelTenthKn: level.speedKn * 10, beforeTenthKn: fall.beforeKn * 10 };
  if (level.rampMin > Math.max(settings.longestRampMin, 2 * sampling))
    return letGo(state, suspicion, input, 'slow-ramp', values);
  const ratio = level.speedKn / fall.beforeKn;
  if (ratio < settings.stoppedRatio) return letGo(state, suspicion, input, 'stopped', values);
  const isDeep = ratio <= settings.deepestRatio && -Math.log(ratio) >= settings.depthInSpreads * fall.beforeSpread;
  if (!isDeep) return isLate ? letGo(state, suspicion, input, 'too-shallow', values) : { suspected: true };
  if (ratio > WEATHER_RATIO && suspicion.peers >= 3 && suspicion.peersSlowed * 3 >= suspicion.peers * 2)
    return isLate ? letGo(state, suspicion, input, 'peers-slowed', values) : { suspected: true };
  const drag = found(suspicion, input, settings, level, turnDeg, sampling);
  state.suspicion = null;
  state.drag = drag;
  return { suspected: true, finding: dragFinding(drag, input, settings, 'ongoing') };
}

/** Most of the fall came late: the ship was still easing down when it should have been level. */
const isFalling = (level: Level, beforeKn: number): boolean => level.speedKn < 0.9 * beforeKn;

function letGo(
  state: DragState,
  suspicion: Suspicion,
  { tickMs, track }: DetectorInput,
  reason: Reason,
  values: Readonly<Record<string, number>> = {},
): Verdict {
  state.suspicion = null;
  state.cusum = 0;
  // From here the ship is watched against what it makes now, else the next tick would raise the same suspicion again.
  const nowKn = track.minutes.medianSpeedKn(0, 5);
  state.referenceKn = reason === 'too-short' || Number.isNaN(nowKn) ? 0 : Math.max(nowKn, 0.1);
  const lastedMs = tickMs - (reason === 'too-short' ? suspicion.alarmMs : suspicion.fall.onsetMs);
  if (lastedMs < WORTH_A_WORD_MS) return {};
  const { fall, peers, peersSlowed } = suspicion;
  const measured = {
    beforeTenthKn: fall.beforeKn * 10,
    beforeSpreadMilli: fall.beforeSpread * 1000,
    sinceMin: (tickMs - fall.onsetMs) / MINUTE_MS,
    peers,
    peersSlowed,
    ...values,
  };
  const rounded = Object.fromEntries(Object.entries(measured).map(([name, v]) => [name, whole(v)]));
  return { dismissal: { reason, text: TEXTS[reason], values: rounded } };
}

function found(
  suspicion: Suspicion,
  input: DetectorInput,
  settings: DragSettings,
  level: Level,
  turnDeg: number,
  sampling: number,
): Drag {
  const { tickMs, track, places } = input;
  const { fall } = suspicion;
  const positions = [
    [fall.lon, fall.lat],
    [track.last.lon, track.last.lat],
  ] as const;
  const context: AlertFactor[] = placeFactors(places, positions, level.speedKn >= settings.minPaceKn);
  const port = fall.courseDeg === null ? undefined : headingForPort(places, [fall.lon, fall.lat], fall.courseDeg);
  if (port !== undefined) context.push(port);
  const status = statusFactor(track.last.navStatus);
  if (status !== undefined) context.push(status);
  const depth = depthFactor(input.assets, [track.last.lon, track.last.lat], level.speedKn);
  if (depth !== undefined) context.push(depth);
  const shared = sharedFactor(track.isShared);
  if (shared !== undefined) context.push(shared);
  const asContext = { group: 'context' } as const;
  if (merchantShip(track, settings.minLengthM) === 'assumed')
    context.push(
      makeFactor(
        'class-not-known',
        'Its type is not given; by its length it is taken for a merchant ship.',
        { lengthM: track.identity.lengthM ?? 0 },
        asContext,
      ),
    );
  if (sampling > TOLERABLE_SAMPLING_MIN)
    context.push(
      makeFactor(
        'cap-at-watch',
        'It is heard too seldom to know the shape of the fall.',
        { samplingS: sampling * 60 },
        asContext,
      ),
    );
  return {
    ...suspicion,
    backSinceMs: -1,
    foundMs: tickMs,
    rampMin: level.rampMin,
    turnDeg,
    samplingMin: sampling,
    context,
    levelKn: level.speedKn,
    furtherFalls: 0,
    speedKn: level.speedKn,
    shiftSign: 0,
    shiftMin: 0,
    shiftTenthDeg: 0,
    hasShifted: false,
    stop: null,
    stoppedMs: -1,
    recoveredMs: -1,
    stoppedInPlaceSinceMs: -1,
    isReviewed: (tickMs - fall.onsetMs) / MINUTE_MS >= settings.judgeByMin,
  };
}
