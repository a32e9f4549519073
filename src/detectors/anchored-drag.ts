/**
 * Anchored drag: a ship at anchor, or nearly still, near an asset whose anchor does not hold. Its swing circle moves, it drifts
 * with its heading aside, or it crosses the asset again and again, as Hong Tai 58 did for 53 hours on six shackles of chain.
 */
import { distanceM, turnDeg } from '../geo/local-plane.ts';
import { MINUTE_MS, NAUTICAL_MILE_M } from '../geo/units.ts';
import { vesselClass } from '../tracks/identity.ts';
import { anchoredDragFinding, type Signs } from './anchored-drag-finding.ts';
import { ANCHORED_DRAG_PARAMETERS, type AnchoredDragSettings } from './anchored-drag-parameters-table.ts';
import { corridorAt } from './corridor.ts';
import type { Detector, DetectorInput, Verdict } from './detector.ts';
import { configured, settingsOf } from './parameters.ts';
import { stayedWithin, swingCentre, swingRadiusM } from './swing.ts';

export interface AnchoredDragState extends Signs {
  /** Last tick at which it was slow and near an asset. */
  lastInMs: number;
  onsetMs: number;
  /** Since when it has said without a break that it is at anchor or moored; -1 while it does not. */
  saidSinceMs: number;
  /** The first centre of its swing, and the one it last moved away from. */
  first: { readonly lon: number; readonly lat: number; readonly isAnchor: boolean } | null;
  rest: { readonly lon: number; readonly lat: number; readonly sinceMs: number } | null;
  /** Since when the centre has been away from the first; -1 while it is not. */
  awaySinceMs: number;
  /** Since when it has been farther away than a held ship can be, and slow; -1 while it is not. */
  beyondSinceMs: number;
  run: { readonly sinceMs: number; lastMs: number; minutes: number; readonly lon: number; readonly lat: number } | null;
}

const start = (): AnchoredDragState => ({
  sinceMs: -1,
  lastInMs: -1,
  onsetMs: -1,
  assetId: '',
  isAnchored: false,
  saidSinceMs: -1,
  first: null,
  rest: null,
  awaySinceMs: -1,
  beyondSinceMs: -1,
  movedM: 0,
  hasMoved: false,
  run: null,
  driftM: 0,
  driftMin: 0,
  crossings: 0,
});
const AT_ANCHOR = 1;
const MOORED = 5;

export function anchoredDragDetector(overrides?: Readonly<Record<string, number>>): Detector<AnchoredDragState> {
  const parameters = configured('anchored-drag', ANCHORED_DRAG_PARAMETERS, overrides);
  const settings = settingsOf(parameters);
  return {
    kind: 'anchored-drag',
    sees: 'A ship at anchor or nearly still near an asset whose swing circle moves, that drifts with its heading aside, or that crosses the asset again and again.',
    cannotSee:
      'An anchor that drags by less than its own swing circle, ships heard less than every ten minutes, and whether a ship that drifts has an anchor out at all.',
    source:
      'Hong Tai 58 (February 2025); swing-circle rule; drift rule of the Danish abnormal-behaviour project (1 to 5 kn, 45 degrees, 10 min, 500 m)',
    parameters,
    start,
    tick: (state, input) => tick(state, input, settings),
  };
}

function tick(state: AnchoredDragState, input: DetectorInput, settings: AnchoredDragSettings): Verdict {
  const { tickMs, track } = input;
  if (Number.isNaN(track.minutes.speedKn(0))) {
    if (state.sinceMs < 0) return {};
    if (tickMs - track.last.timeMs > settings.silentMin * MINUTE_MS) return end(state, input, settings);
    return state.onsetMs < 0 ? {} : { finding: anchoredDragFinding(state, state.onsetMs, input, settings, 'ongoing') };
  }
  noticePlace(state, input, settings);
  if (state.sinceMs < 0) return {};
  if (tickMs - state.lastInMs >= settings.leftForMin * MINUTE_MS) return end(state, input, settings);
  noticeSwing(state, input, settings);
  noticeDrift(state, input, settings);
  noticeCrossings(state, input, settings);
  if (state.onsetMs < 0) {
    const began = beganMs(state, input);
    if (began === undefined) return {};
    state.onsetMs = Math.floor(began / MINUTE_MS) * MINUTE_MS;
  }
  // The anchor holds again: what comes later is another episode.
  if (state.rest !== null && tickMs - state.rest.sinceMs >= settings.holdsAgainMin * MINUTE_MS)
    return end(state, input, settings);
  return { finding: anchoredDragFinding(state, state.onsetMs, input, settings, 'ongoing') };
}

function end(state: AnchoredDragState, input: DetectorInput, settings: AnchoredDragSettings): Verdict {
  const { onsetMs } = state;
  const finding = onsetMs < 0 ? undefined : anchoredDragFinding(state, onsetMs, input, settings, 'ended');
  Object.assign(state, start());
  return finding === undefined ? {} : { finding };
}

/** Angle between course and heading, degrees 0 to 180; NaN where either is not known. */
function asideDeg({ track }: DetectorInput): number {
  return Math.abs(turnDeg(track.minutes.headingDeg(0), track.minutes.courseDeg(0)));
}

function noticePlace(state: AnchoredDragState, input: DetectorInput, settings: AnchoredDragSettings): void {
  const { tickMs, track, assets } = input;
  const { last, minutes } = track;
  const speedKn = minutes.speedKn(0);
  const says = last.navStatus === AT_ANCHOR || last.navStatus === MOORED;
  const isSlow =
    speedKn < settings.slowKn || (speedKn < settings.driftMaxKn && (says || asideDeg(input) >= settings.asideDeg));
  const asset = isSlow ? corridorAt(assets, last.lon, last.lat, settings.corridorNm * NAUTICAL_MILE_M) : undefined;
  if (asset === undefined) return;
  if (state.sinceMs < 0) Object.assign(state, start(), { sinceMs: tickMs - MINUTE_MS });
  state.lastInMs = tickMs;
  state.assetId = asset.assetId;
  if (!says) state.saidSinceMs = -1;
  else if (state.saidSinceMs < 0) state.saidSinceMs = tickMs;
}

function noticeSwing(state: AnchoredDragState, input: DetectorInput, settings: AnchoredDragSettings): void {
  const { tickMs, track } = input;
  const { minutes } = track;
  if (tickMs - state.sinceMs < settings.centreMin * MINUTE_MS) return;
  const radiusM = swingRadiusM(track);
  if (!state.isAnchored && isHeld(state, input, settings)) {
    // What it did before it anchored is not a movement of its anchor.
    Object.assign(state, { isAnchored: true, first: null, rest: null, movedM: 0, awaySinceMs: -1, beyondSinceMs: -1 });
  }
  const centre = swingCentre(track, settings.centreMin);
  if (centre === undefined) return;
  // A first centre without headings is dropped when headings come: the two are not the same point.
  if (state.first === null || (centre.isAnchor && !state.first.isAnchor)) {
    state.first = centre;
    state.rest = { lon: centre.lon, lat: centre.lat, sinceMs: tickMs };
    return;
  }
  if (centre.isAnchor !== state.first.isAnchor) return;
  const moved = distanceM(state.first.lon, state.first.lat, centre.lon, centre.lat);
  state.movedM = Math.max(state.movedM, moved);
  if (moved > radiusM / 2) {
    if (state.awaySinceMs < 0) state.awaySinceMs = tickMs;
  } else if (state.onsetMs < 0) state.awaySinceMs = -1;
  const limitM = (centre.isAnchor ? settings.movedRadii : settings.movedRadiiBlind) * radiusM;
  // A ship that weighs anchor and leaves with its old status moves as far, but is soon under way.
  const isBeyond = moved > limitM && minutes.medianSpeedKn(0, settings.centreMin) < settings.slowKn;
  if (!isBeyond) state.beyondSinceMs = -1;
  else if (state.beyondSinceMs < 0) state.beyondSinceMs = tickMs;
  else if (state.isAnchored && tickMs - state.beyondSinceMs >= settings.beyondForMin * MINUTE_MS) state.hasMoved = true;
  if (state.rest === null || distanceM(state.rest.lon, state.rest.lat, centre.lon, centre.lat) > radiusM / 2)
    state.rest = { lon: centre.lon, lat: centre.lat, sinceMs: tickMs };
}

/**
 * At anchor by its own word and inside two radii for as long as a centre takes (a ship that comes in slowly gives the status
 * early); or by its own word for long, wherever it went; or in one swing circle for two hours, whatever it says.
 */
function isHeld(state: AnchoredDragState, { tickMs, track }: DetectorInput, settings: AnchoredDragSettings): boolean {
  const { minutes, last } = track;
  const radiusM = swingRadiusM(track);
  const saidMin = state.saidSinceMs < 0 ? 0 : (tickMs - state.saidSinceMs) / MINUTE_MS;
  if (saidMin >= settings.saidForMin) return true;
  if (saidMin >= settings.centreMin && stayedWithin(minutes, last.lon, last.lat, 2 * radiusM, settings.centreMin))
    return true;
  if (tickMs - state.sinceMs < settings.heldForMin * MINUTE_MS) return false;
  return stayedWithin(minutes, last.lon, last.lat, radiusM, settings.heldForMin);
}

/** Unbroken drift with the heading aside; up to three minutes of something else do not break it. */
function noticeDrift(state: AnchoredDragState, input: DetectorInput, settings: AnchoredDragSettings): void {
  const { tickMs, track } = input;
  const speedKn = track.minutes.speedKn(0);
  const { lon, lat } = track.last;
  const isAside =
    speedKn >= settings.driftMinKn && speedKn < settings.driftMaxKn && asideDeg(input) >= settings.asideDeg;
  if (!isAside) {
    if (state.run !== null && tickMs - state.run.lastMs > 3 * MINUTE_MS) state.run = null;
    return;
  }
  if (state.run === null) state.run = { sinceMs: tickMs - MINUTE_MS, lastMs: tickMs, minutes: 0, lon, lat };
  state.run.minutes += Math.min(3, Math.max(1, (tickMs - state.run.lastMs) / MINUTE_MS));
  state.run.lastMs = tickMs;
  const driftM = distanceM(state.run.lon, state.run.lat, lon, lat);
  // A ship that swings at anchor also moves sideways, but never farther than across its circle.
  const farM = Math.max(settings.driftM, 2 * swingRadiusM(track));
  if (state.run.minutes < settings.driftForMin || driftM < farM) return;
  if (driftM > state.driftM) {
    state.driftM = driftM;
    state.driftMin = state.run.minutes;
  }
}

/** Crossings of one asset near one kilometre point, by a ship that has moved farther than it could swing. */
function noticeCrossings(state: AnchoredDragState, input: DetectorInput, settings: AnchoredDragSettings): void {
  const kind = vesselClass(input.track.identity.shipType);
  if (kind === 'fishing' || kind === 'passenger' || kind === 'high-speed') return;
  if (Math.max(state.movedM, state.driftM) < swingRadiusM(input.track)) return;
  state.crossings = Math.max(state.crossings, crossingsTogether(state, input, settings).length);
}

function crossingsTogether(
  state: AnchoredDragState,
  { tickMs, crossings }: DetectorInput,
  settings: AnchoredDragSettings,
) {
  const newest = crossings[crossings.length - 1];
  if (newest === undefined) return [];
  return crossings.filter(
    (c) =>
      c.assetId === newest.assetId &&
      c.timeMs >= state.sinceMs &&
      tickMs - c.timeMs <= settings.crossingsWithinH * 60 * MINUTE_MS &&
      Math.abs(c.kpM - newest.kpM) <= settings.crossingsWithinM,
  );
}

/** When the first of the signs that are there began; undefined while there is none. */
function beganMs(state: AnchoredDragState, { tickMs }: DetectorInput): number | undefined {
  const began: number[] = [];
  if (state.hasMoved) began.push(state.awaySinceMs < 0 ? tickMs : state.awaySinceMs);
  if (state.driftM > 0) began.push(state.run?.sinceMs ?? tickMs);
  if (state.crossings >= 3) began.push(state.awaySinceMs < 0 ? tickMs : state.awaySinceMs);
  return began.length === 0 ? undefined : Math.min(...began);
}
