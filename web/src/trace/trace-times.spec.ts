import { describe, expect, it } from 'vitest';
import { formatLength, millis } from '../ui/format-length.js';
import { buildTree } from './trace-tree.js';
import { timesOf } from './trace-times.js';

const at = (ms: number): string => new Date(1_767_225_600_000 + ms).toISOString();

describe('the times of a trace', () => {
  it('keeps microseconds', () => {
    const [left, right] = [millis('2026-01-01T00:00:00.000250Z'), millis('2026-01-01T00:00:00Z')];
    expect((left ?? 0) - (right ?? 0)).toBeCloseTo(0.25);
    expect(millis('nonsense')).toBeUndefined();
  });

  it('places a job without a time at its first effect, and ends at what ends last', () => {
    const tree = buildTree([
      { kind: 'job', id: 'a', causation_id: null, occurred_at: null },
      { kind: 'version', id: '1', causation_id: 'job:a', occurred_at: at(40) },
      { kind: 'delivery', id: '2', causation_id: null, occurred_at: at(0), done_at: at(90) },
    ]);
    const times = timesOf(tree, 0);
    expect(times.spans.get('job:a')?.start).toBe(millis(at(40)));
    expect(times.end - times.start).toBe(90);
    expect([...times.longest]).toEqual(['delivery:2']);
  });

  it('tells the attempts of a delivery from its waiting', () => {
    const attempts_log = [
      { started_at: at(10), finished_at: at(20) },
      { started_at: at(70), finished_at: at(95) },
    ];
    const tree = buildTree([
      { kind: 'delivery', id: '1', causation_id: null, occurred_at: at(0), attempts_log },
    ]);
    const span = timesOf(tree, 0).spans.get('delivery:1');
    expect(span?.end).toBe(millis(at(95)));
    expect(span?.busy.map(({ start, end }) => end - start)).toEqual([10, 25]);
  });

  it('goes on until now while something is open', () => {
    const tree = buildTree([
      { kind: 'delivery', id: '1', causation_id: null, occurred_at: at(0), state: 'queued' },
    ]);
    expect(timesOf(tree, millis(at(500)) ?? 0).spans.get('delivery:1')).toMatchObject({
      open: true,
      end: millis(at(500)),
    });
  });

  it.each([
    [0.42, '0.4 ms'],
    [35.4, '35 ms'],
    [1_230, '1.23 s'],
    [12_000, '12 s'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
  ])('says %d ms as people do', (ms, text) => {
    expect(formatLength(ms)).toBe(text);
  });
});
