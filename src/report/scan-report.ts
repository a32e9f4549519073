/** The report of a scan: one self-contained page. First what to act on, then what was let go and why, then what was set aside. */
import type { Alert, AlertsDocument, Considered } from '../contract/alert.ts';
import { REJECT_REASONS, type RejectReason } from '../contract/reject-reasons.ts';
import type { Summary } from '../contract/summary.ts';
import { alertCard, vesselLine } from './alert-card.ts';
import { coverageTable } from './coverage-table.ts';
import { Html, html } from './html.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { MapGround } from './small-map.ts';
import { type Clock, clockFor } from './time-text.ts';

export interface ScanReportInput {
  readonly title: string;
  readonly document: AlertsDocument;
  readonly summary: Summary;
  readonly regionName: string;
  readonly timeZone: string;
  readonly ground: MapGround;
  /** For a reconstruction of a real case: what it is and how the case ended. */
  readonly reconstruction?: { readonly what: string; readonly outcome: string };
  readonly programVersion: string;
}

/** Cards are drawn for at most this many alerts of each kind; the rest is counted and stands in `alerts.json`. */
const MAX_CARDS = 40;

function banner(input: ScanReportInput): Html | false {
  const { reconstruction, document } = input;
  if (reconstruction !== undefined)
    return html`<div class="banner"><b>RECONSTRUCTION</b> ${reconstruction.what} All ships, names and positions here are simulated. <br>How the real case ended: ${reconstruction.outcome}</div>`;
  if (document.provenance.reconstruction !== undefined)
    return html`<div class="banner"><b>RECONSTRUCTION</b> This input marks itself as simulated (${document.provenance.reconstruction}). Nothing here is real.</div>`;
  return false;
}

function tiles(input: ScanReportInput): Html {
  const { summary } = input;
  const tile = (name: string, value: string | number, kind = ''): Html =>
    html`<div class="tile ${kind}"><b>${value}</b>${name}</div>`;
  const gaps = input.document.assetWatch.filter((w) => w.hoursNotWatched > 0).length;
  return html`<div class="tiles">${tile('high', summary.alerts.high, 'high')}${tile('actionable', summary.alerts.actionable, 'actionable')}${tile('watch', summary.alerts.watch, 'watch')}${tile('vessels', summary.vessels)}${tile('vessel-days', summary.vesselDays.toFixed(1))}${tile('crossings of assets', summary.crossings)}${tile(`of ${input.document.assetWatch.length} assets had hours not watched`, gaps)}</div>`;
}

function consideredTable(considered: readonly Considered[], ground: MapGround, clock: Clock): Html {
  if (considered.length === 0) return html`<p class="quiet">None.</p>`;
  const name = (id: string | undefined): string =>
    id === undefined ? '' : (ground.assets.find((a) => a.id === id)?.name ?? id);
  return html`<table><thead><tr><th>Ship</th><th>When</th><th>Why it was not alerted</th><th>Nearest asset</th></tr></thead><tbody>${considered.map((c) => html`<tr><td>${c.vessel.name ?? 'no name'}<br><small>${vesselLine(c.vessel)}</small></td><td>${clock.time(c.firstAt)}${c.times > 1 && html`<br><small>${c.times} times</small>`}</td><td>${c.text}</td><td>${name(c.nearestAssetId)}</td></tr>`)}</tbody></table>`;
}

function rejectedTable(summary: Summary): Html {
  const rows = Object.entries(summary.rejected)
    .filter(([, times]) => times > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (rows.length === 0) return html`<p class="quiet">Nothing was set aside.</p>`;
  return html`<table><thead><tr><th>Reason</th><th class="number">Records</th><th>What it means</th></tr></thead><tbody>${rows.map(([reason, times]) => html`<tr><td><code>${reason}</code></td><td class="number">${times}</td><td>${REJECT_REASONS[reason as RejectReason] ?? ''}</td></tr>`)}</tbody></table>`;
}

function cards(title: string, alerts: readonly Alert[], input: ScanReportInput, clock: Clock): Html | false {
  if (alerts.length === 0) return false;
  const rest = alerts.length - MAX_CARDS;
  return html`<h2>${title}</h2>${alerts.slice(0, MAX_CARDS).map((alert) => alertCard(alert, input.ground, clock))}${rest > 0 && html`<p>${rest} more stand in alerts.json.</p>`}`;
}

/** The whole page as text. Nothing in it is fetched from elsewhere. */
export function scanReport(input: ScanReportInput): string {
  const { document, summary } = input;
  const clock = clockFor(input.timeZone);
  const urgent = document.alerts.filter((a) => a.severity !== 'watch');
  const drawer = document.alerts.filter((a) => a.severity === 'watch');
  const hours =
    document.from === undefined || document.to === undefined
      ? 'no time'
      : `${clock.day(document.from)} to ${clock.day(document.to)}`;
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${input.title} · Merivaht</title><style>${new Html(PAGE_STYLE)}</style></head><body>
  <header><p class="quiet">Merivaht · ${input.regionName}</p><h1>${input.title}</h1><p>${hours}</p>${banner(input)}${document.provenance.timesInvented && html`<div class="banner"><b>TIMES INVENTED</b> The input carried no times; they were given on the command line. Speeds from positions and all clock times are not evidence.</div>`}</header>
  ${tiles(input)}
  ${urgent.length === 0 && html`<p class="sentence">No high or actionable alert.</p>`}
  ${cards('Act on these', urgent, input, clock)}
  <h2>Were the assets watched?</h2>${document.from !== undefined && document.to !== undefined ? coverageTable(document.assetWatch, document.from, document.to) : html`<p class="quiet">No data.</p>`}
  ${drawer.length > 0 && html`<details><summary><b>${drawer.length} in the watch drawer</b>: to look into, no call</summary>${cards('Watch', drawer, input, clock)}</details>`}
  <h2>Considered and not alerted</h2>${consideredTable(document.considered, input.ground, clock)}
  <h2>Input set aside</h2>${rejectedTable(summary)}<p class="quiet">${summary.records} records read, ${summary.positions} position reports, ${summary.fixes} accepted${summary.untimed > 0 && `, ${summary.untimed} without a time`}.</p>
  <footer><p>An alert says what a ship's movement is consistent with. It accuses no one. Routes are approximate, not for navigation.</p><p>Merivaht ${input.programVersion} · configuration ${document.configurationHash} · assets ${document.assetsHash}</p></footer>
  </body></html>`;
  return page.text;
}
