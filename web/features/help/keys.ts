/** The keys of the console, as the help shows them. */
export const KEYS = [
  { keys: ['J'], text: 'key-next' },
  { keys: ['K'], text: 'key-previous' },
  { keys: ['Enter'], text: 'key-open' },
  { keys: ['Esc'], text: 'key-close' },
  { keys: ['A'], text: 'key-acknowledge' },
  { keys: ['S'], text: 'key-silence' },
  { keys: ['M'], text: 'key-assign' },
  { keys: ['V'], text: 'key-vhf' },
  { keys: ['P'], text: 'key-phone' },
  { keys: ['U'], text: 'key-unit' },
  { keys: ['H'], text: 'key-hand-over' },
  { keys: ['?'], text: 'key-help' },
] as const;
