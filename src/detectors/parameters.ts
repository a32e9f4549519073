/** Parameters of a detector: published values with unit and source, some of which configuration may replace. */
import { MerivahtError } from '../contract/errors.ts';
import type { Parameter } from './detector.ts';

/** The bare numbers, by name: what a detector reckons with. */
export type Settings<T extends Readonly<Record<string, Parameter>>> = { readonly [K in keyof T]: number };

/** The published parameters with the configured values in their place. MV-DOCUMENT-INVALID for an unknown name. */
export function configured<T extends Readonly<Record<string, Parameter>>>(
  kind: string,
  published: T,
  overrides: Readonly<Record<string, number>> = {},
): { readonly [K in keyof T]: Parameter } {
  for (const name of Object.keys(overrides))
    if (!Object.hasOwn(published, name))
      throw new MerivahtError(
        'MV-DOCUMENT-INVALID',
        `detectors.${kind}.${name} is no parameter; there are ${Object.keys(published).join(', ')}`,
      );
  const entries = Object.entries(published).map(([name, parameter]): [string, Parameter] => {
    const value = overrides[name];
    return [name, value === undefined ? parameter : { ...parameter, value, source: 'configuration' }];
  });
  return Object.fromEntries(entries) as { readonly [K in keyof T]: Parameter };
}

export function settingsOf<T extends Readonly<Record<string, Parameter>>>(parameters: T): Settings<T> {
  return Object.fromEntries(Object.entries(parameters).map(([name, p]) => [name, p.value])) as Settings<T>;
}
