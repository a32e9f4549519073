/** Answers what pages ask of the core: from the watch as it stands after the last record. */
import { alertVessel } from '../alerts/vessel-words.ts';
import { e5, iso, tenths, wholeNumber } from '../alerts/whole-units.ts';
import type { IntegrityView, SearchHit } from '../contract/views.ts';
import type { Watch } from '../pipeline/watch.ts';
import type { CoreQuestions } from './core-messages.ts';
import { savedWatch } from './saved-watch.ts';
import type { TheatreSetup } from './theatre-setup.ts';

/** As many as anyone reads. */
const MAX_DOUBTS = 200;

export function answerer(watch: Watch, setup: TheatreSetup) {
  const questions: CoreQuestions = {
    alert: (id) => watch.core.alert(id),
    considered: () => [...watch.core.considered()],
    hoursOf: (assetId) => watch.core.hoursOf(assetId),
    vessel: (mmsi) => vesselOf(watch, mmsi),
    search: (text, limit) => searchAll(watch, setup, text, limit),
    integrity: () => integrityOf(watch),
    handling: (alertId) => watch.desk.handling(alertId),
    position: () => ({ seq: watch.seq, sources: watch.sources, clockMs: watch.clockMs }),
    save: () => ({ seq: watch.seq, bytes: savedWatch(watch, setup) }),
  };
  return (what: keyof CoreQuestions, args: readonly unknown[]): unknown =>
    (questions[what] as (...args: readonly unknown[]) => unknown)(...args);
}

function vesselOf(watch: Watch, mmsi: number): ReturnType<CoreQuestions['vessel']> {
  const view = watch.core.track(mmsi);
  const identity = view?.identity ?? watch.picture.identity(mmsi);
  const alerts = watch.core
    .alerts()
    .filter((a) => a.vessel.mmsi === mmsi)
    .map((a) => ({ alertId: a.id, severity: a.severity, onsetAt: a.onsetAt, status: a.status }));
  const considered = watch.core.considered().filter((c) => c.vessel.mmsi === mmsi);
  if (view === undefined && identity.name === undefined && alerts.length === 0 && considered.length === 0)
    return undefined;
  const last = view?.last;
  return {
    vessel: alertVessel(identity),
    identities: watch.core.identities(mmsi).map((i) => ({ ...alertVessel(i.identity), from: iso(i.fromMs) })),
    ...(last === undefined
      ? {}
      : { lastHeardAt: iso(last.timeMs), position: { lonE5: e5(last.lon), latE5: e5(last.lat) } }),
    ...(last?.speedKn === undefined ? {} : { speedTenthKn: tenths(last.speedKn) }),
    ...(last?.courseDeg === undefined ? {} : { courseDeg: wholeNumber(last.courseDeg) }),
    ...(last?.headingDeg === undefined ? {} : { headingDeg: wholeNumber(last.headingDeg) }),
    ...(view?.ownPaceKn === undefined ? {} : { ownPaceTenthKn: tenths(view.ownPaceKn) }),
    ...(identity.destination === undefined ? {} : { destination: identity.destination }),
    ...(identity.draughtM === undefined ? {} : { draughtTenthM: tenths(identity.draughtM) }),
    lists: 'not-yet',
    alerts,
    considered,
  };
}

function integrityOf(watch: Watch): IntegrityView {
  const { rejected } = watch.core.statistics;
  return {
    counts: [...rejected].map(([reason, times]) => ({ reason, times })).sort((a, b) => b.times - a.times),
    vessels: watch.core
      .doubts()
      .slice(0, MAX_DOUBTS)
      .map((doubt) => ({
        vessel: alertVessel(watch.picture.identity(doubt.mmsi)),
        reason: doubt.reason,
        times: doubt.times,
        lastAt: iso(doubt.lastMs),
      })),
    disturbances: watch.core.disturbances(),
  };
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleUpperCase('en');

function searchAll(watch: Watch, setup: TheatreSetup, text: string, limit: number): SearchHit[] {
  const wanted = folded(text.trim());
  if (wanted === '') return [];
  const hits: SearchHit[] = [];
  for (const alert of watch.core.alerts())
    if (folded(`${alert.vessel.name ?? ''} ${alert.vessel.mmsi}`).includes(wanted))
      hits.push({ kind: 'alert', alertId: alert.id, sentence: alert.sentence, severity: alert.severity });
  for (const asset of setup.assets) {
    const others = Object.values(setup.assetDetails[asset.id]?.names ?? {}).filter((n): n is string => n !== undefined);
    if ([asset.name, ...others, ...asset.owners].some((name) => folded(name).includes(wanted)))
      hits.push({ kind: 'asset', assetId: asset.id, name: asset.name, names: others });
  }
  for (const vessel of watch.picture.search(wanted, limit)) hits.push({ kind: 'vessel', vessel });
  return hits.slice(0, limit);
}
