/** Which assets were watched, and the hours in which they were not: no data is not no ship. */
import type { AssetWatch } from '../contract/alert.ts';
import { type Html, html } from './html.ts';

const WIDTH = 288;

function strip(watch: AssetWatch, fromMs: number, toMs: number): Html {
  const x = (iso: string): number => ((Date.parse(iso) - fromMs) / (toMs - fromMs)) * WIDTH;
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} 14" role="img" aria-label="${watch.name}: ${watch.hoursNotWatched} hours not watched">${watch.periods.map((p) => html`<rect class="${p.state}" x="${x(p.from).toFixed(1)}" width="${Math.max(0.5, x(p.to) - x(p.from)).toFixed(1)}" height="14"><title>${p.state} from ${p.from} to ${p.to}: ${p.because}</title></rect>`)}</svg>`;
}

export function coverageTable(watches: readonly AssetWatch[], from: string, to: string): Html {
  if (watches.length === 0) return html`<p class="quiet">No asset lies in this region.</p>`;
  const [fromMs, toMs] = [Date.parse(from), Math.max(Date.parse(to), Date.parse(from) + 1)];
  const sorted = [...watches].sort((a, b) => b.hoursNotWatched - a.hoursNotWatched || (a.assetId < b.assetId ? -1 : 1));
  return html`<table class="coverage"><thead><tr><th>Asset</th><th>Hours <b>not</b> watched</th><th>Degraded</th><th>Watched</th><th>By hour, ${from.slice(0, 16).replace('T', ' ')} to ${to.slice(0, 16).replace('T', ' ')} UTC</th></tr></thead>
  <tbody>${sorted.map((w) => html`<tr><td>${w.name}</td><td class="number ${w.hoursNotWatched > 0 ? 'bad' : ''}">${w.hoursNotWatched}</td><td class="number">${w.hoursDegraded}</td><td class="number">${w.hoursWatched}</td><td>${strip(w, fromMs, toMs)}</td></tr>`)}</tbody></table>
  <p class="legend"><span class="key watched"></span>watched <span class="key degraded"></span>degraded <span class="key not-watched"></span>not watched: in that hour too little was heard along the route to say that no ship was there.</p>`;
}
