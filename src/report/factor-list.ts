/** What speaks for an alert and what speaks against it, each with the size of its step in the log-odds. */
import type { AlertFactor } from '../contract/alert.ts';
import { type Html, html } from './html.ts';

const FULL_BAR_MILLI_NATS = 5000;

function row(factor: AlertFactor): Html {
  const width = Math.min(100, (Math.abs(factor.milliNats) / FULL_BAR_MILLI_NATS) * 100);
  const nats = `${factor.milliNats > 0 ? '+' : ''}${(factor.milliNats / 1000).toFixed(1)}`;
  return html`<li><span class="bar"><span style="width:${width.toFixed(0)}%"></span></span><b title="step in the log-odds, nats">${nats}</b><span>${factor.text}${factor.sign !== undefined && html` <em class="sign">independent sign</em>`}</span></li>`;
}

export function factorList(
  title: string,
  kind: 'for' | 'against',
  factors: readonly AlertFactor[],
  ifNone: string,
): Html {
  return html`<section class="factors ${kind}"><h4>${title}</h4>${factors.length === 0 ? html`<p class="quiet">${ifNone}</p>` : html`<ul>${factors.map(row)}</ul>`}</section>`;
}
