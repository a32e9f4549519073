/** Loitering in a corridor: hour after hour under 2 kn along an asset, neither moored nor where ships wait. */
import type { AlertFactor } from '../contract/alert.ts';
import { distanceM } from '../geo/local-plane.ts';
import { MINUTE_MS, NAUTICAL_MILE_M } from '../geo/units.ts';
import { median } from '../tracks/minute-ring.ts';
import { corridorAt } from './corridor.ts';
import type { Detector, DetectorInput, Parameter, Verdict } from './detector.ts';
import type { Finding } from './finding.ts';
import { makeFactor } from './make-factor.ts';
import { speedsBetween, whole } from './minute-window.ts';
import { configured, type Settings, settingsOf } from './parameters.ts';
import { slowShipContext } from './slow-ship-context.ts';

const PARAMETERS = {
  corridorNm: { value: 1, unit: 'nm', source: 'corridor tiers of 0.25, 1 and 3 nm; the sigma of the route is added' },
  meanSpeedKn: { value: 2, unit: 'kn', source: 'Global Fishing Watch loitering: hourly mean below 2 kn' },
  forMin: { value: 60, unit: 'min', source: 'one hour of that mean; published products take two or more' },
  longMin: { value: 240, unit: 'min', source: 'four hours: the filter of published reports' },
  leftForMin: {
    value: 15,
    unit: 'min',
    source: 'outside the corridor or under way for so long ends the stay (estimate)',
  },
  underWayKn: { value: 3, unit: 'kn', source: 'class A reports anchored ships above 3 kn as under way (ITU-R M.1371)' },
  stillM: {
    value: 40,
    unit: 'm',
    source: 'moored GNSS wanders 5 to 15 m; an anchored ship swings through more than twice its chain',
  },
  silentMin: { value: 60, unit: 'min', source: 'a ship not heard for an hour may have left (estimate)' },
} as const satisfies Record<string, Parameter>;
type LoiteringSettings = Settings<typeof PARAMETERS>;

export interface LoiteringState {
  /** First slow minute in the corridor; -1 while not in one. */
  sinceMs: number;
  /** Last tick at which it was slow and in the corridor. */
  lastInMs: number;
  assetId: string;
  nearestM: number;
  isFound: boolean;
  hasLain: boolean;
}

const start = (): LoiteringState => ({
  sinceMs: -1,
  lastInMs: -1,
  assetId: '',
  nearestM: 0,
  isFound: false,
  hasLain: false,
});
const MOORED = 5;
const AT_ANCHOR = 1;
const STILL_SHARE = 0.8;
const CLOSE_M = 0.25 * NAUTICAL_MILE_M;

export function loiteringDetector(overrides?: Readonly<Record<string, number>>): Detector<LoiteringState> {
  const parameters = configured('loitering', PARAMETERS, overrides);
  const settings = settingsOf(parameters);
  return {
    kind: 'loitering',
    sees: 'A ship that stays in the corridor of an asset for an hour or more at under 2 kn on average, and is not moored.',
    cannotSee:
      'Ships that do the same without AIS or between two reports an hour apart, work done under way, and whether gear is in the water.',
    source: 'Global Fishing Watch loitering definition, allowed inshore; cable use with anchorages as context',
    parameters,
    start,
    tick: (state, input) => tick(state, input, settings),
  };
}

function tick(state: LoiteringState, input: DetectorInput, settings: LoiteringSettings): Verdict {
  const { tickMs, track, assets } = input;
  const { minutes, last } = track;
  const speedKn = minutes.speedKn(0);
  if (Number.isNaN(speedKn)) {
    if (state.sinceMs < 0) return {};
    if (tickMs - last.timeMs > settings.silentMin * MINUTE_MS) return end(state, input, settings);
    return state.isFound ? { finding: loiteringFinding(state, input, settings, 'ongoing') } : {};
  }
  const asset =
    speedKn < settings.underWayKn
      ? corridorAt(assets, last.lon, last.lat, settings.corridorNm * NAUTICAL_MILE_M)
      : undefined;
  if (asset !== undefined) {
    if (state.sinceMs < 0) Object.assign(state, start(), { sinceMs: tickMs - MINUTE_MS, nearestM: asset.distanceM });
    state.lastInMs = tickMs;
    state.assetId = asset.assetId;
    state.nearestM = Math.min(state.nearestM, Math.max(0, asset.distanceM - asset.sigmaM));
  }
  if (state.sinceMs < 0) return {};
  if (tickMs - state.lastInMs >= settings.leftForMin * MINUTE_MS) return end(state, input, settings);
  if (!state.isFound) {
    if (asset === undefined || tickMs - state.sinceMs < settings.forMin * MINUTE_MS) return {};
    if (!(meanSpeedKn(input, settings) < settings.meanSpeedKn)) return {};
    if (liesStill(input, settings)) {
      state.hasLain = true;
      return {};
    }
    state.isFound = true;
  }
  return { finding: loiteringFinding(state, input, settings, 'ongoing') };
}

function end(state: LoiteringState, input: DetectorInput, settings: LoiteringSettings): Verdict {
  const { isFound, hasLain, assetId } = state;
  const finding = isFound ? loiteringFinding(state, input, settings, 'ended') : undefined;
  Object.assign(state, start());
  if (finding !== undefined) return { finding };
  if (!hasLain) return {};
  return {
    dismissal: {
      reason: 'lay-still',
      text: 'It lay still in the corridor of an asset, as ships do at a berth.',
      values: { assetId },
    },
  };
}

const meanSpeedKn = ({ track }: DetectorInput, settings: LoiteringSettings): number => {
  const speeds = speedsBetween(track.minutes, 0, settings.forMin);
  return speeds.length === 0 ? Number.NaN : speeds.reduce((sum, v) => sum + v, 0) / speeds.length;
};

/** Moored by its own word, or without moving as only a berth allows. A ship that says it is at anchor is not moored. */
function liesStill({ track }: DetectorInput, settings: LoiteringSettings): boolean {
  if (track.last.navStatus === MOORED) return true;
  if (track.last.navStatus === AT_ANCHOR) return false;
  const { minutes } = track;
  const heard: number[] = [];
  for (let age = 0; age < settings.forMin; age++) if (minutes.fixCount(age) > 0) heard.push(age);
  const lon = median(heard.map((age) => minutes.lon(age)));
  const lat = median(heard.map((age) => minutes.lat(age)));
  const still = heard.filter((age) => distanceM(lon, lat, minutes.lon(age), minutes.lat(age)) <= settings.stillM);
  // Not all: a ship that has just left its berth lay still, too.
  return still.length >= STILL_SHARE * heard.length;
}

function loiteringFinding(
  state: LoiteringState,
  input: DetectorInput,
  settings: LoiteringSettings,
  phase: Finding['phase'],
): Finding {
  const { tickMs, track, assets, places } = input;
  const minutes = (Math.min(tickMs, state.lastInMs) - state.sinceMs) / MINUTE_MS;
  const mean = meanSpeedKn(input, settings);
  const name = assets.get(state.assetId)?.name ?? state.assetId;
  const meanSpeedTenthKn = whole((Number.isNaN(mean) ? 0 : mean) * 10);
  const factors: AlertFactor[] = [
    makeFactor(
      'loitering-in-corridor',
      `It has stayed along ${name} for ${whole(minutes)} min at ${(meanSpeedTenthKn / 10).toFixed(1)} kn on average.`,
      { sinceMin: minutes, meanSpeedTenthKn, assetId: state.assetId },
      { sign: 'loitering-in-corridor' },
    ),
    ...slowShipContext(track, places, [track.last.lon, track.last.lat]),
  ];
  if (minutes >= settings.longMin)
    factors.push(makeFactor('loiters-long', 'It has been there for four hours or more.', { sinceMin: minutes }));
  if (state.nearestM <= CLOSE_M)
    factors.push(makeFactor('close-to-asset', `It came close to ${name}.`, { nearestM: state.nearestM }));
  return {
    kind: 'loitering',
    mmsi: track.mmsi,
    tickMs,
    onsetMs: state.sinceMs,
    phase,
    factors,
    measures: {
      meanSpeedTenthKn,
      hours: Math.floor(minutes / 60),
      sinceMin: whole(minutes),
      nearestM: whole(state.nearestM),
    },
    assetId: state.assetId,
  };
}
