/** One alert as a card: the sentence, the pictures, what is next, what speaks for it and what against. */
import type { Alert, AssetAtRisk } from '../contract/alert.ts';
import { factorList } from './factor-list.ts';
import { type Html, html } from './html.ts';
import { type MapGround, smallMap } from './small-map.ts';
import { speedChart } from './speed-chart.ts';
import type { Clock } from './time-text.ts';

export function minutesText(asset: AssetAtRisk): string {
  if (asset.minutesTo === 0) return 'now';
  if (asset.minutesFrom === asset.minutesTo) return `in about ${asset.minutesTo} min`;
  return `in ${asset.minutesFrom} to ${asset.minutesTo} min`;
}

const watchWords = {
  watched: 'watched',
  degraded: 'watch degraded',
  'not-watched': 'NOT WATCHED',
  unknown: 'watch not known',
} as const;

function riskRow(asset: AssetAtRisk): Html {
  return html`<tr><td><b>${asset.name}</b><br><small>${asset.owners.join(', ')}</small></td><td class="when">${minutesText(asset)}</td><td>KP ${(asset.kpM / 1000).toFixed(0)}</td><td class="${asset.watchState}">${watchWords[asset.watchState]}</td></tr>`;
}

export function vesselLine(vessel: Alert['vessel']): string {
  const parts = [
    `MMSI ${vessel.mmsi}`,
    vessel.imo !== undefined ? `IMO ${vessel.imo}` : '',
    vessel.callsign !== undefined ? `call sign ${vessel.callsign}` : '',
    vessel.shipTypeWord ?? '',
    vessel.lengthM !== undefined ? `${vessel.lengthM} m` : '',
    vessel.flag !== undefined ? `flag ${vessel.flag}` : '',
  ];
  return parts.filter((p) => p !== '').join(' · ');
}

export function alertCard(alert: Alert, ground: MapGround, clock: Clock): Html {
  const nameOf = (id: string): string => ground.assets.find((a) => a.id === id)?.name ?? id;
  const ends =
    alert.endedAt === undefined
      ? `still ${alert.status} at the end of the data`
      : `${alert.status} ${clock.both(alert.endedAt)}`;
  return html`<article class="card ${alert.severity}" id="${alert.id}">
    <header><span class="severity ${alert.severity}">${alert.severity}</span><h3>${alert.vessel.name ?? `MMSI ${alert.vessel.mmsi}`}</h3><p class="quiet">${vesselLine(alert.vessel)}</p></header>
    <p class="sentence">${alert.sentence}</p>
    <p class="quiet">First sign ${clock.both(alert.onsetAt)}; raised ${clock.both(alert.raisedAt)}${alert.actionableAt !== undefined && alert.actionableAt !== alert.raisedAt && `; ${alert.severity === 'watch' ? 'actionable for a time from' : 'actionable from'} ${clock.both(alert.actionableAt)}`}; ${ends}.</p>
    <div class="pictures"><div>${speedChart(alert, nameOf)}</div><div>${smallMap(alert, ground)}</div></div>
    <div class="columns">
      <section><h4>Next asset at risk</h4>${alert.assetsAtRisk.length === 0 ? html`<p class="quiet">None on its course within the horizon.</p>` : html`<table class="risk"><tbody>${alert.assetsAtRisk.map(riskRow)}</tbody></table>`}
      ${alert.crossed.length > 0 && html`<h4>Crossed</h4><ul class="plain">${alert.crossed.map((c) => html`<li>${nameOf(c.assetId)} at ${clock.both(c.at)} ± ${c.sigmaS < 90 ? `${c.sigmaS} s` : `${Math.round(c.sigmaS / 60)} min`}, KP ${(c.kpM / 1000).toFixed(1)} ± ${(c.sigmaKpM / 1000).toFixed(1)} km</li>`)}</ul>`}</section>
      ${factorList('What speaks for it', 'for', alert.speaksFor, 'Nothing.')}
      ${factorList('What speaks against it', 'against', alert.speaksAgainst, 'Nothing was found. That is no proof.')}
    </div>
    <details><summary>Text for VHF channel 16</summary><blockquote>${alert.vhfText}</blockquote></details>
  </article>`;
}
