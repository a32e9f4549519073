import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { timeText, zoneText } from './time-text.ts';

describe('a time as it is shown', () => {
  it('is UTC first, and local with its zone second', () => {
    const at = Date.parse('2024-12-25T10:04:09Z');
    assert.deepEqual(timeText(at, 'Europe/Tallinn'), { utc: '10:04 UTC', local: '12:04 UTC+2' });
    assert.deepEqual(timeText(at, 'Asia/Tokyo', 'second'), { utc: '10:04:09 UTC', local: '19:04:09 UTC+9' });
  });

  it('shows the day, and the local day where it is another', () => {
    const at = Date.parse('2024-12-25T22:30:00Z');
    assert.deepEqual(timeText(at, 'Asia/Tokyo', 'date'), {
      utc: '2024-12-25 22:30 UTC',
      local: '2024-12-26 07:30 UTC+9',
    });
    assert.deepEqual(timeText(at, 'Asia/Tokyo'), { utc: '22:30 UTC', local: '12-26 07:30 UTC+9' });
  });

  it('knows summer time and zones of odd minutes', () => {
    assert.equal(zoneText(Date.parse('2024-07-01T00:00:00Z'), 'Europe/Tallinn'), 'UTC+3');
    assert.equal(zoneText(Date.parse('2024-07-01T00:00:00Z'), 'Asia/Kolkata'), 'UTC+5:30');
    assert.equal(zoneText(Date.parse('2024-01-01T00:00:00Z'), 'America/St_Johns'), 'UTC-3:30');
    assert.equal(zoneText(Date.parse('2024-01-01T00:00:30Z'), 'UTC'), 'UTC+0');
  });
});
