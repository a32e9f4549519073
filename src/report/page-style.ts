/** The look of a report page: one style sheet, light and dark, colour-blind safe (Okabe and Ito 2008), good on paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #10212e; --quiet: #526473; --paper: #f6f8f9; --card: #fff; --line: #d5dde3; --sea: #e3eef5; --land: #d9d5c8;
  --high: #b3261e; --actionable: #b45f06; --watch: #35658a; --speed: #0072b2; --pace: #d55e00; --ok: #0072b2; --degraded: #e69f00; --not: #8c8c8c; --risk: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf2; --quiet: #9fb1be; --paper: #0c151c; --card: #14212b; --line: #2b3b47; --sea: #10283a; --land: #2c3234;
  --high: #ff8a80; --actionable: #ffb454; --watch: #8ec5ee; --speed: #56b4e9; --pace: #e69f00; --ok: #56b4e9; --degraded: #e69f00; --not: #77838b; --risk: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 20px; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, "Noto Sans", "Noto Sans CJK JP", sans-serif; }
h1 { font-size: 24px; margin: 0; } h2 { font-size: 19px; margin: 32px 0 10px; } h3 { font-size: 18px; margin: 0; } h4 { font-size: 14px; margin: 12px 0 4px; }
p { margin: 4px 0; } .quiet, .legend, small { color: var(--quiet); } .legend { font-size: 12px; }
.banner { border: 2px solid var(--actionable); border-radius: 6px; padding: 10px 14px; margin: 12px 0; } .banner b { color: var(--actionable); letter-spacing: .04em; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 10px; margin: 14px 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; } .tile b { display: block; font-size: 26px; line-height: 1.15; font-variant-numeric: tabular-nums; }
.tile.high b { color: var(--high); } .tile.actionable b { color: var(--actionable); } .tile.watch b { color: var(--watch); }
.card { background: var(--card); border: 1px solid var(--line); border-left: 6px solid var(--watch); border-radius: 6px; padding: 14px 16px; margin: 14px 0; break-inside: avoid; }
.card.high { border-left-color: var(--high); } .card.actionable { border-left-color: var(--actionable); }
.card header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; }
.severity { text-transform: uppercase; font-weight: 700; font-size: 12px; letter-spacing: .06em; } .severity.high { color: var(--high); } .severity.actionable { color: var(--actionable); } .severity.watch { color: var(--watch); }
.sentence { font-size: 17px; margin: 8px 0; max-width: 78ch; }
.pictures { display: grid; grid-template-columns: 3fr 2fr; gap: 16px; margin: 10px 0; } .columns { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; }
@media (max-width: 860px) { .pictures, .columns { grid-template-columns: 1fr; } }
svg { width: 100%; height: auto; display: block; } svg text { font: 11px system-ui, sans-serif; fill: var(--quiet); }
.chart .grid { stroke: var(--line); } .chart .speed { fill: none; stroke: var(--speed); stroke-width: 2.2; } .chart .pace { fill: none; stroke: var(--pace); stroke-width: 1.8; stroke-dasharray: 6 4; }
.chart .onset { fill: var(--high); opacity: .09; } .chart .crossing { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 2 3; } .chart .crossing-name { font-size: 10px; fill: var(--ink); paint-order: stroke; stroke: var(--card); stroke-width: 3px; }
.map { border: 1px solid var(--line); } .map .sea { fill: var(--sea); } .map .land { fill: var(--land); stroke: var(--quiet); stroke-width: .4; }
.map .asset path { fill: none; stroke: var(--quiet); stroke-width: 1; opacity: .75; } .map .asset.risk path { stroke: var(--risk); stroke-width: 1.8; opacity: 1; } .map .asset-name { fill: var(--ink); font-size: 10px; paint-order: stroke; stroke: var(--card); stroke-width: 3px; }
.map .way { fill: none; stroke: var(--speed); stroke-width: 2; } .map .ahead { stroke: var(--speed); stroke-width: 1.5; stroke-dasharray: 3 4; fill: none; } .map .ship { fill: var(--speed); stroke: var(--card); stroke-width: 1.5; } .map .scale { stroke: var(--ink); stroke-width: 2; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: 4px 8px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; } th { color: var(--quiet); font-size: 13px; }
.number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 18px; } .bad { font-weight: 700; color: var(--high); } .risk .when { font-weight: 700; white-space: nowrap; } td.not-watched { color: var(--high); font-weight: 700; }
.coverage td { padding: 2px 8px 2px 0; } .coverage .strip { min-width: 220px; } .strip .watched { fill: var(--ok); } .strip .degraded { fill: var(--degraded); } .strip .not-watched { fill: var(--not); }
.factors ul, .plain { list-style: none; padding: 0; margin: 0; } .factors li { display: grid; grid-template-columns: 46px 40px 1fr; gap: 8px; padding: 3px 0; } .factors b { font-variant-numeric: tabular-nums; text-align: right; }
.bar { background: var(--line); height: 8px; margin-top: 7px; border-radius: 2px; overflow: hidden; } .bar span { display: block; height: 100%; background: var(--pace); } .against .bar span { background: var(--speed); } .sign { color: var(--quiet); font-size: 12px; }
.key { display: inline-block; width: 18px; height: 8px; margin: 0 4px 0 10px; border-radius: 1px; } .key.speed, .key.watched { background: var(--speed); } .key.pace { background: var(--pace); } .key.onset { background: var(--high); opacity: .25; } .key.crossing { background: var(--ink); height: 2px; vertical-align: middle; } .key.degraded { background: var(--degraded); } .key.not-watched { background: var(--not); }
details { margin: 8px 0; } summary { cursor: pointer; color: var(--quiet); } blockquote { margin: 6px 0; padding: 8px 12px; border-left: 3px solid var(--line); }
footer { margin-top: 36px; color: var(--quiet); font-size: 12px; overflow-wrap: anywhere; }
@media print { body { max-width: none; background: #fff; } details > * { display: block; } }
`;
