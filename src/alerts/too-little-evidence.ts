/** A finding that never weighed enough for an alert, told as what it is: considered, and why it was let go. */
import type { AlertConfig } from './alert-config.ts';
import type { Episode } from './episode.ts';
import type { DismissalReport } from './vessel-report.ts';

export function tooLittleEvidence(episode: Episode, config: AlertConfig): DismissalReport {
  const { factors, milliNats } = episode.evidence();
  const { report } = episode;
  const seen = factors.find((f) => f.milliNats > 0);
  const against = factors.filter((f) => f.milliNats < 0).slice(0, 2);
  const texts = [seen, ...against].flatMap((f) => (f === undefined ? [] : [f.text]));
  return {
    mmsi: episode.mmsi,
    identity: report.identity,
    kind: episode.leading().kind,
    tickMs: episode.lastFindingMs,
    lon: report.lon,
    lat: report.lat,
    dismissal: {
      reason: 'too-little-evidence',
      text: `${texts.join(' ')} Together too little for an alert.`.trimStart(),
      values: { evidenceMilliNats: milliNats, floorMilliNats: config.watchMilliNats },
    },
  };
}
