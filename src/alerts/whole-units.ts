/** Numbers and times as they leave the core: whole, in the unit that the field's name states. */

export const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Degrees times 100,000. */
export const e5 = (deg: number): number => wholeNumber(deg * 1e5);

export const tenths = (value: number): number => wholeNumber(value * 10);

/** Rounded, never minus zero, which JSON would print as 0 and a comparison would tell apart. */
export const wholeNumber = (value: number): number => Math.round(value) + 0;
