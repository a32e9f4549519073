/**
 * Why input was set aside. Bad input never stops the flow: it is counted under one of these reasons and shown.
 * The text is what a report prints; `docs/input.md` is generated from this table.
 */
export const REJECT_REASONS = {
  'not-ais': 'a line that is neither an AIS sentence nor anything the chosen format knows',
  'line-too-long': 'a line longer than the bound',
  'checksum-wrong': 'an NMEA sentence or tag block whose checksum does not fit its bytes',
  'sentence-malformed': 'an AIS sentence with missing or impossible fields',
  'payload-length': 'a message whose length is not allowed for its type (ITU-R M.1371)',
  'type-unknown': 'a message type outside 1 to 27',
  'fragment-missing': 'a part of a multi-sentence message whose other parts never came',
  'fragment-timeout': 'parts of a multi-sentence message that lay too far apart',
  'mmsi-invalid': 'an identity that is no MMSI',
  'position-not-available':
    'a position report that says its position is not available (181/91), or lies outside the globe',
  'position-null-island': 'a position of exactly 0/0',
  'own-ship': 'a report on the receiving ship itself (VDO), which is not traffic',
  'row-malformed': 'a row or object that lacks a needed field or holds no number where one is needed',
  'time-malformed': 'a time that cannot be read',
  'time-in-future': 'a time later than the reader allows',
  'time-before-ais': 'a time before the year 2000',
  'time-isolated': 'records more than a day away from all others, of fewer than three vessels',
  'input-truncated': 'a compressed file that ends in the middle',
  'input-corrupt': 'a compressed file whose bytes are damaged',
  duplicate: 'the same report of one vessel received again',
  'repeat-stale': 'an old position repeated with a newer time',
  'jump-impossible': 'a position the vessel cannot have reached, which nothing after it confirms',
  'identity-shared': 'a fix of a second vessel that uses the same MMSI',
  'not-a-vessel': 'a position of a base station, aid to navigation, aircraft or distress beacon',
} as const satisfies Record<string, string>;

export type RejectReason = keyof typeof REJECT_REASONS;
