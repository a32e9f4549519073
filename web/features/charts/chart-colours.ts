/** The palette's colours as a canvas needs them: read from the page once a chart is made. */
export interface ChartColours {
  readonly text: string;
  readonly quiet: string;
  readonly grid: string;
  readonly surface: string;
  readonly speed: string;
  readonly pace: string;
  readonly onset: string;
  readonly crossing: string;
  readonly marker: string;
}

export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--mv-${name}`).trim();
  return {
    text: of('text'),
    quiet: of('quiet'),
    grid: of('line'),
    surface: of('surface'),
    speed: of('watch'),
    pace: of('text'),
    onset: of('high'),
    crossing: of('actionable'),
    marker: of('focus'),
  };
}
