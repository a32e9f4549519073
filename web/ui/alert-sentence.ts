/**
 * An alert's sentence, a factor's and a reason's in the language of the page. The server writes English; the others are put
 * together here from the kind, the measures and the fields.
 */
import type { AlertFactor, AssetAtRisk } from '../../src/contract/alert.ts';
import type { AlertHead, QueueRow } from '../../src/contract/desk.ts';
import type { Language } from '../i18n/languages.ts';
import { hasText, type Translate, translator } from '../i18n/translate.ts';
import { texts as reasonTexts } from './reason-texts.ts';
import { METRES_A_MILE } from './units.ts';

/** What an asset is called in the language of the page. */
export type AssetName = (assetId: string) => string;
/** What a place is called in it. */
export type PlaceNameOf = (placeId: string) => string;
type Words = Translate<'sentence'>;

/** "EAGLE S SIM (tanker, 229 m)", or "MMSI 290000001". */
export function shipPhrase(vessel: AlertHead['vessel'], language: Language): string {
  const t = translator(language, 'sentence');
  const key = `type-${vessel.shipTypeWord ?? ''}`;
  const type = hasText('sentence', key) ? t(key as Parameters<Words>[0]) : vessel.shipTypeWord;
  const details = [type, vessel.lengthM === undefined ? undefined : `${vessel.lengthM} m`].filter(
    (d) => d !== undefined,
  );
  const name = vessel.name ?? `MMSI ${vessel.mmsi}`;
  return details.length === 0 ? name : `${name} (${details.join(', ')})`;
}

export const knots = (tenths: number): string => (tenths / 10).toFixed(1);

/** An alert, or its head in the queue with what its row says of crossings. */
type Told = AlertHead & { readonly crossed?: readonly { readonly assetId: string }[] };

export function alertSentence(alert: Told, language: Language, assetName: AssetName): string {
  if (language === 'en') return alert.sentence;
  return composeSentence(alert, language, assetName);
}

/** The same of a row of the queue. */
export const rowSentence = ({ alert, crossed = [] }: QueueRow, language: Language, assetName: AssetName): string =>
  alertSentence({ ...alert, crossed: crossed.map((assetId) => ({ assetId })) }, language, assetName);

/** Put together from parts in any language. */
export function composeSentence(alert: Told, language: Language, assetName: AssetName): string {
  const t = translator(language, 'sentence');
  const about = alert.speaksFor.map((f) => f.values.assetId).find((id) => typeof id === 'string');
  const asset = typeof about === 'string' ? assetName(about) : t('an-asset');
  const did = `${behaviour(alert, asset, t)}${outlook(alert, language, assetName, t)}`;
  return t('whole', { ship: shipPhrase(alert.vessel, language), did });
}

function behaviour({ kind, measures: m = {} }: AlertHead, asset: string, t: Words): string {
  const speed = (tenths: number): string => t('speed', { kn: knots(tenths) });
  if (kind === 'drag') {
    const { ownPaceTenthKn: from, speedTenthKn: to, rampMin, turnDeg, peers, peersSlowed } = m;
    const parts = [
      from === undefined || to === undefined ? t('drag-plain') : t('drag', { from: speed(from), to: speed(to) }),
      rampMin === undefined || rampMin === 0 ? '' : t('drag-ramp', { rampMin }),
      turnDeg === undefined || turnDeg >= STRAIGHT_DEG ? '' : t('drag-straight'),
    ];
    if (peers !== undefined && peers >= 2 && peersSlowed !== undefined)
      parts.push(peersSlowed === 0 ? t('drag-peers-none', { peers }) : t('drag-peers-some', { peers, peersSlowed }));
    return `${parts.join('')}${t('drag-end')}`;
  }
  if (kind === 'crossing-dip') {
    const { dipPercent, dipMin } = m;
    return dipPercent === undefined || dipMin === undefined
      ? t('dip-plain', { asset })
      : t('dip', { asset, dipPercent, dipMin });
  }
  if (kind === 'loitering') {
    const { hours, sinceMin, meanSpeedTenthKn } = m;
    if (meanSpeedTenthKn === undefined) return t('loitering-plain', { asset });
    const mean = speed(meanSpeedTenthKn);
    if (hours !== undefined && hours > 0) return t('loitering-hours', { asset, hours, mean });
    return sinceMin === undefined ? t('loitering-plain', { asset }) : t('loitering-minutes', { asset, sinceMin, mean });
  }
  if (kind === 'anchored-drag') {
    const { crossings, centreMovedM, driftM } = m;
    const again = crossings === undefined || crossings < 2 ? '' : t('anchored-again', { crossings });
    if (centreMovedM !== undefined)
      return `${t('anchored-swing', { asset })}${again}${t('anchored-swing-end', { centreMovedM })}`;
    const drift =
      driftM === undefined || driftM === 0 ? t('anchored-slow', { asset }) : t('anchored-drift', { asset, driftM });
    return `${drift}${again}${t('anchored-end')}`;
  }
  return t('other-kind', { kind });
}

/** Less than this is the wander of a steered course. */
const STRAIGHT_DEG = 10;

function outlook(alert: Told, language: Language, assetName: AssetName, t: Words): string {
  if (alert.status === 'withdrawn')
    return t('withdrawn', { because: lowerFirst(reasonText('', alert.withdrawnBecause ?? '', language)) });
  const names = [...new Set((alert.crossed ?? []).map((c) => assetName(c.assetId)))];
  const crossed = names.length === 0 ? '' : t('crossed', { assets: names.slice(0, 4).join(', ') });
  return `${crossed}${whatIsNext(alert, assetName, t)}`;
}

function whatIsNext(alert: Told, assetName: AssetName, t: Words): string {
  if (alert.status === 'ended') return t('ended');
  const next = alert.assetsAtRisk[0];
  if (next === undefined) return t('no-asset-ahead');
  const tell = next.owners.length === 0 ? '' : t('tell', { owners: owners(next) });
  const asset = assetName(next.assetId);
  if (next.minutesTo === 0) return t('over-now', { asset, tell });
  return t('next', { asset, tell, minutesFrom: next.minutesFrom, minutesTo: next.minutesTo });
}

const lowerFirst = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
const owners = (asset: AssetAtRisk): string => asset.owners.slice(0, 4).join(', ');

/** One step of a waterfall. */
export function factorText(
  factor: AlertFactor,
  language: Language,
  assetName: AssetName,
  placeName: PlaceNameOf,
): string {
  if (language === 'en' || !hasText('factors', factor.id)) return factor.text;
  const v = factor.values;
  const tenths = (name: string): string =>
    translator(language, 'sentence')('speed', { kn: knots(Number(v[name] ?? 0)) });
  return translator(language, 'factors')(factor.id as Parameters<Translate<'factors'>>[0], {
    ...v,
    before: tenths('beforeTenthKn'),
    level: tenths('levelTenthKn'),
    mean: tenths('meanSpeedTenthKn'),
    percent: Math.round(Number(v.ratioMilli ?? 0) / 10),
    shiftDeg: Math.round(Math.abs(Number(v.shiftTenthDeg ?? 0)) / 10),
    distance: `${Math.round(Number(v.distanceM ?? 0) / METRES_A_MILE)} nm`,
    asset: typeof v.assetId === 'string' ? assetName(v.assetId) : translator(language, 'sentence')('an-asset'),
    place: placeName(String(v.place ?? '')),
  });
}

/** Why a ship was let go or an alert withdrawn, by its id or by the server's English sentence. */
export function reasonText(reason: string, english: string, language: Language): string {
  if (language === 'en') return english === '' ? reasonTexts.en.other : english;
  const t = translator(language, 'reasons');
  if (hasText('reasons', reason)) return t(reason as Parameters<Translate<'reasons'>>[0]);
  const found = Object.entries(reasonTexts.en).find(([, text]) => text === english)?.[0] ?? 'other';
  return t(found as Parameters<Translate<'reasons'>>[0]);
}
